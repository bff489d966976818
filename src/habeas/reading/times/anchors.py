"""From which day relative dates count, passage by passage.

The post's own date, else the report's. A post without a date has no day to count from. Where the report's date is
unknown, a date of the body text may take its place, never one of a caption or title: a date that is said to be now
("this May 2023", "as of 3 May 2023"), else the latest full date of the body. As it only shows when the report cannot
have been written before, it stands for the rest of its year. The month of a bulletin ("Monthly report, September 2024")
goes before these: it is written when that month ends.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from habeas.model.dates import Interval, interval, is_edtf
from habeas.model.reading import Passage
from habeas.reading.page import Page
from habeas.reading.tables import words
from habeas.reading.times.expressions import Expression
from habeas.reading.times.forms import CalendarDate, DayShift

_BULLETIN = words("times", "words", "bulletins")
_HEAD = 600
"""Characters within which the head of a bulletin ends."""
_WRITTEN = timedelta(14)
"""How long after its month a bulletin on it is written."""
_WORD = re.compile(r"[^\W\d_]+")
_BODY = frozenset({"body", "list_item", "footnote"})


class Anchors:
    """The day of writing of every passage, as far as it is known."""

    def __init__(self, page: Page, found: list[Expression], figures: Callable[[Expression], str | None]) -> None:
        self._page = page
        self.report = _day(page.report.published)
        self.text = self.report or page.report.published
        known = interval(self.text) if self.text and is_edtf(self.text) else None
        self._interval = known or _of_a_bulletin(page, found) or _from_body(page, found, figures)

    def of(self, passage: Passage) -> Interval | None:
        """The days on which the passage may have been written; None where nothing is known."""
        if passage.role == "embedded_post":
            own = _day(passage.published)
            return interval(own) if own else None
        return self._interval

    def edtf(self, passage: Passage) -> str | None:
        """The date of the passage as it is known, not as it is made out from the body text."""
        if passage.role == "embedded_post":
            return _day(passage.published)
        return self.text if self.text and is_edtf(self.text) else None


def _day(published: str | None) -> str | None:
    """The day of a date that may carry a time."""
    if not published:
        return None
    day = published.partition("T")[0].strip()
    return day if is_edtf(day) else None


def _of_a_bulletin(page: Page, found: list[Expression]) -> Interval | None:
    """The days in which a bulletin on a month is written, where a line at its head names that month and its year."""
    for one in found:
        start, end = page.start(page.doc[one.first]), page.end(page.doc[one.last])
        if start > _HEAD:
            return None
        form = one.form
        if not isinstance(form, CalendarDate) or not (form.year and form.month) or form.day:
            continue
        before, after = page.text[:start].rpartition("\n")[2], page.text[end:].partition("\n")[0]
        if all(word.lower() in _BULLETIN for word in _WORD.findall(f"{before} {after}")):
            last = date(form.year, form.month, monthrange(form.year, form.month)[1])
            return Interval(last, last + _WRITTEN)
    return None


def _from_body(page: Page, found: list[Expression], figures: Callable[[Expression], str | None]) -> Interval | None:
    latest: date | None = None
    for one in found:
        if page.passage(page.doc[one.first]).role not in _BODY or one.before in ("until", "till", "by", "before"):
            continue
        if _said_to_be_now(page, found, one):
            return _rest_of_year(figures(one))
        stated = figures(one)
        if stated is not None and len(stated) == 10 and _full(one):
            day = date.fromisoformat(stated)
            latest = day if latest is None or day > latest else latest
    return Interval(latest, date(latest.year, 12, 31)) if latest else None


def _full(one: Expression) -> bool:
    form = one.form
    return not isinstance(form, CalendarDate) or (form.year is not None and form.day is not None)


def _said_to_be_now(page: Page, found: list[Expression], one: Expression) -> bool:
    form = one.form
    if not isinstance(form, CalendarDate) or form.year is None:
        return False
    if form.which == 0 and form.month:
        return True
    before = [t.lower_ for t in page.doc[max(0, one.first - 2) : one.first]]
    if before == ["as", "of"] or before[-1:] == ["today"]:
        return bool(form.month)
    near = (o for o in found if isinstance(o.form, DayShift) and o.form.days == 0 and 0 < one.first - o.last <= 2)
    return bool(form.day) and any(True for _ in near)


def _rest_of_year(stated: str | None) -> Interval | None:
    if stated is None:
        return None
    first = interval(stated).earliest
    return Interval(first, date(first.year, 12, 31)) if first else None
