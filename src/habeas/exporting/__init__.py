"""What leaves in files: tables, workbooks, JSON, FollowTheMoney, calendars, documents, and whole cases.

Takes case books that passed the gate, or, marked as such, those that did not; decides nothing itself.
"""
