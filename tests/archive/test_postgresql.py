"""A workspace whose records are in PostgreSQL keeps what one in SQLite keeps."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from bench.durability import acts
from bench.durability.acts import outcome
from bench.durability.server import Server, possible, running
from habeas import keeping
from habeas.archive import guards, postgresql, verify_alone
from habeas.archive.erasure import doomed
from habeas.archive.postgresql import PostgresDatabase, ServerError
from habeas.archive.verify import verify
from habeas.safekeeping import erase, package, sign_head
from habeas.stamping import Authority, stamp, witnessed
from habeas.workspace import Workspace, WorkspaceError
from tests.archive import sample
from tests.cli.desk import habeas
from tests.timestamp_authority import answer, serving, signer

pytestmark = pytest.mark.skipif(not possible(), reason="needs PostgreSQL and psycopg")


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running() as started:
        yield started


@pytest.fixture
def place(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with three reports, each read and decided on."""
    folder = tmp_path / "ws"
    monkeypatch.setenv(postgresql.CHOSEN, server.address)
    with Workspace.init(folder) as workspace:
        list(zip(range(9), acts.acts(workspace, random.Random(1)), strict=False))
    monkeypatch.delenv(postgresql.CHOSEN)
    return folder


def raw(place: Path, statement: str, *values: object) -> Any:
    """What somebody does who is let in by the server."""
    import psycopg

    address, schema = postgresql.place(place)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"SET search_path TO {schema}")
        ran = connection.execute(statement, values or None)
        return ran.fetchall() if ran.description else None


def test_it_keeps_what_is_added_read_and_decided(place: Path) -> None:
    chance = random.Random(2)
    assert not (place / "habeas.sqlite").exists()
    with Workspace.open(place) as workspace:
        before = {report.id for report in workspace.reports()}
        done = [one for _, one in zip(range(8), acts.acts(workspace, chance), strict=False)]
        assert len(list(workspace.readings())) >= 2
        unread = tuple(report for report in workspace.reports() if not workspace.reading(report.id))
        assert workspace.unread("english", "1") == unread
        assert {one.report for one in workspace.custody_of_unread()} == {report.id for report in unread}
        assert workspace.position() == workspace.records.head()[0]
    found = outcome(place, done, 9)
    assert (found.lost, found.half) == ((), ())
    assert before


def test_it_is_found_from_below_as_a_workspace(place: Path) -> None:
    assert Workspace.around(place / "originals") == place
    with pytest.raises(WorkspaceError, match="is there already"):
        Workspace.init(place)


@pytest.mark.promise("B4")
@pytest.mark.parametrize("table", guards.TABLES)
@pytest.mark.parametrize(
    "act",
    [
        "UPDATE {} SET seq = 900",
        "UPDATE {} SET seq = seq",
        "DELETE FROM {}",
        "TRUNCATE {} CASCADE",
        "INSERT INTO {0} SELECT * FROM {0} ORDER BY seq LIMIT 1 ON CONFLICT (seq) DO UPDATE SET seq = 901",
    ],
)
def test_what_only_grows_can_be_neither_changed_nor_emptied(place: Path, table: str, act: str) -> None:
    import psycopg

    _erase_first(place)
    before = _counts(place)
    with pytest.raises(psycopg.Error, match="is append-only"):
        raw(place, act.format(table))
    assert _counts(place) == before
    assert min(before.values()) > 0


@pytest.mark.promise("B4")
@pytest.mark.parametrize("seq", [0, 2, 999, -1])
def test_the_log_grows_at_its_end_and_by_one(place: Path, seq: int) -> None:
    import psycopg

    with pytest.raises(psycopg.Error, match="the table log is append-only"):
        raw(place, "INSERT INTO log VALUES (%s, 't', 'k', 'c', 'h')", seq)


def _counts(place: Path) -> dict[str, int]:
    return {table: raw(place, f"SELECT count(*) FROM {table}")[0][0] for table in guards.TABLES}


def _erase_first(place: Path) -> str:
    with Workspace.open(place) as workspace:
        report = workspace.reports()[0].id
        erase(workspace, doomed(workspace.records, [report]), "ana")
    return report


