"""What people decided to keep inside of a person: everything, the name, or one kind of thing.

What was permitted counts for whoever people decided is the same; what was withheld counts for everybody who may be.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from habeas.model.decision import EVERYBODY, NAME, Decision
from habeas.model.identity import person_key
from habeas.model.reading import Attribute, Event, Reading, Statement
from habeas.model.standing import in_force, pairs
from habeas.publishing.holding import references

Alike = Iterable[Sequence[str]]
WHOLE = ""
_DEFAULTS = (WHOLE, NAME)
"""What nobody in custody is spoken of with, where people need a permit."""


class Persons:
    """What is withheld of the people of some readings, by their keys and the parts ("" for everything)."""

    def __init__(self, readings: Sequence[Reading], decisions: Sequence[Decision], alike: Alike = ()) -> None:
        forced = in_force(decisions)
        self._own = standing(forced)
        self.pointless = not self._own
        if self.pointless:
            return
        self._strict = self._own.get((EVERYBODY, WHOLE)) is False
        people = {person_key(r, e): e.detained for r in readings for e in r.entities if e.kind == "person"}
        same = [pair for one in forced if one.action == "same" and (pair := pairs(one.targets)) is not None]
        self._groups = _groups(same, people)
        self._detained = {self._groups[key] for key, detained in people.items() if detained}
        self._near = _neighbours(alike, self._groups)
        self._said: dict[tuple[str, str], bool] = {}
        for one in forced:
            for key in one.targets if one.action in ("permit", "withhold") else ():
                if key in self._groups:
                    self._said[self._groups[key], one.part] = one.action == "permit"

    def group(self, key: str) -> str:
        """One key for all that people decided are the same."""
        return self._groups.get(key, key)

    def why(self, key: str, part: str) -> str | None:
        """Why a part of a person is withheld, in words; None where it is not."""
        if self.pointless:
            return None
        group = self.group(key)
        said = self._said.get((group, part))
        if said is False or any(self._said.get((near, part)) is False for near in self._near.get(group, ())):
            return "the person is not to be spoken of in public" if part == WHOLE else "a person withheld it"
        waits = said is None and self._strict and part in _DEFAULTS
        if waits and any(near in self._detained for near in (group, *self._near.get(group, ()))):
            return "nobody has permitted to speak of this person in public"
        return None

    def why_statement(self, reading: Reading, statement: Statement) -> str | None:
        """Why a statement stays inside for whom it speaks of; None where it need not."""
        if self.pointless:
            return None
        keys = {e.id: person_key(reading, e) for e in reading.entities if e.kind == "person"}
        for ref in dict.fromkeys(ref for ref in references(statement) if ref in keys):
            why = self.why(keys[ref], WHOLE)
            for part in () if why is not None else _parts(statement):
                why = why or self.why(keys[ref], part)
            if why is not None:
                return why
        return None

    def held(self, reading: Reading, part: str) -> Iterator[str]:
        """The ids of the people of a reading of whom a part is withheld."""
        for entity in () if self.pointless else reading.entities:
            if entity.kind == "person" and self.why(person_key(reading, entity), part) is not None:
                yield entity.id


def _parts(statement: Statement) -> tuple[str, ...]:
    match statement:
        case Attribute():
            return (statement.property,)
        case Event():
            return (statement.type,)
    return ()


def standing(forced: Sequence[Decision]) -> dict[tuple[str, str], bool]:
    """What was permitted (True) or withheld (False) of people, by key and part, by decisions that are in force."""
    found: dict[tuple[str, str], bool] = {}
    for one in forced:
        for key in one.targets if one.action in ("permit", "withhold") else ():
            if key.startswith("pe:") or key == EVERYBODY:
                found[key, one.part] = one.action == "permit"
    return found


def _groups(same: Iterable[tuple[str, str]], keys: Iterable[str]) -> dict[str, str]:
    """The smallest key of all that belong together, by each key."""
    above = {key: key for key in keys}

    def top(key: str) -> str:
        while above[key] != key:
            above[key] = above[above[key]]
            key = above[key]
        return key

    for left, right in same:
        if left in above and right in above:
            low, high = sorted((top(left), top(right)))
            above[high] = low
    return {key: top(key) for key in above}


def _neighbours(alike: Alike, groups: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """The groups that may be the same as a group."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for some in alike:
        here = {groups[key] for key in some if key in groups}
        for group in here:
            found[group] |= here - {group}
    return {group: tuple(sorted(others)) for group, others in found.items()}


def speaks_of_people(decisions: Iterable[Decision]) -> bool:
    """Whether anything was decided on what may be public of people."""
    return bool(standing(in_force(tuple(decisions))))
