"""Dates in texts, and whether a fact's dates bear them out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

from habeas.acting.days import days
from habeas.acting.folding import folded
from habeas.model import dates


class Day(NamedTuple):
    """A date as far as it is said: parts that are not said are None. `edtf` where it is a fact's own."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    start: int = 0
    end: int = 0
    edtf: str | None = None

    @classmethod
    def of(cls, edtf: str) -> Day:
        """The date of a fact."""
        return cls(edtf=edtf if dates.is_edtf(edtf) else None)


def days_in(text: str) -> Iterator[Day]:
    """The dates of a text in the four languages, or of ISO 8601, with their places in the folded text.

    The text is folded here if it was not; a day of the week alone, and a number alone but for a year, is none.
    """
    plain = folded(text)
    place = 0
    for hit in _pattern().finditer(plain):
        made = _made(hit.groupdict())
        if hit.start() >= place and made is not None:
            place = hit.end()
            yield made._replace(start=hit.start(), end=hit.end())


def holds(told: Day, known: Sequence[Day]) -> bool:
    """Whether a date that a text tells is one of these, or less exact than one of them."""
    return any(_holds(told, one) for one in known)


def _holds(told: Day, known: Day) -> bool:
    if known.edtf is None:
        said = (known.year, known.month, known.day)
        parts = zip((told.year, told.month, told.day), said, strict=True)
        return said != (None, None, None) and all(one is None or one == other for one, other in parts)
    span = dates.interval(known.edtf)
    ends = [end for end in (span.earliest, span.latest) if end is not None]
    if told.year is None:
        return any((end.month, end.day) == (told.month, told.day) for end in ends) and len(set(ends)) == 1
    own = dates.interval(_edtf(told))
    if own.earliest is None or own.latest is None:
        return False
    whole = all(own.earliest <= end <= own.latest for end in ends) and len(ends) == 2
    return whole or ("/" in known.edtf and any(_just(told, end) for end in ends))


def _just(told: Day, end: date) -> bool:
    """Whether a date names one end of an interval: a writer may say "from 2019", where it is "2019 to 2021"."""
    return told.year == end.year and told.month in (None, end.month) and told.day in (None, end.day)


def _edtf(told: Day) -> str:
    parts = [f"{told.year:04}", *(f"{one:02}" for one in (told.month, told.day) if one is not None)]
    return "-".join(parts)


def _made(found: dict[str, str | None]) -> Day | None:
    name = next((found[key] for key in ("m1", "m2", "m3") if found[key]), None)
    number = found["im"]
    month = _months()[name] if name else int(number) if number else None
    year = next((int(found[key] or 0) for key in ("iy", "y1", "y2", "y3", "y4") if found[key]), None)
    day = next((int(found[key] or 0) for key in ("id", "d1", "d2") if found[key]), None)
    if month is not None and not 1 <= month <= 12:
        return None
    # A day without a year is one of a leap year.
    whole = month is None or day is None or dates.is_edtf(f"{year or 2024:04}-{month:02}-{day:02}")
    return Day(year, month, day) if whole else None


@cache
def _months() -> dict[str, int]:
    found: dict[str, int] = {}
    for own in days().values():
        found |= {folded(name): number for name, number in own.also.items()}
        found |= {folded(name): number for number, name in enumerate(own.months, 1)}
    return found


@cache
def _pattern() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, _months()), key=lambda name: (-len(name), name)))
    of = r"\s++(?:de\s++|of\s++)?"
    year = r"(?:del?\s++|,\s*+)?"
    return re.compile(
        r"(?<![\w-])(?=\w)(?:"
        r"(?P<iy>\d{4})-(?P<im>\d{2})(?:-(?P<id>\d{2}))?"
        rf"|(?P<d1>\d{{1,2}})(?:st|nd|rd|th|er|º)?{of}(?P<m1>{names})\.?(?:\s*+{year}(?P<y1>\d{{4}}))?"
        rf"|(?P<m2>{names})\.?\s++(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:,?\s++(?P<y2>\d{{4}}))?"
        rf"|(?P<m3>{names})\.?\s++{year}(?P<y3>\d{{4}})"
        r"|(?P<y4>(?:19|20)\d{2})(?!\s*(?:\d|[,.]\d))"
        r")(?!\w)"
    )
