"""The tables of a workspace. Every SQL statement of the program is here or in `database`."""

from __future__ import annotations

VERSION = 1
"""Kept in the file's `user_version`; a file of a later version is not opened."""

APPLICATION = 0x48616265
"""Kept in the file's `application_id` ("Habe"), so that another program's file is not taken for ours."""

SETTINGS: dict[str, int | str] = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "trusted_schema": 0,
}
"""What nothing may be stored without: set at the start and read back."""

_APPEND_ONLY = ("report", "custody", "stated", "decision")

_TABLES = """
CREATE TABLE report (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    source TEXT NOT NULL,
    received TEXT NOT NULL,
    size INTEGER NOT NULL
) STRICT;
CREATE TABLE custody (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    report TEXT NOT NULL REFERENCES report (id),
    time TEXT NOT NULL,
    who TEXT NOT NULL,
    how TEXT NOT NULL,
    origin TEXT NOT NULL,
    source TEXT NOT NULL
) STRICT;
CREATE INDEX custody_of_report ON custody (report, origin);
CREATE TABLE stated (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    report TEXT NOT NULL REFERENCES report (id),
    time TEXT NOT NULL,
    who TEXT NOT NULL,
    said TEXT NOT NULL
) STRICT;
CREATE INDEX stated_of_report ON stated (report);
CREATE TABLE reading (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    report TEXT NOT NULL REFERENCES report (id),
    reader TEXT NOT NULL,
    version TEXT NOT NULL,
    basis TEXT NOT NULL,
    time TEXT NOT NULL,
    reading BLOB NOT NULL,
    extracted BLOB NOT NULL
) STRICT;
CREATE INDEX reading_of_report ON reading (report, seq);
CREATE INDEX reading_by_reader ON reading (reader, version, report, basis);
CREATE TABLE decision (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    decision TEXT NOT NULL
) STRICT;
"""

_GUARD = """
CREATE TRIGGER {table}_is_not_{done} BEFORE {act} ON {table}
BEGIN SELECT RAISE(ABORT, 'the table {table} is append-only'); END;
"""


def script() -> str:
    """All that makes an empty file a workspace's database, as one transaction."""
    guards = "".join(
        _GUARD.format(table=table, act=act, done=done)
        for table in _APPEND_ONLY
        for act, done in (("UPDATE", "changed"), ("DELETE", "emptied"))
    )
    marks = f"PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {VERSION};"
    return f"BEGIN IMMEDIATE;{_TABLES}{guards}{marks}COMMIT;"
