"""Invented collections of reports with known truth, to measure resolving and weighing with.

`collection.World(reports, seed)` makes them; `docs/resolving-measure.md` says what is in them.
"""
