"""What fails beside the pages stops nothing else, is tried again, started again, and told to administrators."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from habeas.desk.actions import rounds
from habeas.desk.background import keeping, works
from habeas.desk.background.guarding import LONGEST_PAUSE, failed, guarded, pause
from habeas.desk.background.keeping import Keeper
from habeas.desk.background.models import Beat, Trouble
from habeas.desk.environment import secret_key
from habeas.desk.index import following
from habeas.desk.index.tasks import catch_up
from habeas.desk.mailing.writes import Message, Posting
from habeas.desk.mailing.writes import post as post_
from habeas.desk.people.models import Member
from habeas.desk.start import keep_others_out
from habeas.network.mail import MailServer
from tests.desk.actions.making import at
from tests.desk.actions.postoffice import PostOffice, post_office
from tests.desk.browser.conftest import started
from tests.desk.conftest import SignedIn

NOON = at("2026-03-01")
SECRET = "vera@example.org"
database = pytest.mark.django_db


@pytest.fixture
def post() -> Iterator[tuple[PostOffice, MailServer]]:
    with post_office() as found:
        yield found


@pytest.fixture(autouse=True)
def no_hour_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rounds, "_hours", {})


def _raises(*_given: Any, **_more: Any) -> int:
    raise RuntimeError(SECRET)


JOBS: dict[str, tuple[str, Any]] = {
    "calendar": ("actions.writes.keep_days", 0), "look": ("actions.rounds.look_again", 0),
    "forms": ("signing.intake.answer", 0), "own": ("contacts.own.answer", 0), "letters": ("letters.writes.answer", 0),
    "mail": ("actions.rounds.portion", {}), "follow": ("letters.writes.follow", 0), "ask": ("letters.writes.ask", 0),
    "again": ("background.works.try_again", 0), "returned": ("actions.rounds._came_back", {}),
    "retention": ("contacts.retention.run", {}), "consent": ("cases.ending.run", 0),
    "journal": ("contacts.own.out_of_the_journal", None),
}  # fmt: skip
"""Where each job of a round is done, and what that says when there is nothing to do."""


@database
@pytest.mark.parametrize("job", JOBS)
def test_a_job_that_fails_stops_no_other(
    job: str, monkeypatch: pytest.MonkeyPatch, post: tuple[PostOffice, MailServer]
) -> None:
    ran: list[str] = []

    def runs(other: str, nothing: Any) -> Callable[..., Any]:
        def run(*_given: Any, **_more: Any) -> Any:
            ran.append(other)
            return nothing

        return run

    for other, (place, nothing) in JOBS.items():
        monkeypatch.setattr(f"habeas.desk.{place}", _raises if other == job else runs(other, nothing))
    assert rounds.once(NOON, post[1])["failed"] == 1
    assert ran == [other for other in JOBS if other != job]
    trouble = Trouble.objects.get()
    assert (trouble.what, trouble.times, trouble.mended) == (job, 1, None)
    assert trouble.error.startswith("RuntimeError (")
    assert SECRET not in trouble.error


@database
def test_mail_goes_though_all_else_fails(monkeypatch: pytest.MonkeyPatch, post: tuple[PostOffice, MailServer]) -> None:
    for job, (place, _nothing) in JOBS.items():
        if job != "mail":
            monkeypatch.setattr(f"habeas.desk.{place}", _raises)
    post_(Posting("own"), Message("vera@example.org", "A subject", "Words.\n"), NOON)
    assert rounds.once(NOON, post[1]) == {"failed": len(JOBS) - 1, "sent": 1}
    assert post[0].to() == ["vera@example.org"]


@database
def test_what_fails_is_tried_again_after_longer_and_longer_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[int] = []

    def fails(*_given: object) -> int:
        tried.append(second)
        raise ValueError

    monkeypatch.setattr("habeas.desk.actions.writes.keep_days", fails)
    for second in range(0, 40):
        rounds.once(NOON + timedelta(seconds=second))
    assert tried == [0, 2, 6, 14, 30]
    assert Trouble.objects.get().times == 5
    assert [pause(times) for times in (1, 9, 10, 10**6)] == [
        timedelta(seconds=2),
        timedelta(seconds=512),
        *[LONGEST_PAUSE] * 2,
    ]


@database
def test_what_went_well_is_mended_and_counts_from_one_when_it_fails_again(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr("habeas.desk.actions.writes.keep_days", _raises)
        rounds.once(NOON)
        rounds.once(NOON + timedelta(seconds=2))
    rounds.once(NOON + timedelta(seconds=5))
    assert Trouble.objects.get().mended is None, "its pause is not over"
    rounds.once(NOON + timedelta(seconds=6))
    assert Trouble.objects.get().mended == NOON + timedelta(seconds=6)
    again = failed("calendar", "ValueError", NOON + timedelta(hours=1))
    assert (again.times, again.first, again.mended) == (1, NOON + timedelta(hours=1), None)


@database
def test_what_is_done_once_an_hour_is_due_until_it_went_well(monkeypatch: pytest.MonkeyPatch) -> None:
    runs: list[bool] = []

    def ends(_now: object) -> int:
        runs.append(len(runs) > 0)
        if not runs[-1]:
            raise OSError
        return 0

    monkeypatch.setattr("habeas.desk.cases.ending.run", ends)
    for minute in range(0, 50, 10):
        rounds.once(NOON + timedelta(minutes=minute))
    assert runs == [False, True]
    rounds.once(NOON + timedelta(hours=1))
    assert runs == [False, True, True]


@pytest.mark.django_db(transaction=True)
def test_what_a_job_had_half_done_is_undone_with_it() -> None:
    def half() -> None:
        with transaction.atomic():
            Beat.objects.create(at=NOON)
            raise DatabaseError

    assert guarded([("look", half), ("calendar", lambda: None)], NOON) == 1
    assert not Beat.objects.exists()


def test_a_word_to_stop_is_not_held_up(db: None) -> None:
    with pytest.raises(SystemExit):
        guarded([("look", sys.exit)], NOON)
    assert not Trouble.objects.exists()


@database
def test_administrators_see_on_the_first_page_what_fails_and_others_do_not(signed_in: SignedIn) -> None:
    now = timezone.now()
    clean = signed_in("administrator").get(reverse("home")).content.decode()
    assert "What does not run as it should" not in clean
    failed("mail", "RuntimeError (desk/mailing/sending.py, 12)", now - timedelta(hours=3))
    failed("mail", "RuntimeError (desk/mailing/sending.py, 12)", now)
    failed("works", "ended by SIGKILL", now)
    Trouble.objects.filter(what="works").update(mended=now)
    Beat.objects.create(at=now - timedelta(minutes=6))
    page = " ".join(signed_in("administrator").get(reverse("home")).content.decode().split())
    assert "sending mail: 2 times since" in page
    assert "RuntimeError (desk/mailing/sending.py, 12)" in page
    assert "the worker that reads, weighs and exports: it ended by itself" in page
    assert "No round was made since" in page
    for role in ("viewer", "documenter", "reviewer", "publisher"):
        assert "What does not run as it should" not in signed_in(role).get(reverse("home")).content.decode()


@database
def test_a_round_says_that_it_was_made_once_a_minute(signed_in: SignedIn) -> None:
    for second, noted in ((0, 0), (59, 0), (60, 60), (61, 60)):
        rounds.once(NOON + timedelta(seconds=second))
        assert Beat.objects.get().at == NOON + timedelta(seconds=noted)


def _worked() -> None:
    given = {"queue_names": ["*"], "interval": 0.0, "batch": True, "backend_name": "default", "startup_delay": False}
    Worker(**given, max_tasks=None, worker_id="w", excluded_queue_names=[]).run()  # type: ignore[arg-type]


@database
def test_work_that_fails_is_done_again_and_given_up_after_five_times(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, signed_in: SignedIn
) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    done: list[str] = []

    def fails(_opened: object) -> int:
        done.append("tried")
        raise RuntimeError(SECRET)

    with monkeypatch.context() as broken:
        broken.setattr(following, "follow", fails)
        catch_up.enqueue()
        for seconds, tries in ((0, 1), (29, 1), (30, 2), (149, 2), (150, 3), (700, 4), (2700, 5), (9999, 5)):
            works.try_again(NOON + timedelta(seconds=seconds))
            before = len(done)
            _worked()
            assert len(done) == tries, seconds
            if tries > before:
                DBTaskResult.objects.update(finished_at=NOON + timedelta(seconds=seconds))
    assert DBTaskResult.objects.get().status == "FAILED"
    DBTaskResult.objects.update(finished_at=timezone.now())
    page = signed_in("administrator").get(reverse("home")).content.decode()
    assert "work that failed each time it was tried" in page
    assert "catch_up" in page
    assert SECRET not in page


@database
def test_what_a_worker_was_at_when_it_was_killed_is_done_by_the_next(
    settings: Settings, members: dict[str, Member]
) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    asked = DBTaskResult.objects.filter(task_path__endswith=".catch_up")  # which may itself ask for other work
    catch_up.enqueue()
    asked.update(status="RUNNING", worker_ids=["gone"])
    assert works.put_back(NOON) == 1
    _worked()
    assert asked.get().status == "SUCCESSFUL"
    catch_up.enqueue()
    asked.filter(status="READY").update(status="RUNNING", worker_ids=["gone"] * 5)
    assert works.put_back(NOON) == 1
    assert sorted(asked.values_list("status", flat=True)) == ["FAILED", "SUCCESSFUL"]


def _until(true: Callable[[], object], seconds: float = 60.0) -> None:
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until
        time.sleep(0.02)


LIVES = "import os, sys; print(os.getpid(), file=open(sys.argv[1], 'a'), flush=True); os.read(0, 1)"


def test_a_worker_that_ends_is_started_again_and_all_end_with_their_keeper(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted: list[tuple[str, str | None]] = []
    monkeypatch.setattr(keeping, "_noted", lambda what, error, _now: noted.append((what, error)))
    monkeypatch.setattr(keeping, "EVERY_S", 0.02)
    monkeypatch.setattr(keeping, "pause", lambda _times: timedelta(0))
    file = tmp_path / "pids"

    def pids() -> list[int]:
        return [int(one) for one in file.read_text().split()] if file.exists() else []

    keeper = Keeper({"rounds": (sys.executable, "-c", LIVES, str(file))})
    keeper.start()
    try:
        for times in (1, 2, 3):
            _until(partial(_so_many, pids, times))
            os.kill(pids()[-1], signal.SIGKILL)
        _until(partial(_so_many, pids, 4))
    finally:
        keeper.stop()
    assert noted == [("rounds", "ended by SIGKILL")] * 3
    assert all(not _runs(pid) for pid in pids())


def _so_many(some: Callable[[], list[int]], many: int) -> bool:
    return len(some()) == many


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def _children(desk: int) -> dict[str, int]:
    """The workers of a desk by their names."""
    asked = ["ps", "-o", "pid=,ppid=,args=", "-A"]
    lines = [
        one.split(None, 2)
        for one in subprocess.run(asked, capture_output=True, text=True, check=True).stdout.splitlines()
    ]
    return {
        args.split()[-2]: int(pid) for pid, parent, args in lines if int(parent) == desk and args.endswith("--line")
    }


@pytest.mark.slow
def test_a_real_desk_starts_its_killed_workers_again_and_takes_them_along_when_it_is_killed(tmp_path: Path) -> None:
    with started(tmp_path / "work") as desk:
        process = desk.process
        _until(lambda: set(_children(process)) == {"works", "rounds"})
        _until(lambda: _asked(desk.folder, "SELECT count(*) FROM background_beat") == [(1,)])
        killed = _children(process)
        for pid in killed.values():
            os.kill(pid, signal.SIGKILL)
        _until(
            lambda: (
                set(_children(process)) == {"works", "rounds"}
                and not set(_children(process).values()) & set(killed.values())
            )
        )
        found = _asked(desk.folder, "SELECT what, times, error FROM background_trouble ORDER BY what")
        assert found == [("rounds", 1, "ended by SIGKILL"), ("works", 1, "ended by SIGKILL")]
        left = _children(process)
        os.kill(process, signal.SIGKILL)
        _until(lambda: not any(_runs(pid) for pid in left.values()))


def _asked(folder: Path, question: str) -> list[tuple[Any, ...]]:
    with sqlite3.connect(folder / "desk.sqlite3") as opened:
        return opened.execute(question).fetchall()


def test_of_two_desks_in_one_workspace_the_second_does_not_start(folder: Path) -> None:
    keep_others_out(folder)
    command = [sys.executable, "-m", "habeas", "desk", str(folder), "--port", "1"]
    second = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (second.returncode, f"a desk runs in {folder} already" in second.stderr) == (2, True)
    assert not (folder / "desk.sqlite3").exists()


def test_the_key_is_there_whole_or_not_at_all(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as stopped:
        stopped.setattr(os, "fsync", _stopped)
        with pytest.raises(OSError, match="stopped"):
            secret_key(folder)
    assert not [path.name for path in folder.iterdir() if "desk.key" in path.name]
    assert secret_key(folder) == secret_key(folder)


def _stopped(handle: int) -> None:
    raise OSError("stopped")
