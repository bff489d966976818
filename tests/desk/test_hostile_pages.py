"""No text of others becomes a part of any page: what the browser tests look at in Chromium, here in the pages' source.

The pages come from the table of addresses; a new one is looked at too.
"""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from habeas.desk.cases.models import Consent, Note, Risk, Watch
from habeas.desk.inbox.models import Arrival
from habeas.desk.people.models import Member
from habeas.model.reading import Reading
from tests.desk.browser.hostile import CANARY, fields
from tests.desk.browser.test_hostile_strings import hostile_report, pages
from tests.desk.conftest import SignedIn
from tests.desk.room import stored
from tests.factory import key_of

pytestmark = pytest.mark.django_db
STRINGS = 50
ADDRESSES = ("src", "href", "action", "formaction", "data", "srcdoc", "poster", "hx-get", "hx-post", "content")
BAD = re.compile(r"^\s*(javascript|vbscript|data:text)|" + re.escape(CANARY) + "|pwned", re.IGNORECASE)


def _faults(page: str) -> list[str]:
    """Elements and attributes that a payload has made."""
    found = []
    for one in html.fromstring(page).iter():
        if not isinstance(one.tag, str):
            continue
        for name, value in one.attrib.items():
            runs = name.startswith(("on", "hx-on")) or (name in ADDRESSES and BAD.search(value) is not None)
            if runs:
                found.append(f"<{one.tag} {name}={value[:60]}>")
        if one.tag in ("script", "style") and (one.text or "").strip():
            found.append(f"<{one.tag}> with words of its own")
    return found


@pytest.fixture
def hostile(signed_in: SignedIn, members: dict[str, Member]) -> tuple[Client, list[Reading], list[str]]:
    """A desk full of hostile strings, and its administrator."""
    some = fields(STRINGS)
    lots = [some[i : i + 4] for i in range(0, len(some), 4)]
    readings = [stored(hostile_report(lot, number)) for number, lot in enumerate(lots)]
    client = signed_in("administrator")
    by = members["administrator"]
    person = key_of(readings[0], some[0])
    Note.objects.create(person=person, by=by, text=some[0])
    Consent.objects.create(person=person, by=by, use="publish", answer="given", told_by=some[0][:200], more=some[1])
    Risk.objects.create(person=person, by=by, use="name", level="low", what=some[0])
    Watch.objects.create(person=person, by=by, day="2021-05-04", what=some[0])
    report = readings[0].report.id
    Arrival.objects.create(name=some[0], by=by, report=report, notes=some[1], address=some[2], state="missed")
    client.post(reverse("restrict-report", args=[readings[-1].report.id[7:]]), {"reason": some[0]})
    return client, readings, some


def test_no_payload_becomes_an_element_or_an_attribute(hostile: tuple[Client, list[Reading], list[str]]) -> None:
    client, readings, some = hostile
    faults: list[str] = []
    shown = 0
    for address in pages(readings, some):
        answer = client.get(address)
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            page = answer.content.decode()
            shown += "pwned" in page
            faults += [f"{address}: {fault}" for fault in _faults(page)]
    assert faults == []
    assert shown >= 20, "so few pages showed a string that the test says nothing"


def test_the_look_finds_what_is_not_escaped() -> None:
    assert all(_faults(f"<html><body><p>{one}</p></body></html>") for one in fields(240))
