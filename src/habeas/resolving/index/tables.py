"""The tables of the index, and the one place that speaks their SQL."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

FORMAT: Final = 4
"""Kept in `user_version`: an index of another format, or of other rules, is made anew."""

_TABLES: Final = """
CREATE TABLE person (
    id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, report TEXT NOT NULL, entity TEXT NOT NULL,
    name TEXT NOT NULL, profile BLOB NOT NULL, part INTEGER, cluster INTEGER, changed INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX person_of_report ON person (report);
CREATE INDEX person_of_part ON person (part);
CREATE INDEX person_changed ON person (changed);
CREATE TABLE place (
    row TEXT NOT NULL, stands TEXT NOT NULL, person INTEGER NOT NULL, PRIMARY KEY (row, stands)
) STRICT, WITHOUT ROWID;
CREATE TABLE pair (
    one INTEGER NOT NULL, other INTEGER NOT NULL, kind TEXT NOT NULL, rows INTEGER NOT NULL, score REAL NOT NULL,
    hard INTEGER NOT NULL, at_home INTEGER NOT NULL, PRIMARY KEY (other, one, kind)
) STRICT, WITHOUT ROWID;
CREATE TABLE told (person INTEGER PRIMARY KEY, statements TEXT NOT NULL) STRICT;
CREATE TABLE statement (key TEXT PRIMARY KEY, person INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE standing (key TEXT PRIMARY KEY, standing TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE verdict (one TEXT NOT NULL, other TEXT NOT NULL, decision TEXT NOT NULL, PRIMARY KEY (one, other)) STRICT;
CREATE TABLE joined (
    part INTEGER NOT NULL, one INTEGER NOT NULL, other INTEGER NOT NULL, named INTEGER NOT NULL, body TEXT NOT NULL,
    changed INTEGER NOT NULL, PRIMARY KEY (part, one, other)
) STRICT, WITHOUT ROWID;
CREATE TABLE rejoined (
    changed INTEGER NOT NULL, part INTEGER NOT NULL, PRIMARY KEY (changed, part)
) STRICT, WITHOUT ROWID;
CREATE TABLE parted (
    one TEXT NOT NULL, other TEXT NOT NULL, changed INTEGER NOT NULL, PRIMARY KEY (one, other)
) STRICT, WITHOUT ROWID;
CREATE INDEX parted_changed ON parted (changed);
CREATE TABLE mark (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
"""

_AT_ONCE: Final = 500  # values that one query asks for

Row = tuple[Any, ...]


class Tables:
    """An open database of the index, with the tables there."""

    def __init__(self, path: Path) -> None:
        """Raises sqlite3.DatabaseError where the file is no database."""
        self._sql = sqlite3.connect(path, isolation_level=None, timeout=30.0)
        # It can be made again: what a power failure takes from it is no loss, what it leaves must still be whole.
        for setting in ("journal_mode = wal", "synchronous = normal", "secure_delete = 1", "cache_size = -65536"):
            self._sql.execute(f"PRAGMA {setting}")

    def close(self) -> None:
        self._sql.close()

    def made_by(self) -> int:
        """The format of the tables; 0 where there are none."""
        return int(self._sql.execute("PRAGMA user_version").fetchone()[0])

    def make(self) -> None:
        """Makes the tables, empty, in place of whatever is there. Within a transaction."""
        for (name,) in self.all("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"):
            self._sql.execute(f'DROP TABLE "{name}"')
        for statement in _TABLES.split(";\n"):
            self._sql.execute(statement)
        self._sql.execute(f"PRAGMA user_version = {FORMAT}")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of what is written inside, or nothing of it."""
        self._sql.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            if self._sql.in_transaction:
                self._sql.execute("ROLLBACK")
            raise
        self._sql.execute("COMMIT")

    def all(self, query: str, *values: object) -> list[Row]:
        """The rows of a query."""
        return self._sql.execute(query, values).fetchall()

    def of_each(self, query: str, values: Iterable[object]) -> Iterator[Row]:
        """The rows of a query for many values, asked for as `IN ({})`, some hundreds of them at once."""
        wanted = list(values)
        for first in range(0, len(wanted), _AT_ONCE):
            some = wanted[first : first + _AT_ONCE]
            yield from self._sql.execute(query.format(",".join("?" * len(some))), some)

    def each(self, query: str, *values: object) -> Iterator[Row]:
        """The rows of a query, one after the other, while nothing is written."""
        yield from self._sql.execute(query, values)

    def write(self, query: str, rows: Iterable[Sequence[object]]) -> None:
        """A statement that writes, once for each row of values."""
        self._sql.executemany(query, rows)

    def add(self, query: str, *values: object) -> int:
        """A statement that adds one row; gives its number."""
        found = self._sql.execute(query, values).lastrowid
        return 0 if found is None else found
