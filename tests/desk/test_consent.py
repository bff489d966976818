"""Whether consent to a use stands: the newest answer counts, a refusal reaches whoever may be the same."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from habeas.desk.cases.consent import may
from habeas.desk.cases.models import Consent, Risk, Use
from habeas.desk.people.models import Member
from habeas.model.reading import Reading
from tests.desk.room import arrest, decided, stored
from tests.factory import key_of

pytestmark = pytest.mark.django_db
NAME = "Ilmar Sotnik"


@pytest.fixture
def two() -> tuple[str, str]:
    """One person of two reports, proposed as the same."""
    found = [stored(arrest(NAME, "Brenna", "2021-05-03", publisher=one)) for one in ("The Post", "The Herald")]
    return _key(found[0]), _key(found[1])


def _key(reading: Reading) -> str:
    return key_of(reading, NAME)


def _said(members: dict[str, Member], key: str, answer: str, **more: object) -> None:
    given = {"use": Use.NAME, "told_by": "her sister", "told": "2021-05-07", "by": members["publisher"], **more}
    Consent.objects.create(person=key, answer=answer, **given)


def test_nobody_asked_is_no_consent_and_no_refusal(two: tuple[str, str]) -> None:
    found = may(two[:1], "name")
    assert (found.state, found.stands, found.forbids) == ("not asked", False, False)


def test_the_newest_answer_counts_and_says_who_gave_it(members: dict[str, Member], two: tuple[str, str]) -> None:
    _said(members, two[0], "refused")
    _said(members, two[0], "given")
    assert may(two[:1], "name")[:3] == ("given", "her sister", "2021-05-07")
    _said(members, two[0], "withdrawn")
    assert (may(two[:1], "name").state, may(two[:1], "publish").state) == ("withdrawn", "not asked")


def test_consent_reaches_whom_people_decided_is_the_same_and_nobody_else(
    members: dict[str, Member], two: tuple[str, str]
) -> None:
    _said(members, two[0], "given")
    assert not may(two[1:], "name").stands
    decided("same", *two)
    assert may(two[1:], "name").stands


def test_a_refusal_reaches_whoever_may_be_the_same(members: dict[str, Member], two: tuple[str, str]) -> None:
    _said(members, two[1], "given")
    _said(members, two[0], "refused")
    assert may(two[1:], "name").state == "refused"
    decided("different", *two)
    assert may(two[1:], "name").stands


def test_consent_ends_on_its_day(members: dict[str, Member], two: tuple[str, str]) -> None:
    today = timezone.now().date()
    _said(members, two[0], "given", until=today)
    assert may(two[:1], "name").stands
    _said(members, two[0], "given", until=today - timedelta(days=1))
    assert (may(two[:1], "name").state, may(two[:1], "name").forbids) == ("expired", True)


def test_a_grave_risk_forbids_what_was_consented_to(members: dict[str, Member], two: tuple[str, str]) -> None:
    _said(members, two[0], "given")
    Risk.objects.create(person=two[1], use=Use.NAME, level="grave", what="his family is watched", by=members["viewer"])
    found = may(two[:1], "name")
    assert (found.state, found.stands, found.forbids) == ("given", False, True)
    Risk.objects.create(person=two[0], use=Use.NAME, level="low", what="they moved", by=members["viewer"])
    assert may(two[:1], "name").stands
