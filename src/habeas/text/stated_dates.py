"""Dates that a document states of itself, as EDTF. What could mean two days keeps only what is certain."""

from __future__ import annotations

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime

from habeas.text.cues import months

_MONTH = r"[^\W\d_]{3,12}\.?(?: [^\W\d_]{4,6})?"
_ISO = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?(?![\d-])")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?!\d)")
_YEAR_FIRST = re.compile(r"(\d{4})[./](\d{1,2})[./](\d{1,2})(?!\d)")
_NUMBERS = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?!\d)")
_DAY_MONTH = re.compile(
    rf"(\d{{1,2}})(?:st|nd|rd|th|er|\.|º)? (?:de |of )?({_MONTH}),? (?:de )?(\d{{4}})\b", re.IGNORECASE
)
_MONTH_DAY = re.compile(rf"({_MONTH}) (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})\b", re.IGNORECASE)
_MONTH_YEAR = re.compile(rf"({_MONTH}),? (?:de )?(\d{{4}})\b", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d{2}\b")
_WEEKDAY = re.compile(r"^(?:[^\W\d_]{2,12}\.?,\s+(?=[\d\w])|[^\W\d_]{3,12}\.?\s+(?=\d))")

_DATE_ALONE = re.compile(
    r"^\W*(?:[^\W\d_]{3,12},?\s+)?"
    r"(?:\d{4}-\d{2}-\d{2}|\d{1,2}\.? [^\W\d_]{3,12}\.?,? \d{4}|[^\W\d_]{3,12}\.? \d{1,2}, \d{4}"
    r"|\d{1,2}[./-]\d{1,2}[./-]\d{4})"
    r"(?:[T ,|–-]{1,3}\d{1,2}[:.]\d{2}(?::\d{2})?\s?(?:[AaPp]\.?[Mm]\.?)?(?:\s?[A-Z]{2,4})?)?\W*$"
)


def edtf(value: str) -> str | None:
    """The date at the beginning of `value`; "03/04/2023" is only "2023", as it may be March or April.

    A time of day is left out; the day is the one that is written, in whatever time zone.
    """
    text = " ".join(value.split())[:80].strip("“”\"'()[] ")
    without = _WEEKDAY.sub("", text)
    for attempt in (text, without):
        found = _by_number(attempt) or _by_name(attempt)
        if found is not None:
            return found
    match = _YEAR.fullmatch(text)
    return match.group() if match else None


def is_date(line: str) -> bool:
    """Whether a line is nothing but a date, with a weekday or a time of day at most."""
    return len(line) <= 60 and _DATE_ALONE.match(line) is not None


def mail_date(value: str) -> str | None:
    """The day of a message's Date header (RFC 5322), as its sender's clock had it."""
    try:
        moment: datetime = parsedate_to_datetime(value)
    except (ValueError, TypeError, OverflowError):
        return None
    return moment.date().isoformat()


def _by_number(text: str) -> str | None:
    if match := _ISO.match(text) or _COMPACT.match(text) or _YEAR_FIRST.match(text):
        year, month, day = match.groups()
        return _day(year, month, day) if day else _month(int(year), int(month))
    if match := _NUMBERS.match(text):
        first, _, second, year = match.groups()
        return _either_order(int(first), int(second), int(year))
    return None


def _either_order(first: int, second: int, year: int) -> str | None:
    if first == second or second > 12:
        return _day(year, first, second)
    return _day(year, second, first) if first > 12 else str(year)


def _by_name(text: str) -> str | None:
    if match := _DAY_MONTH.match(text):
        return _day(match.group(3), _number(match.group(2)), match.group(1))
    if match := _MONTH_DAY.match(text):
        return _day(match.group(3), _number(match.group(1)), match.group(2))
    if match := _MONTH_YEAR.match(text):
        return _month(int(match.group(2)), _number(match.group(1)))
    return None


def _number(name: str) -> int:
    return months().get(name.rstrip(".").casefold(), 0)


def _day(year: int | str, month: int | str, day: int | str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def _month(year: int, month: int) -> str | None:
    return f"{year:04}-{month:02}" if 1 <= month <= 12 else None
