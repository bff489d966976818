"""A desk's work that is killed at one of its commits and begun again, each time in a process and a copy of its own."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

from django.conf import settings
from django.db import connection
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from habeas.archive.database import Database
from habeas.desk.background.works import put_back
from habeas.workspace import Workspace

KILLED = 77
LATER = timedelta(minutes=3)
"""So long after a kill the desk is started again: what was broken off must not be taken for somebody at work."""
DATABASE = "desk.sqlite3"
TASKS = DBTaskResult._meta.db_table

Work = Callable[[], object]


class Place:
    """A desk as it stands before some work: its workspace, its tables and what it published, to be copied."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def here(cls, folder: Path) -> Place:
        """The desk of this test."""
        folder.mkdir()
        assert settings.WORKSPACE is not None
        assert settings.PUBLIC is not None
        shutil.copytree(settings.WORKSPACE, folder / "workspace")
        if settings.PUBLIC.exists():
            shutil.copytree(settings.PUBLIC, folder / "public")
        (folder / DATABASE).write_bytes(connection.connection.serialize())
        return cls(folder)

    def copy(self, folder: Path) -> Place:
        """The same, elsewhere."""
        shutil.copytree(self.folder, folder)
        return Place(folder)

    def run(self, work: Work, at: int = -1, *, after: bool = False, later: bool = False) -> int:
        """Does the work in a process of its own, which is killed before or after its commit number `at` (from 0).

        Gives how many commits it came to; where it is not to be killed it must end well.
        """
        told = self.folder / "told"
        pid = os.fork()
        if not pid:
            _child(self.folder, work, told, at, after=after, later=later)
        ended = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        commits, _, fault = told.read_text().partition("\n")
        assert ended == (0 if at < 0 else KILLED), f"ended with {ended} after {commits} commits\n{fault}"
        told.unlink()
        return int(commits)

    def state(self) -> dict[str, object]:
        """All that can be seen of the desk afterwards, without times and what is drawn by lot."""
        found: dict[str, object] = {f"table {name}": rows for name, rows in _tables(self.folder / DATABASE)}
        with Workspace.open(self.folder / "workspace") as opened:
            found["log"] = [(e.kind, _plain(e.body)) for e in opened.records.entries(erased=True)]
        for part in ("workspace/originals", "workspace/exports", "public"):
            files = sorted(path for path in (self.folder / part).rglob("*") if path.is_file())
            found[part] = [(_plain(str(path.relative_to(self.folder))), path.stat().st_size) for path in files]
        return found


def _child(folder: Path, work: Work, told: Path, at: int, *, after: bool, later: bool) -> None:
    """The process that works; it never comes back."""
    commits, code, fault = [0], 1, ""
    real = timezone.now

    def end(code: int) -> None:
        told.write_text(f"{commits[0]}\n{fault}")
        os._exit(code)

    @contextmanager
    def point() -> Iterator[None]:
        number, commits[0] = commits[0], commits[0] + 1
        if number == at and not after:
            end(KILLED)
        yield
        if number == at:
            end(KILLED)

    try:
        settings.WORKSPACE, settings.PUBLIC = folder / "workspace", folder / "public"
        connection.settings_dict["NAME"] = str(folder / DATABASE)
        connection.connection, connection.in_atomic_block, connection.savepoint_ids = None, False, []
        connection.needs_rollback, connection.run_on_commit, connection.atomic_blocks = False, [], []
        connection.connect()
        moved = LATER if later else timedelta()
        with patch.object(timezone, "now", lambda: real() + moved), _watched(point):
            work()
        code = 0
    except BaseException:  # noqa: BLE001  # nothing may go on here as the process that this one was split from
        fault = traceback.format_exc()
    finally:
        end(code)


@contextmanager
def _watched(point: Callable[[], Any]) -> Iterator[None]:
    """Has `point` around every commit, of the desk's tables and of the workspace."""
    commit, whole = DatabaseWrapper._commit, Database.transaction  # type: ignore[attr-defined]

    def committing(self: DatabaseWrapper) -> None:
        with point():
            commit(self)

    @contextmanager
    def transaction(self: Database, *, lock: bool = True) -> Iterator[None]:
        @contextmanager
        def within() -> Iterator[None]:
            with whole(self, lock=lock):
                yield

        inner = within()
        inner.__enter__()
        try:
            yield
        except BaseException as error:
            if not inner.__exit__(type(error), error, error.__traceback__):
                raise
        else:
            with point():
                inner.__exit__(None, None, None)

    def at_once(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if connection.in_atomic_block or sql.split(maxsplit=1)[0].upper() not in ("INSERT", "UPDATE", "DELETE"):
            return execute(sql, params, many, context)
        with point():
            return execute(sql, params, many, context)

    with (
        patch.object(DatabaseWrapper, "_commit", committing),
        patch.object(Database, "transaction", transaction),
        connection.execute_wrapper(at_once),
    ):
        yield


def worker() -> None:
    """What a worker does that is started where another one was killed: all that waits, to the end."""
    put_back(timezone.now())
    Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="worker",
        excluded_queue_names=[],
    ).run()


_LOT = re.compile(
    r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?"  # a time
    r"|(?<=de:)[0-9a-f]{20}"  # what a decision is called
    r"|(?<=-)[0-9a-f]{16}\b"  # what the file of an export is called
    r"|\b[0-9a-f]{32}\b"  # a message; a state of the index of people
)
_OWN = re.compile(r"sqlite_|django_(migrations|session|tasks)|index_words")


def _plain(value: object) -> object:
    """Without times and lots; of what is sealed only how long it is."""
    if isinstance(value, bytes):
        return len(value)
    if isinstance(value, int) and value > 10**15:
        return "a time in nanoseconds"
    return _LOT.sub("?", value) if isinstance(value, str) else value


def _tables(path: Path) -> Iterator[tuple[str, list[tuple[object, ...]]]]:
    raw = sqlite3.connect(path)
    try:
        yield (
            "of work that is not done",
            raw.execute(f"SELECT task_path, status, traceback FROM {TASKS} WHERE status != 'SUCCESSFUL'").fetchall(),
        )
        for (name,) in raw.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY 1").fetchall():
            if not _OWN.match(name):
                rows = raw.execute(f'SELECT * FROM "{name}"').fetchall()
                yield name, sorted((tuple(map(_plain, row)) for row in rows), key=repr)
    finally:
        raw.close()
