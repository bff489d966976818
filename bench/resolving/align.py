"""Which true statement or person stands behind what the program shows: by key, or else by the words it stands on.

Given readings have the true statements' keys. A reader makes statements of its own; one of its statements stands for
the true one of the same report and kind whose words overlap its own most, of the same type before any other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bench.worlds.truth import Report, Seen, Told
from habeas.model.case import Source
from habeas.model.identity import person_key
from habeas.model.reading import Attribute, Event, Figure, Reading, Statement

Place = tuple[int, int]


def overlap(left: Iterable[Place], right: Sequence[Place]) -> int:
    """How many characters two lists of places share."""
    return sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in left for b in right)


def what_of(statement: Statement) -> str | None:
    """The event type, property or measure of a statement; None for others."""
    match statement:
        case Event(type=what) | Attribute(property=what) | Figure(measure=what):
            return what
        case _:
            return None


class Alignment:
    """The true statements of a collection, found by what the program shows."""

    def __init__(self, reports: Iterable[Report], readings: Iterable[Reading]) -> None:
        self.told: dict[str, Told] = {}
        self._of: dict[str, tuple[Told, ...]] = {}
        self.seen: dict[str, Seen] = {}
        self.origins: dict[str, str] = {}
        people: dict[str, tuple[Seen, ...]] = {}
        for report in reports:
            ident = report.reading.report.id
            self._of[ident], people[ident] = report.told, report.people
            self.origins[ident] = report.origin
            self.told.update((told.key, told) for told in report.told)
            self.seen.update((seen.key, seen) for seen in report.people)
        read = list(readings)
        self.persons = self._persons(read, people)
        self._what = {
            (reading.report.id, kind, statement.id): what_of(statement)
            for reading in read
            for kind, statement in reading.statements()
        }

    def _persons(self, readings: Iterable[Reading], people: dict[str, tuple[Seen, ...]]) -> dict[str, str]:
        """The true person's key for each key of a person in the readings that is one of theirs."""
        found: dict[str, str] = {}
        for reading in readings:
            true = people[reading.report.id]
            for entity in reading.entities:
                if entity.kind == "person" and entity.named:
                    places = [(m.start, m.end) for m in entity.mentions]
                    shares = [(overlap(places, seen.spans), seen.key) for seen in true]
                    share, key = max(shares, default=(0, ""), key=lambda pair: pair[0])
                    if share:
                        found[person_key(reading, entity)] = key
        return found

    def statement(self, source: Source, what: str | None = None) -> Told | None:
        """The true statement that a source stands for; None where there is none. `what`: other than its reader says."""
        known = self.told.get(source.key)
        if known is not None:
            return known
        spans = list(source.spans)
        what = what or self._what.get((source.report, source.kind, source.statement))
        best: tuple[int, int, int] = (0, 0, 0)
        chosen = None
        for number, told in enumerate(self._of.get(source.report, ())):
            shared = overlap(spans, told.spans)
            rank = (int(told.kind == source.kind) + int(told.what == what), shared, -number)
            if shared and told.kind == source.kind and rank > best:
                best, chosen = rank, told
        return chosen
