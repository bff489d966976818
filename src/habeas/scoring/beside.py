"""One reading beside another of the same report: who is who, and which statements say the same from the same words.

What counts as the same is documented in docs/scoring.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Final

from habeas.model.reading import (
    Attribute,
    Claim,
    Demand,
    Entity,
    Event,
    Figure,
    Reading,
    Statement,
    StatementKind,
    spans_of,
)
from habeas.scoring.match import Matched, matched
from habeas.scoring.place import Places, Ruler, alike, overlap

KINDS: Final[tuple[StatementKind, ...]] = ("claim", "attribute", "event", "figure", "demand")
LEAST: Final[Mapping[StatementKind, float]] = {
    "claim": 0.5,
    "attribute": 0.2,
    "event": 0.25,
    "figure": 0.25,
    "demand": 0.5,
}
"""How much of the words two statements must share (F1) to be the same."""
_MENTION = 0.5
_VALUE = 0.5


class Beside:
    """A reading beside gold, or any other reading in its place."""

    def __init__(self, reading: Reading, gold: Reading) -> None:
        self.reading, self.gold = reading, gold
        self._here, self._there = Ruler(reading.text), Ruler(gold.text)
        self._places: dict[tuple[bool, str], Places] = {}

    @cached_property
    def entities(self) -> Matched[Entity, Entity]:
        """Entities paired by the places where they are mentioned, those of the same kind and name first."""
        ours = {e.id: self._mentions(e, self._here) for e in self.reading.entities}
        theirs = {e.id: self._mentions(e, self._there) for e in self.gold.entities}

        def likeness(a: Entity, b: Entity) -> float:
            shared = sum(any(overlap(m, n) >= _MENTION for n in theirs[b.id]) for m in ours[a.id])
            if not shared:
                return 0.0
            same_name = a.named and b.named and alike(a.name, b.name) == 1.0
            return 4.0 * (a.kind == b.kind) + 2.0 * same_name + 2 * shared / (len(ours[a.id]) + len(theirs[b.id]))

        return matched(self.reading.entities, self.gold.entities, likeness)

    @cached_property
    def _partner(self) -> dict[str, str]:
        return {ours.id: theirs.id for ours, theirs in self.entities.pairs}

    def same_entity(self, ours: str | None, theirs: str | None) -> bool:
        """Whether two references mean the same, or both nobody."""
        return theirs is None if ours is None else self._partner.get(ours) == theirs

    def statements(self, kind: StatementKind) -> Matched[Statement, Statement]:
        """The statements of one kind, paired."""
        return self._statements[kind]

    @cached_property
    def _statements(self) -> dict[StatementKind, Matched[Statement, Statement]]:
        ours: dict[StatementKind, list[Statement]] = {kind: [] for kind in KINDS}
        theirs: dict[StatementKind, list[Statement]] = {kind: [] for kind in KINDS}
        for lists, reading in ((ours, self.reading), (theirs, self.gold)):
            for kind, statement in reading.statements():
                lists[kind].append(statement)
        return {kind: matched(ours[kind], theirs[kind], self._likeness(kind)) for kind in KINDS}

    def right_speaker(self, ours: Claim, theirs: Claim) -> bool:
        """Whether both have the same speaker: the same entity, or the same words where no entity is paired."""
        if ours.speaker is not None and theirs.speaker is not None:
            if self.same_entity(ours.speaker, theirs.speaker):
                return True
            if ours.speaker in self._partner or theirs.speaker in self._partner.values():
                return False
        elif (ours.speaker is None and ours.speaker_text is None) or (
            theirs.speaker is None and theirs.speaker_text is None
        ):
            return ours.speaker == theirs.speaker and ours.speaker_text == theirs.speaker_text
        here = self._here.places((ours.speaker_span,))
        there = self._there.places((theirs.speaker_span,))
        return overlap(here, there) >= _MENTION

    def shared(self, ours: Statement, theirs: Statement) -> float:
        """How much of their words two statements share, 0 to 1."""
        return overlap(self._of(ours, mine=True), self._of(theirs, mine=False))

    def _of(self, statement: Statement, *, mine: bool) -> Places:
        key = (mine, statement.id)
        if key not in self._places:
            ruler = self._here if mine else self._there
            self._places[key] = ruler.places(spans_of(statement))
        return self._places[key]

    def _mentions(self, entity: Entity, ruler: Ruler) -> list[Places]:
        return [ruler.places((mention,)) for mention in entity.mentions]

    def _likeness(self, kind: StatementKind) -> Callable[[Statement, Statement], float]:
        def likeness(ours: Statement, theirs: Statement) -> float:
            shared = self.shared(ours, theirs)
            return shared if shared >= LEAST[kind] and self._same(ours, theirs) else 0.0

        return likeness

    def _same(self, ours: Statement, theirs: Statement) -> bool:
        """Whether two statements say the same, whatever words they rest on."""
        match ours, theirs:
            case Claim(), Claim():
                return self.right_speaker(ours, theirs)
            case Attribute(), Attribute():
                same = ours.property == theirs.property and self.same_entity(ours.subject, theirs.subject)
                return same and same_value(ours.value, theirs.value)
            case Event(), Event():
                return ours.type == theirs.type and self._shared_people(ours, theirs)
            case Figure(), Figure():
                return ours.measure == theirs.measure and _same_count(ours, theirs)
            case Demand(), Demand():
                return True
        return False

    def _shared_people(self, ours: Event, theirs: Event) -> bool:
        here = [p.entity for p in ours.participants if p.role == "person"]
        there = [p.entity for p in theirs.participants if p.role == "person"]
        return not there or any(self.same_entity(a, b) for a in here for b in there)


def same_value(ours: int | str, theirs: int | str) -> bool:
    """Whether two values are the same: equal numbers, or words of which they share half, with the same figures."""
    if isinstance(ours, int) or isinstance(theirs, int):
        return str(ours).strip() == str(theirs).strip()
    figures = [re.findall(r"\d+", words) for words in (ours, theirs)]
    return ours == theirs or (figures[0] == figures[1] and alike(ours, theirs) >= _VALUE)


def _same_count(ours: Figure, theirs: Figure) -> bool:
    if theirs.value is None:
        return (ours.low, ours.high) == (theirs.low, theirs.high)
    return ours.value == theirs.value
