"""Tables that follow the workspace's log, so that lists, counts and search need not read every report.

All of it is derived: it may be dropped and made again (`following.rebuild`), and nothing is stored here alone.
"""
