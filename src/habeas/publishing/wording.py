"""The words of the pages, from `wording.toml`, and dates as people write them."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files

import msgspec
from markupsafe import Markup, escape

from habeas.model import dates

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_PLAIN = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?$")
_QUALIFIED = {"~": "about ", "?": "perhaps ", "%": "perhaps about "}


class Group(msgspec.Struct, frozen=True):
    """Terms that stand together."""

    properties: frozenset[str]
    events: frozenset[str]


class Wording(msgspec.Struct, frozen=True, kw_only=True):
    """The tables of `wording.toml`; each maps a word of the model to words for readers."""

    unnamed: str
    acts: dict[str, str]
    manners: dict[str, str]
    statuses: dict[str, str]
    states: dict[str, str]
    read_states: dict[str, str]
    kinds: dict[str, str]
    roles: dict[str, str]
    relations: dict[str, str]
    findings: dict[str, str]
    findings_short: dict[str, str]
    firmness: dict[str, str]
    bodies: dict[str, str]
    joins: dict[str, str]
    health: Group
    law: Group
    custody: Group


WORDING = msgspec.convert(
    tomllib.loads((files("habeas.publishing") / "wording.toml").read_text(encoding="utf-8")), Wording
)


def date_words(edtf: str | None) -> str:
    """An EDTF date for people: "about May 2023", "between 2019 and 2021"; what is not said is not added."""
    return str(Markup(date_markup(edtf)).striptags())


def date_markup(edtf: str | None) -> Markup:
    """The same with every plain date in a `<time>` element."""
    if not edtf:
        return Markup("date not given")
    if not dates.is_edtf(edtf):
        return escape(edtf)
    if "/" not in edtf:
        return _one(edtf)
    first, _, last = edtf.partition("/")
    if first in ("", ".."):
        return Markup("{} or earlier").format(_one(last))
    if last in ("", ".."):
        return Markup("{} or later").format(_one(first))
    return Markup("between {} and {}").format(_one(first), _one(last))


def _one(edtf: str) -> Markup:
    before, base = "", edtf
    if edtf[-1:] in _QUALIFIED:
        before, base = _QUALIFIED[edtf[-1]], edtf[:-1]
    parts = base.split("-")
    if len(parts) > 1 and parts[1] in _SEASONS and not base.startswith("-"):
        return Markup("{}{} {}").format(before, _SEASONS[parts[1]], parts[0])
    while len(parts) > 1 and "X" in parts[-1]:
        parts.pop()
    year = parts[0]
    if re.fullmatch(r"\d{3}X", year):
        return Markup("{}the {}0s").format(before, year[:3])
    match = _PLAIN.match("-".join(parts))
    if match is None or not (match[2] is None or 1 <= int(match[2]) <= 12):
        return escape(edtf)
    words = " ".join(w for w in (_day(match[3]), _month(match[2]), match[1]) if w)
    return Markup('{}<time datetime="{}">{}</time>').format(before, match[0], words)


def _day(day: str | None) -> str:
    return str(int(day)) if day else ""


def _month(month: str | None) -> str:
    return _MONTHS[int(month) - 1] if month else ""


def count(number: int, one: str, many: str | None = None) -> str:
    """ "1 report", "1,204 reports"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
