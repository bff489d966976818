"""A reading as weighing needs it: its statements as they stand after people's decisions, each with its
source.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from habeas.model.case import Body, Source, Voice
from habeas.model.identity import person_key, statement_key
from habeas.model.reading import (
    Attribute,
    Claim,
    Entity,
    Event,
    Reading,
    Statement,
    StatementKind,
    spans_of,
)
from habeas.model.risk import high_risk
from habeas.model.span import Span
from habeas.model.standing import UNDECIDED, Standing, corrected
from habeas.model.telling import FIRST_PERSON, outlet, passage_of, said_on


@dataclass(frozen=True, eq=False)
class Ground:
    """One report's reading with its entities, claims, people's keys and bodies at hand.

    `who` gives by a person's key the one key of whoever they are in all reports.
    """

    reading: Reading
    entities: Mapping[str, Entity]
    claims: Mapping[str, Claim]
    people: Mapping[str, str]
    bodies: Mapping[str, Body] = field(default_factory=dict)
    who: Mapping[str, str] = field(default_factory=dict)

    @property
    def report(self) -> str:
        return self.reading.report.id

    @property
    def publisher(self) -> str:
        """Who publishes the report; where nobody is known, the name of its file, said to be no publisher."""
        return outlet(self.reading.report)

    def name(self, ref: str | None) -> str | None:
        """What the entity `ref` is called."""
        return self.entities[ref].name if ref is not None and ref in self.entities else None


@dataclass(frozen=True, eq=False)
class Told:
    """A statement that counts: with people's corrections in it, its source, and the report that it stands
    in.
    """

    ground: Ground
    statement: Statement
    source: Source

    @property
    def said(self) -> str | None:
        return self.source.said

    @property
    def span(self) -> Span:
        return spans_of(self.statement)[0]


def ground_of(reading: Reading, bodies: Mapping[str, Body], who: Mapping[str, str]) -> Ground:
    """The reading prepared; its people's keys are made once.

    Args:
        reading: of one report.
        bodies: by entity, which body of all reports it is.
        who: by person's key, the one key of whoever they are in all reports.
    """
    return Ground(
        reading=reading,
        entities={e.id: e for e in reading.entities},
        claims={c.id: c for c in reading.claims},
        people={e.id: person_key(reading, e) for e in reading.entities if e.kind == "person" and e.named},
        bodies=bodies,
        who=who,
    )


def tellings(ground: Ground, standings: Mapping[str, Standing]) -> Iterator[tuple[Told, bool]]:
    """Every statement of the reading as it stands, and whether people rejected it."""
    for kind, statement in ground.reading.statements():
        key = statement_key(ground.reading, kind, statement)
        standing = standings.get(key, UNDECIDED)
        yield _told(ground, kind, statement, (key, standing)), standing.state == "rejected"


def _told(ground: Ground, kind: StatementKind, statement: Statement, known: tuple[str, Standing]) -> Told:
    key, standing = known
    now = corrected(statement, standing)
    spans = spans_of(statement)
    source = Source(
        report=ground.report,
        kind=kind,
        statement=statement.id,
        key=key,
        state=standing.state,
        quotes=tuple(span.quote for span in spans),
        spans=tuple((span.start, span.end) for span in spans),
        voices=voices(ground, statement),
        status=now.status if isinstance(now, (Attribute, Event)) else "asserted",
        said=said_on(ground.reading, statement),
        high_risk=high_risk(ground.reading, now),
        permitted=standing.permitted,
    )
    return Told(ground, now, source)


def voices(ground: Ground, statement: Statement) -> tuple[Voice, ...]:
    """Who says so, from the report's publisher inwards to the innermost speaker."""
    outer = [Voice(name=ground.publisher, text=ground.publisher, act="state", manner="indirect")]
    spans = spans_of(statement)
    passage = passage_of(ground.reading, spans[0].start) if spans else None
    if passage is not None and passage.role == "embedded_post" and passage.author:
        outer.append(Voice(name=passage.author, text=passage.author))
    chain: list[Voice] = []
    claim = _innermost(ground, statement)
    seen: set[str] = set()
    while claim is not None and claim.id not in seen:
        seen.add(claim.id)
        chain.append(_voice(ground, claim))
        claim = ground.claims.get(claim.within) if claim.within else None
    return (*outer, *reversed(chain))


def _innermost(ground: Ground, statement: Statement) -> Claim | None:
    if isinstance(statement, Claim):
        return statement
    return next((ground.claims[ref] for ref in statement.said_by if ref in ground.claims), None)


def _voice(ground: Ground, claim: Claim) -> Voice:
    text = claim.speaker_text or ground.name(claim.speaker) or "somebody unnamed"
    known = ground.name(claim.speaker) or text
    name = _who_we_are(ground, claim) if known.casefold() in FIRST_PERSON else known
    return Voice(name=name, text=text, act=claim.act, manner=claim.manner, entity=claim.speaker)


def _who_we_are(ground: Ground, claim: Claim) -> str:
    """Whose "we" it is: the one's within whose words it stands, else the publisher's."""
    outer = ground.claims.get(claim.within) if claim.within else None
    known = (ground.name(outer.speaker) or outer.speaker_text) if outer is not None else None
    return known if known is not None and known.casefold() not in FIRST_PERSON else ground.publisher


def who_says(source: Source) -> str:
    """The innermost voice of a source, for a line of text."""
    return source.voices[-1].name
