"""What is restricted is not there for anybody but its members: in no list, count, search, page or file."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from habeas.desk.access.models import RestrictedReport, Restriction
from habeas.desk.access.writes import extend
from habeas.desk.audit.models import Event
from habeas.desk.index.models import Person
from habeas.desk.people.models import Member
from habeas.model.reading import Reading
from tests.desk.conftest import SignedIn
from tests.desk.room import arrest, stored
from tests.factory import key_of

pytestmark = pytest.mark.django_db
SECRET = "Rastimir Quill"
MARKS = ("Rastimir", "Quill", "Varnholt")


@pytest.fixture
def secret(signed_in: SignedIn) -> Reading:
    """A report that a reviewer restricted, beside one that nobody did."""
    stored(arrest("Ilmar Sotnik", "Brenna", "2021-05-03"))
    reading = stored(arrest(SECRET, "Varnholt", "2021-05-09", publisher="Secret Herald"))
    answer = signed_in("reviewer").post(reverse("restrict-report", args=[_digest(reading)]), {"reason": "Varnholt"})
    assert answer.status_code == 302
    return reading


def _digest(reading: Reading) -> str:
    return reading.report.id.removeprefix("sha256:")


def _pages(reading: Reading) -> list[str]:
    person = key_of(reading, SECRET).removeprefix("pe:")
    return [
        reverse("home"),
        reverse("inbox"),
        reverse("reports"),
        reverse("reports") + "?about=Secret",
        reverse("search") + "?words=arrested",
        reverse("search") + "?name=Quill",
        reverse("search") + "?speaker=Petrak",
        reverse("exports"),
        reverse("cases"),
        reverse("cases") + "?all=1",
        reverse("case", args=[person]),
        reverse("pairs"),
        reverse("report", args=[_digest(reading)]),
        reverse("original", args=[_digest(reading)]),
        reverse("restrictions"),
        reverse("restriction", args=[1]),
        reverse("restrict-case", args=[person]),
        reverse("restrict-report", args=[_digest(reading)]),
    ]


def _shown(client: Client, address: str) -> str:
    return client.get(address, HTTP_HX_REQUEST="true").content.decode() + client.get(address).content.decode()


@pytest.mark.parametrize("role", ["viewer", "documenter", "publisher", "administrator"])
def test_what_is_restricted_shows_on_no_page(signed_in: SignedIn, secret: Reading, role: str) -> None:
    client = signed_in(role)
    for address in _pages(secret):
        shown = _shown(client, address)
        if "Quill" in address:
            shown = shown.replace('value="Quill"', "")
        assert not [mark for mark in MARKS if mark in shown], address


def test_what_is_restricted_is_in_no_count(signed_in: SignedIn, secret: Reading) -> None:
    page = signed_in("viewer").get(reverse("search"), {"words": "arrested"}).content.decode()
    assert "2 statements" in page
    assert "4 statements" in signed_in("reviewer").get(reverse("search"), {"words": "arrested"}).content.decode()


def test_its_maker_and_whoever_is_let_in_see_it_and_that_is_noted(
    signed_in: SignedIn, members: dict[str, Member], secret: Reading
) -> None:
    address = reverse("report", args=[_digest(secret)])
    restriction = Restriction.objects.get()
    assert signed_in("reviewer").get(address).status_code == 200
    assert signed_in("viewer").get(address).status_code == 404
    let_in = {"members": [members["reviewer"].pk, members["viewer"].pk]}
    signed_in("reviewer").post(reverse("restriction", args=[restriction.pk]), let_in)
    assert signed_in("viewer").get(address).status_code == 200
    events = Event.objects.filter(on=f"report:{secret.report.id}").order_by("id")
    noted = list(events.values_list("what", "member__name"))
    assert noted == [
        ("restricted report seen", "The reviewer"),
        ("restricted report refused", "The viewer"),
        ("restricted report seen", "The viewer"),
    ]


def test_an_administrator_lets_themself_in_and_leaves_a_trace(
    signed_in: SignedIn, members: dict[str, Member], secret: Reading
) -> None:
    client, number = signed_in("administrator"), Restriction.objects.get().pk
    assert SECRET not in client.get(reverse("restriction", args=[number])).content.decode()
    client.post(reverse("restriction", args=[number]), {"members": [members["administrator"].pk]})
    assert client.get(reverse("report", args=[_digest(secret)])).status_code == 200
    assert Event.objects.filter(what="restriction's members changed", member=members["administrator"]).exists()


def test_whoever_is_no_member_cannot_lift_it(signed_in: SignedIn, secret: Reading) -> None:
    number = Restriction.objects.get().pk
    signed_in("administrator").post(reverse("restriction", args=[number]), {"lift": "1"})
    assert Restriction.objects.get().lifted is None
    signed_in("reviewer").post(reverse("restriction", args=[number]), {"lift": "1"})
    assert signed_in("viewer").get(reverse("report", args=[_digest(secret)])).status_code == 200


def test_a_restricted_case_takes_its_reports_along_and_those_that_come_later(signed_in: SignedIn) -> None:
    first = stored(arrest(SECRET, "Varnholt", "2021-05-09"))
    person = key_of(first, SECRET).removeprefix("pe:")
    signed_in("reviewer").post(reverse("restrict-case", args=[person]), {"reason": ""})
    later = stored(arrest(SECRET, "Varnholt", "2021-05-09", publisher="The Herald"))
    assert Person.objects.filter(whole=Person.objects.get(key=f"pe:{person}").whole).count() == 2
    extend()
    assert set(RestrictedReport.objects.values_list("report", flat=True)) == {first.report.id, later.report.id}
    assert SECRET not in _shown(signed_in("publisher"), reverse("cases") + "?all=1")


def test_nobody_is_joined_through_a_report_that_is_hidden(signed_in: SignedIn) -> None:
    stored(arrest("Ilmar Sotnik", "Brenna", "2021-05-03"))
    between = stored(arrest("Ilmar Sotnik", "Brenna", "2021-05-03", publisher="The Herald"))
    address = reverse("restrict-report", args=[_digest(between)])
    signed_in("reviewer").post(address, {"reason": ""})
    page = signed_in("viewer").get(reverse("cases")).content.decode()
    assert page.count("Ilmar Sotnik") == 1
    assert "1 report<" in page
    assert "2 reports<" in signed_in("reviewer").get(reverse("cases")).content.decode()
