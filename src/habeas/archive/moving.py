"""The records of a workspace from PostgreSQL into a file of SQLite, as backups hold them, and back."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from habeas.archive import schema

if TYPE_CHECKING:
    from habeas.archive.postgresql import Server

_COLUMNS: Final = {
    "log": "seq, time, kind, commitment, hash",
    "content": "seq, salt, body, about",
    "reading": "seq, reading, extracted",
    "erased": "seq, erasure",
}
"""The tables of either database, in the order in which they are filled: each row of a later one needs earlier ones."""

_AT_ONCE: Final = 500


def to_file(server: Server, path: Path) -> None:
    """Writes the records, which the server gives as of one moment (a transaction that is open), to a new file."""
    beside = path.with_name(f"{path.name}-made")
    raw = sqlite3.connect(beside, isolation_level=None)
    try:
        raw.executescript(f"PRAGMA journal_mode = off; BEGIN;{schema.script()}")
        for table, columns in _COLUMNS.items():
            marks = ", ".join("?" for _ in columns.split(", "))
            into = f"INSERT INTO {table} ({columns}) VALUES ({marks})"
            raw.executemany(into, _rows(lambda query, seq: server.execute(query, (seq,)).fetchall(), table))
        raw.execute("COMMIT")
        # In one go, so that its pages are as SQLite lays them out by itself.
        raw.execute("VACUUM INTO ?", (str(path),))
    finally:
        raw.close()
        beside.unlink(missing_ok=True)


def to_server(path: Path, server: Server) -> None:
    """Fills the server's empty tables with the records in a file, within a transaction that is open there.

    Raises:
        ServerError: the server does not take them.
    """
    raw = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
    try:
        for table, columns in _COLUMNS.items():
            server.fill(table, columns, _rows(lambda query, seq: raw.execute(query, (seq,)).fetchall(), table))
    finally:
        raw.close()


def _rows(ask: Callable[[str, int], list[Any]], table: str) -> Iterator[tuple[Any, ...]]:
    """The rows of a table in their order, a few at a time: a workspace's texts are larger than its memory."""
    last = 0
    query = f"SELECT {_COLUMNS[table]} FROM {table} WHERE seq > ? ORDER BY seq LIMIT {_AT_ONCE}"
    while rows := ask(query, last):
        yield from rows
        last = rows[-1][0]
