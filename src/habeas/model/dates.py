"""EDTF dates (ISO 8601-2, level 1): validated and turned into intervals by the `edtf` library.

Plain years, months and days, nearly all there are, go straight to the calendar: the library takes ten milliseconds for
one, this a thousandth of that. A month is an interval from its first to its last day. Nothing here fills in a day that
was not said.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from edtf import parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException

# The characters and the length of level 1: the library also reads level 2 and trims white space, and takes
# long to refuse what is far from a date.
_LEVEL_1 = re.compile(r"[0-9X?~%/.:TZ+-]{2,60}")
_PLAIN = re.compile(r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-[0-9]{2})?)?")


class Interval(NamedTuple):
    """The earliest and the latest day that a date may mean; None where it is open."""

    earliest: date | None
    latest: date | None


def is_edtf(value: str) -> bool:
    """Whether `value` is an EDTF date of level 1 in the years 1 to 9999, not ending before it begins."""
    return _read(value) is not None


def interval(value: str) -> Interval:
    """The days that an EDTF date covers, both ends included; "../2008" has no earliest day.

    Raises:
        ValueError: `value` is not an EDTF date.
    """
    found = _read(value)
    if found is None:
        raise ValueError(f"{value!r} is not an EDTF date")
    return found


@lru_cache(maxsize=16384)
def _read(value: str) -> Interval | None:
    if not _LEVEL_1.fullmatch(value):
        return None
    if _PLAIN.fullmatch(value):
        return _calendar(value)
    first, slash, last = value.partition("/")
    try:
        whole = parse_edtf(value)
        found = Interval(_earliest(first), _latest(last)) if slash else Interval(*_days(whole))
    except (EDTFParseException, ValueError):
        # ValueError: the library lets 29 February of any year and years outside the calendar pass.
        return None
    backwards = found.earliest is not None and found.latest is not None and found.latest < found.earliest
    return None if backwards else found


def _calendar(plain: str) -> Interval | None:
    """The days of a year, a month or a day; None where the calendar has none."""
    try:
        first = date.fromisoformat((plain + "-01-01")[:10])
    except ValueError:
        return None
    if len(plain) == 10:
        return Interval(first, first)
    month = 12 if len(plain) == 4 else first.month
    return Interval(first, date(first.year, month, monthrange(first.year, month)[1]))


def _days(parsed: Any) -> tuple[date, date]:
    first, last = parsed.lower_strict(), parsed.upper_strict()
    return date(first.tm_year, first.tm_mon, first.tm_mday), date(last.tm_year, last.tm_mon, last.tm_mday)


def _earliest(value: str) -> date | None:
    return None if value in ("", "..") else _days(parse_edtf(value))[0]


def _latest(value: str) -> date | None:
    return None if value in ("", "..") else _days(parse_edtf(value))[1]


def compatible(left: str, right: str) -> bool:
    """Whether two dates can mean the same day: "2022" and "2022-12" can, "2021" and "2022-12" cannot."""
    a, b = interval(left), interval(right)
    return not (
        (a.latest is not None and b.earliest is not None and a.latest < b.earliest)
        or (b.latest is not None and a.earliest is not None and b.latest < a.earliest)
    )


def one_within_other(left: str, right: str) -> bool:
    """Whether one date, as it is written, is a part of the other: "2021-05" and "2021-05-03"."""
    return left.startswith(right) or right.startswith(left)


def finer(left: str, right: str) -> bool:
    """Whether `left` says the same as `right`, more exactly: "2022-12" is finer than "2022"."""
    a, b = interval(left), interval(right)
    if a.earliest is None or a.latest is None or b.earliest is None or b.latest is None:
        return False
    return compatible(left, right) and (a.latest - a.earliest) < (b.latest - b.earliest)


def sort_key(value: str | None) -> tuple[int, date, date]:
    """Orders dates by their earliest day, then by their latest; the undated come last."""
    if value is None:
        return (1, date.max, date.max)
    days = interval(value)
    return (0, days.earliest or date.min, days.latest or date.max)
