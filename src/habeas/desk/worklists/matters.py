"""Takes the matters out of the weighed case book."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from habeas.desk.worklists.models import Matter
from habeas.model.case import CaseFile, DemandLine, FigurePoint, FigureSeries, Source

OPEN = ("denial", "drift")
"""Findings of a case that two sides stand in, beside the properties in conflict."""


def of_cases(cases: Iterable[CaseFile]) -> Iterator[Matter]:
    """What is in dispute in some cases."""
    for case in cases:
        yield from _of_case(case)


def of_demands(demands: Iterable[DemandLine]) -> Iterator[Matter]:
    """A matter for each demand."""
    return map(_demand, demands)


def of_figures(figures: Iterable[FigureSeries]) -> Iterator[Matter]:
    """A matter for each series that has more than one figure."""
    return (_figures(series) for series in figures if len(series.dated + series.undated) > 1)


def _of_case(case: CaseFile) -> Iterator[Matter]:
    person = min(ref.key for ref in case.people)
    for prop in case.properties:
        if prop.relation == "conflict":
            sides = [(value.label, value.sources) for value in prop.values]
            made = _matter("disagreement", f"{person}:{prop.property}", f"{case.name}: {prop.label}", sides)
            made.person, made.text = person, prop.explanation
            yield made
    for finding in case.findings:
        if finding.kind in OPEN and len(finding.sources) > 1:
            sides = [(_speaker(source), (source,)) for source in finding.sources]
            made = _matter("disagreement", f"{person}:{finding.id}", case.name, sides)
            made.person, made.text = person, finding.text
            yield made


def _figures(series: FigureSeries) -> Matter:
    sides = [(_point(point), (point.source,)) for point in series.dated + series.undated]
    place = f", {series.place}" if series.place else ""
    made = _matter("figures", series.id, f"{series.label}{place}: {series.counts}", sides)
    made.text = " ".join(finding.text for finding in series.findings)
    return made


def _point(point: FigurePoint) -> str:
    number = point.value if point.value is not None else f"{point.low}–{point.high}"
    return f"{'≈ ' if point.approximate else ''}{number} {point.of} ({point.as_of or '–'})"


def _demand(demand: DemandLine) -> Matter:
    to = f" → {', '.join(demand.to)}" if demand.to else ""
    made = _matter("demand", demand.source.key, f"{demand.by}{to}", [(demand.deadline or "", (demand.source,))])
    made.text = demand.text
    return made


def _matter(kind: str, key: str, title: str, sides: Iterable[tuple[str, Sequence[Source]]]) -> Matter:
    made = [{"label": label, "statements": [_statement(one) for one in sources]} for label, sources in sides]
    reports = sorted({one["report"] for side in made for one in side["statements"]})  # type: ignore[index]
    return Matter(key=f"{kind}:{key}", kind=kind, title=title, sides=made, reports=reports)


def _statement(source: Source) -> dict[str, Any]:
    voices = [voice.name for voice in source.voices]
    return {"report": source.report, "key": source.key, "quote": " … ".join(source.quotes), "voices": voices}


def _speaker(source: Source) -> str:
    return source.voices[-1].name if source.voices else ""
