"""Finds expressions of time in a stretch of text. One family of expressions, one pattern, one function."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from habeas.reading.numerals import number_of, ordinal
from habeas.reading.tables import load
from habeas.reading.times import words as w
from habeas.reading.times.forms import (
    Beyond,
    CalendarDate,
    Counted,
    DayShift,
    Form,
    Found,
    Slashed,
    Stretch,
    Told,
    UnitShift,
    Unknown,
    Weekend,
    Window,
)

Match = re.Match[str]
_HOURS = 3
"""Hours later that are still taken for the same day."""
_SHIFT = {"this": 0, "last": -1, "next": 1}
_WEEKDAY_BEFORE = r"(?P<wd>" + w.WEEKDAY_ANY + r"[,\s]*\(?\s*(?:the\s+)?)?"


def _pattern(text: str) -> re.Pattern[str]:
    # White space is bounded: two runs of it side by side would take quadratic time on a page of blanks.
    for many, few in (
        (r"\s*", r"\s{0,3}"),
        (r"\s+", r"\s{1,3}"),
        (r"[,\s]*", r"[,\s]{0,4}"),
        (r"[\s-]*", r"[\s-]{0,3}"),
    ):
        text = text.replace(many, few)
    return re.compile(rf"(?<!\w)(?=\w)(?:{text})(?!\w)", re.IGNORECASE)


def _weekday(found: Match) -> int | None:
    word = found["wd"]
    return w.weekday_number(re.split(r"[\s,.(]", word.strip())[0]) if word else None


def _whose(found: Match) -> int | str | None:
    """The shift of "of this year"; "?" where it counts from another date."""
    whose = found["whose"]
    if whose is None:
        return None
    return _SHIFT.get(whose.lower(), "?")


def _day(text: str) -> int:
    return ordinal(text) or int(re.sub(r"\D", "", text))


def _iso(found: Match) -> Form:
    year, month, day = int(found["y"]), int(found["m"]), int(found["d"])
    try:
        date(year, month, day)
    except ValueError:
        return Unknown("no day of the calendar")
    return CalendarDate(year, month, day)


def _slashed(found: Match) -> Form:
    year, parts = int(found["y"]), (int(found["a"]), int(found["b"]))
    if max(parts) > 31 or min(parts) < 1 or min(parts) > 12:
        return Unknown("no day of the calendar")
    return Slashed(*parts, year, found["s"].strip() == ".")


def _named(found: Match) -> Form | None:
    """Day and month, in either order, with or without a year."""
    whose = _whose(found)
    if found["y"] is None and not found["m"][0].isupper():
        return None
    if isinstance(whose, str):
        return Unknown("a year that counts from another date")
    year = int(found["y"]) if found["y"] else None
    month, day = w.month_number(found["m"]), _day(found["d"])
    last = CalendarDate(year, month, day, _weekday(found), None, whose)
    if found["d2"] is None:
        return last
    other = _day(found["d2"])
    if other == day:
        return last
    low, high = sorted((other, day))
    joined = found["join"].strip().lower() == "and"
    return Stretch(
        CalendarDate(year, month, low, None, None, whose),
        CalendarDate(year, month, high, None, None, whose),
        not joined,
    )


def _month(found: Match) -> Form | None:
    whose = _whose(found)
    bare = found["y"] is None and whose is None
    if not found["m"][0].isupper() or (bare and found["m"].lower() not in w.FULL_MONTHS):
        return None
    if isinstance(whose, str):
        return Unknown("a year that counts from another date")
    which = found["which"]
    steer = load("times")["steer"][which.lower()] if which else None
    if steer == 9:
        return Unknown("counts from another date")
    year = int(found["y"]) if found["y"] else None
    return CalendarDate(year, w.month_number(found["m"]), None, None, steer, whose)


def _only_weekday(found: Match) -> Form | None:
    if not found["d"][0].isupper():
        return None
    which = found["which"]
    steer = load("times")["steer"][which.lower()] if which else None
    if steer == 9 or found["each"] or found["plural"]:
        return Unknown("no one day")
    return CalendarDate(weekday=w.weekdays()[found["d"].lower()], which=steer)


def _year(found: Match) -> Form:
    first = CalendarDate(int(found["y"]), approximate=bool(found["about"]))
    if (found["season"] or "").lower() == "winter":  # a winter may run into the next year
        return Stretch(first, CalendarDate(first.year + 1 if first.year else None), False)
    if found["y2"] is None:
        return first
    end = found["y2"]
    last = int(end) if len(end) == 4 else int(found["y"][:2] + end)
    return Stretch(first, CalendarDate(last), True) if last > int(found["y"]) else first


def _decade(found: Match) -> Form:
    return CalendarDate(int(found["y"]), decade=True)


def _deictic(found: Match) -> Form:
    table: dict[str, int] = load("times")["deictic"]
    return DayShift(table[re.sub(r"\s+", " ", found.group().lower())])


def _year_began(found: Match) -> Form:
    """ "since the start of the year": since its first day."""
    return CalendarDate(None, 1, 1, None, None, 0)


def _unit(found: Match) -> Form:
    which, unit = load("times")["steer"][found["which"].lower()], found["u"].lower()
    if which == 9 or found["which"].lower() == "previous":
        return Unknown("counts from another date")
    if unit in load("times")["words"]["seasons"]:
        return UnitShift("year", 0) if which == 0 else Unknown("a season of an unknown year")
    if unit == "fortnight":
        return Window("fortnight", -1 if which < 0 else 1)
    return UnitShift(unit, which) if unit in ("week", "month", "year", "decade") else Unknown("too vague")


def _ago(found: Match) -> Form:
    unit = found["u"].lower().removesuffix("s")
    number = 1 if found["n"].lower() in ("a", "an") else number_of(found["n"])
    if number is None or unit in ("hour", "minute") or found["bound"]:
        return Unknown("too vague")
    approximate = bool(found["about"]) or unit != "day"
    if unit in ("day", "week", "fortnight"):
        return DayShift(-number * {"day": 1, "week": 7, "fortnight": 14}[unit], approximate)
    if unit == "decade":
        return Unknown("too vague")
    return UnitShift(unit, -number, approximate)


def _window(found: Match) -> Form:
    unit = found["u"].lower().removesuffix("s")
    number = number_of(found["n"]) if found["n"] else 1
    if number is not None and found["n"] and unit == "hour" and number % 24 == 0:
        unit, number = "day", number // 24
    if number is None or found["vague"] or unit in ("hour", "minute"):
        return Unknown("too vague")
    if not found["n"] and found["u"].lower().endswith("s"):
        return Unknown("too vague")
    ahead = found["way"].lower() in ("next", "coming", "upcoming", "following")
    return (
        Unknown("counts from another date")
        if found["way"].lower() in ("following", "previous")
        else Window(unit, number if ahead else -number)
    )


def _counted(found: Match) -> Form | None:
    text = found["n1"] or found["n2"]
    nth = ordinal(text) if found["n1"] else number_of(text)
    return Counted(nth) if nth is not None and 1 < nth <= 1500 else None


def _same(found: Match) -> Form:
    return Told((found["u"] or "day").lower() if found["u"] in ("month", "year") else "day", 0)


def _beside(found: Match) -> Form:
    return Told("day", -1 if found["way"].lower() == "previous" else 1)


def _later(found: Match) -> Form:
    number = 1 if found["n"].lower() in ("a", "an") else number_of(found["n"])
    unit = found["u"].lower().removesuffix("s")
    if number is None or unit == "decade" or (unit in ("hour", "minute") and number > _HOURS):
        return Unknown("too vague")
    if unit in ("hour", "minute"):
        return Told("day", 0)
    back = found["way"].lower() in ("earlier", "before", "previously")
    return (
        Told("week", -2 * number if back else 2 * number)
        if unit == "fortnight"
        else Told(unit, -number if back else number)
    )


def _beyond(found: Match) -> Form:
    number = 1 if found["n"].lower() in ("a", "an") else number_of(found["n"])
    unit = found["u"].lower().removesuffix("s")
    if number is None or unit in ("decade", "hour", "minute"):
        return Unknown("too vague")
    number, unit = (2 * number, "week") if unit == "fortnight" else (number, unit)
    return Beyond(unit, number if found["way"].lower() == "after" else -number)


def _weekend(found: Match) -> Form:
    return Weekend({"last": -1, "next": 1, "coming": 1}.get(found["which"].lower(), 0))


def _then(found: Match) -> Form:
    return Told("", 0)


def _named_day(found: Match) -> Form | None:
    month, day = load("times")["named_days"][re.sub(r"\s+", " ", found["name"].lower())]
    return CalendarDate(int(found["y"]) if found["y"] else None, month, day) if found["name"][0].isupper() else None


def _day_of_month(found: Match) -> Form:
    return CalendarDate(day=_day(found["d"]))


def _unknown(found: Match) -> Form:
    return Unknown("no date of our calendar")


_OTHER = w.any_of(name for names in load("times")["other_calendars"].values() for name in names)
_RANGE = r"\s*(?:-|to|through|and|&)\s*"
_NO_COUNT = r"(?!\s+(?:(?:and|or)\s+[\w-]+\s+)?(?:years?|months?|weeks?|days?|people|persons|prisoners|men|women)\b)"
"""After the second day of "May 3 to 5": "May 3 to 12 years in prison" is no stretch of days."""
_LONG_ORDINAL = r"\d{1,4}(?:st|nd|rd|th)|(?:" + w.any_of(load("numbers")["tens"]) + r"[- ])?" + w.any_of(w.ordinals())

_FAMILIES: tuple[tuple[re.Pattern[str], Callable[[Match], Form | None]], ...] = (
    (
        _pattern(rf"(?P<y>{w.YEAR})(?P<s>[-/.])(?P<m>0\d|1[0-2])(?P=s)(?P<d>[0-3]\d)(?:T[\d:.]+(?:Z|[+-][\d:]+)?)?"),
        _iso,
    ),
    (_pattern(rf"(?P<a>\d\d?)(?P<s>\s?[-/.]\s?)(?P<b>\d\d?)(?P=s)(?P<y>{w.YEAR})"), _slashed),
    (
        _pattern(
            rf"{_WEEKDAY_BEFORE}(?:(?P<d2>{w.DAY})(?P<join>{_RANGE}))?(?P<d>{w.DAY})[\s-]*(?:of\s+)?(?P<m>{w.MONTH})"
            rf"(?:[,-]?\s*(?:of\s+)?(?P<y>{w.YEAR})|\s*{w.THIS_YEAR})?"
        ),
        _named,
    ),
    (
        _pattern(
            rf"{_WEEKDAY_BEFORE}(?P<m>{w.MONTH})\s*(?:the\s+)?(?P<d>{w.DAY})(?:(?P<join>{_RANGE})(?P<d2>{w.DAY}){_NO_COUNT})?"
            rf"(?:\s*,?\s*(?:of\s+)?(?P<y>{w.YEAR})|\s*{w.THIS_YEAR})?"
        ),
        _named,
    ),
    (
        _pattern(
            rf"(?:(?P<which>{w.STEER})\s+)?{w.PART}(?P<m>{w.MONTH})(?:\s*,?\s*(?:of\s+)?(?P<y>{w.YEAR})|\s*{w.THIS_YEAR})?"
        ),
        _month,
    ),
    (
        _pattern(rf"(?P<each>every\s+|each\s+)?(?:(?P<which>{w.STEER})\s+)?(?P<d>{w.WEEKDAY})(?P<plural>s(?=[\s.,]))?"),
        _only_weekday,
    ),
    (
        _pattern(
            rf"(?:(?P<about>{w.ABOUT})\s*)?{w.PART}(?:(?P<season>{w.SEASON})\s+(?:of\s+)?)?"
            rf"(?P<y>{w.YEAR})(?:-(?P<y2>{w.YEAR}|\d\d(?!\d)))?"
        ),
        _year,
    ),
    (_pattern(rf"{w.PART}(?P<y>(?:1[89]|20)\d0)'?s"), _decade),
    (_pattern(w.any_of(load("times")["deictic"])), _deictic),
    (_pattern(r"(?<=since\s)the\s+(?:start|beginning)\s+of\s+(?:the|this)\s+(?:current\s+)?year"), _year_began),
    (
        _pattern(rf"{w.PART}(?P<which>{w.STEER})\s+(?P<u>week|fortnight|month|year|decade|{w.SEASON})"),
        _unit,
    ),
    (
        _pattern(
            rf"(?:(?P<bound>{w.BOUND})\s+)?(?:(?P<about>{w.ABOUT})\s+)?"
            rf"(?P<n>an?|{w.NUMBER})\s+(?P<u>{w.UNIT})\s+ago"
        ),
        _ago,
    ),
    (
        _pattern(
            rf"(?:in|over|during|within|for)\s+the\s+(?P<way>last|past|next|coming|previous|following)\s+"
            rf"(?:(?P<vague>{w.VAGUE})\s+)?(?:(?P<n>{w.NUMBER})\s+)?(?P<u>{w.UNIT})"
        ),
        _window,
    ),
    (
        _pattern(
            rf"(?P<n1>{_LONG_ORDINAL})\s+(?:(?:consecutive|straight|successive|full)\s+)?day(?=\s+(?:of|on|in\s+a\s+row|"
            rf"without|since|running)\b|[.,;:)]|$)|day\s+(?P<n2>\d{{1,4}})(?=\s+of\b)"
        ),
        _counted,
    ),
    (
        _pattern(
            r"(?:later\s+)?(?:the|that)\s+(?:very\s+)?same\s+(?P<u>day|night|morning|afternoon|evening|month|year)"
            r"|(?:later\s+)?that\s+(?:day|night|morning|afternoon|evening|month|year)|later\s+in\s+the\s+day"
        ),
        _same,
    ),
    (
        _pattern(r"the\s+(?P<way>next|following|previous)\s+(?:day|morning|night|evening|afternoon)"),
        _beside,
    ),
    (
        _pattern(
            rf"(?:(?:just|only|some|about)\s+)?(?P<n>an?|{w.NUMBER})\s+(?P<u>{w.UNIT})\s+"
            rf"(?P<way>later|earlier|afterwards|previously|(?:after|before)(?=\s*[.,;)]))"
        ),
        _later,
    ),
    (_pattern(rf"(?P<n>an?|{w.NUMBER})\s+(?P<u>{w.UNIT})\s+(?P<way>after|before)(?=\s+\w)"), _beyond),
    (_pattern(r"(?P<which>last|this|next|the)\s+(?:past\s+|coming\s+)?weekend"), _weekend),
    (_pattern(r"(?<=since\s)then"), _then),
    (_pattern(rf"(?P<name>{w.any_of(load('times')['named_days'])})(?:\s*,?\s*(?P<y>{w.YEAR}))?"), _named_day),
    (
        _pattern(
            r"(?:(?<=on\s)|(?<=since\s))the\s+(?P<d>(?:3[01]|[12]?\d)(?:st|nd|rd|th))(?=\s*(?:[.,;)]|$|with\b|and\b))"
        ),
        _day_of_month,
    ),
    (_pattern(rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?)?{_OTHER},?\s+1[34]\d\d(?:\s+(?:ah|sh|h)\b)?"), _unknown),
    (_pattern(r"1[34]\d\d[/-]\d{1,2}[/-]\d{1,2}|\d{1,2}/\d{1,2}/1[34]\d\d"), _unknown),
    (
        _pattern(
            rf"the\s+other\s+day|{w.VAGUE}\s+{w.UNIT}\s+ago|{w.NUMBER}\s+{w.UNIT}\s+(?:earlier|later|before|after)"
            rf"|the\s+(?:previous|following|next|same)\s+(?:day|morning|night|evening|afternoon|week|month|year)"
        ),
        _unknown,
    ),
)


def scan(text: str) -> list[Found]:
    """Every expression of time in `text`, in order and without overlap: the earlier, then the longer one stays."""
    found: list[Found] = []
    for pattern, build in _FAMILIES:
        for match in pattern.finditer(text):
            form = build(match)
            if form is not None:
                found.append(Found(match.start(), match.end(), form))
    found.sort(key=lambda f: (f.start, -f.end))
    kept: list[Found] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept
