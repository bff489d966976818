"""Dates and numbers as people write them into cells. What could mean two days is not read until somebody says which."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from habeas.model import dates

Order = Literal["", "day", "month"]
"""Whether "03/04/2021" has the day first or the month; "" where nobody said."""

EARLIEST = 1900
"""No year before is read: it is a slip, or a year of another calendar."""

_ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})(?:\2(\d{1,2}))?(?:[T ]\d{1,2}:\d{2}\S*)?")
_NUMBERS = re.compile(r"(\d{1,2})([-/. ])(\d{1,2})\2(\d{4})(?: \d{1,2}:\d{2}(?::\d{2})?)?")
_MONTH_YEAR = re.compile(r"(\d{1,2})[-/.](\d{4})")
_SHORT = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2}")
_DAY_NAME = re.compile(
    r"(?:[^\W\d_]{1,30}+,? )?(\d{1,2})(?:st|nd|rd|th|er|\.|º)? (?:de |of )?([^\d,]{1,30}?)\.?,? (?:de )?(\d{4})"
)
_NAME_DAY = re.compile(r"\A(?:[^\W\d_]{1,30}, )?([^\d,]{1,30}?)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
_NAME_YEAR = re.compile(r"\A([^\d,]{1,30}?)\.?,? (?:de )?(\d{4})")
_DASHED = re.compile(r"(\d{1,2})-([^\W\d_]{3,})-(\d{4})")
_AGE = re.compile(r"(\d{1,3})(?: ?(?:years?(?: old)?|yrs?|y\.?o\.?|ans|años|лет|года?|سنة|عام[اًا]*))?", re.IGNORECASE)


class UnreadError(ValueError):
    """A cell that says something, but not what its field needs. The message says why, in words."""


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((files("habeas.spreadsheets") / "months.toml").read_text(encoding="utf-8"))


@cache
def _months() -> dict[str, int]:
    languages = (names for names in _table().values() if isinstance(names, list))
    numbered = (pair for names in languages for pair in enumerate(names, 1))
    return {spelling.casefold(): number for number, names in numbered for spelling in names.split("/")}


def says_nothing(words: str) -> bool:
    """Whether a cell only says that nothing is known: "-", "unknown", "n/a"."""
    return " ".join(words.split()).casefold() in _table()["words"]["nothing"]


def in_digits(words: str) -> str:
    """With the digits of any script as 0 to 9, on one line."""
    plain = (str(unicodedata.decimal(char)) if char.isdecimal() else char for char in words)
    return " ".join("".join(plain).split())


def edtf(words: str, order: Order = "") -> str:
    """The date that a cell gives.

    Raises:
        UnreadError: it gives none, or more than one, or one of another calendar.
    """
    text = in_digits(words)
    first, _, rest = text.partition(" ")
    if rest and first.casefold().rstrip(".") in _table()["words"]["about"]:
        found = edtf(rest, order)
        return found if found.endswith(("~", "?", "%")) or "/" in found else f"{found}~"
    found = _by_numbers(text, order) or _by_name(text) or text
    if not dates.is_edtf(found):
        raise UnreadError(f"{text[:60]!r} is no date")
    if (dates.interval(found).earliest or dates.interval(found).latest or _FIRST).year < EARLIEST:
        raise UnreadError(f"{text[:60]!r}: a year before {EARLIEST}; of another calendar?")
    return found


_FIRST = date(EARLIEST, 1, 1)


def _by_numbers(text: str, order: Order) -> str | None:
    if (iso := _ISO.fullmatch(text)) is not None:
        year, _, month, day = iso.groups()
        return f"{year}-{month:0>2}" + (f"-{day:0>2}" if day else "")
    if (both := _MONTH_YEAR.fullmatch(text)) is not None:
        return f"{both[2]}-{both[1]:0>2}"
    if _SHORT.fullmatch(text):
        raise UnreadError(f"{text!r}: a year of two digits may be of two centuries")
    numbers = _NUMBERS.fullmatch(text)
    if numbers is None:
        return None
    one, other, year = int(numbers[1]), int(numbers[3]), numbers[4]
    shown = _order(one, other) or order
    if not shown and one != other:
        raise UnreadError(f"{text!r}: say whether the day or the month comes first")
    day_, month_ = (one, other) if shown != "month" else (other, one)
    return f"{year}-{month_:02}-{day_:02}"


def _order(one: int, other: int) -> Order:
    """Which of two numbers must be the day; "" where either may be."""
    return "day" if one > 12 >= other else "month" if other > 12 >= one else ""


def _by_name(text: str) -> str | None:
    for pattern, day, month in ((_DASHED, 1, 2), (_DAY_NAME, 1, 2), (_NAME_DAY, 2, 1), (_NAME_YEAR, 0, 1)):
        match = pattern.fullmatch(text)
        number = None if match is None else _months().get(match[month].strip().casefold())
        if match is not None and number is not None:
            year = match[match.re.groups]
            return f"{year}-{number:02}" + (f"-{int(match[day]):02}" if day else "")
    return None


def orders(cells: Iterable[str]) -> frozenset[Order]:
    """Which orders of day and month the cells show by themselves."""
    found = (_NUMBERS.fullmatch(in_digits(one)) for one in cells)
    return frozenset(_order(int(match[1]), int(match[3])) for match in found if match is not None)


def ambiguous(cells: Iterable[str]) -> bool:
    """Whether somebody must say if the day or the month comes first: no cell shows it, or they show both."""
    shown = orders(cells)
    return bool(shown) and shown not in ({"day"}, {"month"}, {"", "day"}, {"", "month"})


def likely(cells: Iterable[str]) -> Order:
    """The one order that the cells show; "" where they show none or both."""
    found = orders(cells) - {""}
    return next(iter(found)) if len(found) == 1 else ""


def years(words: str) -> int:
    """An age.

    Raises:
        UnreadError: it is none.
    """
    match = _AGE.fullmatch(in_digits(words))
    if match is None or int(match[1]) > 120:
        raise UnreadError(f"{in_digits(words)[:60]!r} is no age")
    return int(match[1])
