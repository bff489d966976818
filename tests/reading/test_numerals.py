"""Numbers in words and figures."""

from __future__ import annotations

import pytest

from habeas.reading.nlp import english
from habeas.reading.numerals import number_of, numbers_in, ordinal


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("forty-two", 42),
        ("twenty two", 22),
        ("4,600", 4600),
        ("4 600", 4600),
        ("4.600", 4600),
        ("12 345 678", 12345678),
        ("1.2 million", 1200000),
        ("one thousand 412", 1412),
        ("two hundred and six", 206),
        ("two dozen", 24),
        ("one hundred thousand", 100000),
        ("three hundred thousand four hundred and five", 300405),
        ("2021 600", None),
        ("1.2", None),
        ("two three", None),
        ("hundred and", None),
        ("hundreds", None),
        ("prisoners", None),
    ],
)
def test_a_number_is_read_as_a_whole_or_not_at_all(words: str, value: int | None) -> None:
    assert number_of(words) == value


@pytest.mark.parametrize(
    ("words", "value"),
    [("42nd", 42), ("forty-second", 42), ("twelfth", 12), ("hundredth", 100), ("second second", None), ("day", None)],
)
def test_an_ordinal_gives_its_number(words: str, value: int | None) -> None:
    assert ordinal(words) == value


def test_the_numbers_of_a_text_stand_where_they_are_written() -> None:
    doc = english()("They hold two dozen men, 4,600 women and several hundred others; half a million fled.")
    assert [(doc[n.first : n.last + 1].text, n.value) for n in numbers_in(doc)] == [("two dozen", 24), ("4,600", 4600)]
