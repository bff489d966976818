"""What the trials of durability found once, each by itself, so that it stays mended."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from typing_extensions import override

from habeas.archive.database import Database, DatabaseError
from habeas.archive.heads import KEY_FILE
from habeas.archive.verify import verify
from habeas.workspace import Workspace, WorkspaceError

TIME = "2024-05-02T00:00:00Z"


@pytest.mark.promise("A1")
def test_of_two_that_make_a_workspace_at_once_one_does_and_its_key_is_that_in_its_log(tmp_path: Path) -> None:
    made = 0
    for number in range(6):
        ends = [_in_another_process(tmp_path / str(number)) for _ in range(2)]
        codes = [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in ends]
        assert set(codes) <= {0, 1}
        assert codes.count(0) <= 1
        made += codes.count(0)
        if 0 in codes:
            assert verify(tmp_path / str(number)).faults == ()
    assert made >= 1


def _in_another_process(folder: Path) -> int:
    pid = os.fork()
    if pid:
        return pid
    code = 2
    try:
        Workspace.init(folder).close()
        code = 0
    except WorkspaceError:
        code = 1
    finally:
        os._exit(code)


@pytest.mark.promise("A1")
def test_a_workspace_that_somebody_is_in_is_not_made_anew(tmp_path: Path) -> None:
    with Workspace.init(tmp_path / "ws"):
        key = (tmp_path / "ws" / KEY_FILE).read_bytes()
        (tmp_path / "ws" / KEY_FILE).unlink()
        with pytest.raises(WorkspaceError, match="is there already"):
            Workspace.init(tmp_path / "ws")
        assert not (tmp_path / "ws" / KEY_FILE).exists()
    assert key


@pytest.mark.promise("A1")
def test_a_making_that_came_second_locks_nobody_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "habeas.sqlite"
    Database.create(path, TIME, b"{}").close()
    with monkeypatch.context() as patched:
        # As if the other one had made it just after this one looked.
        patched.setattr(Database, "_number", lambda *_: 0)
        patched.setattr(Database, "_one", lambda *_: None)
        with pytest.raises(DatabaseError, match="cannot be made") as error:
            Database.create(path, TIME, b"{}")
    # The error is held, and with it everything that its frames know.
    monkeypatch.setattr("habeas.archive.database.WAIT_S", 0.1)
    with Database.open(path).transaction():
        pass
    assert error.value.__traceback__ is not None


class _Late(sqlite3.Connection):
    """A connection whose disk fails after a statement has given its first row."""

    @override
    def execute(self, sql: str, *more: Any) -> sqlite3.Cursor:
        return super().cursor(_Failing).execute(sql, *more) if " = wal" in sql else super().execute(sql, *more)


class _Failing(sqlite3.Cursor):
    @override
    def fetchall(self) -> list[Any]:
        raise sqlite3.OperationalError("disk I/O error")


@pytest.mark.promise("A4")
def test_a_setting_that_fails_after_its_first_row_stops_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda address, **how: connect(address, **{**how, "factory": _Late}))
    with pytest.raises(DatabaseError, match="disk I/O error"):
        Database.create(tmp_path / "habeas.sqlite", TIME, b"{}")


@pytest.mark.promise("A1", "B1")
def test_a_database_whose_write_ahead_file_was_half_copied_in_is_sound(tmp_path: Path) -> None:
    with Workspace.init(tmp_path / "ws") as workspace:
        workspace.decide("accept", ("st:1",), "ana")
        database, wal = tmp_path / "ws" / "habeas.sqlite", tmp_path / "ws" / "habeas.sqlite-wal"
        assert wal.stat().st_size > 0
        # As a run leaves it that is killed while it copies a page.
        data = bytearray(database.read_bytes())
        data[2 * 4096 - 100 : 2 * 4096 - 50] = b"x" * 50
        kept = wal.read_bytes()
    database.write_bytes(data)
    wal.write_bytes(kept)
    assert verify(tmp_path / "ws").faults == ()
