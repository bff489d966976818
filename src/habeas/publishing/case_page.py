"""What a case page shows, put in the order in which it shows it."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from habeas.model.case import CaseBook, CaseFile, Finding, Join, LifeEvent, PersonRef, Property, ReportLine, Source
from habeas.model.vocabulary import ACTS
from habeas.publishing.glance import Glance, glance
from habeas.publishing.statements import Line
from habeas.publishing.wording import WORDING, Group


class JoinView(msgspec.Struct, frozen=True):
    """A join with its two people, as far as the book has them."""

    join: Join
    left: PersonRef | None
    right: PersonRef | None


class ReportView(msgspec.Struct, frozen=True):
    """One report's part in a case: the people that it has, and its statements."""

    report: ReportLine
    people: tuple[PersonRef, ...]
    lines: tuple[Line, ...]


class ChainView(msgspec.Struct, frozen=True):
    """What comes down one chain of speakers in one report; `source` stands for the chain."""

    source: Source
    lines: tuple[Line, ...]


class SpeakerView(msgspec.Struct, frozen=True):
    """Everything that one innermost speaker is reported to say about the person, by the way it came."""

    name: str
    chains: tuple[ChainView, ...]


class CaseView(msgspec.Struct, frozen=True, kw_only=True):
    """A case file, sorted for its page."""

    case: CaseFile
    glance: Glance
    proposed: tuple[JoinView, ...]
    decided: tuple[JoinView, ...]
    health: tuple[Property, ...]
    health_events: tuple[LifeEvent, ...]
    law: tuple[Property, ...]
    law_events: tuple[LifeEvent, ...]
    other: tuple[Property, ...]
    conflicts: tuple[Property, ...]
    disagreements: tuple[Finding, ...]
    in_question: tuple[PersonRef, ...]
    overtaken: tuple[LifeEvent, ...]
    overtaken_findings: tuple[Finding, ...]
    notes: tuple[Finding, ...]
    speakers: tuple[SpeakerView, ...]
    reports: tuple[ReportView, ...]


def case_view(book: CaseBook, case: CaseFile) -> CaseView:
    """The page of one case of a book."""
    joins = tuple(_joins(book, case))
    found = tuple(case_lines(case))
    by_kind = {f.kind: tuple(g for g in case.findings if g.kind == f.kind) for f in case.findings}
    shown = {"conflict", "denial", "overtaken"}
    proposed = tuple(j for j in joins if j.join.state in ("proposed", "unsure"))
    return CaseView(
        case=case,
        glance=glance(case),
        proposed=proposed,
        in_question=tuple(dict.fromkeys(ref for j in proposed for ref in (j.left, j.right) if ref is not None)),
        decided=tuple(j for j in joins if j.join.state in ("same", "different")),
        health=_properties(case, WORDING.health),
        health_events=_events(case, WORDING.health),
        law=_properties(case, WORDING.law),
        law_events=_events(case, WORDING.law),
        other=tuple(p for p in case.properties if p.property not in WORDING.health.properties | WORDING.law.properties),
        conflicts=tuple(p for p in case.properties if p.relation == "conflict"),
        disagreements=by_kind.get("conflict", ()) + by_kind.get("denial", ()),
        overtaken=tuple(e for e in case.life if e.overtaken_by),
        overtaken_findings=by_kind.get("overtaken", ()),
        notes=tuple(f for f in case.findings if f.kind not in shown),
        speakers=_speakers(found),
        reports=_reports(book, case, found),
    )


def case_lines(case: CaseFile) -> Iterator[Line]:
    """Every statement of a case, once."""
    for prop in case.properties:
        for value in prop.values:
            for source in value.sources:
                yield Line(source=source, label=prop.label, detail=value.label, when=value.as_of, who=(case.name,))
    for event in case.life:
        for source in event.sources:
            yield Line(source=source, label=event.label, when=event.when, who=(case.name,))
    for source in case.claims:
        label = ACTS[source.voices[-1].act].label if source.voices else "Claim"
        yield Line(source=source, label=label, who=(case.name,))
    for demand in case.demands:
        yield Line(source=demand.source, label="Demand", when=demand.deadline, who=(case.name,))


def _properties(case: CaseFile, group: Group) -> tuple[Property, ...]:
    return tuple(p for p in case.properties if p.property in group.properties)


def _events(case: CaseFile, group: Group) -> tuple[LifeEvent, ...]:
    return tuple(e for e in case.life if e.type in group.events)


def _joins(book: CaseBook, case: CaseFile) -> Iterator[JoinView]:
    """The joins that may be shown: all of them in the working copy, in public those that a person decided."""
    people = {ref.key: ref for c in book.cases for ref in c.people}
    own = {ref.key for ref in case.people}
    for join in case.joins:
        if not book.public or (join.state == "same" and {join.left, join.right} <= own):
            yield JoinView(join, people.get(join.left), people.get(join.right))


def _speakers(found: tuple[Line, ...]) -> tuple[SpeakerView, ...]:
    groups: dict[str, dict[object, list[Line]]] = {}
    for line in found:
        voices = line.source.voices
        if len(voices) > 1:
            ways = groups.setdefault(voices[-1].name, {})
            way = tuple((voice.name, voice.act) for voice in voices)
            ways.setdefault((line.source.report, way), []).append(line)
    return tuple(
        SpeakerView(name, tuple(ChainView(said[0].source, tuple(said)) for said in ways.values()))
        for name, ways in groups.items()
    )


def _reports(book: CaseBook, case: CaseFile, found: tuple[Line, ...]) -> tuple[ReportView, ...]:
    wanted = {*case.reports, *(line.source.report for line in found)}
    return tuple(
        ReportView(
            report,
            tuple(ref for ref in case.people if ref.report == report.id),
            tuple(
                sorted(
                    (line for line in found if line.source.report == report.id),
                    key=lambda line: (line.source.spans[:1], line.label),
                )
            ),
        )
        for report in sorted(book.reports, key=lambda r: (r.info.published or "", r.id))
        if report.id in wanted
    )
