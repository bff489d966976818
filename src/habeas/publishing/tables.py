"""The rows of every table that is exported. Cells are strings; "" where there is nothing to say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from habeas.model.case import CaseBook, Source, Voice
from habeas.model.reading import Reading
from habeas.publishing.addresses import Addresses, key_anchor
from habeas.publishing.bodies import Bodies, BodyView
from habeas.publishing.case_page import case_lines
from habeas.publishing.chart import count_words
from habeas.publishing.register import register
from habeas.publishing.statements import all_findings, by_key, lines

Row = dict[str, str]


def tables(book: CaseBook, readings: Mapping[str, Reading]) -> dict[str, list[Row]]:
    """Every table by name, its rows in the order of the book."""
    at = Addresses(book)
    makers: dict[str, Callable[[CaseBook, Addresses], list[Row]]] = {
        "people": _people,
        "register": register,
        "events": _events,
        "properties": _properties,
        "figures": _figures,
        "demands": _demands,
        "sources": _sources,
        "joins": _joins,
        "bodies": lambda book, _: _bodies(Bodies(book, readings)),
        "findings": _findings,
    }
    made = {name: make(book, at) for name, make in makers.items()}
    first = {"people": made.pop("people"), "register": made.pop("register")}
    return {**first, "statements": _statements(book, readings, at), **made}


def listed(parts: Iterable[object]) -> str:
    """A list as one cell."""
    return " | ".join(str(part) for part in parts)


def chained(voices: Iterable[Voice]) -> str:
    """Who says it, from the publisher inwards, as one cell."""
    return " > ".join(v.name if v.text in ("", v.name) else f"{v.name} ({v.text})" for v in voices)


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _latest(sources: Iterable[Source]) -> str:
    return max((source.said or "" for source in sources), default="")


def _telling(sources: tuple[Source, ...]) -> Row:
    return {
        "statement_keys": listed(source.key for source in sources),
        "said_by": listed(chained(source.voices) for source in sources),
    }


def _people(book: CaseBook, at: Addresses) -> list[Row]:
    return [
        {
            "case_id": case.id,
            "name": case.name,
            "names": listed(case.names),
            "person_keys": listed(ref.key for ref in case.people),
            "status": case.status,
            "summary": case.summary,
            "as_of": _cell(case.as_of),
            "reports": listed(case.reports),
            "events": _cell(len(case.life)),
            "claims": _cell(len(case.claims)),
            "address": _cell(at.case(case.id)),
        }
        for case in book.cases
    ]


def _statements(book: CaseBook, readings: Mapping[str, Reading], at: Addresses) -> list[Row]:
    known = by_key(book)
    cases: dict[str, dict[str, None]] = {}
    for case in book.cases:
        for line in case_lines(case):
            cases.setdefault(line.source.key, {})[case.id] = None
    rows = []
    for report in book.reports:
        reading = readings.get(report.id)
        for line in lines(reading, known, public=book.public) if reading is not None else ():
            source = line.source
            innermost = source.voices[-1] if source.voices else Voice(name="", text="")
            rows.append(
                {
                    "statement_key": source.key,
                    "kind": source.kind,
                    "report_id": report.id,
                    "case_ids": listed(cases.get(source.key, ())),
                    "about": listed(line.who),
                    "label": line.label,
                    "detail": line.detail,
                    "when": _cell(line.when),
                    "status": source.status,
                    "state": source.state,
                    "high_risk": _cell(source.high_risk),
                    "said_by": chained(source.voices),
                    "speaker": innermost.name,
                    "speaker_text": innermost.text,
                    "act": innermost.act,
                    "manner": innermost.manner,
                    "quote": listed(source.quotes),
                    "start": listed(start for start, _ in source.spans),
                    "end": listed(end for _, end in source.spans),
                    "said": _cell(source.said),
                    "address": _cell(at.source(source)),
                }
            )
    return rows


def _events(book: CaseBook, at: Addresses) -> list[Row]:
    return [
        {
            "event_id": event.sources[0].key if event.sources else "",
            "case_id": case.id,
            "person": case.name,
            "type": event.type,
            "label": event.label,
            "when": _cell(event.when),
            "until": _cell(event.until),
            "after": _cell(event.after),
            "before": _cell(event.before),
            "where": _cell(event.where),
            "actors": listed(event.actors),
            "status": event.status,
            "words": listed(event.words),
            "overtaken_by": _cell(event.overtaken_by),
            "independent": _cell(event.independent),
            "standing": event.firmness,
            "standing_why": event.why,
            **_telling(event.sources),
            "states": listed(source.state for source in event.sources),
            "as_of": _latest(event.sources),
            "address": f"{at.case(case.id)}#{key_anchor(event.sources[0].key)}" if event.sources else "",
        }
        for case in book.cases
        for event in case.life
    ]


def _properties(book: CaseBook, at: Addresses) -> list[Row]:
    return [
        {
            "case_id": case.id,
            "person": case.name,
            "property": prop.property,
            "label": prop.label,
            "value": value.value,
            "value_label": value.label,
            "relation": prop.relation,
            "as_of": _cell(value.as_of),
            "first_said": _cell(value.first_said),
            "last_said": _cell(value.last_said),
            "independent": _cell(value.independent),
            "standing": value.firmness,
            "standing_why": value.why,
            **_telling(value.sources),
            "states": listed(source.state for source in value.sources),
            "address": f"{at.case(case.id)}#p-{key_anchor(prop.property)}",
        }
        for case in book.cases
        for prop in case.properties
        for value in prop.values
    ]


def _figures(book: CaseBook, at: Addresses) -> list[Row]:
    return [
        {
            "statement_key": point.source.key,
            "series_id": series.id,
            "measure": series.measure,
            "counts": series.counts,
            "place": _cell(series.place),
            "of": point.of,
            "count": count_words(point),
            "value": _cell(point.value),
            "low": _cell(point.low),
            "high": _cell(point.high),
            "approximate": _cell(point.approximate),
            "method": _cell(point.method),
            "as_of": _cell(point.as_of),
            "since": _cell(point.since),
            "said": _cell(point.said),
            "said_by": chained(point.source.voices),
            "quote": listed(point.source.quotes),
            "state": point.source.state,
            "report_id": point.source.report,
            "address": _cell(at.source(point.source)),
        }
        for series in book.figures
        for point in (*series.dated, *series.undated)
    ]


def _demands(book: CaseBook, at: Addresses) -> list[Row]:
    return [
        {
            "statement_key": demand.source.key,
            "by": demand.by,
            "to": listed(demand.to),
            "text": demand.text,
            "case_ids": listed(demand.cases),
            "deadline": _cell(demand.deadline),
            "said_by": chained(demand.source.voices),
            "as_of": _cell(demand.source.said),
            "state": demand.source.state,
            "report_id": demand.source.report,
            "address": _cell(at.source(demand.source)),
        }
        for demand in book.demands
    ]


def _sources(book: CaseBook, at: Addresses) -> list[Row]:
    return [
        {
            "report_id": report.id,
            "title": _cell(report.info.title),
            "publisher": _cell(report.info.publisher),
            "author": _cell(report.info.author),
            "published": _cell(report.info.published),
            "url": _cell(report.info.url),
            "language": _cell(report.info.language),
            "translated_from": _cell(report.info.translated_from),
            "media_type": report.info.media_type,
            "file": report.info.source,
            "state": report.state,
            "not_read": listed(report.notes),
            "received": _cell(report.received),
            "copy_group": _cell(report.copy_group),
            "address": _cell(at.report(report.id)),
        }
        for report in book.reports
    ]


def _joins(book: CaseBook, at: Addresses) -> list[Row]:
    return [
        {
            "case_id": case.id,
            "left": join.left,
            "right": join.right,
            "score": f"{join.score:.4f}",
            "state": join.state,
            "reasons": listed(join.reasons),
            "against": listed(join.against),
            "decision": _cell(join.decision),
            "address": _cell(at.case(case.id)),
        }
        for case in book.cases
        for join in case.joins
    ]


def _bodies(known: Bodies) -> list[Row]:
    return [_body(view) for view in known.views()]


def _body(view: BodyView) -> Row:
    body = view.body
    only = body.places[0] if len(body.places) == 1 else None
    return {
        "body_id": body.id,
        "kind": body.kind,
        "name": body.name,
        "names": listed(body.names),
        "country": only.country if only else "",
        "latitude": _cell(only.latitude if only else None),
        "longitude": _cell(only.longitude if only else None),
        "gazetteer": listed(place.gazetteer for place in body.places),
        "statements": _cell(view.said),
        "speaks_of": listed(case.id for case in view.speaks),
        "acts_in": listed(case.id for case in view.acts),
        "place_in": listed(case.id for case in view.there),
        "reports": listed(dict.fromkeys(ref.report for ref in body.members)),
        "address": f"bodies.html#{key_anchor(body.id)}",
    }


def _findings(book: CaseBook, at: Addresses) -> list[Row]:
    return [
        {
            "finding_id": finding.id,
            "kind": finding.kind,
            "text": finding.text,
            **_telling(finding.sources),
            "as_of": _latest(finding.sources),
            "address": f"findings.html#{key_anchor(finding.id)}",
        }
        for finding in all_findings(book)
    ]
