"""A workspace's records in SQLite: a log that only grows, and the contents that its entries commit to."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, Protocol

import msgspec

from habeas.archive import chain, schema

WAIT_S: Final = 30.0
"""How long a command waits for another one that is writing."""


class DatabaseError(Exception):
    """The file cannot be worked with as it is; the run must stop. The message says why."""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """An entry of the log. `body` is its content as JSON; None where it was erased."""

    seq: int
    time: str
    kind: str
    commitment: str
    hash: str
    body: str | None


class _Named(msgspec.Struct):
    """As much of an entry's content as says which report it is about."""

    report: str | None = None


class Rows(Protocol):
    """What comes of a statement."""

    def fetchone(self) -> Any: ...
    def fetchall(self) -> list[Any]: ...
    def __iter__(self) -> Iterator[Any]: ...


class Connection(Protocol):
    """As much of a connection to a database as is made use of here. "?" marks values."""

    @property
    def in_transaction(self) -> bool: ...
    def execute(self, statement: str, values: Sequence[Any] = ..., /) -> Rows: ...
    def close(self) -> None: ...


class Database:
    """One open database. Writing happens inside `transaction`; what has left it is on the disk."""

    def __init__(self, connection: Connection) -> None:
        self._sql = connection

    @classmethod
    def create(cls, path: Path, time: str, body: bytes) -> Database:
        """Makes the database with a first entry of the kind "workspace", or finishes one whose making was interrupted.

        Raises:
            DatabaseError: there is one already, or a file that is no database.
        """
        connection = _connect(path, create=True)
        database = cls(connection)
        # One that is not wanted is closed at once: until then it would lock out whoever made the file meanwhile.
        with _closed_if_it_fails(database):
            try:
                if database._number("user_version") or database._one("SELECT 1 FROM sqlite_schema LIMIT 1"):
                    raise DatabaseError(f"{path} is there already")
                connection.executescript(f"BEGIN IMMEDIATE;{schema.script()}")
                database.append("workspace", time, body)
                connection.execute("COMMIT")
            except sqlite3.DatabaseError as error:
                raise DatabaseError(f"{path} cannot be made: {error}") from error
        return database

    @classmethod
    def open(cls, path: Path) -> Database:
        """Opens a database that is there.

        Raises:
            DatabaseError: it is no database of this version of the program, or a setting that keeps what is stored
                safe did not take.
        """
        database = cls(_connect(path, create=False))
        with _closed_if_it_fails(database):
            database._check(path)
        return database

    def _check(self, path: Path) -> None:
        try:
            kind, version = self._number("application_id"), self._number("user_version")
        except sqlite3.DatabaseError as error:
            raise DatabaseError(f"{path} is not a workspace's database: {error}") from error
        if version > schema.VERSION:
            raise DatabaseError(f"{path} was made by a later version of habeas (format {version})")
        if kind == schema.APPLICATION and 1 <= version < schema.VERSION:
            raise DatabaseError(
                f"{path} was made before the first release (format {version}) and is not opened; "
                "add its reports to a new workspace: habeas add PATH..."
            )
        if kind != schema.APPLICATION or version < 1:
            raise DatabaseError(f"{path} is not a workspace's database")

    def close(self) -> None:
        self._sql.close()

    def _number(self, pragma: str) -> int:
        return int(self._sql.execute(f"PRAGMA {pragma}").fetchone()[0])

    def _one(self, query: str, values: tuple[object, ...] = ()) -> tuple[object, ...] | None:
        row: tuple[object, ...] | None = self._sql.execute(query, values).fetchone()
        return row

    @contextmanager
    def transaction(self, *, lock: bool = True) -> Iterator[None]:
        """All of what is written inside, or nothing of it. `lock`: nobody else writes meanwhile; without it there must
        be nothing yet that others could write into.
        """
        try:
            self._begin(lock=lock)
            yield
            self._sql.execute("COMMIT")
        except BaseException:
            if self._sql.in_transaction:
                self._sql.execute("ROLLBACK")
            raise

    def _begin(self, *, lock: bool) -> None:
        self._sql.execute("BEGIN IMMEDIATE" if lock else "BEGIN")

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """All of what is read inside is of one moment, whoever writes meanwhile."""
        self._sql.execute("BEGIN")
        try:
            yield
        finally:
            self._sql.execute("COMMIT")

    def append(self, kind: str, time: str, body: bytes) -> int:
        """Adds an entry that commits to `body` (JSON) and keeps it; gives its number."""
        last, before = self.head()
        salt, seq = chain.salt(), last + 1
        committed = chain.commitment(salt, body)
        self._sql.execute(
            "INSERT INTO log (seq, time, kind, commitment, hash) VALUES (?, ?, ?, ?, ?)",
            (seq, time, kind, committed, chain.link(before, seq, time, kind, committed)),
        )
        report = msgspec.json.decode(body, type=_Named).report
        self._sql.execute(
            "INSERT INTO content (seq, salt, body, about) VALUES (?, ?, ?, ?)",
            (seq, salt, body.decode(), None if report is None else chain.about(report)),
        )
        return seq

    def attach(self, seq: int, reading: bytes, extracted: bytes) -> None:
        """Keeps a reading and its text with the entry whose content holds the hashes of both."""
        self._sql.execute("INSERT INTO reading (seq, reading, extracted) VALUES (?, ?, ?)", (seq, reading, extracted))

    def head(self) -> tuple[int, str]:
        """The number and the hash of the newest entry; what stands for an empty log is 0 and `chain.START`."""
        row = self._sql.execute("SELECT seq, hash FROM log WHERE seq = (SELECT max(seq) FROM log)").fetchone()
        return (0, chain.START) if row is None else (int(row[0]), str(row[1]))

    def hash_at(self, seq: int) -> str | None:
        """The hash of an entry; None where the log does not reach so far."""
        row = self._sql.execute("SELECT hash FROM log WHERE seq = ?", (seq,)).fetchone()
        return None if row is None else str(row[0])

    def first(self) -> Entry:
        """The entry with which the workspace was made."""
        return next(self._entries("WHERE log.seq = 1", ()))

    def entries(self, *kinds: str, erased: bool = False, after: int = 0) -> Iterator[Entry]:
        """The entries of these kinds (of all, where none is given) after the one of this number, oldest first; with
        `erased` also those without content.
        """
        held = "" if erased else "AND content.seq IS NOT NULL"
        if kinds:
            marks = ", ".join("?" * len(kinds))
            yield from self._entries(f"WHERE log.kind IN ({marks}) AND log.seq > ? {held}", (*kinds, after))
        else:
            yield from self._entries(f"WHERE log.seq > ? {held}", (after,))

    def entries_of(self, report: str, *kinds: str) -> Iterator[Entry]:
        """The entries that name a report, of these kinds or of all, oldest first."""
        for entry in self._entries("WHERE content.about = ?", (chain.about(report),)):
            named = msgspec.json.decode(entry.body or "{}", type=_Named).report
            if named == report and (not kinds or entry.kind in kinds):
                yield entry

    def unread(self, kind: str) -> Iterator[Entry]:
        """The entries of a kind on reports of which no reading is stored, oldest first."""
        return self._entries(
            "WHERE log.kind = ? AND content.about IS NOT NULL AND NOT EXISTS (SELECT 1 FROM content AS other"
            " JOIN log AS made ON made.seq = other.seq WHERE other.about = content.about AND made.kind = 'reading')",
            (kind,),
        )

    def _entries(self, where: str, values: Iterable[object]) -> Iterator[Entry]:
        join = "JOIN" if "content.about" in where else "LEFT JOIN"
        for row in self._sql.execute(
            "SELECT log.seq, log.time, log.kind, log.commitment, log.hash, content.body"
            f" FROM log {join} content ON content.seq = log.seq {where} ORDER BY log.seq",
            tuple(values),
        ):
            yield Entry(seq=row[0], time=row[1], kind=row[2], commitment=row[3], hash=row[4], body=row[5])

    def content(self, seq: int) -> tuple[bytes, str] | None:
        """The salt and the content of an entry; None where it was erased."""
        row = self._sql.execute("SELECT salt, body FROM content WHERE seq = ?", (seq,)).fetchone()
        return None if row is None else (bytes(row[0]), str(row[1]))

    def reading(self, seq: int) -> tuple[bytes, bytes]:
        """The reading of an entry as JSON, and its text as it was stored.

        Raises:
            LookupError: it was erased meanwhile.
        """
        row = self._sql.execute("SELECT reading, extracted FROM reading WHERE seq = ?", (seq,)).fetchone()
        if row is None:
            raise LookupError(f"the reading of entry {seq} is not there")
        return bytes(row[0]), bytes(row[1])

    def newest_readings(self) -> list[int]:
        """Of each report that was read the entry of its newest reading, in the order in which the reports came."""
        rows = self._sql.execute(
            "SELECT json_extract(body, '$.report'), max(CASE kind WHEN 'reading' THEN seq END), min(seq)"
            " FROM log JOIN content USING (seq) WHERE kind IN ('report', 'reading') GROUP BY 1 ORDER BY 3"
        )
        return [int(row[1]) for row in rows if row[1] is not None]

    def newest_reading(self, report: str) -> Entry | None:
        """The entry of a report's newest reading; None where it was not read yet."""
        newest = None
        for newest in self.entries_of(report, "reading"):  # noqa: B007  # the last one is wanted
            pass
        return newest

    def read_by(self, reader: str, version: str) -> set[tuple[str, str]]:
        """Which reports this reader has read at this version, and on what basis: (report, basis)."""
        rows = self._sql.execute(
            "SELECT DISTINCT json_extract(body, '$.report'), json_extract(body, '$.basis')"
            " FROM log JOIN content USING (seq)"
            " WHERE kind = 'reading' AND json_extract(body, '$.reader') = ? AND json_extract(body, '$.version') = ?",
            (reader, version),
        )
        return {(row[0], row[1]) for row in rows}

    def erase(self, seqs: Iterable[int], erasure: int) -> None:
        """Destroys the contents of entries, as the entry `erasure` says. They leave the file with `compact`."""
        for seq in seqs:
            self._sql.execute("INSERT INTO erased (seq, erasure) VALUES (?, ?)", (seq, erasure))
            self._sql.execute("DELETE FROM reading WHERE seq = ?", (seq,))
            self._sql.execute("DELETE FROM content WHERE seq = ?", (seq,))

    def compact(self) -> None:
        """Writes the file anew without what was erased, and empties the write-ahead file.

        Raises:
            DatabaseError: another process works in the database just now, so the write-ahead file still holds it.
        """
        if not compacted(lambda act: self._sql.execute(act).fetchone()):
            raise DatabaseError("another process works in this workspace just now")

    def copy_to(self, path: Path) -> None:
        """Writes the database as it is at this moment to a new file, whoever else writes meanwhile."""
        self._sql.execute("VACUUM INTO ?", (str(path),))


