"""The workspace's records: settings that keep them safe, tables that only grow, all or nothing."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from typing_extensions import override

from habeas.archive import schema
from habeas.archive.database import Database, DatabaseError
from habeas.archive.records import Custody, Stated, StoredReport
from habeas.model.decision import Decision
from habeas.model.reading import Described

REPORT = StoredReport(id="sha256:a", source="a.txt", received="2024-05-02T00:00:00Z", size=3)
ENTRY = Custody(
    report="sha256:a", time="2024-05-02T00:00:00Z", who="ana", how="file", origin="/in/a.txt", source="a.txt"
)
DECISION = Decision(id="de:1", action="accept", targets=("st:1",), author="ana", time="2024-05-02T00:00:00Z")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database with one row in each table that only grows."""
    path = tmp_path / "habeas.sqlite"
    database = Database.create(path)
    with database.transaction():
        database.add_report(REPORT)
        database.add_custody(ENTRY)
        database.add_stated(
            Stated(report="sha256:a", time="2024-05-02T00:00:00Z", who="ana", stated=Described(title="A"))
        )
        database.add_decision(DECISION)
    database.close()
    return path


def rows(path: Path) -> dict[str, int]:
    with sqlite3.connect(path) as raw:
        return {
            table: raw.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("report", "custody", "stated", "reading", "decision")
        }


@pytest.mark.parametrize("table", ["report", "custody", "stated", "decision"])
@pytest.mark.parametrize("act", ["UPDATE {} SET seq = 9", "DELETE FROM {}"])
def test_what_only_grows_can_be_neither_changed_nor_emptied(path: Path, table: str, act: str) -> None:
    before = rows(path)
    with (
        sqlite3.connect(path) as raw,
        pytest.raises(sqlite3.IntegrityError, match=f"the table {table} is append-only"),
    ):
        raw.execute(act.format(table))
    assert rows(path) == before
    assert before[table] == 1


@pytest.mark.parametrize("setting", sorted(schema.SETTINGS))
def test_a_setting_that_did_not_take_stops_the_program(
    path: Path, monkeypatch: pytest.MonkeyPatch, setting: str
) -> None:
    class Deaf(sqlite3.Connection):
        """A connection that forgets one setting."""

        @override
        def execute(self, sql: str, *more: Any) -> sqlite3.Cursor:
            if sql.startswith(f"PRAGMA {setting} ="):
                wrong = {"journal_mode": "delete", "synchronous": "1", "foreign_keys": "0", "trusted_schema": "1"}
                sql = f"PRAGMA {setting} = {wrong[setting]}"
            return super().execute(sql, *more)

    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda address, **how: connect(address, **{**how, "factory": Deaf}))
    with pytest.raises(DatabaseError, match=f"{setting} is .*, not .*nothing can be stored safely"):
        Database.open(path)


def _interrupted(database: Database) -> None:
    with database.transaction():
        database.add_report(StoredReport(id="sha256:b", source="b", received="x", size=1))
        raise KeyboardInterrupt


def test_a_transaction_that_fails_leaves_nothing(path: Path) -> None:
    before = rows(path)
    database = Database.open(path)
    with pytest.raises(KeyboardInterrupt):
        _interrupted(database)
    assert rows(path) == before
    with database.transaction():
        database.add_report(StoredReport(id="sha256:b", source="b", received="x", size=1))
    assert rows(path)["report"] == 2


def test_custody_of_a_report_that_is_not_there_is_refused(path: Path) -> None:
    database = Database.open(path)
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"), database.transaction():
        database.add_custody(Custody(report="sha256:none", time="t", who="w", how="file", origin="o", source="s"))
    assert rows(path)["custody"] == 1


def test_a_later_format_is_not_opened(path: Path) -> None:
    with sqlite3.connect(path) as raw:
        raw.execute("PRAGMA user_version = 2")
    with pytest.raises(DatabaseError, match=r"later version of habeas \(format 2\)"):
        Database.open(path)


def test_another_programs_file_is_not_opened(tmp_path: Path) -> None:
    other = tmp_path / "other.sqlite"
    with sqlite3.connect(other) as raw:
        raw.execute("CREATE TABLE t (x)")
    with pytest.raises(DatabaseError, match="not a workspace's database"):
        Database.open(other)
    (tmp_path / "noise").write_bytes(b"noise" * 1000)
    with pytest.raises(DatabaseError, match="cannot be opened"):
        Database.open(tmp_path / "noise")
    with pytest.raises(DatabaseError, match="is there already"):
        Database.create(other)


def test_a_making_that_was_interrupted_is_finished(tmp_path: Path) -> None:
    path = tmp_path / "habeas.sqlite"
    path.write_bytes(b"")
    Database.create(path).close()
    Database.open(path).close()
