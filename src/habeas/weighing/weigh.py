"""From readings, people's decisions and who is who to the case book. A pure function of these, in any order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from habeas.model import dates
from habeas.model.case import (
    Body,
    CaseBook,
    CaseFile,
    DemandLine,
    FigureSeries,
    Finding,
    Join,
    ReportLine,
    Resolution,
)
from habeas.model.decision import Decision
from habeas.model.reading import Reading
from habeas.model.standing import standings
from habeas.weighing.cases import Material, Shared, case_file, materials
from habeas.weighing.demands import demands
from habeas.weighing.figures import figures
from habeas.weighing.findings import finding
from habeas.weighing.ground import Ground, ground_of, tellings
from habeas.weighing.names import display_name, slugs
from habeas.weighing.origins import Origins, origins
from habeas.weighing.speakers import Speakers
from habeas.weighing.wording import listed, quoted


def weigh(
    readings: Sequence[Reading],
    resolution: Resolution,
    decisions: Sequence[Decision],
    received: Mapping[str, str],
) -> CaseBook:
    """The case book: cases, figures in series, demands, and what there is to be said of them.

    Args:
        readings: one per report, in any order.
        resolution: who is who, of the same readings.
        decisions: all that people decided; rejected statements are left out and counted, corrections are applied.
        received: when each report was added (ISO 8601), by its id.
    """
    grounds = _grounds(readings, resolution)
    known = standings(decisions)
    told = [pair for ground in grounds for pair in tellings(ground, known)]
    kept = [t for t, rejected in told if not rejected]
    found = [m for m in materials(grounds, resolution.clusters, told) if m.entities and m.is_case()]
    asked = demands(kept, {ref.key: m.id for m in found for ref in m.people})
    shared = _shared(found, origins(grounds, resolution), resolution.joins, asked)
    shared = replace(shared, newest=_newest(grounds))
    cases = tuple(sorted((case_file(m, shared) for m in found), key=lambda c: (c.slug, c.id)))
    series = figures(kept, shared.origins.speakers)
    return CaseBook(
        reports=_reports(grounds, shared.origins, received),
        cases=cases,
        figures=series,
        demands=asked,
        findings=_findings(cases, series, _copies(grounds, shared.origins)),
        bodies=resolution.bodies,
    )


def series(
    readings: Sequence[Reading], resolution: Resolution, decisions: Sequence[Decision]
) -> tuple[FigureSeries, ...]:
    """The figures alone, as `weigh` puts them in series."""
    grounds = _grounds(readings, resolution)
    known = standings(decisions)
    kept = [told for ground in grounds for told, rejected in tellings(ground, known) if not rejected]
    return figures(kept, Speakers(grounds, resolution))


def _grounds(readings: Sequence[Reading], resolution: Resolution) -> list[Ground]:
    unique = {r.report.id: r for r in readings}
    ordered = sorted(unique.values(), key=lambda r: (dates.sort_key(r.report.published), r.report.id))
    bodies = _bodies(resolution)
    who = {ref.key: cluster[0].key for cluster in resolution.clusters for ref in cluster}
    return [ground_of(reading, bodies.get(reading.report.id, {}), who) for reading in ordered]


def _newest(grounds: Sequence[Ground]) -> str | None:
    """The date of the newest report."""
    known = [g.reading.report.published for g in grounds if g.reading.report.published is not None]
    return max(known, key=dates.sort_key, default=None)


def _bodies(resolution: Resolution) -> dict[str, dict[str, Body]]:
    """By report and entity, which body of all reports it is."""
    found: dict[str, dict[str, Body]] = defaultdict(dict)
    for body in resolution.bodies:
        for ref in body.members:
            found[ref.report][ref.entity] = body
    return found


def _shared(found: Sequence[Material], known: Origins, joins: Iterable[Join], asked: Iterable[DemandLine]) -> Shared:
    by_person: dict[str, list[Join]] = defaultdict(list)
    for join in joins:
        by_person[join.left].append(join)
        by_person[join.right].append(join)
    by_case: dict[str, list[DemandLine]] = defaultdict(list)
    for line in asked:
        for case in line.cases:
            by_case[case].append(line)
    return Shared(known, by_person, by_case, slugs({m.id: display_name(m.entities) for m in found}))


def _reports(grounds: Sequence[Ground], known: Origins, received: Mapping[str, str]) -> tuple[ReportLine, ...]:
    titles = {g.report: g.reading.report.title or g.reading.report.source.rsplit("/", 1)[-1] for g in grounds}
    short = slugs({report: " ".join(title.split()[:10]) for report, title in titles.items()})
    return tuple(
        ReportLine(
            id=ground.report,
            slug=short[ground.report],
            info=ground.reading.report,
            state=ground.reading.state,
            notes=ground.reading.notes,
            received=received.get(ground.report),
            copy_group=known.group.get(ground.report),
        )
        for ground in grounds
    )


def _copies(grounds: Sequence[Ground], known: Origins) -> list[Finding]:
    """One finding for each group of reports of one origin."""
    members: dict[str, list[Ground]] = defaultdict(list)
    for ground in grounds:
        if ground.report in known.group:
            members[known.group[ground.report]].append(ground)
    found = []
    for group in sorted(members):
        papers = [
            f"{g.publisher}, {quoted(g.reading.report.title or g.reading.report.source, 80)}" for g in members[group]
        ]
        text = f"Largely the same words, counted as one source: {listed(papers, 6)}."
        found.append(finding("copies", text, (), "|".join(sorted(g.report for g in members[group]))))
    return found


def _findings(
    cases: Iterable[CaseFile], series: Iterable[FigureSeries], copies: Iterable[Finding]
) -> tuple[Finding, ...]:
    everything = [f for case in cases for f in case.findings]
    everything += [f for line in series for f in line.findings]
    return tuple({f.id: f for f in (*everything, *copies)}.values())
