"""Who holds and who says: every body of the reports with the cases that its words and deeds stand in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Literal

import msgspec

from habeas.model.case import Body, CaseBook, CaseFile, LifeEvent, Source
from habeas.model.identity import statement_key
from habeas.model.reading import Attribute, Claim, Event, Reading, Statement
from habeas.publishing.statements import sources_of

Part = Literal["says", "does", "where"]
_DEEDS = frozenset({"actor", "authority"})


class BodyView(msgspec.Struct, frozen=True, kw_only=True):
    """One body: how many statements rest on its word, the cases that it acts in, and those that are told of there."""

    body: Body
    said: int
    speaks: tuple[CaseFile, ...]
    acts: tuple[CaseFile, ...]
    there: tuple[CaseFile, ...]


class Bodies:
    """The bodies of a case book, by what the readings' entities are."""

    def __init__(self, book: CaseBook, readings: Mapping[str, Reading]) -> None:
        self._book = book
        self._of = {(ref.report, ref.entity): body for body in book.bodies for ref in body.members}
        self._statements: dict[str, Statement] = {}
        shown = {source.key: source for source in sources_of(book)}
        for reading in readings.values():
            for kind, statement in reading.statements():
                key = statement_key(reading, kind, statement)
                if key in shown:
                    self._statements[key] = statement

    def where(self, event: LifeEvent) -> Body | None:
        """The place or building of an event, as the first telling that names one has it."""
        for source in event.sources:
            for part, body in self._named(source):
                if part == "where":
                    return body
        return None

    def views(self) -> list[BodyView]:
        """Every body that a shown statement names, those with the most cases first."""
        said: dict[str, set[str]] = defaultdict(set)
        cases: dict[tuple[str, Part], dict[str, CaseFile]] = defaultdict(dict)
        bodies: dict[str, Body] = {}
        for case in self._book.cases:
            for source in _of_case(case):
                for part, body in self._named(source):
                    bodies[body.id] = body
                    cases[body.id, part][case.id] = case
                    if part == "says":
                        said[body.id].add(source.key)
        found = [
            BodyView(
                body=body,
                said=len(said[ident]),
                speaks=tuple(cases[ident, "says"].values()),
                acts=tuple(cases[ident, "does"].values()),
                there=tuple(cases[ident, "where"].values()),
            )
            for ident, body in bodies.items()
        ]
        return sorted(
            found, key=lambda v: (-len(v.there) - len(v.acts) - len(v.speaks), v.body.name.casefold(), v.body.id)
        )

    def _named(self, source: Source) -> Iterator[tuple[Part, Body]]:
        """The bodies that a statement names, by the part that they have in it, and who says it."""
        speaker = self._of.get((source.report, source.voices[-1].entity or "")) if source.voices else None
        if speaker is not None:
            yield "says", speaker
        match self._statements.get(source.key):
            case Event(where=where, participants=people):
                parts: list[tuple[Part, str | None]] = [("where", where)]
                parts += [("does", p.entity) for p in people if p.role in _DEEDS]
            case Attribute(object=thing, property=prop):
                parts = [("where", thing)] if prop in ("held_at", "residence") else []
            case Claim() | _:
                parts = []
        for part, entity in parts:
            body = self._of.get((source.report, entity or ""))
            if body is not None:
                yield part, body


def _of_case(case: CaseFile) -> Iterator[Source]:
    for prop in case.properties:
        for value in prop.values:
            yield from value.sources
    for event in case.life:
        yield from event.sources
    yield from case.claims


def position(latitude: float, longitude: float) -> str:
    """Degrees for people: "31.95° N, 35.93° E"."""
    north, east = "N" if latitude >= 0 else "S", "E" if longitude >= 0 else "W"
    return f"{abs(latitude):.2f}° {north}, {abs(longitude):.2f}° {east}"
