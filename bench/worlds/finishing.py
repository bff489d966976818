"""Turns a draft into a report: the reading with its exact spans, and the truth about it."""

from __future__ import annotations

import hashlib
from typing import Any

from bench.worlds.draft import Draft
from bench.worlds.sheet import AttributeFact, EventFact, Fact, Place
from bench.worlds.spelling import Style
from bench.worlds.things import Thing
from bench.worlds.truth import Report, Seen, Told
from habeas.model.identity import person_key, statement_key
from habeas.model.reading import (
    Attribute,
    Claim,
    Entity,
    Event,
    Figure,
    Name,
    Participant,
    ReaderInfo,
    Reading,
    ReportInfo,
    Statement,
    StatementKind,
)
from habeas.model.span import Span

READER = ReaderInfo("worlds", "1")
_ROLES = {"full": "full", "short": "short", "alias": "alias"}
_SCRIPT = {"en": "Latn", "ar": "Arab", "ru": "Cyrl", "he": "Hebr"}


def finished(draft: Draft) -> Report:
    """The report with its reading and its truth."""
    return _Finished(draft).report()


class _Finished:
    """Turns a draft into the values of the model."""

    def __init__(self, draft: Draft) -> None:
        self.draft, self.sheet = draft, draft.sheet
        self.text = "".join(draft.parts)
        self.told: list[tuple[StatementKind, Statement, Fact, str]] = []
        self.attributes: list[Attribute] = []
        self.events: list[Event] = []
        self.figures: list[Figure] = []

    def span(self, place: Place) -> Span:
        return Span(place[0], place[1], self.text[place[0] : place[1]])

    def ref(self, thing: Thing) -> str:
        return self.draft.things[thing.ident][1]

    def report(self) -> Report:
        for made in self.draft.made:
            self._statement(*made)
        reading = Reading(
            report=self._info(),
            text=self.text,
            reader=READER,
            passages=tuple(self.draft.passages),
            entities=tuple(map(self._entity, self.draft.things)),
            claims=tuple(self._claim(*claim) for claim in self.draft.claims),
            attributes=tuple(self.attributes),
            events=tuple(self.events),
            figures=tuple(self.figures),
        )
        return self._with_truth(reading)

    def _info(self) -> ReportInfo:
        sheet = self.sheet
        digest = hashlib.sha256(f"{sheet.number}\n{self.text}".encode()).hexdigest()
        return ReportInfo(
            id=f"sha256:{digest}",
            source=f"{sheet.number}.txt",
            title=self.text[: self.draft.passages[0].end],
            publisher=sheet.publisher.text(Style()),
            credits=sheet.credits,
            published=sheet.published.isoformat(),
            language=sheet.language,
            translated_from=sheet.translated_from,
            text_sha256=f"sha256:{hashlib.sha256(self.text.encode()).hexdigest()}",
        )

    def _entity(self, ident: str) -> Entity:
        thing, ref = self.draft.things[ident]
        names = self.draft.names[ident]
        full = next(iter(names), "") or self.text[slice(*self.draft.mentions[ident][0])]
        script = _SCRIPT[self.sheet.language]
        return Entity(
            id=ref,
            kind=thing.kind,  # type: ignore[arg-type]
            name=full,
            named=thing.named,
            detained=getattr(thing, "detained", False),
            names=tuple(
                Name(text, script, _ROLES[form] if thing.named else "description")  # type: ignore[arg-type]
                for text, form in names.items()
            ),
            mentions=tuple(map(self.span, self.draft.mentions[ident])),
        )

    def _claim(self, fields: dict[str, Any], places: list[Place]) -> Claim:
        speaker, cue, content = places
        words = self.span(speaker)
        return Claim(
            **{**fields, "speaker": self.ref(fields["speaker"])},
            speaker_text=words.quote,
            speaker_span=words,
            cue=self.span(cue) if cue[1] > cue[0] else None,
            content=(self.span(content),),
        )

    def _statement(
        self, fact: Fact, place: Place, marks: dict[str, Place], said_by: tuple[str, ...], source: str
    ) -> None:
        evidence = (self.span(place),)
        if isinstance(fact, EventFact):
            event = self._event(fact, evidence, marks, said_by)
            self.events.append(event)
            self.told.append(("event", event, fact, source))
        elif isinstance(fact, AttributeFact):
            attribute = Attribute(
                id=f"a{len(self.attributes) + 1}", subject=self.ref(fact.subject), property=fact.name,
                value=self._value(fact, marks), object=self.ref(fact.object) if fact.object else None, as_of=fact.as_of,
                since=fact.since, evidence=evidence, said_by=said_by,
            )  # fmt: skip
            self.attributes.append(attribute)
            self.told.append(("attribute", attribute, fact, source))
        else:
            figure = Figure(
                id=f"n{len(self.figures) + 1}", measure=fact.measure, of=fact.of, value=fact.value, place=fact.place,
                as_of=fact.as_of, method=fact.method, approximate=fact.method in ("about", "estimated"),
                evidence=evidence, said_by=said_by,
            )  # fmt: skip
            self.figures.append(figure)
            self.told.append(("figure", figure, fact, source))

    def _value(self, fact: AttributeFact, marks: dict[str, Place]) -> int | str:
        """A town or a prison is given in the words that stand there."""
        place = marks.get({"residence": "town", "held_at": "prison"}.get(fact.name, ""))
        return fact.value if place is None else self.text[place[0] : place[1]]

    def _event(
        self, fact: EventFact, evidence: tuple[Span, ...], marks: dict[str, Place], said_by: tuple[str, ...]
    ) -> Event:
        where = next((t for t, _ in self._marked(marks, "where")), None)
        people = tuple(Participant(self.ref(person), "person") for person in fact.people)
        actors = tuple(Participant(self.ref(t), "actor") for t, _ in self._marked(marks, "actor"))
        courts = tuple(Participant(self.ref(t), "authority") for t, _ in self._marked(marks, "court"))
        return Event(
            id=f"v{len(self.events) + 1}",
            type=fact.kind,
            trigger=self.span(marks["["]) if "[" in marks else evidence[0],
            evidence=evidence,
            participants=people + actors + courts,
            when=fact.when,
            where=self.ref(where) if where is not None else None,
            cause=self.span(marks["cause"]) if "cause" in marks else None,
            said_by=said_by,
            status=fact.status,
        )

    def _marked(self, marks: dict[str, Place], slot: str) -> list[tuple[Thing, str]]:
        """The thing that stands at a slot of the sentence."""
        if slot not in marks:
            return []
        place = marks[slot]
        return [self.draft.things[i] for i, spans in self.draft.mentions.items() if place in spans]

    def _with_truth(self, reading: Reading) -> Report:
        entities = {entity.id: entity for entity in reading.entities}
        keys, seen = {}, []
        for ident, (thing, ref) in self.draft.things.items():
            if thing.kind == "person" and thing.named:
                keys[ident] = person_key(reading, entities[ref])
                spans = tuple(self.draft.mentions[ident])
                seen.append(Seen(keys[ident], ident, entities[ref].name, spans))
        told = tuple(self._told(reading, keys, *item) for item in self.told)
        return Report(reading, self.sheet.origin, tuple(seen), told)

    def _told(
        self, reading: Reading, keys: dict[str, str], kind: StatementKind, statement: Statement, fact: Fact, source: str
    ) -> Told:
        people: tuple[Thing, ...] = ()
        what, event = "", None
        if isinstance(fact, EventFact):
            people, what = fact.people, fact.kind
            event = fact.happening if fact.status == "asserted" else None
        elif isinstance(fact, AttributeFact):
            people, what = (fact.subject,), fact.name
        else:
            what = fact.measure
        assert not isinstance(statement, Claim)
        spans = tuple((span.start, span.end) for span in statement.evidence)
        about = tuple(keys[p.ident] for p in people if p.ident in keys)
        key = statement_key(reading, kind, statement)
        return Told(key, reading.report.id, kind, what, spans, source, about, event, fact.tags)
