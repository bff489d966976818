"""Promise A5: every job may run twice, and may be stopped before or after each of its commits."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import msgspec
import pytest

from bench.durability import acts
from habeas.archive.database import Database
from habeas.archive.verify import verify
from habeas.cli import main
from habeas.collect import Material
from habeas.model.decision import Decision
from habeas.model.reading import Described
from habeas.workspace import Workspace

TIME = "2024-05-02T00:00:00Z"
REPORT = acts.material(random.Random(1))
OTHER = acts.material(random.Random(2))
FROM_ELSEWHERE = tuple(
    Decision(id=f"de:{number:020}", action="accept", targets=(f"st:{number:020}",), author="bo", time=TIME)
    for number in range(3)
)

Job = Callable[[Workspace], object]


def _add(workspace: Workspace) -> None:
    workspace.add(OTHER, "ana")
    workspace.add(msgspec.structs.replace(OTHER, origin="/elsewhere/b.txt"), "bo")
    workspace.add(_with_more(OTHER), "bo")


def _with_more(report: Material) -> Material:
    return msgspec.structs.replace(report, stated=Described(publisher="The Halden Post"))


def _ask(workspace: Workspace) -> None:
    def noted(name: str, data: bytes) -> None:
        workspace.note_exchange(name, REPORT.id, hashlib.sha256(data).hexdigest())

    workspace.exchanges(noted).put("ab" * 32, b'{"answered":"it"}')


JOBS: dict[str, Job] = {
    "taking reports in": _add,
    "reading a report": lambda workspace: acts.read(workspace, REPORT),
    "asking a model": _ask,
    "taking decisions in": lambda workspace: workspace.take_in(FROM_ELSEWHERE),
}


COMMANDS: dict[str, str] = {
    "add": "taking reports in",
    "read": "reading a report",
    "decisions import": "taking decisions in",
    "erase": "tests/archive/test_erasure.py::"
    "test_an_erasure_stopped_at_any_step_is_ended_by_the_next_run_or_did_not_begin",
    "desk": "tests/desk/test_twice.py::test_every_job_of_the_desk_is_in_the_list",
    "init": "tests/promises/test_making.py::test_a_workspace_that_somebody_is_in_is_not_made_anew",
    "restore": "tests/test_keeping.py::test_restoring_does_not_write_over_anything",
    "lock": "tests/test_keeping.py::test_a_seal_that_does_not_read_back_destroys_nothing",
    "unlock": "tests/test_keeping.py::test_a_locked_workspace_tells_nothing_and_comes_back_whole",
}
"""What a job that a command starts is called above, or the test in which it is stopped or run again."""
ACTS = {f"decide {what}" for what in ("accept", "correct", "different", "permit", "reject", "same", "undo", "unsure")}
ACTS |= {"decide withhold", "heads write", "package", "backup", "stamp"}
"""Done twice, these are two acts, and the log says both."""
DERIVED = {"build", "publish", "export", "cases", "figures", "document", "compare", "match", "score", "reports", "show"}
DERIVED |= {"serve", "verify", "heads list", "decide list", "decide log", "decisions export"}
"""These change nothing in the workspace; what they make is there whole or not at all, and made anew each time."""


class StoppedError(BaseException):
    """Stands for a kill: nothing of the program may catch it."""


def state(folder: Path) -> list[tuple[str, str | None]]:
    """What the log says and what lies beside it."""
    with Workspace.open(folder) as workspace:
        said = [(entry.kind, entry.body) for entry in workspace.records.entries(erased=True)][1:]
    files = sorted(path for part in ("originals", "exchanges") for path in (folder / part).rglob("*") if path.is_file())
    return said + [(path.name, hashlib.sha256(path.read_bytes()).hexdigest()) for path in files]


def made(folder: Path) -> Path:
    with Workspace.init(folder, lambda: TIME) as workspace:
        workspace.add(REPORT, "ana")
    return folder


def run(folder: Path, job: Job) -> None:
    with Workspace.open(folder, lambda: TIME) as workspace:
        job(workspace)


@contextmanager
def stopping(monkeypatch: pytest.MonkeyPatch, at: int, *, after: bool) -> Iterator[list[int]]:
    """Stops the job before or after its commit number `at` (from 0); gives how many commits there were."""
    commits = [0]
    whole = Database.transaction

    @contextmanager
    def transaction(self: Database) -> Iterator[None]:
        number, commits[0] = commits[0], commits[0] + 1
        with whole(self):
            yield
            if number == at and not after:
                raise StoppedError
        if number == at:
            raise StoppedError

    with monkeypatch.context() as patched:
        patched.setattr(Database, "transaction", transaction)
        yield commits


@pytest.mark.promise("A5")
@pytest.mark.parametrize("name", JOBS)
def test_a_job_that_runs_twice_does_its_work_once(name: str, tmp_path: Path) -> None:
    clean, twice = made(tmp_path / "clean"), made(tmp_path / "twice")
    run(clean, JOBS[name])
    run(twice, JOBS[name])
    run(twice, JOBS[name])
    assert state(twice) == state(clean)
    assert len(state(clean)) > 4


@pytest.mark.promise("A5")
@pytest.mark.parametrize("after", [False, True], ids=["before it is committed", "after it is committed"])
@pytest.mark.parametrize("name", JOBS)
def test_a_job_that_was_stopped_anywhere_and_runs_again_ends_as_one_that_was_not(
    name: str, after: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clean = made(tmp_path / "clean")
    with stopping(monkeypatch, -1, after=after) as commits:
        run(clean, JOBS[name])
    assert commits[0] >= 1
    for at in range(commits[0]):
        folder = made(tmp_path / str(at))
        with stopping(monkeypatch, at, after=after), pytest.raises(StoppedError):
            run(folder, JOBS[name])
        run(folder, JOBS[name])
        assert state(folder) == state(clean)
        assert verify(folder).faults == ()


def _commands(group: click.Command, before: str = "") -> Iterator[str]:
    if isinstance(group, click.Group):
        for name, command in group.commands.items():
            yield from _commands(command, f"{before}{name} ")
    else:
        yield before.strip()


@pytest.mark.promise("A5")
def test_every_command_is_a_job_in_the_list_or_an_act_or_changes_nothing() -> None:
    assert sorted(_commands(main)) == sorted([*COMMANDS, *ACTS, *DERIVED])
    for job in COMMANDS.values():
        path, _, name = job.partition("::")
        assert job in JOBS or f"def {name}(" in (Path(__file__).parents[2] / path).read_text(encoding="utf-8")
