"""What may be said of a case, a finding or figures: each fact with its words, its source, and how firmly it stands.

Facts are made from what passed the gate (`pipeline.public_copy`) and from nothing else.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

import msgspec

from habeas.acting.days import date_words
from habeas.model.case import CaseBook, CaseFile, Finding, Firmness, LifeEvent, Source, Value
from habeas.model.codec import to_json
from habeas.model.identity import statement_key
from habeas.model.reading import (
    Attribute,
    Claim,
    Demand,
    Event,
    Figure,
    Reading,
    ReportInfo,
    Statement,
    StatementKind,
    Status,
    spans_of,
)
from habeas.model.telling import FIRST_PERSON, claims_around, said_on
from habeas.model.vocabulary import ACTS, EVENT_TYPES, MEASURES, PROPERTIES

PartKind = Literal["date", "number", "name", "place", "value", "words"]
Subject = CaseFile | Finding | str
"""A case, a finding, or the id of one, the key of one of a case's people, or the id of a series of figures."""


class NotPublicError(ValueError):
    """The case book is a working copy: facts are only made from what passed the gate."""


class Part(msgspec.Struct, frozen=True):
    """A value that can be cited: `text` for people, `value` for machines (EDTF, a number, a name). `role` says what
    it is of the statement: "when", "until", "where", "person", "actor", "authority", "witness", "speaker", "to",
    "by", "about", "value", "object", "as_of", "since", "deadline", "of", "low", "high", "cause", "reason", "said".
    """

    kind: PartKind
    role: str
    text: str
    value: str


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """The report that a fact is from. `sha256` is the digest of its kept bytes, `archived` where they are kept."""

    title: str = ""
    publisher: str = ""
    published: str | None = None
    address: str = ""
    archived: str = ""
    sha256: str = ""


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """One statement that may be made public, ready to be cited.

    `key` is the statement's key in public. `term` is the event's type, the property or the measure. `said_by` runs from
    the publisher inwards. `date` is the day that it tells of, `said` the day on which it was said (EDTF). `standing`
    and `why` are what weighing says of the line that it is in. `cases` are the ids of the people it is about.
    """

    key: str
    kind: StatementKind
    term: str
    label: str
    parts: tuple[Part, ...]
    quotation: str
    report: str
    origin: Origin
    said_by: tuple[str, ...]
    date: str | None = None
    said: str | None = None
    status: Status = "asserted"
    standing: Firmness = "one_word"
    why: str = ""
    cases: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """A hash of what it says and of how it stands: another one, and somebody should look."""
        plain = [self.kind, self.term, self.parts, self.quotation, self.said_by, self.date, self.status]
        return hashlib.sha256(to_json(plain)).hexdigest()

    def part(self, *roles: str) -> tuple[Part, ...]:
        """The parts of these roles, in the order of the roles."""
        return tuple(one for role in roles for one in self.parts if one.role == role)


def all_facts(
    book: CaseBook, readings: Iterable[Reading], archived: Mapping[str, str] | None = None
) -> Mapping[str, Fact]:
    """Every fact of a public case book by its key. `archived`: where a report's bytes are kept, by its id.

    Raises:
        NotPublicError: the book is a working copy.
    """
    if not book.public:
        raise NotPublicError("facts are made from a public case book only")
    weighed = _weighed(book)
    places = archived or {}
    found: dict[str, Fact] = {}
    for reading in readings:
        origin = _origin(reading.report, places.get(reading.report.id, ""))
        for kind, statement in reading.statements():
            one = _fact(reading, kind, statement, origin)
            firm = weighed.get(one.key)
            found[one.key] = one if firm is None else _stood(one, firm)
    return found


def facts_of(
    book: CaseBook, readings: Iterable[Reading], subject: Subject, archived: Mapping[str, str] | None = None
) -> tuple[Fact, ...]:
    """The facts of a case, a finding or a series of figures, in the order of the book; none where it is not public.

    Raises:
        NotPublicError: the book is a working copy.
    """
    every = all_facts(book, readings, archived)
    return tuple(every[key] for key in keys_of(book, subject) if key in every)


