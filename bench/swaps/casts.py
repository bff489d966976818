"""Whose names stand in a report (`tables/casts.toml`), and the words that other names put in their place."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from bench.swaps.names import TABLES, Namer, Tradition, traditions

_PERSON = re.compile(r"(?P<before>[^\[|]*)(?:\[(?P<family>[^\]]+)\])?(?P<after>[^|]*)(?:\|(?P<short>.+))?")


class Side(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The names of one side in a report, as the table writes them."""

    men: tuple[str, ...] = ()
    women: tuple[str, ...] = ()
    towns: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()


class Cast(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Both sides of a report: those in custody with whoever stands by them, and those who hold them."""

    held: Side = Side()
    holders: Side = Side()


class Person(NamedTuple):
    """The parts of a person's name as the report has them; `whole` is all of them in its order."""

    whole: str
    given: str | None
    family: str | None
    short: str | None


class Word(NamedTuple):
    """Words of a report and what stands in their place; only before `ahead`, where there is one.

    `part` tells words that also stand within longer ones: a given name, a family name.
    """

    old: str
    new: str
    part: bool = False
    ahead: str = ""


def casts() -> dict[str, Cast]:
    """All casts of the table, by the number of the report."""
    table = tomllib.loads((TABLES / "casts.toml").read_text(encoding="utf-8"))
    return {number: msgspec.convert(cast, Cast) for number, cast in table.items()}


def person(written: str) -> Person:
    """A person as the table writes one: "Given [Family]", "[Family] Given | Short", "Given", "[Family]"."""
    hit = _PERSON.fullmatch(written)
    assert hit is not None
    before, family, after, short = ((hit[name] or "").strip() for name in ("before", "family", "after", "short"))
    whole = " ".join(part for part in (before, family, after) if part)
    return Person(whole, before or after or None, family or None, short or None)


def names_of(cast: Cast) -> Iterator[str]:
    """Every name of the cast as the report may have it, whole and in parts."""
    for side in (cast.held, cast.holders):
        for written in (*side.men, *side.women):
            one = person(written)
            yield from (name for name in (one.whole, one.given, one.family, one.short) if name)
        yield from side.towns
        yield from (country.partition("|")[0].strip() for country in side.countries)


def words_for(cast: Cast, held: str, holders: str, seed: str, text: str) -> list[Word]:
    """What replaces what in the report `text`: names of the tradition `held` for those in custody and of `holders`
    for those who hold them. No new name shares a word with the report or with another.
    """
    taken = {word.casefold() for word in re.findall(r"\w+", text)}

    def free(name: str) -> bool:
        own = {word.casefold() for word in re.findall(r"\w{3,}", name)}
        if own & taken:
            return False
        taken.update(own)
        return True

    known = traditions()
    return [
        word
        for side, tradition in ((cast.held, held), (cast.holders, holders))
        for word in _side(side, _namer(known, tradition, seed, free))
    ]


def _namer(known: dict[str, Tradition], name: str, seed: str, free: Callable[[str], bool]) -> Namer:
    further = [country for other, tradition in known.items() if other != name for country in tradition.countries]
    return Namer(known[name], f"{seed} {name}", free, further)


def _side(side: Side, namer: Namer) -> Iterator[Word]:
    yield from _people(side, namer)
    for town in side.towns:
        yield Word(town, namer.town())
    for written in side.countries:
        old, _, ahead = (part.strip() for part in written.partition("|"))
        name, adjective = namer.country()
        yield Word(old, name)
        if ahead:
            yield Word(old, adjective, ahead=ahead.removeprefix(old))


def _people(side: Side, namer: Namer) -> Iterator[Word]:
    parts: dict[str, str] = {}
    for people, woman in ((side.men, False), (side.women, True)):
        for one in map(person, people):
            if one.family and one.family not in parts:
                parts[one.family] = namer.family()
            if one.given and one.given not in parts:
                parts[one.given] = parts[one.short or one.given] = namer.given(woman=woman)
            yield Word(one.whole, _whole([parts[p] for p in (one.given, one.family) if p], namer))
    yield from (Word(old, new, part=True) for old, new in parts.items())


def _whole(parts: Sequence[str], namer: Namer) -> str:
    return " ".join(reversed(parts) if namer.order == "family" else parts)
