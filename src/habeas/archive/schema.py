"""The tables of a workspace. Every SQL statement of the program is here, in `database` or in `verify`."""

from __future__ import annotations

from typing import Final

VERSION: Final = 2
"""Kept in the file's `user_version`; only files of this version are opened."""

APPLICATION: Final = 0x48616265
"""Kept in the file's `application_id` ("Habe"), so that another program's file is not taken for ours."""

SETTINGS: Final[dict[str, int | str]] = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "recursive_triggers": 1,
    "secure_delete": 1,
    "temp_store": 2,
    "trusted_schema": 0,
}
"""What nothing may be stored without: set at the start and read back."""

# `about` stands for the report that is named in `body`, so that it can be looked up (`chain.about`). The log is never
# touched again. What can be destroyed (`content`, `reading`) is never changed, and goes only when the log says so first
# (`erased`).
_TABLES: Final = """
CREATE TABLE log (
    seq INTEGER PRIMARY KEY,
    time TEXT NOT NULL,
    kind TEXT NOT NULL,
    commitment TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT;
CREATE TABLE content (
    seq INTEGER PRIMARY KEY REFERENCES log (seq),
    salt BLOB NOT NULL,
    body TEXT NOT NULL,
    about INTEGER
) STRICT;
CREATE INDEX content_of_report ON content (about) WHERE about IS NOT NULL;
CREATE TABLE reading (
    seq INTEGER PRIMARY KEY REFERENCES content (seq),
    reading BLOB NOT NULL,
    extracted BLOB NOT NULL
) STRICT;
CREATE TABLE erased (
    seq INTEGER PRIMARY KEY REFERENCES log (seq),
    erasure INTEGER NOT NULL
) STRICT;
"""

_UNCHANGED: Final = """
CREATE TRIGGER {table}_is_not_changed BEFORE UPDATE ON {table}
BEGIN SELECT RAISE(ABORT, 'the table {table} is append-only'); END;
CREATE TRIGGER {table}_is_not_replaced BEFORE INSERT ON {table}
WHEN EXISTS (SELECT 1 FROM {table} WHERE seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'the table {table} is append-only'); END;
CREATE TRIGGER {table}_is_not_emptied BEFORE DELETE ON {table} {when}
BEGIN SELECT RAISE(ABORT, 'the table {table} is append-only'); END;
"""

_IN_ORDER: Final = """
CREATE TRIGGER log_grows_by_one BEFORE INSERT ON log
WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM log)
BEGIN SELECT RAISE(ABORT, 'the table log is append-only'); END;
"""

_GUARDED: Final = {
    "log": "",
    "content": "WHEN NOT EXISTS (SELECT 1 FROM erased WHERE seq = OLD.seq)",
    "reading": "WHEN NOT EXISTS (SELECT 1 FROM erased WHERE seq = OLD.seq)",
    "erased": "",
}


def script() -> str:
    """All that makes an empty file a workspace's database, within a transaction that is open."""
    guards = "".join(_UNCHANGED.format(table=table, when=when) for table, when in _GUARDED.items())
    marks = f"PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {VERSION};"
    return f"{_TABLES}{guards}{_IN_ORDER}{marks}"
