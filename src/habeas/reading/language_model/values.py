"""From quoted words to dates and numbers, by the same calendar and the same tables of words as the English reader.

Words that these do not know give no value: what a model takes them to mean is never asked.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from habeas.model import dates
from habeas.model.dates import Interval
from habeas.model.reading import Status
from habeas.reading.numerals import number_of
from habeas.reading.tables import load
from habeas.reading.times.forms import CalendarDate, Form, Slashed
from habeas.reading.times.reckon import Tense, value
from habeas.reading.times.scan import scan

_AHEAD = frozenset({"planned", "postponed", "reported_possible"})
_NUMBERISH = re.compile(r"\w+(?:[-,.]\w+)*")
_ARTICLE = re.compile(r"(?<!\w)an?$", re.IGNORECASE)
_SHARE = re.compile(r"\s?(?:%|per cent\b|percent\b)")
_MOST_WORDS = 12
_LONGEST_DATE = 200
_BEFORE = {"since": "{}/..", "by": "../{}", "before": "../{}", "after": "{}/.."}


class Counted(NamedTuple):
    """A number of people as worded. "At least 40" has 40 as `low` too, "up to 40" as `high`; a range has no `value`."""

    value: int | None
    low: int | None
    high: int | None
    approximate: bool
    method: str | None


def reckoned(words: str, published: str | None, status: Status = "asserted") -> str | None:
    """The EDTF date that words of time give, counted from the day of publication; None where they give none for sure.

    "since 3 May" is "2024-05-03/..", "by 3 May" is "../2024-05-03".
    """
    hits = scan(words) if len(words) <= _LONGEST_DATE else []
    form = _ordered(hits[0].form) if len(hits) == 1 else None
    if form is None:
        return None
    anchor: Interval | None = dates.interval(published) if published and dates.is_edtf(published) else None
    tense: Tense = "future" if status in _AHEAD else "past"
    found = value(form, anchor, tense)
    if found is None or "/" in found:
        return found
    before = words[: hits[0].start].split()
    return _BEFORE.get(before[-1].casefold() if before else "", "{}").format(found)


def _ordered(form: Form) -> Form | None:
    """A date in figures with its day and month told apart; None where nothing tells them."""
    if not isinstance(form, Slashed):
        return form
    order = form.day_first()
    if order is None:
        return None
    day, month = (form.first, form.second) if order else (form.second, form.first)
    return CalendarDate(form.year, month, day)


def counted(words: str) -> Counted | None:
    """The number that words give, with what qualifies it; None where they give none, or more than a range."""
    found = _numbers(words)
    if not found or len(found) > 2:
        return None
    (first, _, value_), *rest = found
    before = _ARTICLE.sub("", words[:first].strip())
    if before.casefold().endswith(("no", "not")):
        return None
    kind, method = _qualifier(before)
    approximate = kind == "approximate"
    if rest:
        low, high = value_, rest[0][2]
        between = words[found[0][1] : rest[0][0]].strip(" -–").casefold()
        if low >= high or between not in ("", "and", "to", "or"):
            return None
        return Counted(None, low, high, approximate, method)
    low_, high_ = (value_ if kind == bound else None for bound in ("least", "most"))
    return Counted(value_, low_, high_, approximate, method)


def _numbers(words: str) -> list[tuple[int, int, int]]:
    """The whole numbers in the words, each as long as it can be: start, end, value."""
    hits = list(_NUMBERISH.finditer(words))[: 4 * _MOST_WORDS]
    found: list[tuple[int, int, int]] = []
    first = 0
    while first < len(hits):
        for last in range(min(len(hits), first + _MOST_WORDS) - 1, first - 1, -1):
            start, end = hits[first].start(), hits[last].end()
            number = number_of(words[start:end])
            if number is not None:
                if not _SHARE.match(words, end):
                    found.append((start, end, number))
                first = last
                break
        first += 1
    return found


def _qualifier(before: str) -> tuple[str | None, str | None]:
    table: dict[str, list[str]] = load("figures")["qualifiers"]
    before = " ".join(before.split())
    low = before.casefold()
    phrases = sorted(((p, kind) for kind, ps in table.items() for p in ps), key=lambda f: (-len(f[0]), f[0]))
    for phrase, kind in phrases:
        if low == phrase or low.endswith(f" {phrase}"):
            return kind, before[-len(phrase) :]
    return None, None