def keys_of(book: CaseBook, subject: Subject) -> tuple[str, ...]:
    """The keys of the statements that a case, a finding or a series of figures rests on."""
    if isinstance(subject, Finding):
        sources: Iterable[Source] = subject.sources
    elif isinstance(subject, CaseFile):
        sources = _of_case(subject)
    else:
        sources = _named(book, subject)
    return tuple(dict.fromkeys(source.key for source in sources))


def case_of(book: CaseBook, who: str) -> CaseFile | None:
    """The case with an id, or with a person of this key."""
    return next((c for c in book.cases if c.id == who or any(ref.key == who for ref in c.people)), None)


def _named(book: CaseBook, name: str) -> Iterator[Source]:
    case = case_of(book, name)
    if case is not None:
        yield from _of_case(case)
        return
    for series in book.figures:
        if series.id == name:
            yield from (point.source for point in (*series.dated, *series.undated))
    held = (book.findings, *(c.findings for c in book.cases), *(s.findings for s in book.figures))
    found = next((one for some in held for one in some if one.id == name), None)
    yield from found.sources if found is not None else ()


def _of_case(case: CaseFile) -> Iterator[Source]:
    yield from (source for prop in case.properties for value in prop.values for source in value.sources)
    yield from (source for event in case.life for source in event.sources)
    yield from case.claims
    yield from (demand.source for demand in case.demands)


class _Weighed(msgspec.Struct):
    """What weighing says of a statement."""

    standing: Firmness = "one_word"
    why: str = ""
    cases: tuple[str, ...] = ()


def _weighed(book: CaseBook) -> dict[str, _Weighed]:
    found: dict[str, _Weighed] = {}
    for case in book.cases:
        values = (value for prop in case.properties for value in prop.values)
        lines: list[Value | LifeEvent] = [*values, *case.life]
        for line in lines:
            for source in line.sources:
                _note(found, source.key, case.id, line.firmness, line.why)
        for source in (*case.claims, *(demand.source for demand in case.demands)):
            _note(found, source.key, case.id)
    return found


_WORSE: tuple[Firmness, ...] = ("overtaken", "denied", "disputed", "one_word", "corroborated")


def _note(found: dict[str, _Weighed], key: str, case: str, firmness: Firmness | None = None, why: str = "") -> None:
    """The weakest standing counts where a statement is in several lines."""
    one = found.setdefault(key, _Weighed(standing=firmness or "one_word", why=why))
    one.cases = one.cases if case in one.cases else (*one.cases, case)
    if firmness is not None and _WORSE.index(firmness) < _WORSE.index(one.standing):
        one.standing, one.why = firmness, why


def _stood(fact: Fact, weighed: _Weighed) -> Fact:
    return msgspec.structs.replace(fact, standing=weighed.standing, why=weighed.why, cases=weighed.cases)


def _origin(report: ReportInfo, archived: str) -> Origin:
    return Origin(
        title=report.title or report.publisher or report.source,
        publisher=report.publisher or "",
        published=report.published,
        address=report.url or "",
        archived=archived,
        sha256=report.id,
    )


def _fact(reading: Reading, kind: StatementKind, statement: Statement, origin: Origin) -> Fact:
    said = said_on(reading, statement)
    parts = tuple(_parts(reading, statement))
    when = next((p.value for p in parts if p.kind == "date" and p.role in ("when", "as_of", "since", "deadline")), None)
    term = _term(statement)
    return Fact(
        key=statement_key(reading, kind, statement),
        kind=kind,
        term=term,
        label=_label(kind, term, parts),
        parts=(*parts, _date("said", said)) if said else parts,
        quotation=" … ".join(span.quote for span in spans_of(statement)),
        report=reading.report.id,
        origin=origin,
        said_by=_voices(reading, statement),
        date=when,
        said=said,
        status=getattr(statement, "status", "asserted"),
    )


