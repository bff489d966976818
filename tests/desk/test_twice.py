"""Promise A5 at the desk: every job may run twice, and may be killed before or after each of its commits."""

from __future__ import annotations

import os
import random
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Final, Self

import pytest
from django.conf import settings as desk_settings
from django.core.management import get_commands
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

import habeas.desk
from habeas import intake
from habeas.archive.erasure import doomed
from habeas.desk import start
from habeas.desk.actions.tasks import look
from habeas.desk.cases.models import Consent
from habeas.desk.inbox import tasks as inbox
from habeas.desk.index.models import Person
from habeas.desk.index.tasks import catch_up
from habeas.desk.people.models import Member
from habeas.desk.registers.models import Upload
from habeas.desk.registers.tasks import check as check_register
from habeas.desk.release.models import Release
from habeas.desk.release.tasks import prepare, publish, take_away
from habeas.desk.store import workspace
from habeas.desk.submissions.tasks import check as check_submissions
from habeas.desk.worklists.tasks import weigh
from habeas.model.reading import Reading, ReportInfo
from habeas.model.text import Extracted
from habeas.safekeeping import erase
from tests.desk import test_registers, test_submissions
from tests.desk.actions import making
from tests.desk.conftest import SignedIn
from tests.desk.room import arrest, decided, stored
from tests.desk.stopping import DATABASE, Place, Work, worker
from tests.desk.tables import parsed_here
from tests.factory import Draft, statement_of
from tests.network.sites import guest, paths, reply, site
from tests.promises.counting import SEED, told

HERE: Final = Path(habeas.desk.__file__).parent
STOPS: Final = os.environ.get("HABEAS_STOPS", "1")
"""At how many of its commits, drawn by lot, each job is killed before and after; "all" for each of them."""
TASK: Final = re.compile(r"^@task\b.*\n(?:@.*\n)*def (\w+)", re.MULTILINE)
ELSEWHERE: Final = {
    "works": "tests/desk/test_twice.py::test_a_job_of_the_desk_that_runs_twice_or_was_killed_anywhere_ends_as_one_that_"
    "ran_once",
    "rounds": "tests/desk/actions/test_crowd.py::test_the_counter_is_what_a_recount_says_whenever_a_worker_is_killed",
}
"""The programs that run beside the pages, and the test that kills each."""

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif("HABEAS_DATABASE" in os.environ, reason="copies files of SQLite"),
]


class Desk:
    """What a job is made ready with."""

    def __init__(self, signed_in: SignedIn, members: dict[str, Member], patch: pytest.MonkeyPatch) -> None:
        self.signed_in, self.members, self.patch = signed_in, members, patch
        self.open = ExitStack()

    def client(self, role: str) -> Client:
        """Somebody at the desk."""
        return self.signed_in(role)

    def reads_at_once(self) -> None:
        """What is read takes no time."""
        self.patch.setattr(intake, "open_reader", lambda choice: _Reader())
        self.patch.setattr(intake, "Extractor", _Extractor)

    def consents(self, name: str, answer: str = "given") -> None:
        """The family says whether somebody may be public."""
        for person in Person.objects.filter(name=name):
            for use in ("publish", "name"):
                Consent.objects.create(
                    person=person.key, by=self.members["publisher"], use=use, answer=answer, told_by="the family"
                )


NAME: Final = "Ilmar Sotnik"


def _reported(name: str = NAME) -> Reading:
    reading = stored(arrest(name, "Brenna", "2021-05-03"))
    for ref in ("c1", "v1", "n1"):
        decided("accept", statement_of(reading, ref))
        decided("permit", statement_of(reading, ref))
    return reading


TEXT = "Vera Lund was arrested in Brenna on 3 May 2021."


class _Reader:
    """A reader that is ready at once; it reads the one text that there is here."""

    name, version = "english", "1"

    def read(self, report: ReportInfo, extracted: Extracted) -> Reading:
        draft = Draft(extracted.text)
        draft.info = report
        draft.event("arrest", "Vera Lund was arrested", who=[draft.person("Vera Lund", detained=True)])
        return draft.reading()


