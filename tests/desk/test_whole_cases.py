"""Whole cases are merged and split by one act, which is undone by one, and nobody's decision is run over."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from habeas.desk.index.models import Person
from habeas.desk.store import workspace
from habeas.model.reading import Reading
from tests.desk.conftest import SignedIn
from tests.desk.room import arrest, decided, stored
from tests.factory import key_of

pytestmark = pytest.mark.django_db
NAME, OTHER = "Ilmar Sotnik", "Vera Holm"


@pytest.fixture
def readings() -> list[Reading]:
    """Two reports of one name, which are proposed as one case, and one of another."""
    return [
        stored(arrest(NAME, "Brenna", "2021-05-03")),
        stored(arrest(NAME, "Brenna", "2021-05-03", publisher="The Herald")),
        stored(arrest(OTHER, "Odrin", "2022-01-01")),
    ]


def _keys(readings: list[Reading]) -> list[str]:
    return [key_of(reading, name) for reading, name in zip(readings, (NAME, NAME, OTHER), strict=True)]


def _wholes(readings: list[Reading]) -> list[int]:
    """Which of the three stand in one case, as numbers."""
    rows = dict(Person.objects.values_list("key", "whole"))
    found = [rows[key] for key in _keys(readings)]
    return [found.index(one) for one in found]


def _post(client: Client, name: str, person: str, **more: object) -> int:
    with workspace() as opened:
        given = {"position": opened.position(), "reason": "the family says so", **more}
    return client.post(reverse(name, args=[person.removeprefix("pe:")]), given).status_code


def _number(key: str) -> str:
    return key.removeprefix("pe:")


def test_two_cases_are_merged_over_all_their_reports_and_apart_again_by_one_undo(
    signed_in: SignedIn, readings: list[Reading]
) -> None:
    client, keys = signed_in("reviewer"), _keys(readings)
    assert _wholes(readings) == [0, 0, 2]
    assert _post(client, "merge-cases", keys[0], other=_number(keys[2])) == 302
    assert _wholes(readings) == [0, 0, 0]
    page = client.get(reverse("whole-case", args=[_number(keys[2])])).content.decode()
    assert "the family says so" in page
    mark = page.split('name="mark" value="')[1].split('"')[0]
    assert _post(client, "undo-whole-case", keys[2], mark=mark) == 302
    assert _wholes(readings) == [0, 0, 2]
    with workspace() as opened:
        made = [one.action for one in opened.decisions()]
    assert made == ["same", "same", "undo", "undo"]


def test_a_case_is_split_and_joined_again_by_undo(signed_in: SignedIn, readings: list[Reading]) -> None:
    client, keys = signed_in("reviewer"), _keys(readings)
    decided("same", keys[0], keys[1])
    assert _post(client, "split-case", keys[0], away=[_number(keys[1])]) == 302
    assert _wholes(readings) == [0, 1, 2]
    page = client.get(reverse("whole-case", args=[_number(keys[0])])).content.decode()
    mark = page.split('name="mark" value="')[1].split('"')[0]
    assert _post(client, "undo-whole-case", keys[0], mark=mark) == 302
    assert _wholes(readings) == [0, 0, 2]


def test_nothing_is_split_where_all_or_nobody_would_go(signed_in: SignedIn, readings: list[Reading]) -> None:
    client, keys = signed_in("reviewer"), _keys(readings)
    assert _post(client, "split-case", keys[0], away=[]) == 409
    assert _post(client, "split-case", keys[0], away=[_number(keys[0]), _number(keys[1])]) == 409
    assert _post(client, "merge-cases", keys[0], other=_number(keys[1])) == 409
    with workspace() as opened:
        assert not opened.decisions()


def test_what_somebody_decided_meanwhile_is_not_run_over(signed_in: SignedIn, readings: list[Reading]) -> None:
    keys = _keys(readings)
    with workspace() as opened:
        before = opened.position()
    decided("different", keys[0], keys[1])
    assert _post(signed_in("reviewer"), "split-case", keys[0], away=[_number(keys[1])], position=before) in (404, 409)
    assert _post(signed_in("reviewer"), "merge-cases", keys[0], other=_number(keys[2]), position=before) == 409
    with workspace() as opened:
        assert [one.action for one in opened.decisions()] == ["different"]


def test_others_are_found_by_a_part_of_their_name(signed_in: SignedIn, readings: list[Reading]) -> None:
    address = reverse("whole-case", args=[_number(_keys(readings)[0])])
    page = signed_in("viewer").get(address, {"q": "hol"}).content.decode()
    assert OTHER in page
    assert "They are one" not in page
    assert OTHER not in signed_in("viewer").get(address, {"q": "sotnik"}).content.decode()


def test_whoever_is_restricted_is_not_offered(signed_in: SignedIn, readings: list[Reading]) -> None:
    hidden = readings[2].report.id.removeprefix("sha256:")
    signed_in("administrator").post(reverse("restrict-report", args=[hidden]), {"reason": ""})
    address = reverse("whole-case", args=[_number(_keys(readings)[0])])
    assert OTHER not in signed_in("reviewer").get(address, {"q": "holm"}).content.decode()
    assert _post(signed_in("reviewer"), "merge-cases", _keys(readings)[0], other=_number(_keys(readings)[2])) == 404
