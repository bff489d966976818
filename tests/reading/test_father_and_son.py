"""Relatives of one name in one report: which of them a name means."""

from __future__ import annotations

import pytest

from tests.reading.pages import cast_of, mentions
from tests.reading.test_cast import people

FATHER_FIRST = (
    "The former mayor, Bastian Verdugo, left prison on Friday. Verdugo, 68, is ill. The elder Verdugo was arrested in "
    "May. His son, Bastian Verdugo Rey, 31, has refused food. Prosecutors charged the younger Verdugo with sabotage."
)


def test_a_son_with_his_fathers_name_and_more_is_another() -> None:
    assert people(FATHER_FIRST) == ["Bastian Verdugo", "Bastian Verdugo Rey"]


def test_the_elder_and_the_younger_are_told_apart() -> None:
    cast = cast_of(FATHER_FIRST)
    assert mentions(cast, "Bastian Verdugo")[:3] == ["Bastian Verdugo", "Verdugo", "Verdugo"]
    assert mentions(cast, "Bastian Verdugo Rey") == ["Bastian Verdugo Rey", "Verdugo"]


def test_the_younger_is_the_son_who_was_named_last_and_not_his_sister() -> None:
    text = (
        "Bastian Verdugo was jailed in May. His daughter, Ada Verdugo, wept. Verdugo has appealed. His son, "
        "Bastian Verdugo Rey, is held too. The younger Verdugo was charged."
    )
    assert mentions(cast_of(text), "Bastian Verdugo Rey") == ["Bastian Verdugo Rey", "Verdugo"]


def test_an_owner_by_name_says_it_too() -> None:
    assert people("Bastian Verdugo was freed. Bastian Verdugo's son, Bastian Verdugo Rey, is held.") == [
        "Bastian Verdugo",
        "Bastian Verdugo Rey",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Bastian Verdugo was jailed in May. Ada Lund wept. Her son, Bastian Verdugo Rey, is ill.",
        "The mother of Bastian Verdugo wept. Her son, Bastian Verdugo Rey, is ill.",
        "Bastian Verdugo's mother wept. Her son, Bastian Verdugo Rey, is ill.",
        "Bastian Verdugo was jailed in May. On Friday Bastian Verdugo Rey was moved.",
    ],
)
def test_who_is_told_of_by_a_relative_stays_one(text: str) -> None:
    assert [name for name in people(text) if "Verdugo" in name] == ["Bastian Verdugo Rey"]
