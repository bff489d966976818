from __future__ import annotations

from datetime import date

import pytest
from edtf import parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException
from hypothesis import given, settings
from hypothesis import strategies as st

from habeas.model import dates
from habeas.model.dates import Interval


@pytest.mark.parametrize(
    ("value", "earliest", "latest"),
    [
        ("2022", date(2022, 1, 1), date(2022, 12, 31)),
        ("2022-12", date(2022, 12, 1), date(2022, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2022-01-17", date(2022, 1, 17), date(2022, 1, 17)),
        ("2022-12~", date(2022, 12, 1), date(2022, 12, 31)),
        ("2022-01-17?", date(2022, 1, 17), date(2022, 1, 17)),
        ("2022%", date(2022, 1, 1), date(2022, 12, 31)),
        ("2022-XX", date(2022, 1, 1), date(2022, 12, 31)),
        ("2022-12-XX", date(2022, 12, 1), date(2022, 12, 31)),
        ("201X", date(2010, 1, 1), date(2019, 12, 31)),
        ("2019/2021", date(2019, 1, 1), date(2021, 12, 31)),
        ("2019-06~/2021", date(2019, 6, 1), date(2021, 12, 31)),
        ("../2008", None, date(2008, 12, 31)),
        ("2008/..", date(2008, 1, 1), None),
        ("/2008", None, date(2008, 12, 31)),
        ("2008/", date(2008, 1, 1), None),
        ("../2022-12~", None, date(2022, 12, 31)),
        ("2022-01-17T10:00:00Z", date(2022, 1, 17), date(2022, 1, 17)),
    ],
)
def test_a_date_is_the_interval_of_all_days_it_may_mean(value: str, earliest: date | None, latest: date | None) -> None:
    assert dates.is_edtf(value)
    assert dates.interval(value) == Interval(earliest, latest)


@pytest.mark.parametrize(
    "value",
    [
        "",
        " 2022",
        "2022 ",
        "17 January 2022",
        "2022-1-7",
        "2022-13",
        "2022-02-30",
        "2023-02-29",
        "2022/01/17",
        "17/01/2022",
        "2021/2019",
        "0000",
        "Y12345",
        "[2020,2021]",
        "1950S2",
        "..",
        "/",
        "unknown",
        "2022-" * 1000,
    ],
)
def test_what_is_no_date_of_level_1_is_refused(value: str) -> None:
    assert not dates.is_edtf(value)
    with pytest.raises(ValueError, match="is not an EDTF date"):
        dates.interval(value)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=12) | st.text("0123456789X?~%/.-", max_size=14))
def test_any_words_are_either_a_date_with_an_interval_or_refused(value: str) -> None:
    if dates.is_edtf(value):
        earliest, latest = dates.interval(value)
        assert earliest is None or latest is None or earliest <= latest
    else:
        with pytest.raises(ValueError, match="is not an EDTF date"):
            dates.interval(value)


@settings(max_examples=20, deadline=None)
@given(st.dates(date(1000, 1, 1)))
def test_a_whole_day_means_itself(day: date) -> None:
    assert dates.interval(day.isoformat()) == Interval(day, day)


@settings(max_examples=40, deadline=None)
@given(st.from_regex(r"[0-9]{4}(-[0-3][0-9]){0,2}", fullmatch=True))
def test_what_goes_straight_to_the_calendar_is_what_the_library_makes_of_it(value: str) -> None:
    try:
        parsed = parse_edtf(value)
        first, last = parsed.lower_strict(), parsed.upper_strict()
        expected = Interval(date(*first[:3]), date(*last[:3]))
    except (EDTFParseException, ValueError):
        assert not dates.is_edtf(value)
    else:
        assert dates.interval(value) == expected


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("2022", "2022-12"),
        ("2022-12~", "2022-12-20"),
        ("../2008", "2002"),
        ("2008/..", "2022"),
        ("2019/2021", "2020"),
    ],
)
def test_dates_that_may_mean_one_day_are_compatible(left: str, right: str) -> None:
    assert dates.compatible(left, right)
    assert dates.compatible(right, left)


@pytest.mark.parametrize(("left", "right"), [("2021", "2022-12"), ("../2008", "2009"), ("2008/..", "2007-12-31")])
def test_dates_that_share_no_day_are_not_compatible(left: str, right: str) -> None:
    assert not dates.compatible(left, right)
    assert not dates.compatible(right, left)


def test_a_month_is_finer_than_its_year_and_than_no_other() -> None:
    assert dates.finer("2022-12", "2022")
    assert not dates.finer("2022", "2022-12")
    assert not dates.finer("2022-12", "2021")
    assert not dates.finer("2022", "2022")
    assert not dates.finer("2022", "2020/..")


def test_dates_sort_by_their_first_day_and_the_undated_come_last() -> None:
    mixed: list[str | None] = [None, "2022-12", "2022", "2008/..", "../2009", "2022-12-01"]
    assert sorted(mixed, key=dates.sort_key) == ["../2009", "2008/..", "2022", "2022-12-01", "2022-12", None]
