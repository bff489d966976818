"""Every statement of a reading as one line: what it says, in whose words, who says it, and where it
stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from habeas.model.case import CaseBook, Finding, LifeEvent, Property, Source, Voice
from habeas.model.identity import statement_key
from habeas.model.reading import (
    Attribute,
    Claim,
    Demand,
    Event,
    Figure,
    Reading,
    Statement,
    StatementKind,
    spans_of,
)
from habeas.model.telling import FIRST_PERSON, claims_around, outlet
from habeas.model.vocabulary import EVENT_TYPES, MEASURES, PROPERTIES
from habeas.publishing.chart import count_words
from habeas.publishing.wording import WORDING


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One statement for a page or a table. `label` is the term of the vocabulary, `detail` what is said under
    it.

    `when` is the date of what is said, EDTF; `who` the names of the people and bodies that it is about.
    """

    source: Source
    label: str
    detail: str = ""
    when: str | None = None
    who: tuple[str, ...] = ()


Sources = Mapping[str, Source]


def sources_of(book: CaseBook) -> Iterator[Source]:
    """Every source that the case book holds, again wherever it is used again."""
    for case in book.cases:
        yield from case_sources(case.properties, case.life)
        yield from case.claims
        yield from (demand.source for demand in case.demands)
        yield from (source for finding in case.findings for source in finding.sources)
    for series in book.figures:
        yield from (point.source for point in (*series.dated, *series.undated))
        yield from (source for finding in series.findings for source in finding.sources)
    yield from (demand.source for demand in book.demands)
    yield from (source for finding in book.findings for source in finding.sources)


def case_sources(properties: tuple[Property, ...], life: tuple[LifeEvent, ...]) -> Iterator[Source]:
    """The sources of a case's properties and events."""
    yield from (source for prop in properties for value in prop.values for source in value.sources)
    yield from (source for event in life for source in event.sources)


def all_findings(book: CaseBook) -> list[Finding]:
    """The findings of a book, of its cases and of its figures; one that several hold is there once."""
    every = [*book.findings]
    every += [finding for case in book.cases for finding in case.findings]
    every += [finding for series in book.figures for finding in series.findings]
    return list({finding.id: finding for finding in every}.values())


def by_key(book: CaseBook) -> dict[str, Source]:
    """The sources of a case book by the key of their statement."""
    found: dict[str, Source] = {}
    for source in sources_of(book):
        found.setdefault(source.key, source)
    return found


def lines(reading: Reading, known: Sources, *, public: bool) -> tuple[Line, ...]:
    """Every statement of a reading, in the order of its words.

    What the case book knows of a statement counts. For one that it does not use, who says it is told from the
    reading.
    """
    found = [_line(reading, kind, s, known, public) for kind, s in reading.statements()]
    return tuple(sorted(found, key=lambda line: (line.source.spans[:1], line.source.kind, line.source.key)))


def voices(reading: Reading, statement: Statement) -> tuple[Voice, ...]:
    """Who says a statement: from the report's publisher (or its file) inwards to the innermost speaker."""
    names = {entity.id: entity.name for entity in reading.entities}
    around = claims_around(reading, statement)
    chain: list[Voice] = []
    for claim in around:
        text = claim.speaker_text or names.get(claim.speaker or "", "somebody not named")
        name = names.get(claim.speaker or "", text)
        if name.casefold() in FIRST_PERSON and claim is around[-1]:
            name = outlet(reading.report)
        chain.append(Voice(name=name, text=text, act=claim.act, manner=claim.manner, entity=claim.speaker))
    teller = outlet(reading.report)
    return (Voice(name=teller, text=teller), *reversed(chain))


def _line(reading: Reading, kind: StatementKind, statement: Statement, known: Sources, public: bool) -> Line:
    key = statement_key(reading, kind, statement)
    label, detail, when = _said(statement)
    source = known.get(key) or Source(
        report=reading.report.id,
        kind=kind,
        statement=statement.id,
        key=key,
        state="accepted" if public else "proposed",
        quotes=tuple(span.quote for span in spans_of(statement)),
        spans=tuple((span.start, span.end) for span in spans_of(statement)),
        voices=voices(reading, statement),
        status=getattr(statement, "status", "asserted"),
        said=reading.report.published,
    )
    return Line(source=source, label=label, detail=detail, when=when, who=_who(reading, statement))


def _said(statement: Statement) -> tuple[str, str, str | None]:
    match statement:
        case Claim():
            return (
                "Claim",
                f"{statement.speaker_text or 'somebody'} {WORDING.acts[statement.act]}",
                statement.when,
            )
        case Attribute():
            return PROPERTIES[statement.property].label, str(statement.value), statement.as_of
        case Event():
            return EVENT_TYPES[statement.type].label, statement.trigger.quote, statement.when
        case Figure():
            return (
                MEASURES[statement.measure].label,
                f"{count_words(statement)}, {statement.of}",
                statement.as_of,
            )
        case Demand():
            return "Demand", "", statement.deadline


def _who(reading: Reading, statement: Statement) -> tuple[str, ...]:
    refs: tuple[str | None, ...] = ()
    match statement:
        case Claim():
            refs = (statement.speaker,)
        case Attribute():
            refs = (statement.subject,)
        case Event():
            refs = tuple(p.entity for p in statement.participants if p.role == "person")
        case Demand():
            refs = statement.about
        case Figure():
            pass
    names = {entity.id: entity.name for entity in reading.entities}
    return tuple(names[ref] for ref in refs if ref is not None and ref in names)
