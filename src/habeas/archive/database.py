"""A workspace's records in SQLite: the one place that speaks SQL (the tables are in `schema`)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from habeas.archive import schema
from habeas.archive.records import Custody, Stated, StoredReport
from habeas.model.codec import from_json, to_json
from habeas.model.decision import Decision
from habeas.model.reading import Described

WAIT_S = 30.0
"""How long a command waits for another one that is writing."""


class DatabaseError(Exception):
    """The file cannot be worked with as it is; the run must stop. The message says why."""


class Database:
    """One open database. Writing happens inside `transaction`; what has left it is on the disk."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._sql = connection

    @classmethod
    def create(cls, path: Path) -> Database:
        """Makes the database, or finishes one whose making was interrupted.

        Raises:
            DatabaseError: there is one already, or a file that is no database.
        """
        database = cls(_connect(path, create=True))
        try:
            if (
                database._number("user_version")
                or database._sql.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone()
            ):
                raise DatabaseError(f"{path} is there already")
            database._sql.executescript(schema.script())
        except sqlite3.DatabaseError as error:
            raise DatabaseError(f"{path} cannot be made: {error}") from error
        return database

    @classmethod
    def open(cls, path: Path) -> Database:
        """Opens a database that is there.

        Raises:
            DatabaseError: it is no database of this program or of a later version of it, or a setting that
                keeps what is stored safe did not take.
        """
        database = cls(_connect(path, create=False))
        try:
            kind, version = database._number("application_id"), database._number("user_version")
        except sqlite3.DatabaseError as error:
            raise DatabaseError(f"{path} is not a workspace's database: {error}") from error
        if version > schema.VERSION:
            raise DatabaseError(f"{path} was made by a later version of habeas (format {version})")
        if kind != schema.APPLICATION or version < 1:
            raise DatabaseError(f"{path} is not a workspace's database")
        return database

    def close(self) -> None:
        self._sql.close()

    def _number(self, pragma: str) -> int:
        return int(self._sql.execute(f"PRAGMA {pragma}").fetchone()[0])

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

    def add_report(self, report: StoredReport) -> None:
        self._sql.execute(
            "INSERT INTO report (id, source, received, size) VALUES (?, ?, ?, ?)",
            (report.id, report.source, report.received, report.size),
        )

    def add_custody(self, entry: Custody) -> None:
        self._sql.execute(
            "INSERT INTO custody (report, time, who, how, origin, source) VALUES (?, ?, ?, ?, ?, ?)",
            (entry.report, entry.time, entry.who, entry.how, entry.origin, entry.source),
        )

    def add_stated(self, entry: Stated) -> None:
        self._sql.execute(
            "INSERT INTO stated (report, time, who, said) VALUES (?, ?, ?, ?)",
            (entry.report, entry.time, entry.who, to_json(entry.stated).decode()),
        )

    def add_decision(self, decision: Decision) -> None:
        self._sql.execute(
            "INSERT INTO decision (id, decision) VALUES (?, ?)", (decision.id, to_json(decision).decode())
        )

    def add_reading(self, row: dict[str, Any]) -> None:
        """Adds a reading; `row` holds a value for each column of the table but `seq`."""
        self._sql.execute(
            "INSERT INTO reading (report, reader, version, basis, time, reading, extracted)"
            " VALUES (:report, :reader, :version, :basis, :time, :reading, :extracted)",
            row,
        )

    def report(self, report: str) -> StoredReport | None:
        """The record of one report, without what was stated of it."""
        row = self._sql.execute("SELECT id, source, received, size FROM report WHERE id = ?", (report,)).fetchone()
        return None if row is None else _stored(row)

    def reports(self) -> Iterator[StoredReport]:
        """Every report in the order in which they came, without what was stated of them."""
        for row in self._sql.execute("SELECT id, source, received, size FROM report ORDER BY seq"):
            yield _stored(row)

    def custody(self, report: str | None = None) -> Iterator[Custody]:
        """The custody log of one report, or of all, oldest first."""
        rows = (
            self._sql.execute("SELECT report, time, who, how, origin, source FROM custody ORDER BY seq")
            if report is None
            else self._sql.execute(
                "SELECT report, time, who, how, origin, source FROM custody WHERE report = ? ORDER BY seq", (report,)
            )
        )
        for r in rows:
            yield Custody(report=r[0], time=r[1], who=r[2], how=r[3], origin=r[4], source=r[5])

    def came_from(self, report: str, origin: str) -> bool:
        """Whether the custody log knows the report from this path."""
        found = self._sql.execute("SELECT 1 FROM custody WHERE report = ? AND origin = ? LIMIT 1", (report, origin))
        return found.fetchone() is not None

    def stated(self, report: str | None = None) -> Iterator[Stated]:
        """What was stated of one report, or of all, oldest first."""
        rows = (
            self._sql.execute("SELECT report, time, who, said FROM stated ORDER BY seq")
            if report is None
            else self._sql.execute(
                "SELECT report, time, who, said FROM stated WHERE report = ? ORDER BY seq", (report,)
            )
        )
        for row in rows:
            yield Stated(report=row[0], time=row[1], who=row[2], stated=from_json(row[3], Described))

    def decisions(self) -> Iterator[Decision]:
        """Every decision, oldest first."""
        for row in self._sql.execute("SELECT decision FROM decision ORDER BY seq"):
            yield from_json(row[0], Decision)

    def readings(self) -> Iterator[bytes]:
        """The newest reading of each report as JSON, in the order in which the reports came."""
        for row in self._sql.execute(
            "SELECT reading.reading FROM report JOIN reading ON reading.seq ="
            " (SELECT max(seq) FROM reading WHERE reading.report = report.id) ORDER BY report.seq"
        ):
            yield row[0]

    def reading(self, report: str) -> tuple[str, str, str, bytes, bytes] | None:
        """Of a report's newest reading: reader, version, basis, reading as JSON, extracted text
        (compressed).
        """
        row = self._sql.execute(
            "SELECT reader, version, basis, reading, extracted FROM reading WHERE report = ? ORDER BY seq DESC LIMIT 1",
            (report,),
        ).fetchone()
        return None if row is None else (row[0], row[1], row[2], row[3], row[4])

    def read_by(self, reader: str, version: str) -> set[tuple[str, str]]:
        """Which reports this reader has read at this version, and on what basis: (report, basis)."""
        rows = self._sql.execute(
            "SELECT DISTINCT report, basis FROM reading WHERE reader = ? AND version = ?", (reader, version)
        )
        return {(row[0], row[1]) for row in rows}


def _stored(row: tuple[str, str, str, int]) -> StoredReport:
    return StoredReport(id=row[0], source=row[1], received=row[2], size=row[3])


def _connect(path: Path, *, create: bool) -> sqlite3.Connection:
    address = f"{path.absolute().as_uri()}?mode={'rwc' if create else 'rw'}"
    try:
        connection = sqlite3.connect(address, uri=True, timeout=WAIT_S, isolation_level=None)
        for name, value in schema.SETTINGS.items():
            connection.execute(f"PRAGMA {name} = {value}")
            check_setting(name, value, connection.execute(f"PRAGMA {name}").fetchone()[0])
    except sqlite3.DatabaseError as error:
        raise DatabaseError(f"{path} cannot be opened: {error}") from error
    return connection


def check_setting(name: str, wanted: int | str, found: int | str) -> None:
    """Stops the program where a setting did not take.

    Raises:
        DatabaseError: `found` is not what was `wanted`.
    """
    if found != wanted:
        raise DatabaseError(f"the database's {name} is {found!r}, not {wanted!r}: nothing can be stored safely")
