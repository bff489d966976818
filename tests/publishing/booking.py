"""A plain case book from readings, for tests: one case a person, values side by side. Not how weighing does it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from habeas.model.case import (
    CaseBook,
    CaseFile,
    DemandLine,
    FigurePoint,
    FigureSeries,
    Finding,
    LifeEvent,
    PersonRef,
    Property,
    ReportLine,
    Source,
    Value,
    Voice,
)
from habeas.model.identity import person_key, statement_key
from habeas.model.reading import Claim, Event, Reading, Statement, StatementKind, spans_of
from habeas.model.risk import high_risk
from habeas.model.standing import UNDECIDED, Standing
from habeas.model.vocabulary import EVENT_TYPES, MEASURES, PROPERTIES

Standings = Mapping[str, Standing]


def source(reading: Reading, kind: StatementKind, statement: Statement, standings: Standings) -> Source:
    key = statement_key(reading, kind, statement)
    standing = standings.get(key, UNDECIDED)
    spans = spans_of(statement)
    return Source(
        report=reading.report.id,
        kind=kind,
        statement=statement.id,
        key=key,
        state=standing.state,
        quotes=tuple(s.quote for s in spans),
        spans=tuple((s.start, s.end) for s in spans),
        voices=voices(reading, statement),
        status=getattr(statement, "status", "asserted"),
        said=reading.report.published,
        high_risk=high_risk(reading, statement),
        permitted=standing.permitted,
    )


def voices(reading: Reading, statement: Statement) -> tuple[Voice, ...]:
    claims = {c.id: c for c in reading.claims}
    names = {e.id: e.name for e in reading.entities}
    at: Claim | None = statement if isinstance(statement, Claim) else None
    if not isinstance(statement, Claim) and statement.said_by:
        at = claims[statement.said_by[0]]
    chain: list[Voice] = []
    while at is not None:
        text = at.speaker_text or "somebody"
        name = names.get(at.speaker or "", text)
        chain.append(Voice(name=name, text=text, act=at.act, manner=at.manner, entity=at.speaker))
        at = claims[at.within] if at.within else None
    publisher = reading.report.publisher or reading.report.source
    return (Voice(name=publisher, text=publisher), *reversed(chain))


def slug(name: str, key: str) -> str:
    plain = "".join(c if c.isascii() and c.isalnum() else "-" for c in name.casefold()).strip("-")
    return f"{plain or 'person'}-{hashlib.sha256(key.encode()).hexdigest()[:6]}"


def book(
    readings: Sequence[Reading],
    standings: Standings | None = None,
    *,
    together: Iterable[frozenset[str]] = (),
    public: bool = False,
) -> CaseBook:
    """The book of some readings; `together` are sets of names that are one person."""
    known = standings or {}
    groups = tuple(together)
    people: dict[object, list[tuple[Reading, str]]] = {}
    for reading in readings:
        for entity in reading.entities:
            if entity.kind == "person" and entity.named:
                who: object = next((g for g in groups if entity.name in g), entity.name)
                people.setdefault(who, []).append((reading, entity.id))
    cases = [_case(refs, known) for refs in people.values()]
    demands = [_demand(r, d, people, known) for r in readings for d in r.demands]
    return CaseBook(
        reports=tuple(
            ReportLine(
                id=r.report.id,
                slug=slug(r.report.publisher or "report", r.report.id),
                info=r.report,
                state=r.state,
                notes=r.notes,
                received="2024-03-01T09:00:00Z",
            )
            for r in readings
        ),
        cases=tuple(c for c in cases if c.life or c.properties),
        figures=_figures(readings, known),
        demands=tuple(demands),
        findings=tuple(f for c in cases for f in c.findings),
        public=public,
    )


def _case_id(refs: Sequence[tuple[Reading, str]]) -> str:
    keys = [person_key(r, r.entity(e)) for r, e in refs]
    return "ca:" + hashlib.sha256("".join(keys).encode()).hexdigest()[:16]


def _demand(
    reading: Reading, demand: object, people: Mapping[object, list[tuple[Reading, str]]], known: Standings
) -> DemandLine:
    from habeas.model.reading import Demand

    assert isinstance(demand, Demand)
    cases = tuple(
        _case_id(refs) for refs in people.values() if any(r is reading and e in demand.about for r, e in refs)
    )
    return DemandLine(
        by=reading.entity(demand.by).name if demand.by else "nobody named",
        to=tuple(reading.entity(t).name for t in demand.to),
        text=" … ".join(s.quote for s in demand.evidence),
        source=source(reading, "demand", demand, known),
        cases=cases,
        deadline=demand.deadline,
    )


def _case(refs: Sequence[tuple[Reading, str]], known: Standings) -> CaseFile:
    case_id = _case_id(refs)
    name = refs[0][0].entity(refs[0][1]).name
    properties = _properties(refs, known)
    life = _life(refs, known)
    claims = [
        source(r, "claim", c, known)
        for r, e in refs
        for c in r.claims
        if c.speaker == e or any(m.start >= s.start and m.end <= s.end for m in r.entity(e).mentions for s in c.content)
    ]
    findings = tuple(
        Finding(
            id=f"{case_id}-{p.property}",
            kind="conflict",
            text=f"Accounts of {name}: {p.explanation}",
            sources=tuple(s for v in p.values for s in v.sources),
        )
        for p in properties
        if p.relation == "conflict"
    )
    spelt = {n.text: None for r, e in refs for n in (*r.entity(e).names,)} | {r.entity(e).name: None for r, e in refs}
    dates = [r.report.published for r, _ in refs if r.report.published]
    latest = life[-1] if life else None
    return CaseFile(
        id=case_id,
        slug=slug(name, case_id),
        name=name,
        names=tuple(spelt),
        people=tuple(
            PersonRef(key=person_key(r, r.entity(e)), report=r.report.id, entity=e, name=r.entity(e).name)
            for r, e in refs
        ),
        joins=(),
        summary=f"{latest.label}, in the words of {latest.sources[0].voices[0].name}: “{latest.words[0]}”."
        if latest
        else "Named in a report.",
        as_of=max(dates) if dates else None,
        status=latest.label if latest else "named",
        properties=properties,
        life=life,
        claims=tuple(claims),
        demands=(),
        findings=findings,
        reports=tuple(dict.fromkeys(r.report.id for r, _ in refs)),
    )


def _properties(refs: Sequence[tuple[Reading, str]], known: Standings) -> tuple[Property, ...]:
    found: dict[str, dict[str, list[Source]]] = {}
    for reading, entity in refs:
        for a in reading.attributes:
            if a.subject == entity:
                found.setdefault(a.property, {}).setdefault(str(a.value), []).append(
                    source(reading, "attribute", a, known)
                )
    made = []
    for name, values in found.items():
        label = PROPERTIES[name].label
        differ = len(values) > 1 and name == "age"
        relation = "conflict" if differ else "several" if len(values) > 1 else "single"
        said = f"{label} is given as {' and as '.join(values)}." if len(values) > 1 else ""
        listed = tuple(
            Value(value=v, label=v, sources=tuple(s), first_said=s[0].said, last_said=s[-1].said)
            for v, s in values.items()
        )
        made.append(Property(property=name, label=label, values=listed, relation=relation, explanation=said))  # type: ignore[arg-type]
    return tuple(made)


def _life(refs: Sequence[tuple[Reading, str]], known: Standings) -> tuple[LifeEvent, ...]:
    found: dict[tuple[str, str, str], list[tuple[Reading, Event]]] = {}
    for reading, entity in refs:
        for v in reading.events:
            if any(p.entity == entity and p.role == "person" for p in v.participants):
                found.setdefault((v.type, v.when or "", v.status), []).append((reading, v))
    made = []
    for (kind, when, status), told in found.items():
        sources = tuple(source(r, "event", v, known) for r, v in told)
        where = next((r.entity(v.where).name for r, v in told if v.where), None)
        made.append(
            LifeEvent(
                type=kind,
                label=EVENT_TYPES[kind].label,
                when=when or None,
                sources=sources,
                where=where,
                words=tuple(dict.fromkeys(v.trigger.quote for _, v in told)),
                status=status,  # type: ignore[arg-type]
                before=None if when else sources[0].said,
                independent=len(sources),
            )
        )
    return tuple(sorted(made, key=lambda e: (e.when or e.before or "9999", e.type)))


def _figures(readings: Sequence[Reading], known: Standings) -> tuple[FigureSeries, ...]:
    found: dict[tuple[str, str], list[FigurePoint]] = {}
    for reading in readings:
        for f in reading.figures:
            point = FigurePoint(
                label=f.evidence[0].quote,
                of=f.of,
                value=f.value,
                low=f.low,
                high=f.high,
                approximate=f.approximate,
                method=f.method,
                as_of=f.as_of,
                since=f.since,
                source=source(reading, "figure", f, known),
                said=reading.report.published,
            )
            found.setdefault((f.measure, f.of if f.measure == "ill" else f.measure), []).append(point)
    return tuple(
        FigureSeries(
            id=f"{measure}-{i}",
            measure=measure,
            label=MEASURES[measure].label,
            counts=points[0].of,
            place=None,
            dated=tuple(sorted((p for p in points if p.as_of), key=lambda p: p.as_of or "")),
            undated=tuple(p for p in points if not p.as_of),
        )
        for i, ((measure, _), points) in enumerate(found.items())
    )
