"""A case as plain lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from textwrap import wrap

from habeas.model.case import CaseFile, Join, LifeEvent, Property, Source
from habeas.model.reading import ReportInfo

WIDTH = 100


def page(case: CaseFile, reports: Mapping[str, ReportInfo]) -> str:
    """All that is known of a case; `reports` gives what is known of each report by its id."""
    return "\n".join(_lines(case, reports)).rstrip()


def _lines(case: CaseFile, reports: Mapping[str, ReportInfo]) -> Iterator[str]:
    yield case.name
    yield "=" * len(case.name)
    yield from wrap(case.summary, WIDTH)
    others = [name for name in case.names if name != case.name]
    if others:
        yield f"Also: {', '.join(others)}"
    yield f"Case: {case.id}"
    yield from _people(case)
    for heading, lines in (
        ("Life line", [line for event in case.life for line in _event(event)]),
        ("Properties", [line for property_ in case.properties for line in _property(property_)]),
        ("Findings", [line for finding in case.findings for line in _hanging("- ", finding.text)]),
        ("Who says what", [line for source in case.claims for line in _source(source, "- ")]),
        ("Demands", [line for demand in case.demands for line in _source(demand.source, "- ")]),
        ("Sources", [_report(reports[report]) for report in case.reports if report in reports]),
    ):
        if lines:
            yield ""
            yield heading
            yield "-" * len(heading)
            yield from lines


def _people(case: CaseFile) -> Iterator[str]:
    yield "People of the reports in this case:"
    for person in case.people:
        yield f"  {person.key}  {person.name}"
    for join in case.joins:
        yield from _join(join)


def _join(join: Join) -> Iterator[str]:
    yield f"  {join.state}: {join.left} and {join.right} are the same (score {join.score:.2f})"
    for reason in join.reasons:
        yield from _hanging("    for: ", reason)
    for reason in join.against:
        yield from _hanging("    against: ", reason)


def _event(event: LifeEvent) -> Iterator[str]:
    when = event.when or _bounds(event)
    status = "" if event.status == "asserted" else f" ({event.status.replace('_', ' ')})"
    where = f", {event.where}" if event.where else ""
    yield from _hanging(f"{when:>16}  ", f"{event.label}{status}{where}")
    if event.overtaken_by:
        yield from _hanging(" " * 18, f"overtaken: {event.overtaken_by}")
    for source in event.sources:
        yield from _source(source, " " * 18)


def _bounds(event: LifeEvent) -> str:
    if event.before:
        return f"by {event.before}"
    return f"after {event.after}" if event.after else "undated"


def _property(property_: Property) -> Iterator[str]:
    for value in property_.values:
        yield from _hanging("", f"{property_.label}: {value.label}")
        for source in value.sources:
            yield from _source(source, "    ")
    if property_.explanation:
        yield from _hanging("    ", property_.explanation)


def _source(source: Source, indent: str) -> Iterator[str]:
    said = " ".join(" ".join(quote.split()) for quote in source.quotes)
    voices = ", according to ".join(voice.name for voice in reversed(source.voices))
    risk = f", high-risk: {source.high_risk}" if source.high_risk else ""
    yield from _hanging(indent, f"“{said}” – {voices} [{source.key} {source.state}{risk}]")


def _report(info: ReportInfo) -> str:
    parts = (info.published, info.publisher, info.title, info.url or info.source)
    return "- " + ", ".join(part for part in parts if part)


def _hanging(indent: str, text: str) -> list[str]:
    return wrap(
        text,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=" " * len(indent),
        break_long_words=False,
        break_on_hyphens=False,
    )
