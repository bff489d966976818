"""EDTF dates (ISO 8601-2, level 1): validated and turned into intervals by the `edtf` library, never by us.

A month is an interval from its first to its last day. Nothing here fills in a day that was not said.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from edtf import EDTFObject, parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException


class Interval(NamedTuple):
    """The earliest and the latest day that a date may mean; None where it is open."""

    earliest: date | None
    latest: date | None


@lru_cache(maxsize=16384)
def _parsed(value: str) -> EDTFObject | None:
    try:
        return parse_edtf(value)
    except EDTFParseException:
        return None


def is_edtf(value: str) -> bool:
    """Whether `value` is an EDTF date that the library can read."""
    return _parsed(value) is not None


@lru_cache(maxsize=16384)
def interval(value: str) -> Interval:
    """The days that an EDTF date covers, both ends included; "../2008" has no earliest day.

    Raises:
        ValueError: `value` is not an EDTF date.
    """
    if "/" in value:
        first, _, last = value.partition("/")
        return Interval(_end(first, first=True), _end(last, first=False))
    return Interval(_end(value, first=True), _end(value, first=False))


def _end(value: str, *, first: bool) -> date | None:
    if value in ("", ".."):
        return None
    parsed = _parsed(value)
    if parsed is None:
        raise ValueError(f"{value!r} is not an EDTF date")
    struct = parsed.lower_strict() if first else parsed.upper_strict()
    return date(struct.tm_year, struct.tm_mon, struct.tm_mday)


def compatible(left: str, right: str) -> bool:
    """Whether two dates can mean the same day: "2022" and "2022-12" can, "2021" and "2022-12" cannot."""
    a, b = interval(left), interval(right)
    return not (
        (a.latest is not None and b.earliest is not None and a.latest < b.earliest)
        or (b.latest is not None and a.earliest is not None and b.latest < a.earliest)
    )


def finer(left: str, right: str) -> bool:
    """Whether `left` says the same as `right`, more exactly: "2022-12" is finer than "2022"."""
    a, b = interval(left), interval(right)
    if None in (*a, *b) or not compatible(left, right):
        return False
    return (a.latest - a.earliest) < (b.latest - b.earliest)  # type: ignore[operator]  # None is excluded above


def sort_key(value: str | None) -> tuple[int, date, date]:
    """Orders dates by their earliest day, then by their latest; the undated come last."""
    if value is None:
        return (1, date.max, date.max)
    days = interval(value)
    return (0, days.earliest or date.min, days.latest or date.max)
