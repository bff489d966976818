"""Dates as EDTF and in the words of each language."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Literal

from bench.worlds.tables import table

Grain = Literal["day", "month", "year"]


def edtf(day: date, grain: Grain) -> str:
    """The day as exact as `grain` says."""
    return {"day": f"{day:%Y-%m-%d}", "month": f"{day:%Y-%m}", "year": f"{day.year}"}[grain]


@lru_cache(maxsize=65536)
def phrase(day: date, grain: Grain, language: str = "en", way: int = 0) -> str:
    """The date with its preposition: "on 3 March 2021", "in March 2021", "in 2021". `way` is the writer's."""
    months = table("words")["months"]
    month = months[language][day.month - 1]
    if language == "en":
        exact = f"on {month} {day.day}, {day.year}" if way % 2 else f"on {day.day} {month} {day.year}"
        return {"day": exact, "month": f"in {month} {day.year}", "year": f"in {day.year}"}[grain]
    if language == "ru":
        inside = months["ru_in"][day.month - 1]
        return {
            "day": f"{day.day} {month} {day.year} года",
            "month": f"в {inside} {day.year} года",
            "year": f"в {day.year} году",
        }[grain]
    before = "في " if language == "ar" else "ב-"
    middle = " " if language == "ar" else " ב"
    return (
        before
        + {
            "day": f"{day.day}{middle}{month} {day.year}",
            "month": f"{month} {day.year}",
            "year": f"{day.year}",
        }[grain]
    )


def plain(day: date) -> str:
    """The day without a preposition, in English."""
    return f"{day.day} {table('words')['months']['en'][day.month - 1]} {day.year}"
