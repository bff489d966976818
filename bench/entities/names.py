"""Invented names for training: people of many naming traditions, places, bodies and facilities."""

from __future__ import annotations

import random
import re
import tomllib
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from habeas.reading.tables import load

TABLES: Final = Path(__file__).parent / "tables"
_SLOT: Final = re.compile(r"\{(\w+)\}")
_CAPITAL: Final = re.compile(r"(?:^|(?<=[-\s]))\w")
_COINED, _SHORTEST, _LONGEST, _TRIES = 0.25, 3, 12, 30
_SECOND_GIVEN, _INITIAL = 0.15, 0.05
_LETTERS: Final = "ABCDEFGHIJKLMNOPRSTU"


class Name(NamedTuple):
    """A person's whole name, and what the person is called by: the family name (or what stands for it), the given."""

    whole: str
    family: str
    given: str


@cache
def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((TABLES / f"{name}.toml").read_text(encoding="utf-8"))


def traditions() -> list[str]:
    """The naming traditions."""
    return sorted(_table("traditions"))


@cache
def _given(tradition: str) -> tuple[str, ...]:
    known = _table("traditions")[tradition]
    told = [name for table in known["given"] for sex in ("male", "female") for name in load("given_names")[table][sex]]
    found = (_CAPITAL.sub(lambda letter: letter[0].upper(), name) for name in told)
    return (*found, *known.get("men", ()), *known.get("women", ()))


@cache
def _families(tradition: str) -> tuple[str, ...]:
    return tuple(_table("traditions")[tradition]["families"])


@cache
def _followers(tradition: str, *, family: bool) -> dict[str, list[str]]:
    """Which letters follow which two in the names of a tradition."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for name in _families(tradition) if family else _given(tradition):
        for i in range(len(name) if " " not in name else 0):
            padded = f"^^{name}$"
            found[padded[i : i + 2]].append(padded[i + 2])
            if i == len(name) - 1:
                found[padded[i + 1 : i + 3]].append("$")
    return found


class Namer:
    """Draws names."""

    def __init__(self, drawn: random.Random) -> None:
        self._drawn = drawn

    def tradition(self) -> str:
        """One of the naming traditions."""
        return self._drawn.choice(traditions())

    def person(self, tradition: str) -> Name:
        """A person's name in a tradition; a quarter of its parts are no names that there are."""
        order = _table("traditions")[tradition].get("order", "given")
        if order == "whole":
            whole = self._drawn.choice(_given(tradition))
            return Name(whole, whole, whole)
        given, family = self.part(tradition), self.part(tradition, family=True)
        if order == "family":
            return Name(f"{family} {given}", family, given)
        between = ""
        if self._drawn.random() < _SECOND_GIVEN:
            between = f" {self.part(tradition)}"
        elif self._drawn.random() < _INITIAL:
            between = f" {self._drawn.choice(_LETTERS)}."
        return Name(f"{given}{between} {family}", family, given)

    def part(self, tradition: str, *, family: bool = False) -> str:
        """A given name or a family name."""
        names = _families(tradition) if family else _given(tradition)
        parted = _table("traditions")[tradition].get("order") != "whole"
        if parted and self._drawn.random() < _COINED:
            return self._coined(tradition, family=family)
        return self._drawn.choice(names)

    def place(self) -> str:
        """A town or a country that is on no map, but by chance."""
        parts = _table("bodies")["places"]
        middle = self._drawn.choice(parts["middle"]) if self._drawn.random() < 0.6 else ""
        ends = (self._drawn.choice(parts[key]) for key in ("before", "begin"))
        return "".join([*ends, middle, self._drawn.choice(parts["end"])])

    def body(self) -> str:
        """A ministry, court, party, group, company …"""
        return self._filled(self._drawn.choice(_table("bodies")["bodies"]["made"]))

    def paper(self) -> str:
        """A paper, broadcaster, agency or website."""
        return self._filled(self._drawn.choice(_table("bodies")["bodies"]["papers"]))

    def facility(self) -> str:
        """A prison, camp, station, hospital, airport, square …"""
        return self._filled(self._drawn.choice(_table("bodies")["facilities"]["made"]))

    def acronym(self) -> str:
        """A body's initials."""
        return "".join(self._drawn.choice(_LETTERS) for _ in range(self._drawn.choice((2, 3, 3, 3, 4, 4, 5))))

    def short(self) -> str:
        """A body's name of one word."""
        return self._filled(self._drawn.choice(("{acronym}", "{coined}")))

    def coined(self) -> str:
        """A name of one word that nothing is called by, in the manner of some tradition."""
        tradition = self._drawn.choice([name for name in traditions() if _families(name)])
        return self._coined(tradition, family=self._drawn.random() < 0.5)

    def word(self, kind: str) -> str:
        """Titles, jobs, laws."""
        found: str = self._drawn.choice(_table("bodies")["people"][kind])
        return found

    def _coined(self, tradition: str, *, family: bool = False) -> str:
        followers = _followers(tradition, family=family)
        for _ in range(_TRIES):
            name = "^^"
            while name[-1] != "$" and len(name) < _LONGEST + _SHORTEST:
                name += self._drawn.choice(followers[name[-2:]])
            word = name[2:-1]
            if name[-1] == "$" and _SHORTEST <= len(word) <= _LONGEST and word[0].isupper():
                return word
        return self._drawn.choice(_families(tradition) if family else _given(tradition))

    def _filled(self, made: str) -> str:
        return _SLOT.sub(lambda slot: self._slot(slot[1]), made)

    def _slot(self, slot: str) -> str:
        bodies = _table("bodies")["bodies"]
        lists = {"topic": "topics", "office": "offices", "kind": "kinds", "cause": "causes", "free": "free"}
        lists |= {"paper": "paper_words", "paper_kind": "paper_kinds"}
        if slot in lists:
            return str(self._drawn.choice(bodies[lists[slot]]))
        if slot == "head":
            return str(self._drawn.choice(load("people")["organisation_heads"]))
        if slot in ("place", "acronym"):
            return self.place() if slot == "place" else self.acronym()
        if slot == "number":
            return str(self._drawn.randint(1, 40))
        if slot == "coined":
            return self.coined()
        tradition = self._drawn.choice([name for name in traditions() if _families(name)])
        return self.part(tradition, family=slot == "family")
