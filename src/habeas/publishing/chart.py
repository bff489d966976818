"""Where the points of a series stand in its chart. Charts are drawn when the site is built, as plain SVG.

The scale of counts starts at nought. A figure that says no date of its own stands at the day of its publication. A
date that is a month or a year is drawn as wide as it is. Figures without any date stand in a strip of their own
beside the chart. No line joins the points: what lies between two counts is not known.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from habeas.model import dates
from habeas.model.case import FigurePoint, FigureSeries
from habeas.model.reading import Figure
from habeas.publishing.labels import Place, Wish, placed
from habeas.publishing.wording import date_words

WIDTH, HEIGHT, LOW = 460, 290, 200
LEFT, TOP, BOTTOM, STRIP = 50, 40, 36, 116


class Tick(NamedTuple):
    """A mark on a scale: where, and what it says."""

    at: float
    label: str


class Dot(NamedTuple):
    """One figure: its place, how far its date and its count reach, and the words beside it."""

    x: float
    y: float
    left: float
    right: float
    top: float
    bottom: float
    hollow: bool
    at_least: bool
    at_most: bool
    label: str
    place: Place | None
    dated: bool


class Chart(NamedTuple):
    """One chart, in user units of its view box."""

    width: int
    height: int
    left: float
    right: float
    top: float
    base: float
    strip: float | None
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    dots: tuple[Dot, ...]

    @property
    def has_wide(self) -> bool:
        """Whether a date is so vague that it is drawn wide."""
        return any(dot.left != dot.right for dot in self.dots)


def count_words(point: FigurePoint | Figure) -> str:
    """A count for people: "about 4,650", "4,710 to 4,730", "at least 4,900"."""
    low, value, high = point.low, point.value, point.high
    if high is None and low is not None and value in (None, low):
        return f"at least {low:,}"
    if low is None and high is not None and value in (None, high):
        return f"at most {high:,}"
    about = "about " if point.approximate else ""
    if value is None:
        return "no number" if low is None or high is None else f"{about}{low:,} to {high:,}"
    if low is not None and high is not None and low < high:
        return f"{about}{value:,} ({low:,} to {high:,})"
    return f"{about}{value:,}"


def middle(point: FigurePoint) -> float | None:
    """Where a count stands on the scale: its number, or the middle of its range."""
    if point.value is not None:
        return float(point.value)
    known = [n for n in (point.low, point.high) if n is not None]
    return sum(known) / len(known) if known else None


class _Frame(NamedTuple):
    """The scales of a chart: days from `first` to `last` across, counts from nought to `most` up."""

    first: float
    last: float
    right: float
    most: int
    base: float

    def x(self, day: float) -> float:
        room = self.right - LEFT - 28
        return round(LEFT + 14 + (day - self.first) / (self.last - self.first) * room, 1)

    def y(self, value: float) -> float:
        return round(self.base - value / self.most * (self.base - TOP), 1)


def chart(series: FigureSeries) -> Chart | None:
    """The chart of a series; None where it has no dated figure, or only one figure: nothing is there to compare."""
    dated = [(p, days) for p in series.dated if (days := _days(p)) is not None and middle(p) is not None]
    loose = [p for p in series.undated if middle(p) is not None]
    if not dated or len(dated) + len(loose) < 2:
        return None
    right = WIDTH - 20.0 - (STRIP if loose else 0)
    step, most = _scale(max(_top(p) for p in [*(p for p, _ in dated), *loose]))
    height = HEIGHT if len(dated) + len(loose) > 2 else LOW
    frame = _Frame(*_around([days for _, days in dated]), right, most, float(height - BOTTOM))
    dots = []
    for point, (start, end) in dated:
        middle_x = frame.x((start + end) / 2)
        dots.append(_dot(point, (frame.x(start), frame.x(end)) if end - start > 27 else (middle_x, middle_x), frame))
    for number, point in enumerate(loose, 1):
        at = round(right + 16 + number * (WIDTH - right - 16) / (len(loose) + 1), 1)
        dots.append(_dot(point, (at, at), frame))
    return Chart(
        width=WIDTH,
        height=height,
        left=LEFT,
        right=right,
        top=TOP,
        base=frame.base,
        strip=right + 16 if loose else None,
        across=tuple(Tick(frame.x(day), label) for day, label in _dates_across(frame.first, frame.last)),
        up=tuple(Tick(frame.y(n * step), f"{n * step:,}") for n in range(most // step + 1)),
        dots=_labelled(dots, frame),
    )


def dated_by(point: FigurePoint) -> str | None:
    """As of when a figure holds: the date that is said, or else the date on which it was published."""
    return point.as_of or point.said


def newest(series: FigureSeries) -> tuple[FigurePoint, ...]:
    """The figures of the newest date, side by side where they differ; without a dated one, the last of the others."""
    if not series.dated:
        return series.undated[-1:]
    latest = dated_by(series.dated[-1])
    return tuple(point for point in series.dated if dated_by(point) == latest)


def _days(point: FigurePoint) -> tuple[int, int] | None:
    when = dated_by(point)
    if when is None or not dates.is_edtf(when):
        return None
    first, last = dates.interval(when)
    known = [d.toordinal() for d in (first, last) if d is not None]
    return (known[0], known[-1]) if known else None


def _top(point: FigurePoint) -> float:
    return float(max(n for n in (point.value, point.low, point.high) if n is not None))


def _scale(most: float) -> tuple[int, int]:
    """A step that people count in, and the first multiple of it that is not below `most`."""
    power = 1
    while True:
        for factor in (1, 2, 5):
            step = factor * power
            if most <= step * 5:
                return step, max(step * -(-int(most) // step), step)
        power *= 10


def _around(places: list[tuple[int, int]]) -> tuple[float, float]:
    first, last = min(p[0] for p in places), max(p[1] for p in places)
    spare = max((last - first) * 0.04, 120 if last - first < 240 else 0)
    return first - spare, last + spare


def _dates_across(first: float, last: float) -> list[tuple[int, str]]:
    start = date.fromordinal(max(int(first), date.min.toordinal()))
    end = date.fromordinal(min(int(last), date.max.toordinal()))
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    step = next(s for s in (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000, 24000) if months / s <= 6)
    found = []
    for number in range(start.year * 12 + start.month - 1, end.year * 12 + end.month):
        if number % step == 0:
            year, month = divmod(number, 12)
            day = date(year, month + 1, 1).toordinal() if 1 <= year <= 9999 else 0
            if first <= day <= last:
                found.append((day, str(year) if month == 0 else date_words(f"{year:04}-{month + 1:02}")[:3]))
    return found


def _dot(point: FigurePoint, wide: tuple[float, float], frame: _Frame) -> Dot:
    number = middle(point)
    low = point.low if point.low is not None else number
    high = point.high if point.high is not None else number
    label = count_words(point)
    at_least, at_most = label.startswith("at least"), label.startswith("at most")
    return Dot(
        x=round(sum(wide) / 2, 1),
        y=frame.y(number or 0),
        left=wide[0],
        right=wide[1],
        top=frame.y(high or 0),
        bottom=frame.y(low or 0),
        hollow=point.approximate or at_least or at_most or low != high,
        at_least=at_least,
        at_most=at_most,
        label=label,
        place=None,
        dated=wide[0] <= frame.right,
    )


def _labelled(dots: list[Dot], frame: _Frame) -> tuple[Dot, ...]:
    wishes = [
        Wish(
            words=dot.label,
            x=dot.x,
            y=dot.y,
            height=dot.top - (22 if dot.at_least else 11),
            left=LEFT if dot.dated else frame.right + 16,
            right=frame.right if dot.dated else WIDTH,
        )
        for dot in dots
    ]
    places = placed(wishes, TOP - 26, frame.base - 4)
    return tuple(dot._replace(place=place) for dot, place in zip(dots, places, strict=True))
