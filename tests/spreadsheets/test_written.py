"""Dates and ages are read as people write them, and what could mean two things is not."""

from __future__ import annotations

import pytest

from habeas.model import dates
from habeas.spreadsheets.written import UnreadError, ambiguous, edtf, likely, says_nothing, years


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("2021-04-03", "2021-04-03"), ("2021-04", "2021-04"), ("2021", "2021"), ("2021-04-03 14:30", "2021-04-03"),
        ("2021/4/3", "2021-04-03"), ("2021.04.03", "2021-04-03"), ("25/12/2020", "2020-12-25"),
        ("12-25-2020", "2020-12-25"), ("04.04.2021", "2021-04-04"), ("04/2021", "2021-04"),
        ("3 April 2021", "2021-04-03"), ("3rd of April 2021", "2021-04-03"), ("April 3, 2021", "2021-04-03"),
        ("Saturday, 3 April 2021", "2021-04-03"), ("Apr. 2021", "2021-04"), ("3-Apr-2021", "2021-04-03"),
        ("3 avril 2021", "2021-04-03"), ("1er août 2020", "2020-08-01"), ("3 de abril de 2021", "2021-04-03"),
        ("3 апреля 2021", "2021-04-03"), ("٣ نيسان ٢٠٢١", "2021-04-03"), ("3 كانون الثاني 2021", "2021-01-03"),
        ("about 2019", "2019~"), ("c. May 2019", "2019-05~"), ("2019~", "2019~"), ("2019/2020", "2019/2020"),
    ],
)  # fmt: skip
def test_a_date_is_read_as_it_is_written(words: str, expected: str) -> None:
    assert edtf(words) == expected
    assert dates.is_edtf(expected)


@pytest.mark.parametrize(
    "words",
    [
        "03/04/2021",
        "3/4/21",
        "soon",
        "2021-13-01",
        "31/02/2021",
        "1399-12-01",
        "١٣٩٩/١٢/٠١",
        "32 May 2021",
        "44319",
        "May",
    ],
)
def test_what_gives_no_one_day_is_not_read(words: str) -> None:
    with pytest.raises(UnreadError):
        edtf(words)


def test_the_order_of_day_and_month_counts_where_the_cell_leaves_it_open() -> None:
    assert (edtf("03/04/2021", "day"), edtf("03/04/2021", "month")) == ("2021-04-03", "2021-03-04")
    assert edtf("25/12/2020", "month") == "2020-12-25"


@pytest.mark.parametrize(
    ("cells", "open_", "order"),
    [
        (["03/04/2021"], True, ""), (["03/04/2021", "13/04/2021"], False, "day"),
        (["03/04/2021", "04/13/2021"], False, "month"), (["13/04/2021", "04/13/2021"], True, ""),
        (["2021-04-03", "May 2020", ""], False, ""),
    ],
)  # fmt: skip
def test_somebody_is_asked_for_the_order_only_where_no_cell_shows_it(cells: list[str], open_: bool, order: str) -> None:
    assert ambiguous(cells) is open_
    assert likely(cells) == order


@pytest.mark.parametrize(("words", "age"), [("34", 34), ("34 years", 34), ("34 y.o.", 34), ("٣٤", 34), ("17 лет", 17)])
def test_an_age_is_a_number_of_years(words: str, age: int) -> None:
    assert years(words) == age


@pytest.mark.parametrize("words", ["thirty", "34.5", "340", "30-40", "-3"])
def test_what_is_no_age_is_not_read(words: str) -> None:
    with pytest.raises(UnreadError):
        years(words)


@pytest.mark.parametrize("words", ["", " - ", "Unknown", "N/A", "غير معروف"])
def test_a_cell_that_says_that_nothing_is_known_says_nothing(words: str) -> None:
    assert says_nothing(words)
    assert not says_nothing(f"{words} prison")
