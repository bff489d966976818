"""The words of time as parts of regular expressions, from the tables."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from habeas.reading.tables import load


def any_of(words: Iterable[str]) -> str:
    """A group that matches any of the words, the longest first. Where none can begin, none is tried."""
    ordered = sorted(words, key=lambda w: (-len(w), w))
    first = "".join(map(re.escape, sorted({w[0] for w in ordered})))
    return f"(?:(?=[{first}])(?:" + "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in ordered) + "))"


@cache
def months() -> dict[str, int]:
    table: dict[str, int] = load("times")["months"]
    return table


@cache
def weekdays() -> dict[str, int]:
    return {**load("times")["weekdays"], **load("times")["weekdays_short"]}


@cache
def ordinals() -> dict[str, int]:
    table: dict[str, int] = load("numbers")["ordinals"]
    return table


def month_number(word: str) -> int:
    return months()[word.lower().rstrip(".")]


def weekday_number(word: str) -> int:
    return weekdays()[word.lower().rstrip(".")]


def number_pattern() -> str:
    """A whole number of up to three figures or in words: "11", "eleven", "forty-two"."""
    small = any_of((*load("numbers")["units"], *load("numbers")["tens"]))
    return rf"(?:\d{{1,3}}(?![\d,.]\d)|{small}(?:[- ]{small})?)"


YEAR = r"(?:1[89]|20)\d\d(?![\d%])(?![.,]\d)"
FULL_MONTHS = frozenset(name for name in months() if len(name) > 4 or name in ("may", "june", "july"))
MONTH = rf"(?:{any_of(FULL_MONTHS)}\b|{any_of(m for m in months() if m not in FULL_MONTHS)}\b\.?)"
WEEKDAY = any_of(load("times")["weekdays"])
WEEKDAY_ANY = any_of(weekdays()) + r"\b\.?"
_NTH = any_of(load("numbers")["ordinals"]) + r"(?=\s+of\b)"
DAY = rf"(?:{_NTH}|(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d%])(?![.,:]\d))"
UNIT = any_of(load("times")["units"]) + "s?"
STEER = any_of(load("times")["steer"])
PART = "(?:" + any_of(load("times")["words"]["part"]) + r"[- ])?"
SEASON = any_of(load("times")["words"]["seasons"])
ABOUT = any_of(load("times")["words"]["approximate"])
BOUND = any_of(load("times")["words"]["bound"])
VAGUE = any_of(load("times")["words"]["vague"])
NUMBER = number_pattern()
THIS_YEAR = r"(?:(?:of\s+|,\s*|\s+)(?P<whose>this|last|that|the\s+same|next|the\s+previous|the\s+following)\s+year)"
