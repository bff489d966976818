"""Dates as people write them in the languages of documents. What is not said is not added."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

import msgspec

from habeas.documents.model import Language
from habeas.model import dates

_PLAIN = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


class Days(msgspec.Struct, frozen=True, kw_only=True):
    """One language of `days.toml`. Months and weekdays are in the order of the calendar, Monday first."""

    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    seasons: tuple[str, ...]
    also: dict[str, int]
    day: str
    month: str
    about: str
    perhaps: str
    perhaps_about: str
    between: str
    until: str
    since: str
    decade: str
    none: str


@cache
def days() -> dict[str, Days]:
    """The table, by language."""
    text = (files("habeas.acting") / "days.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), dict[str, Days])


def date_words(edtf: str | None, language: Language = "en") -> str:
    """An EDTF date for people: "about May 2023", "entre 2019 et 2021". What is no EDTF date stays as it is."""
    own = days()[language]
    if not edtf:
        return own.none
    if not dates.is_edtf(edtf):
        return edtf
    first, slash, last = edtf.partition("/")
    if not slash:
        return _one(edtf, own)
    if first in ("", ".."):
        return own.until.format(date=_one(last, own))
    if last in ("", ".."):
        return own.since.format(date=_one(first, own))
    return own.between.format(first=_one(first, own), last=_one(last, own))


def _one(edtf: str, own: Days) -> str:
    frames = {"~": own.about, "?": own.perhaps, "%": own.perhaps_about}
    if edtf[-1:] in frames:
        return frames[edtf[-1]].format(date=_one(edtf[:-1], own))
    parts = edtf.split("-")
    while len(parts) > 1 and "X" in parts[-1]:
        parts.pop()
    if len(parts) == 2 and parts[1] in ("21", "22", "23", "24"):
        return own.month.format(month=own.seasons[int(parts[1]) - 21], year=parts[0])
    if re.fullmatch(r"\d{3}X", parts[0]):
        return own.decade.format(year=f"{parts[0][:3]}0")
    plain = _PLAIN.fullmatch("-".join(parts))
    if plain is None:
        return edtf
    year, month, day = plain.groups()
    name = own.months[int(month) - 1] if month else ""
    if day:
        return own.day.format(day=int(day), month=name, year=year)
    return own.month.format(month=name, year=year) if month else year
