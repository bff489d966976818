"""Dates and numbers are reckoned from the quoted words, or left open."""

from __future__ import annotations

import pytest

from habeas.reading.language_model.values import Counted, counted, reckoned


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("on 3 May", "2024-05-03"),
        ("2024-05-02", "2024-05-02"),
        ("eleven days ago", "2024-06-01"),
        ("two weeks ago", "2024-05-29~"),
        ("since 2008", "2008/.."),
        ("by 20 May 2024", "../2024-05-20"),
        ("25/05/2023", "2023-05-25"),
        ("05/04/2023", None),
        ("the summer", None),
        ("3 May and 4 June", None),
        ("soon", None),
        ("", None),
        ("3 May " * 100, None),
    ],
)
def test_words_of_time_give_the_date_that_follows_from_the_day_of_publication(words: str, date: str | None) -> None:
    assert reckoned(words, "2024-06-12") == date


def test_what_is_planned_lies_ahead_and_what_happened_behind() -> None:
    assert reckoned("on 3 May", "2024-06-12", "planned") == "2025-05-03"
    assert reckoned("on 3 May", "2024-06-12", "asserted") == "2024-05-03"


def test_without_a_day_of_publication_only_whole_dates_count() -> None:
    assert reckoned("on 3 May", None) is None
    assert reckoned("on 3 May", "not a date") is None
    assert reckoned("on 3 May 2021", None) == "2021-05-03"


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("31", Counted(31, None, None, False, None)),
        ("At least 31", Counted(31, 31, None, False, "At least")),
        ("up to 40", Counted(40, None, 40, False, "up to")),
        ("about a dozen", Counted(12, None, None, True, "about")),
        ("one thousand 412", Counted(1412, None, None, False, None)),
        ("between 30 and 40", Counted(None, 30, 40, False, None)),
        ("65% (752)", Counted(752, None, None, False, None)),
        ("thirty-one prisoners", Counted(31, None, None, False, None)),
    ],
)
def test_a_number_is_read_with_what_qualifies_it(words: str, number: Counted) -> None:
    assert counted(words) == number


@pytest.mark.parametrize("words", ["", "many", "dozens", "no one", "not 3", "40 to 30", "1, 2 and 3", "65%", "9" * 50])
def test_words_without_one_plain_number_give_none(words: str) -> None:
    assert counted(words) is None
