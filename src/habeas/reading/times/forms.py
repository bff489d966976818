"""What an expression of time says, before it is known from which day it counts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class CalendarDate:
    """A date by its parts, any of them missing: "17 January 2022", "May of this year", "next Monday", "the 1990s".

    `weekday` counts from Monday = 0. `which` is -1, 0, 1 for last, this, next. `year_shift` counts years from this one.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    which: int | None = None
    year_shift: int | None = None
    approximate: bool = False
    decade: bool = False


@dataclass(frozen=True)
class DayShift:
    """A day counted from the day of writing: today (0), yesterday (-1), "eleven days ago" (-11)."""

    days: int
    approximate: bool = False


@dataclass(frozen=True)
class UnitShift:
    """A whole week, month, year or decade counted from the present one: "last month" is ("month", -1)."""

    unit: str
    shift: int
    approximate: bool = False


@dataclass(frozen=True)
class Window:
    """A stretch that ends (`count` below 0) or begins (above 0) on the day of writing: "in the past two weeks"."""

    unit: str
    count: int


@dataclass(frozen=True)
class Counted:
    """A day by its number in a row: "the 42nd day". The row began `nth` - 1 days before."""

    nth: int


@dataclass(frozen=True)
class Told:
    """Counted from the date told last: "the same day" ("day", 0), "two weeks later" ("week", 2), "then" ("", 0)."""

    unit: str
    shift: int


@dataclass(frozen=True)
class Beyond:
    """Counted from a date that follows in the same sentence: "two weeks after his arrest on 3 May"."""

    unit: str
    shift: int


@dataclass(frozen=True)
class Weekend:
    """A Saturday and Sunday; `which` is -1, 0, 1 for the last one, the one nearest by tense, the next one."""

    which: int


@dataclass(frozen=True)
class Unknown:
    """An expression that gives no date of our calendar: "a few days ago", "every Monday", "the next day"."""

    why: str


@dataclass(frozen=True)
class Stretch:
    """From one date to another; `process`: it went on all the time ("from … to"), else somewhere in it ("between")."""

    first: CalendarDate
    last: CalendarDate
    process: bool


@dataclass(frozen=True)
class Slashed:
    """A date in figures of which the order of day and month is open: "25/05/2023". `dotted`: "25.05.2023"."""

    first: int
    second: int
    year: int
    dotted: bool

    def day_first(self) -> bool | None:
        """Whether the day comes first, as far as the figures themselves show it."""
        if self.first > 12 or self.dotted:
            return True
        return False if self.second > 12 else None


Form = CalendarDate | Slashed | DayShift | UnitShift | Window | Counted | Told | Beyond | Weekend | Unknown | Stretch


@dataclass(frozen=True)
class Found:
    """A form and where it stands in the text searched: `start` to `end`, exclusive."""

    start: int
    end: int
    form: Form