@pytest.mark.promise("A4")
@pytest.mark.parametrize("setting", ["fsync", "full_page_writes"])
def test_a_server_that_is_not_safe_stops_the_program(
    setting: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with running(**{setting: "off"}) as unsafe:
        monkeypatch.setenv(postgresql.CHOSEN, unsafe.address)
        with pytest.raises(WorkspaceError, match=f"{setting} is 'off', not 'on': nothing can be stored safely"):
            Workspace.init(tmp_path / "ws")
    assert not (tmp_path / "ws" / postgresql.FILE).exists()


@pytest.mark.promise("A4")
def test_a_session_does_not_take_over_that_commits_need_not_wait(place: Path) -> None:
    raw(place, "ALTER ROLE habeas SET synchronous_commit TO off")
    try:
        with Workspace.open(place) as workspace:
            assert isinstance(workspace.records, PostgresDatabase)
            assert workspace.records.server.execute("SHOW synchronous_commit").fetchone() == ("on",)
    finally:
        raw(place, "ALTER ROLE habeas RESET synchronous_commit")


def test_a_server_that_is_gone_is_said(server: Server, place: Path) -> None:
    with Workspace.open(place) as workspace:
        server.stop("immediate")
        try:
            with pytest.raises(ServerError):
                acts.decide(workspace, random.Random(3))
            with pytest.raises(WorkspaceError, match="cannot be reached"):
                Workspace.open(place)
        finally:
            server.start()
    assert outcome(place, [], 100).half == ()


@pytest.mark.promise("B1", "B2")
@pytest.mark.parametrize(
    ("table", "act", "wanted"),
    [
        ("log", "UPDATE log SET time = '1999' WHERE seq = 3", "altered: entry 3"),
        ("content", "DELETE FROM content WHERE seq = 3", "missing: the content of entry 3"),
        ("content", "UPDATE content SET body = replace(body, 'ana', 'bob') WHERE seq = 3", "altered: the content of e"),
        ("reading", "UPDATE reading SET extracted = 'x'", "altered: the text of entry"),
    ],
)
def test_what_is_done_to_the_records_is_named(place: Path, table: str, act: str, wanted: str) -> None:
    assert verify(place).faults == ()
    raw(place, f"ALTER TABLE {table} DISABLE TRIGGER USER")
    raw(place, act)
    raw(place, f"ALTER TABLE {table} ENABLE TRIGGER USER")
    assert any(f"{fault.what}: {fault.where}".startswith(wanted) for fault in verify(place).faults)


@pytest.mark.promise("B4")
@pytest.mark.parametrize(
    "act",
    [
        "ALTER TABLE log DISABLE TRIGGER log_is_not_changed",
        "DROP TRIGGER content_is_not_emptied ON content",
        "CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
        "CREATE TABLE notes (x INT)",
    ],
)
def test_a_guard_that_is_gone_is_named(place: Path, act: str) -> None:
    raw(place, act)
    assert [fault.what for fault in verify(place).faults] != []


@pytest.mark.promise("B2")
def test_a_log_cut_short_is_found_from_a_head_kept_elsewhere(place: Path) -> None:
    with Workspace.open(place) as workspace:
        head = sign_head(workspace, "ana")
        last = acts.decide(workspace, random.Random(4))
    assert last
    for table in ("content", "log"):
        raw(place, f"ALTER TABLE {table} DISABLE TRIGGER USER")
        raw(place, f"DELETE FROM {table} WHERE seq >= %s", head.entries)
        raw(place, f"ALTER TABLE {table} ENABLE TRIGGER USER")
    assert verify(place).faults == ()
    assert [fault.what for fault in verify(place, [head]).faults] == ["rolled back"]


@pytest.mark.promise("I1", "I2")
def test_what_was_erased_is_in_no_table(place: Path) -> None:
    gone = _erase_first(place)
    assert verify(place).faults == ()
    assert raw(place, "SELECT count(*) FROM content WHERE body LIKE %s", f"%{gone}%") == [(0,)]
    assert raw(place, "SELECT count(*) FROM erased")[0][0] > 3


def _rows(folder: Path) -> list[Any]:
    """All that the log holds, but for what was noted of copies."""
    with Workspace.open(folder) as workspace:
        return [
            *(entry for entry in workspace.records.entries(erased=True) if entry.kind != "copy"),
            *workspace.readings(),
            *(workspace.original(report.id) for report in workspace.reports()),
        ]


def _schemas(place: Path) -> list[Any]:
    found: list[Any] = raw(place, "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'habeas_%' ORDER BY 1")
    return found


@pytest.mark.promise("A7")
def test_a_backup_restores_into_a_folder_or_into_the_server(
    place: Path, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _erase_first(place)
    with Workspace.open(place) as workspace:
        head = sign_head(workspace, "ana")
        path = keeping.backup(workspace, tmp_path / "backups", "ana")
    before = _rows(place)
    keeping.restore(path, tmp_path / "on-disk", "bo")
    assert (tmp_path / "on-disk" / "habeas.sqlite").is_file()
    assert not (tmp_path / "on-disk" / postgresql.FILE).exists()
    monkeypatch.setenv(postgresql.CHOSEN, server.address)
    keeping.restore(path, tmp_path / "served", "bo")
    assert not list((tmp_path / "served").glob("habeas.sqlite*"))
    assert postgresql.place(tmp_path / "served") != postgresql.place(place)
    for again in ("on-disk", "served"):
        assert _rows(tmp_path / again) == before
        assert verify(tmp_path / again, [head]).faults == ()
        with Workspace.open(tmp_path / again) as workspace:
            assert acts.decide(workspace, random.Random(5))
    assert list((place / ".parts").iterdir()) == []


@pytest.mark.promise("A7")
def test_a_workspace_in_a_folder_moves_to_the_server_by_its_backup(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sample.filled(tmp_path / "ws", 2)
    with Workspace.open(tmp_path / "ws") as workspace:
        path = keeping.backup(workspace, tmp_path / "backups", "ana")
    monkeypatch.setenv(postgresql.CHOSEN, server.address)
    keeping.restore(path, tmp_path / "served", "bo")
    assert _rows(tmp_path / "served") == _rows(tmp_path / "ws")
    with Workspace.open(tmp_path / "served") as workspace, pytest.raises(ServerError, match="is append-only"):
        workspace.records._sql.execute("DELETE FROM log WHERE seq = 2")


def test_what_cannot_be_restored_leaves_nothing_on_the_server(
    place: Path, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Workspace.open(place) as workspace:
        path = keeping.backup(workspace, tmp_path / "backups", "ana")
    before = _schemas(place)
    monkeypatch.setenv(postgresql.CHOSEN, server.address)
    calls: list[Path] = []

    def failing(folder: Path, *rest: object) -> None:
        calls.append(folder)
        if len(calls) == 2:  # what came to the server is not what was in the backup
            raise WorkspaceError("it does not hold what it says")

    monkeypatch.setattr(keeping, "_compare", failing)
    with pytest.raises(WorkspaceError, match="does not hold"):
        keeping.restore(path, tmp_path / "served", "bo")
    assert len(calls) == 2
    assert _schemas(place) == before
    assert not (tmp_path / "served").exists()


def test_records_on_a_server_are_not_locked_as_if_they_were_in_the_folder(place: Path) -> None:
    before = _rows(place)
    with Workspace.open(place) as workspace, pytest.raises(WorkspaceError, match="in PostgreSQL"):
        keeping.lock(workspace, "harbour lamp seven rain")
    assert _rows(place) == before
    assert not keeping.sealed_name(place).exists()


@pytest.mark.promise("A8", "B8")
def test_a_package_of_it_verifies_without_habeas(place: Path, tmp_path: Path) -> None:
    _erase_first(place)
    bag = tmp_path / "bag"
    bag.mkdir()
    with Workspace.open(place) as workspace:
        package(workspace, None, bag, "ana")
        readings = len(list(workspace.readings()))
    assert verify_alone.main([str(bag / "data"), str(bag / "data" / "head.json")]) == 0
    assert len(list((bag / "data" / "readings").iterdir())) == readings > 0


@pytest.mark.promise("B5")
def test_an_authority_witnesses_its_log(place: Path) -> None:
    authority = signer()
    with Workspace.open(place) as workspace, serving(lambda question: answer(question, authority)) as served:
        outcome = stamp(workspace, Authority(served.address, authority.root.public_bytes(Encoding.PEM)), "ana")
        assert (outcome.state, outcome.entries) == ("present", workspace.position() - 2)
        assert witnessed(workspace) == outcome.entries
    assert verify(place).faults == ()


@pytest.mark.promise("I1")
def test_the_command_erases_it_and_names_what_is_left(place: Path) -> None:
    with Workspace.open(place) as workspace:
        gone = workspace.reports()[0].id
    done = habeas("erase", gone, "--yes", "--by", "ana", "--workspace", place)
    assert (done.code, done.out.splitlines()[-1][:6]) == (0, "erased")
    assert habeas("verify", "--workspace", place).code == 0
    assert raw(place, "SELECT count(*) FROM content WHERE body LIKE %s", f"%{gone}%") == [(0,)]
    assert not (place / "originals" / gone[7:9] / gone[9:]).exists()