class _Extractor:
    """Takes the text out of a report in this process."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None: ...

    def extract(self, data: bytes, name: str) -> Extracted:
        assert TEXT.encode() in data
        return Extracted(text=TEXT, media_type="text/plain")


def _read(desk: Desk) -> None:
    desk.reads_at_once()
    desk.client("documenter").post(reverse("add-text"), {"text": TEXT})


def _fetch(desk: Desk) -> None:
    desk.reads_at_once()
    desk.patch.setattr(inbox, "visitor", lambda visits: guest().visitor)
    page = f"<html><body><article><p>{TEXT}</p></article></body></html>"
    running = desk.open.enter_context(site(paths({"/a": reply(page)})))
    desk.client("documenter").post(reverse("add-addresses"), {"addresses": running.url("/a")})


def _catch_up(desk: Desk) -> None:
    desk.patch.setattr("tests.desk.room.follow", lambda opened: None)
    _reported()
    _reported("Vera Lund")
    catch_up.enqueue()


def _weigh(desk: Desk) -> None:
    for day, publisher in (("1990-01-02", "The Post"), ("1991-07-08", "The Herald")):
        draft = Draft(f"Ilmar Sotnik, born on {day}, is held.\n\nFree him now", publisher=publisher)
        who = draft.person("Ilmar Sotnik", detained=True)
        draft.attribute(who, "born", day, f"born on {day}")
        draft.demand("Free him now", about=[who])
        stored(draft)
    people = tuple(Person.objects.values_list("key", flat=True))
    decided("same", *people)
    weigh.enqueue()


def _export(desk: Desk) -> None:
    _reported()
    desk.consents(NAME)
    desk.client("viewer").post(reverse("make-export"), {"scope": "all", "form": "json"})


def _check_register(desk: Desk) -> None:
    parsed_here(desk.patch)
    client = desk.client("documenter")
    upload = test_registers._bring(client)
    client.post(reverse("register-check", args=[upload.pk]), test_registers._columns(upload))


def _take_register_in(desk: Desk) -> None:
    _check_register(desk)
    upload = Upload.objects.get()
    check_register.call(upload.pk)
    desk.client("documenter").post(reverse("register-import", args=[upload.pk]))


def _prepare(desk: Desk) -> None:
    _reported()
    desk.consents(NAME)
    desk.client("publisher").post(reverse("prepare-release"))


def _publish(desk: Desk) -> None:
    _prepare(desk)
    made = Release.objects.get()
    prepare.call(made.pk)
    desk.client("publisher").post(reverse("publish", args=[made.pk]), {"note": "the first"})


def _take_away(desk: Desk) -> None:
    _publish(desk)
    publish.call(Release.objects.get().pk)
    desk.consents(NAME, "withdrawn")
    take_away.enqueue(desk.members["publisher"].pk, "Taken down.")


def _check_submissions(desk: Desk) -> None:
    reading = _reported(test_submissions.NAME)
    client = desk.client("publisher")
    one = test_submissions.started(client, reading)
    test_submissions.whole_letter(client, one, reading)
    test_submissions.moved(client, one, "approved")
    decided("withhold", statement_of(reading, "v1"))
    check_submissions.enqueue()


def _look(desk: Desk) -> None:
    _, reading = making.petition(desk.client("publisher"), desk.members["publisher"])
    decided("withhold", statement_of(reading, "v1"))
    look.enqueue()


def _forget(desk: Desk) -> None:
    gone = _reported()
    _reported("Vera Lund")
    with workspace() as opened:
        erase(opened, doomed(opened.records, [gone.report.id]), "ana")


JOBS: Final[dict[str, Callable[[Desk], None]]] = {
    "inbox.tasks.read_arrival": _read,
    "inbox.tasks.fetch_arrival": _fetch,
    "index.tasks.catch_up": _catch_up,
    "worklists.tasks.weigh": _weigh,
    "exports.tasks.make": _export,
    "registers.tasks.check": _check_register,
    "registers.tasks.take_in": _take_register_in,
    "release.tasks.prepare": _prepare,
    "release.tasks.publish": _publish,
    "release.tasks.take_away": _take_away,
    "submissions.tasks.check": _check_submissions,
    "actions.tasks.look": _look,
    "start.forget": _forget,
}
"""Every job of the desk, and what makes it ready."""


def work_of(name: str) -> Work:
    """What does a job: a worker, or the command that calls it."""
    if name == "start.forget":
        return lambda: start.forget(Path(str(desk_settings.WORKSPACE)))
    return worker


@pytest.fixture
def desk(
    signed_in: SignedIn, members: dict[str, Member], settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Desk]:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    made = Desk(signed_in, members, monkeypatch)
    with made.open:
        yield made


def _points(name: str, commits: int) -> list[int]:
    if STOPS == "all":
        return list(range(commits))
    return sorted(random.Random(f"{SEED}/{name}").sample(range(commits), min(int(STOPS), commits)))


@pytest.mark.promise("A5")
@pytest.mark.parametrize("name", JOBS)
def test_a_job_of_the_desk_that_runs_twice_or_was_killed_anywhere_ends_as_one_that_ran_once(
    name: str, desk: Desk, tmp_path: Path
) -> None:
    JOBS[name](desk)
    work = work_of(name)
    before = Place.here(tmp_path / "before")
    clean = before.copy(tmp_path / "clean")
    commits = clean.run(work)
    wanted = clean.state()
    assert commits >= 2
    assert wanted != before.state()
    assert wanted["table of work that is not done"] == []

    def twice() -> None:
        work()
        again()
        work()

    def again() -> None:
        DBTaskResult.objects.update(status="READY", worker_ids=[])

    second = before.copy(tmp_path / "second")
    second.run(twice)
    assert second.state() == wanted
    tried, wrong = 0, []
    for at in _points(name, commits):
        for after in (False, True):
            place = before.copy(tmp_path / f"{at} {after}")
            place.run(work, at, after=after)
            place.run(work, later=True)
            tried += 1
            state = place.state()
            wrong += [
                f"killed {'after' if after else 'before'} commit {at}, {part}: {state[part]} and not {wanted[part]}"
                for part in wanted
                if state[part] != wanted[part]
            ]
    told(f"a job of the desk killed ({name})", "A5", "make twice", tried, len(wrong), None)
    assert not wrong, "\n".join(wrong)


@pytest.mark.promise("A5")
def test_what_a_killed_run_published_is_taken_down_by_what_was_decided_before_the_next_one(
    desk: Desk, tmp_path: Path
) -> None:
    _publish(desk)
    ready = Place.here(tmp_path / "before")
    clean = ready.copy(tmp_path / "clean")
    commits = clean.run(worker)
    assert NAME in _lies(clean.folder)
    person = Person.objects.get(name=NAME).key.removeprefix("pe:")
    answer = {"use": "publish", "answer": "withdrawn", "told_by": "the family", "told": "2021-06-01"}

    def withdrawn() -> None:
        given = {f"consent-{name}": value for name, value in answer.items()}
        assert desk.client("publisher").post(reverse("case-consent", args=[person]), given).status_code == 302
        worker()

    for at in range(commits) if STOPS == "all" else range(commits - 4, commits):
        for after in (False, True):
            place = ready.copy(tmp_path / f"{at} {after}")
            place.run(worker, at, after=after)
            place.run(withdrawn, later=True)
            assert NAME not in _lies(place.folder), f"killed {'after' if after else 'before'} commit {at}"
            with closing(sqlite3.connect(place.folder / DATABASE)) as rows:
                states = {state for (state,) in rows.execute("SELECT state FROM release_release")}
            assert states <= {"published", "failed"}


def _lies(folder: Path) -> str:
    """All that is written for the public beside a desk's workspace, in whatever folder."""
    written = [
        path for path in sorted(folder.rglob("*")) if path.is_file() and "public" in path.relative_to(folder).parts[0]
    ]
    return "".join(path.read_text("utf-8") for path in written)


@pytest.mark.promise("A5")
def test_every_job_of_the_desk_is_in_the_list() -> None:
    found = set()
    for path in sorted(HERE.rglob("*.py")):
        module = ".".join(path.relative_to(HERE).with_suffix("").parts)
        found |= {
            f"{module}.{name}" for name in re.findall(r"^@task\b.*\n(?:@.*\n)*def (\w+)", path.read_text("utf-8"), re.M)
        }
    assert found == {name for name in JOBS if ".tasks." in name}


@pytest.mark.promise("A5")
def test_every_program_beside_the_pages_is_killed_in_a_test() -> None:
    ours = {name for name, app in get_commands().items() if str(app).startswith("habeas")}
    assert ours == ELSEWHERE.keys()
    for test in ELSEWHERE.values():
        path, _, name = test.partition("::")
        assert f"def {name}(" in (HERE.parents[2] / path).read_text("utf-8")
