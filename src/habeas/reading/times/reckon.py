"""From a form and the day of writing to an EDTF date. What does not follow for certain stays None.

- "last week" covers every week that a country may mean (weeks begin on Saturday, Sunday or Monday).
- "last Monday" and "next Monday" may each mean two days; where they do, the date is the stretch between the two.
- "three weeks ago", "about 2008" are approximate: `~`. "Early 2022" is 2022: nothing finer was said.
- Where the day of writing is itself known only as a stretch ("2023"), a date counts only if it comes out the same from
  the first and from the last of its days.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import Literal

from habeas.model.dates import Interval, is_edtf
from habeas.reading.times.forms import (
    Beyond,
    CalendarDate,
    Counted,
    DayShift,
    Form,
    Stretch,
    Told,
    UnitShift,
    Unknown,
    Weekend,
    Window,
)

Tense = Literal["past", "present", "future", "open"]
""""Open": nothing shows on which side of the day of writing it lies ("he could see him on Monday")."""
_PLAIN = re.compile(r"[12]\d{3}(?:-\d\d){0,2}~?")
"""A date that was put together from parts which the calendar has borne out."""
_FAR = timedelta(300)
"""A day without a year is not meant of a day further off than this."""
_DAYS = {"day": 1, "week": 7, "fortnight": 14}


def edtf(year: int, month: int | None = None, day: int | None = None, approximate: bool = False) -> str:
    """The parts as EDTF."""
    parts = f"{year:04d}" + (f"-{month:02d}" if month else "") + (f"-{day:02d}" if month and day else "")
    return parts + ("~" if approximate else "")


def value(form: Form, anchor: Interval | None, tense: Tense) -> str | None:
    """The date of `form` in a text written on `anchor`, said in `tense`."""
    found = _value(form, anchor, tense)
    # A shift can leave the years that EDTF dates may have.
    return found if found is not None and (_PLAIN.fullmatch(found) or is_edtf(found)) else None


def _value(form: Form, anchor: Interval | None, tense: Tense) -> str | None:
    if isinstance(form, (Unknown, Told, Beyond)):
        return None
    if isinstance(form, CalendarDate) and form.year is not None:
        return _absolute(form)
    if isinstance(form, Stretch):
        return _stretch(form, anchor, tense)
    if anchor is None or anchor.earliest is None or anchor.latest is None:
        return None
    if isinstance(form, CalendarDate) and _within_month(form, anchor.earliest, anchor.latest):
        return edtf(anchor.latest.year, form.month, form.day, form.approximate)
    try:
        first, last = (_from_day(form, day, tense) for day in (anchor.earliest, anchor.latest))
    except (OverflowError, ValueError):  # a shift past the ends of the calendar
        return None
    return first if first == last else None


def _within_month(form: CalendarDate, first: date, last: date) -> bool:
    """ "On 9 January" in a bulletin of that January, whose day of writing is not known."""
    one_month = first < last and (first.year, first.month) == (last.year, last.month)
    plain = form.year is None and form.year_shift is None and form.which is None and not form.decade
    return one_month and plain and form.month == first.month and form.day is not None and _fits(form, first.year)


def _from_day(form: Form, day: date, tense: Tense) -> str | None:
    match form:
        case CalendarDate():
            return _partial(form, day, tense)
        case DayShift(days=days, approximate=approximate):
            moved = day + timedelta(days)
            return edtf(moved.year, moved.month, moved.day, approximate)
        case UnitShift():
            return _unit(form, day, tense)
        case Window(unit=unit, count=count):
            return _window(unit, count, day)
        case Weekend(which=which):
            return _weekend(which, day, tense)
        case Counted(nth=nth):
            return (day - timedelta(nth - 1)).isoformat()
    return None


def _absolute(form: CalendarDate) -> str | None:
    year = form.year
    if year is None:
        return None
    if form.decade:
        return f"{year // 10}X"
    if form.month and form.day and not _fits(form, year):
        return None
    return edtf(year, form.month, form.day, form.approximate)


def _fits(form: CalendarDate, year: int) -> bool:
    """Whether the day exists in that year and is the weekday that the text names."""
    if form.month is None or form.day is None or form.day > calendar.monthrange(year, form.month)[1]:
        return False
    return form.weekday is None or date(year, form.month, form.day).weekday() == form.weekday


def _partial(form: CalendarDate, day: date, tense: Tense) -> str | None:
    if form.year_shift is not None:
        return _absolute(
            CalendarDate(day.year + form.year_shift, form.month, form.day, form.weekday, None, None, form.approximate)
        )
    if form.month and form.day:
        year = _year_of_day(form, day, tense)
        return edtf(year, form.month, form.day, form.approximate) if year else None
    if form.month:
        return edtf(_year_of_month(form, day, tense), form.month, None, form.approximate)
    if form.day:
        return _day_of_month(form.day, day, tense)
    return _weekday(form, day, tense) if form.weekday is not None else None


def _day_of_month(number: int, day: date, tense: Tense) -> str | None:
    """ "On the 12th": of the month of writing, or of the one before or after it where the tense asks for that."""
    if tense not in ("past", "future"):
        return None
    ahead = tense == "future"
    months = [day.year * 12 + day.month - 1 + step for step in ((0, 1) if ahead else (0, -1))]
    for month in months:
        year, index = month // 12, month % 12 + 1
        if number <= calendar.monthrange(year, index)[1]:
            found = date(year, index, number)
            if found == day or (found > day) == ahead:
                return found.isoformat()
    return None


def told(form: Told, before: str) -> str | None:
    """The date that is counted from `before`, the EDTF date told last; None where that is not fine enough."""
    plain, about = before.removesuffix("~"), "~" if before.endswith("~") else ""
    if not form.unit:
        return before
    if form.unit in ("day", "week"):
        if len(plain) != len("2022-01-20"):
            return None
        moved = date.fromisoformat(plain) + timedelta(form.shift * _DAYS[form.unit])
        return moved.isoformat() + ("~" if form.unit == "week" else about)
    approximate = "~" if form.shift else about
    if form.unit == "year":
        return f"{int(plain[:4]) + form.shift:04d}{approximate}"
    if len(plain) < len("2022-01"):
        return None
    months = int(plain[:4]) * 12 + int(plain[5:7]) - 1 + form.shift
    return edtf(months // 12, months % 12 + 1) + approximate


def _year_of_day(form: CalendarDate, day: date, tense: Tense) -> int | None:
    """The year in which the day falls: by tense the last, the next or the nearest; a weekday must agree."""
    month, number = form.month or 1, form.day or 1
    years = [y for y in range(day.year - 1, day.year + 2) if _fits(form, y)]
    if form.which == 0:
        return day.year if day.year in years else None
    if form.weekday is not None and len(years) == 1:
        near = abs(date(years[0], month, number) - day) < _FAR
        return years[0] if near else None
    slack = timedelta(1)  # where it was written the day may have been another than where it was published
    if tense == "past":
        years = [y for y in years if date(y, month, number) <= day + slack]
        return years[-1] if years else None
    if tense == "future":
        years = [y for y in years if date(y, month, number) >= day - slack]
        return years[0] if years else None
    return min(years, key=lambda y: abs(date(y, month, number) - day), default=None)


def _year_of_month(form: CalendarDate, day: date, tense: Tense) -> int:
    month = form.month or 1
    if form.which == 0:
        return day.year if month <= day.month or tense == "future" else day.year - 1
    if form.which == -1:
        return day.year if month < day.month else day.year - 1
    if form.which == 1:
        return day.year if month > day.month else day.year + 1
    if tense == "future":
        return day.year if month >= day.month else day.year + 1
    return day.year if month <= day.month else day.year - 1


def _weekday(form: CalendarDate, day: date, tense: Tense) -> str | None:
    back = (day.weekday() - (form.weekday or 0)) % 7
    ahead = (7 - back) % 7
    if form.which == -1:
        return _either(day - timedelta(back or 7), day, -7)
    if form.which == 1:
        return _either(day + timedelta(ahead or 7), day, 7)
    if back == 0:
        return day.isoformat()
    if tense == "open":
        return None
    if form.which == 0:
        return None if tense == "present" else _move(day, -back if tense == "past" else ahead)
    return _move(day, -back if tense == "past" else ahead)


def _weekend(which: int, day: date, tense: Tense) -> str | None:
    """ "At the weekend": the Saturday and Sunday nearest by tense; None where two may be meant."""
    saturday = day - timedelta((day.weekday() - 5) % 7)
    inside = day.weekday() >= 5
    if which == 1 or (which == 0 and tense == "future" and not inside):
        saturday += timedelta(7)
    elif inside and which == -1:
        saturday -= timedelta(7)
    elif not inside and which == 0 and tense != "past":
        return None
    return f"{saturday.isoformat()}/{(saturday + timedelta(1)).isoformat()}"


def _move(day: date, days: int) -> str:
    return (day + timedelta(days)).isoformat()


def _either(near: date, day: date, week: int) -> str:
    """ "Last Monday": the nearest, unless that stands in the present week, when the one before may be meant."""
    same_week = near - timedelta(near.weekday()) == day - timedelta(day.weekday())
    if not same_week:
        return near.isoformat()
    first, last = sorted((near, near + timedelta(week)))
    return f"{first.isoformat()}/{last.isoformat()}"


def _unit(form: UnitShift, day: date, tense: Tense) -> str | None:
    if form.unit == "year":
        return edtf(day.year + form.shift, approximate=form.approximate)
    if form.unit == "decade":
        return f"{day.year // 10 + form.shift}X"
    if form.unit == "month":
        months = day.year * 12 + day.month - 1 + form.shift
        return edtf(months // 12, months % 12 + 1, approximate=form.approximate)
    if form.unit == "week":
        return _week(form.shift, day, tense)
    return None


def _week(shift: int, day: date, tense: Tense) -> str:
    starts = [day - timedelta((day.weekday() - first) % 7) for first in (5, 6, 0)]
    first = min(starts) + timedelta(7 * shift)
    last = max(starts) + timedelta(7 * shift + 6)
    if shift == 0 and tense == "past":
        last = day
    if shift == 0 and tense == "future":
        first = day
    return f"{first.isoformat()}/{last.isoformat()}"


def _window(unit: str, count: int, day: date) -> str | None:
    if unit in _DAYS:
        other = day + timedelta(_DAYS[unit] * count)
    elif unit in ("month", "year", "decade"):
        months = day.year * 12 + day.month - 1 + count * {"month": 1, "year": 12, "decade": 120}[unit]
        year, month = months // 12, months % 12 + 1
        other = date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
    else:
        return None
    first, last = sorted((day, other))
    return f"{first.isoformat()}/{last.isoformat()}"


def _stretch(form: Stretch, anchor: Interval | None, tense: Tense) -> str | None:
    first, last = value(form.first, anchor, tense), value(form.last, anchor, tense)
    if first is None or last is None or "/" in first + last or first[:10] > last[:10]:
        return None
    return first if first == last else f"{first}/{last}"
