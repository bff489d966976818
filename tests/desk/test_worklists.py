"""What is in dispute waits on a list until somebody writes what they found, signed and dated."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from habeas.desk.index.settling import touch
from habeas.desk.store import DeskWorkspace, workspace
from habeas.desk.worklists import tasks
from habeas.desk.worklists.models import Finding, Matter, Unweighed, Weighed
from habeas.desk.worklists.tasks import weigh
from habeas.items import items
from habeas.model.reading import Reading
from tests.desk.conftest import SignedIn
from tests.desk.room import decided, stored
from tests.factory import Draft, key_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def readings() -> list[Reading]:
    """Two reports that give two birth dates, and a demand."""
    found = []
    for day, publisher in (("1990-01-02", "The Post"), ("1991-07-08", "The Herald")):
        draft = Draft(
            f"Ilmar Sotnik, born on {day}, is held.\n\nFree him now", published="2021-05-04", publisher=publisher
        )
        who = draft.person("Ilmar Sotnik", detained=True)
        draft.attribute(who, "born", day, f"born on {day}")
        draft.demand("Free him now", about=[who])
        found.append(stored(draft))
    with workspace() as opened:
        opened.decide("same", tuple(key_of(one, "Ilmar Sotnik") for one in found), "ana")
    weigh.enqueue()
    return found


def _write(client: Client, matter: Matter, **given: str) -> int:
    return client.post(reverse("write-finding", args=[matter.pk]), given).status_code


def test_two_values_side_by_side_wait_for_a_finding(signed_in: SignedIn, readings: list[Reading]) -> None:
    page = signed_in("viewer").get(reverse("worklists")).content.decode()
    assert "0 of 1 have a finding" in page
    matter = Matter.objects.get(kind="disagreement")
    shown = signed_in("viewer").get(reverse("matter", args=[matter.pk])).content.decode()
    assert "born on 1990-01-02" in shown
    assert "born on 1991-07-08" in shown
    assert "<textarea" not in shown
    assert Matter.objects.filter(kind="demand").count() == 2


def test_a_finding_is_signed_and_stays_when_the_list_is_made_again(
    signed_in: SignedIn, readings: list[Reading]
) -> None:
    matter = Matter.objects.get(kind="disagreement")
    given = {"verdict": "prefer", "preferred": "2 January 1990", "why": "his <b>passport</b>"}
    assert _write(signed_in("reviewer"), matter, **given) == 302
    weigh.enqueue()
    again = Matter.objects.get(kind="disagreement")
    page = signed_in("viewer").get(reverse("matter", args=[again.pk])).content.decode()
    assert "his &lt;b&gt;passport&lt;/b&gt;" in page
    assert "The reviewer" in page
    assert "1 of 1 have a finding" in signed_in("viewer").get(reverse("worklists")).content.decode()


def test_that_nothing_can_be_said_is_a_finding_and_a_preference_says_which(
    signed_in: SignedIn, readings: list[Reading]
) -> None:
    matter = Matter.objects.get(kind="disagreement")
    assert _write(signed_in("reviewer"), matter, verdict="prefer", why="so") == 400
    assert _write(signed_in("reviewer"), matter, verdict="unknown", why="") == 400
    assert not Finding.objects.exists()
    assert _write(signed_in("reviewer"), matter, verdict="unknown", why="both are hearsay") == 302


def test_a_matter_of_a_restricted_report_is_not_there(signed_in: SignedIn, readings: list[Reading]) -> None:
    matter = Matter.objects.get(kind="disagreement")
    address = reverse("restrict-report", args=[readings[0].report.id.removeprefix("sha256:")])
    signed_in("reviewer").post(address, {"reason": ""})
    assert signed_in("publisher").get(reverse("matter", args=[matter.pk])).status_code == 404
    assert _write(signed_in("publisher"), matter, verdict="unknown", why="so") == 404
    assert "Ilmar" not in signed_in("viewer").get(reverse("worklists")).content.decode()
    weigh.enqueue()
    assert not Matter.objects.filter(kind="disagreement")


def test_a_matter_keeps_its_address_when_the_list_is_made_again(readings: list[Reading]) -> None:
    before = dict(Matter.objects.values_list("key", "pk"))
    stored(Draft("Nobody else is held.", published="2021-05-05"))
    weigh.enqueue()
    assert before
    assert dict(Matter.objects.values_list("key", "pk")) == before


def _matters() -> set[tuple[str, str, str]]:
    return {(one.key, one.title, str(one.sides)) for one in Matter.objects.all()}


def test_only_what_is_new_is_read_and_it_comes_to_what_the_whole_comes_to(
    readings: list[Reading], monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = Draft("Vera Lund, born on 1980-01-01 or 1981-02-02, is held.\n\nLet her go", published="2021-06-04")
    who = draft.person("Vera Lund", detained=True)
    for day in ("1980-01-01", "1981-02-02"):
        draft.attribute(who, "born", day, day)
    draft.demand("Let her go", about=[who])
    new = stored(draft)
    read: set[str] = set()
    reading = DeskWorkspace.reading

    def noting(opened: DeskWorkspace, report: str) -> Reading | None:
        read.add(report)
        return reading(opened, report)

    monkeypatch.setattr(DeskWorkspace, "reading", noting)
    weigh.enqueue()
    assert read == {new.report.id}
    assert not Unweighed.objects.exists()
    made = _matters()
    assert any("Let her go" in sides for _key, _title, sides in made)
    Matter.objects.all().delete()
    Weighed.objects.update(position=0)
    weigh.enqueue()
    assert _matters() == made
    assert len(read) == 3


def test_a_matter_goes_when_what_it_rests_on_is_rejected(readings: list[Reading]) -> None:
    assert Matter.objects.filter(kind="disagreement").count() == 1
    decided("reject", next(key for key, item in items(readings, ()).items() if item.kind == "attribute"))
    weigh.enqueue()
    assert not Matter.objects.filter(kind="disagreement")
    assert Matter.objects.filter(kind="demand").count() == 2


def test_what_becomes_new_while_it_is_weighed_is_weighed_again(
    readings: list[Reading], monkeypatch: pytest.MonkeyPatch
) -> None:
    report = readings[0].report.id
    touch([report])
    put = tasks._put

    def meanwhile(before: QuerySet[Matter], made: Iterable[Matter]) -> None:
        touch([report])
        put(before, made)

    monkeypatch.setattr(tasks, "_put", meanwhile)
    weigh.enqueue()
    assert list(Unweighed.objects.values_list("report", flat=True)) == [report]
    monkeypatch.setattr(tasks, "_put", put)
    weigh.enqueue()
    assert not Unweighed.objects.exists()


def test_asking_writes_nothing_where_nothing_is_new(signed_in: SignedIn, readings: list[Reading]) -> None:
    client = signed_in("viewer")
    client.get(reverse("worklists"))
    with CaptureQueriesContext(connection) as asked:
        assert client.get(reverse("worklists")).status_code == 200
    assert all(one["sql"].startswith("SELECT") for one in asked)
