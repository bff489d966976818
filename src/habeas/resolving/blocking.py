"""Which people are compared at all: those who share enough of a name, and of many such only neighbours.

Every person falls under a few keys made from pairs of name parts; under a key, people are ordered in two
ways and each is compared with the next few. The work grows with the number of people, not with its square,
however common a name is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from habeas.resolving.names import Part, PersonName
from habeas.resolving.profile import Profile

NEIGHBOURS = 12
_TELLING = frozenset({"sentence", "death", "execution", "release", "hearing", "charge", "hospitalisation", "transfer"})
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_LOOSE = 4  # the same under a key of which one part is only begun


def keys(name: PersonName) -> frozenset[str]:
    """The keys of a name: for each two parts both, or one of them with the first consonant of the other."""
    found = set()
    for left, right in combinations(name.parts, 2):
        for a in _forms(left):
            for b in _forms(right):
                pair = sorted((a, b))
                found.add("|".join(pair))
                found.add(f"{a}|{b[:2]}")
                found.add(f"{b}|{a[:2]}")
    return frozenset(found)


def days(person: Profile) -> frozenset[str]:
    """The days on which something happened to a person: names of other scripts and spellings meet here."""
    known = {("arrest", day) for day in person.facts.get("detained_since", ())}
    known |= {(e.type, e.when) for e in person.events if e.asserted and e.when and e.type in _TELLING}
    return frozenset(f"{kind}|{day}" for kind, day in known if _DAY.fullmatch(day))


def _forms(part: Part) -> list[str]:
    words = [part.word] if part.bare is None else [part.word, part.bare]
    return [f"{part.kind[0]}{w.coarse}" for w in words if w.coarse]


def candidates(people: Sequence[Profile]) -> Iterator[tuple[int, int]]:
    """Pairs of indices into `people` worth a comparison, each once, in order; never two people of one
    report.
    """
    blocks: dict[str, list[int]] = defaultdict(list)
    for index, person in enumerate(people):
        for key in {key for name in person.names for key in keys(name)}:
            blocks[key].append(index)
        for key in days(person) if person.names else ():
            blocks[key].append(index)
    pairs: set[tuple[int, int]] = set()
    for key, members in blocks.items():
        if len(members) > 1:
            pairs.update(_neighbours(members, people, _LOOSE if key.endswith(".") else NEIGHBOURS))
    return iter(sorted(pairs))


def _neighbours(members: list[int], people: Sequence[Profile], reach: int) -> Iterator[tuple[int, int]]:
    for order in (_by_name, _by_facts):
        ordered = sorted(members, key=lambda i: (order(people[i]), people[i].ref.key))
        for position, left in enumerate(ordered):
            for right in ordered[position + 1 : position + 1 + reach]:
                if people[left].ref.report != people[right].ref.report:
                    yield min(left, right), max(left, right)


def _by_name(person: Profile) -> tuple[str, str]:
    return " ".join(sorted(part.word.coarse for part in person.names[0].parts)), person.said or ""


def _by_facts(person: Profile) -> tuple[str, str]:
    born = person.born[0].isoformat() if person.born else "9999"
    return born, min(person.facts.get("detained_since", ("9999",)))
