"""The workspace's records: settings that keep them safe, tables that only grow, all or nothing."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from typing_extensions import override

from habeas.archive import chain, schema
from habeas.archive.database import Database, DatabaseError
from habeas.archive.records import ReportBody
from habeas.model.codec import to_json

TIME = "2024-05-02T00:00:00Z"
REPORT = to_json(ReportBody(report="sha256:a", source="a.txt", size=3))
OTHER = to_json(ReportBody(report="sha256:b", source="b.txt", size=3))
FILLED = {"log": 4, "content": 3, "reading": 1, "erased": 1}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database with rows in every table."""
    path = tmp_path / "habeas.sqlite"
    database = Database.create(path, TIME, b'{"workspace":"w"}')
    with database.transaction():
        database.append("report", TIME, REPORT)
        database.attach(2, b"{}", b"text")
        database.append("stated", TIME, b'{"report":"sha256:a"}')
    with database.transaction():
        database.erase((3,), database.append("erasure", TIME, b"{}"))
    database.close()
    return path


def rows(path: Path) -> dict[str, int]:
    with sqlite3.connect(path) as raw:
        return {table: raw.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables(raw)}


def tables(raw: sqlite3.Connection) -> list[str]:
    """Every table that the schema makes."""
    named = raw.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    return sorted(row[0] for row in named)


def all_tables() -> list[str]:
    raw = sqlite3.connect(":memory:", isolation_level=None)
    raw.executescript(schema.script())
    return tables(raw)


def test_every_table_is_among_those_that_are_tried(path: Path) -> None:
    assert rows(path) == FILLED
    assert all_tables() == sorted(FILLED)


@pytest.mark.promise("B4")
@pytest.mark.parametrize("table", all_tables())
@pytest.mark.parametrize(
    "act",
    [
        "UPDATE {} SET seq = 9",
        "UPDATE {} SET seq = seq",
        "UPDATE OR REPLACE {} SET seq = 1",
        "DELETE FROM {}",
        "DELETE FROM {} WHERE seq = 2 OR 1",
        "INSERT OR REPLACE INTO {0} SELECT * FROM {0}",
        "REPLACE INTO {0} SELECT * FROM {0} LIMIT 1",
    ],
)
def test_what_only_grows_can_be_neither_changed_nor_emptied(path: Path, table: str, act: str) -> None:
    """Promise B4."""
    before = path.read_bytes()
    with (
        sqlite3.connect(path) as raw,
        pytest.raises(sqlite3.IntegrityError, match=f"the table {table} is append-only"),
    ):
        raw.execute(act.format(table))
    assert rows(path) == FILLED
    assert path.read_bytes() == before


@pytest.mark.parametrize("seq", [0, 2, 6, -1])
def test_the_log_grows_at_its_end_and_by_one(path: Path, seq: int) -> None:
    with sqlite3.connect(path) as raw, pytest.raises(sqlite3.IntegrityError, match="the table log is append-only"):
        raw.execute("INSERT INTO log VALUES (?, 't', 'k', 'c', 'h')", (seq,))
    assert rows(path) == FILLED


WRONG: dict[str, tuple[str, ...]] = {
    "journal_mode": ("delete", "truncate", "persist", "memory", "off"),
    "synchronous": ("0", "1", "3"),
    "foreign_keys": ("0",),
    "recursive_triggers": ("0",),
    "secure_delete": ("0", "fast"),
    "temp_store": ("0", "1"),
    "trusted_schema": ("1",),
}


def test_wrong_values_are_tried_for_every_setting() -> None:
    assert sorted(WRONG) == sorted(schema.SETTINGS)


