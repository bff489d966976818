"""Which people are compared at all: those who share enough of a name, and of many such only neighbours.

Every person stands in a few rows made from pairs of name parts, by name and, where both parts are whole, by what is
known of their birth and arrest, and in the rows of the days on which something happened to them. In a row each is
compared with the next few. The work grows with the number of people, not with its square, however common a name is; and
who comes new into a row changes only what is near.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Literal, NamedTuple

from habeas.resolving.names import Part, PersonName, parsed, short_forms
from habeas.resolving.profile import TELLING_EVENTS, Profile

NEIGHBOURS = 5
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_ON_A_DAY = re.compile(r"\|\d{4}-\d\d-\d\d$")
_LOOSE = 2  # the same under a key of which one part is only begun, or which is only a day
_BEGUN = 2  # letters of such a part: its kind and its first consonant
_MARK = "\x01"  # before all letters, so that what is joined with it sorts like its parts

Kind = Literal["name", "day"]


class Row(NamedTuple):
    """A row in which people stand beside each other. `kind`: whether it is names or a day that brings them there."""

    kind: Kind
    order: Literal["name", "facts", "sound"]
    key: str

    @property
    def reach(self) -> int:
        """How many on each side a person is compared with."""
        loose = self.kind == "name" and (begun(self.key) or _ON_A_DAY.search(self.key) is not None)
        return _LOOSE if loose else NEIGHBOURS


def begun(key: str) -> bool:
    """Whether one part of a name's key is only begun."""
    return min(map(len, key.split("|"))) <= _BEGUN


def rows(person: Profile) -> list[Row]:
    """The rows that a person stands in."""
    named = {key for name in person.names for key in keys(name)} | (days(person) if person.names else set())
    found = [Row("name", "name", key) for key in sorted(named)]
    # Of those who share one part and a letter of another, who were born in one year are seldom one person.
    found += [Row("name", "facts", key) for key in sorted(named) if not begun(key)]
    return found + [Row("day", "sound", key) for key in sorted(days(person) | _months(person))]


def stands(person: Profile) -> dict[str, str]:
    """Where a person stands in the rows of each order: who has the lesser stands before."""
    born = person.born[0].isoformat() if person.born else "9999"
    facts = (born, min(person.facts.get("detained_since", ("9999",))))
    return {
        "name": _MARK.join((_by_name(person), person.said or "", person.ref.key)),
        "facts": _MARK.join((*facts, person.ref.key)),
        "sound": _MARK.join(("".join(sorted(bones(parsed(person.ref.name)))), person.ref.key)),
    }


def neighbours(people: Sequence[Profile]) -> Iterator[tuple[Kind, int, int]]:
    """Pairs of indices into `people`, the smaller first: once for each row in which the two are near each other."""
    members: dict[Row, list[int]] = defaultdict(list)
    for index, person in enumerate(people):
        for row in rows(person):
            members[row].append(index)
    places = [stands(person) for person in people]
    for row, standing in members.items():
        ordered = sorted(standing, key=lambda i: places[i][row.order])
        reach = row.reach
        for position, one in enumerate(ordered[:-1]):
            for other in ordered[position + 1 : position + 1 + reach]:
                if people[one].ref.report != people[other].ref.report:
                    yield (row.kind, one, other) if one < other else (row.kind, other, one)


class Near(NamedTuple):
    """Pairs of indices into `people` worth a comparison, as `one * many + other` (the smaller first: millions of such
    numbers take a third of what pairs take), with the number of rows that say so.
    """

    many: int
    names: dict[int, int]
    days: dict[int, int]


def near(people: Sequence[Profile]) -> Near:
    """Who stands near whom; never two people of one report."""
    found = Near(len(people), defaultdict(int), defaultdict(int))
    for kind, one, other in neighbours(people):
        (found.names if kind == "name" else found.days)[one * found.many + other] += 1
    return found


def keys(name: PersonName) -> frozenset[str]:
    """The keys of a name: for each two parts both, or one of them with the first consonant of the other."""
    found = set()
    for left, right in combinations(name.parts, 2):
        for a in _forms(left):
            for b in _forms(right):
                pair = sorted((a, b))
                found.add("|".join(pair))
                found.add(f"{a}|{b[:_BEGUN]}")
                found.add(f"{b}|{a[:_BEGUN]}")
    return frozenset(found)


def _forms(part: Part) -> list[str]:
    words = [part.word] if part.bare is None else [part.word, part.bare]
    found = [f"{part.kind[0]}{w.coarse}" for w in words if w.coarse]
    if part.mandarin is not None:
        found += [f"{part.kind[0]}~{form}" for form in sorted(part.mandarin.forms | part.mandarin.family)]
    return found + [f"{part.kind[0]}={number}" for number in sorted(short_forms(part))]


def days(person: Profile) -> frozenset[str]:
    """The days on which something happened to a person: names of other scripts and spellings meet here."""
    known = {("arrest", day) for day in person.facts.get("detained_since", ())}
    known |= {(e.type, e.when) for e in person.events if e.asserted and e.when and e.type in TELLING_EVENTS}
    return frozenset(f"{kind}|{day}" for kind, day in known if _DAY.fullmatch(day))


def _months(person: Profile) -> frozenset[str]:
    """The months in which a person was taken."""
    return frozenset(f"month|{day[:7]}" for day in person.facts.get("detained_since", ()) if len(day) >= 7)


def _by_name(person: Profile) -> str:
    return " ".join(sorted(part.word.coarse for part in person.names[0].parts)) if person.names else ""


def bones(name: PersonName) -> list[str]:
    """The consonants of each part; v and w are one, and a vowel or y before them none."""
    found = [part.word.coarse.replace("w", "f") for part in name.parts]
    return [bones.lstrip("ay") or bones for bones in found]
