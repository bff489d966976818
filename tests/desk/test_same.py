"""Pairs stand side by side with their reasons, and what somebody decides on them holds until it is taken back."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from habeas.desk.index.models import Pair, Person
from habeas.desk.store import workspace
from tests.desk.conftest import SignedIn
from tests.desk.room import arrest, stored

pytestmark = pytest.mark.django_db
ONE, OTHER = "Ilmar Sotnik", "Ilmar Sotnyk"


@pytest.fixture
def pair() -> Pair:
    """Two people of two reports who may be one."""
    stored(arrest(ONE, "Brenna", "2021-05-03"))
    stored(arrest(OTHER, "Brenna", "2021-05-03", publisher="The Herald"))
    return Pair.objects.get(left__name__startswith="Ilmar")


def _decide(client: Client, pair: Pair, action: str, position: int | None = None) -> HttpResponse:
    if position is None:
        with workspace() as opened:
            position = opened.position()
    left, right = (str(key).removeprefix("pe:") for key in (pair.left_id, pair.right_id))
    given = {"left": left, "right": right, "action": action, "position": position, "reason": "the same eyes"}
    return client.post(reverse("decide-pair"), given)  # type: ignore[return-value]


def _state() -> str:
    return Pair.objects.get(left__name__startswith="Ilmar").state


def test_both_stand_side_by_side_with_the_reasons(signed_in: SignedIn, pair: Pair) -> None:
    page = signed_in("viewer").get(reverse("pairs")).content.decode()
    assert ONE in page
    assert OTHER in page
    assert pair.reasons
    assert all(reason.split("“")[0][:12] in page for reason in pair.reasons)
    assert 'value="same"' not in page
    assert 'value="same"' in signed_in("reviewer").get(reverse("pairs")).content.decode()


@pytest.mark.parametrize("action", ["same", "different", "unsure"])
def test_a_decision_is_stored_with_what_was_shown_and_can_be_taken_back(
    signed_in: SignedIn, pair: Pair, action: str
) -> None:
    client = signed_in("reviewer")
    assert _decide(client, pair, action).status_code == 302
    assert _state() == action
    with workspace() as opened:
        (made,) = opened.decisions()
    assert (made.action, made.author, made.reason) == (action, "The reviewer", "the same eyes")
    assert len(made.seen) == 1 + len(pair.reasons) + len(pair.against)
    assert ONE in client.get(reverse("pairs"), {"state": action}).content.decode()
    assert Person.objects.filter(name__startswith="Ilmar").values("whole").distinct().count() == (
        1 if action == "same" else 2
    )
    _decide(client, pair, "undo")
    assert _state() == "proposed"


def test_two_people_never_overwrite_each_other(signed_in: SignedIn, pair: Pair) -> None:
    with workspace() as opened:
        seen = opened.position()
    _decide(signed_in("reviewer"), pair, "same", seen)
    answer = _decide(signed_in("publisher"), pair, "different", seen)
    assert answer.status_code == 409
    assert "The reviewer has decided on this meanwhile" in answer.content.decode()
    assert _state() == "same"


@pytest.mark.parametrize("action", ["", "accept", "undo"])
def test_what_is_no_decision_changes_nothing(signed_in: SignedIn, pair: Pair, action: str) -> None:
    assert _decide(signed_in("reviewer"), pair, action).status_code == 409
    with workspace() as opened:
        assert not opened.decisions()