def compacted(ask: Callable[[str], Any]) -> bool:
    """Writes a file of SQLite anew without what was deleted, and empties its write-ahead file. `ask` gives the first
    row that comes of a statement. False where somebody reads in it, so that the write-ahead file still holds all.
    """
    for act in ("PRAGMA wal_checkpoint(TRUNCATE)", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
        row = ask(act)
        if row is not None and row[0]:
            return False
    return True


@contextmanager
def _closed_if_it_fails(opened: Database | sqlite3.Connection) -> Iterator[None]:
    try:
        yield
    except BaseException:
        opened.close()
        raise


def _connect(path: Path, *, create: bool) -> sqlite3.Connection:
    address = f"{path.absolute().as_uri()}?mode={'rwc' if create else 'rw'}"
    try:
        connection = sqlite3.connect(address, uri=True, timeout=WAIT_S, isolation_level=None)
        with _closed_if_it_fails(connection):
            _set(connection)
    except sqlite3.DatabaseError as error:
        raise DatabaseError(f"{path} cannot be opened: {error}") from error
    return connection


def _set(connection: sqlite3.Connection) -> None:
    for name, value in schema.SETTINGS.items():
        # To its last row: what fails after the first one would otherwise be passed over.
        connection.execute(f"PRAGMA {name} = {value}").fetchall()
        check_setting(name, value, connection.execute(f"PRAGMA {name}").fetchone()[0])


def check_setting(name: str, wanted: int | str, found: int | str) -> None:
    """Stops the program where a setting did not take.

    Raises:
        DatabaseError: `found` is not what was `wanted`.
    """
    if found != wanted:
        raise DatabaseError(f"the database's {name} is {found!r}, not {wanted!r}: nothing can be stored safely")
