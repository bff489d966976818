"""Decisions that have lost their statement are listed, carried over or let go; nobody's work vanishes unsaid."""

from __future__ import annotations

import msgspec
import pytest
from django.urls import reverse

from habeas.desk.index.following import follow
from habeas.desk.index.models import Statement
from habeas.desk.store import workspace
from habeas.model.reading import ReaderInfo, Reading
from habeas.model.text import Extracted
from habeas.workspace import packed
from tests.desk.conftest import SignedIn
from tests.desk.room import arrest, decided, stored
from tests.factory import statement_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def before() -> Reading:
    return stored(arrest("Ilmar Sotnik", "Brenna", "2021-05-03"))


def _read_again(before: Reading, **event: object) -> Reading:
    """Another version of the reader reads the event otherwise."""
    (old,) = before.events
    new = msgspec.structs.replace(old, **event)
    after = msgspec.structs.replace(before, reader=ReaderInfo("english", "99"), events=(new,))
    with workspace() as opened:
        opened.put_reading(after, packed(Extracted(state="whole", text=after.text, media_type="text/plain")), "ana")
        follow(opened)
    return after


def _address(reading: Reading, name: str = "report") -> str:
    return reverse(name, args=[reading.report.id.removeprefix("sha256:")])


def test_what_is_still_proposed_is_not_out_of_date(signed_in: SignedIn, before: Reading) -> None:
    decided("accept", statement_of(before, "v1"))
    _read_again(before, when="2021-05")
    page = signed_in("viewer").get(_address(before)).content.decode()
    assert "out of date" not in page
    assert "There are none." in signed_in("viewer").get(reverse("outdated")).content.decode()


def test_a_decision_that_lost_its_statement_is_listed_with_what_says_the_same_now(
    signed_in: SignedIn, before: Reading
) -> None:
    key = statement_of(before, "v1")
    decided("accept", key)
    after = _read_again(before, type="detention_order")
    page = signed_in("viewer").get(_address(before)).content.decode()
    assert "1 decision is out of date" in page
    assert "Arrest: Ilmar Sotnik" in page
    assert "Carry over to" not in page
    page = signed_in("documenter").get(_address(before)).content.decode()
    assert f'value="{statement_of(after, "v1").removeprefix("st:")}"' in page
    listed = signed_in("viewer").get(reverse("outdated")).content.decode()
    assert _address(before) in listed


def test_it_is_carried_over_with_its_history_and_no_longer_out_of_date(signed_in: SignedIn, before: Reading) -> None:
    key = statement_of(before, "v1")
    decided("correct", key, correction={"when": "2021-05-02"}, reason="the register")
    after = _read_again(before, type="detention_order")
    new = statement_of(after, "v1")
    given = {"key": key.removeprefix("st:"), "to": new.removeprefix("st:"), "position": 99_999}
    answer = signed_in("reviewer").post(_address(before, "settle-outdated"), given)
    assert answer.status_code == 302
    assert Statement.objects.get(key=new).state == "corrected"
    page = signed_in("viewer").get(_address(before)).content.decode()
    assert "out of date" not in page
    assert "2021-05-02" in page
    assert f"carried over from {key}: the register" in page


def test_it_is_let_go(signed_in: SignedIn, before: Reading) -> None:
    key = statement_of(before, "v1")
    decided("accept", key)
    after = _read_again(before, type="detention_order")
    given = {"key": key.removeprefix("st:"), "to": "", "position": 99_999}
    assert signed_in("documenter").post(_address(before, "settle-outdated"), given).status_code == 302
    assert Statement.objects.get(key=statement_of(after, "v1")).state == "proposed"
    assert "out of date" not in signed_in("viewer").get(_address(before)).content.decode()
    with workspace() as opened:
        assert [one.action for one in opened.decisions()] == ["accept", "undo"]


def test_what_is_not_there_is_not_carried_over(signed_in: SignedIn, before: Reading) -> None:
    given = {"key": "0" * 20, "to": "", "position": 0}
    assert signed_in("documenter").post(_address(before, "settle-outdated"), given).status_code == 404