def _term(statement: Statement) -> str:
    match statement:
        case Event():
            return statement.type
        case Attribute():
            return statement.property
        case Figure():
            return statement.measure
        case Claim():
            return statement.act
    return "demand"


def _label(kind: StatementKind, term: str, parts: Iterable[Part]) -> str:
    """The fact in plain words, as a list shows it: "Arrest: Anna Veld, 2 May 2024"."""
    tables = {"event": EVENT_TYPES, "attribute": PROPERTIES, "figure": MEASURES, "claim": ACTS}
    head = tables[kind][term].label if kind in tables else "Demand"
    return ": ".join(part for part in (head, ", ".join(dict.fromkeys(part.text for part in parts))) if part)


def _date(role: str, edtf: str) -> Part:
    return Part("date", role, date_words(edtf), edtf)


def _parts(reading: Reading, statement: Statement) -> Iterator[Part]:
    """The citable values of a statement."""
    entities = {entity.id: entity for entity in reading.entities}

    def named(role: str, *refs: str | None) -> Iterator[Part]:
        for ref in refs:
            if ref is not None and ref in entities and (name := entities[ref].name):
                kind: PartKind = "place" if entities[ref].kind in ("place", "facility") else "name"
                yield Part(kind, role, name, name)

    def dated(*roles: str) -> Iterator[Part]:
        for role in roles:
            edtf = getattr(statement, role)
            if edtf:
                yield _date(role, edtf)

    match statement:
        case Event():
            yield from (part for p in statement.participants for part in named(p.role, p.entity))
            yield from dated("when", "until")
            yield from named("where", statement.where)
            for role, span in (("cause", statement.cause), ("reason", statement.stated_reason)):
                if span is not None:
                    yield Part("words", role, span.quote, span.quote)
        case Attribute():
            yield from named("person", statement.subject)
            yield _value(statement)
            yield from named("object", statement.object)
            yield from dated("as_of", "since")
        case Figure():
            yield from _counted(statement)
            yield from dated("as_of", "since")
        case Claim():
            yield from named("speaker", statement.speaker)
            yield from named("to", statement.to)
            yield from dated("when")
        case Demand():
            yield from named("by", statement.by)
            yield from named("to", *statement.to)
            yield from named("about", *statement.about)
            yield from dated("deadline")


def _value(attribute: Attribute) -> Part:
    value = attribute.value
    if isinstance(value, int):
        return Part("number", "value", str(value), str(value))
    if attribute.property in ("born", "detained_since"):
        return _date("value", value)
    return Part("place" if attribute.property in ("held_at", "residence") else "value", "value", value, value)


def _counted(figure: Figure) -> Iterator[Part]:
    for role, number in (("value", figure.value), ("low", figure.low), ("high", figure.high)):
        if number is not None:
            yield Part("number", role, f"{number:,}", str(number))
    yield Part("words", "of", figure.of, figure.of)
    if figure.place:
        yield Part("place", "where", figure.place, figure.place)


def _voices(reading: Reading, statement: Statement) -> tuple[str, ...]:
    """Who says it, from the report's publisher (or its file) inwards; the report's own "we" is its publisher."""
    names = {entity.id: entity.name for entity in reading.entities}
    named = {entity.id for entity in reading.entities if entity.named}

    def voice(claim: Claim) -> str:
        """A name first; of "We" and "the sister" the words of the report, which the reader may have put together."""
        name = names.get(claim.speaker or "", "")
        return (name if claim.speaker in named else "") or claim.speaker_text or name or "somebody not named"

    chain = [voice(claim) for claim in claims_around(reading, statement)]
    if chain and chain[-1].casefold() in FIRST_PERSON:
        chain.pop()
    return (reading.report.publisher or reading.report.source, *reversed(chain))