@pytest.mark.promise("A4")
@pytest.mark.parametrize(("setting", "wrong"), [(name, value) for name, values in WRONG.items() for value in values])
def test_a_setting_that_did_not_take_stops_the_program(
    path: Path, monkeypatch: pytest.MonkeyPatch, setting: str, wrong: str
) -> None:
    """Promise A4."""

    class Deaf(sqlite3.Connection):
        """A connection that takes one setting otherwise than it was told."""

        @override
        def execute(self, sql: str, *more: Any) -> sqlite3.Cursor:
            if sql.startswith(f"PRAGMA {setting} ="):
                sql = f"PRAGMA {setting} = {wrong}"
            return super().execute(sql, *more)

    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda address, **how: connect(address, **{**how, "factory": Deaf}))
    with pytest.raises(DatabaseError, match=f"{setting} is .*, not .*nothing can be stored safely"):
        Database.open(path)


def _interrupted(database: Database) -> None:
    with database.transaction():
        database.append("report", TIME, OTHER)
        raise KeyboardInterrupt


def test_a_transaction_that_fails_leaves_nothing(path: Path) -> None:
    database = Database.open(path)
    with pytest.raises(KeyboardInterrupt):
        _interrupted(database)
    assert rows(path) == FILLED
    with database.transaction():
        assert database.append("report", TIME, OTHER) == 5
    assert rows(path) == {**FILLED, "log": 5, "content": 4}


def test_a_reading_without_an_entry_is_refused(path: Path) -> None:
    database = Database.open(path)
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"), database.transaction():
        database.attach(99, b"{}", b"text")
    assert rows(path) == FILLED


def test_entries_commit_to_their_contents_and_to_everything_before(path: Path) -> None:
    database = Database.open(path)
    found = list(database.entries(erased=True))
    assert [entry.kind for entry in found] == ["workspace", "report", "stated", "erasure"]
    assert [entry.body is None for entry in found] == [False, False, True, False]
    before = chain.START
    for entry in found:
        before = chain.link(before, entry.seq, entry.time, entry.kind, entry.commitment)
        assert entry.hash == before
    assert database.head() == (4, before)
    with sqlite3.connect(path) as raw:
        salt, body = raw.execute("SELECT salt, body FROM content WHERE seq = 2").fetchone()
    assert len(salt) == 32
    assert chain.commitment(salt, body.encode()) == found[1].commitment
    assert [entry.seq for entry in database.entries_of("sha256:a")] == [2]


def test_the_same_content_is_committed_to_otherwise_each_time(path: Path) -> None:
    database = Database.open(path)
    with database.transaction():
        database.append("report", TIME, OTHER)
        database.append("report", TIME, OTHER)
    *_, one, two = database.entries()
    assert one.body == two.body
    assert one.commitment != two.commitment


def test_what_was_erased_is_in_no_file_any_more(path: Path) -> None:
    database = Database.open(path)
    with database.transaction():
        secret = database.append("report", TIME, b'{"report":"sha256:c","source":"marker-%s"}' % (b"x" * 3000))
        database.attach(secret, b"marker-reading" * 900, b"marker-text" * 900)
    with database.transaction():
        database.erase((secret,), database.append("erasure", TIME, b"{}"))
    database.compact()
    files = [file for file in path.parent.iterdir() if file.is_file()]
    assert len(files) > 1
    assert [file.name for file in files if b"marker" in file.read_bytes()] == []
    assert database.reading(2) == (b"{}", b"text")


@pytest.mark.parametrize(("version", "why"), [(3, r"later version of habeas \(format 3\)"), (1, "before the first")])
def test_another_format_is_not_opened_and_said(path: Path, version: int, why: str) -> None:
    with sqlite3.connect(path) as raw:
        raw.execute(f"PRAGMA user_version = {version}")
    with pytest.raises(DatabaseError, match=why):
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
        Database.create(other, TIME, b"{}")


def test_a_making_that_was_interrupted_is_finished(tmp_path: Path) -> None:
    path = tmp_path / "habeas.sqlite"
    path.write_bytes(b"")
    Database.create(path, TIME, b"{}").close()
    assert Database.open(path).first().kind == "workspace"
