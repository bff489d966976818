"""For other programs: JSON, FollowTheMoney, and a calendar of hearings."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from icalendar import Calendar, Event, vText

from habeas.exporting.about import Content
from habeas.model import dates
from habeas.model.case import CaseFile, LifeEvent, ReportLine, Source
from habeas.model.codec import to_json
from habeas.publishing.tables import Row, chained

_PLAIN = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_GENDERS = {"male": "male", "man": "male", "m": "male", "female": "female", "woman": "female", "f": "female"}
_OWN = frozenset({"born", "sex", "alias", "nationality", "role", "occupation"})
"""Properties for which a person of FollowTheMoney has a field; all others become notes."""


def as_json(content: Content, tables: Mapping[str, Sequence[Row]]) -> bytes:
    """The export without loss: what it is, the register, the statements, and the case book with every source."""
    whole = {
        **content.about.table(),
        "register": tables["register"],
        "statements": tables["statements"],
        "book": content.book,
    }
    return to_json(whole) + b"\n"


def rows_as_json(content: Content, rows: Sequence[Row]) -> bytes:
    """Statements that were searched for."""
    return to_json({**content.about.table(), "statements": rows}) + b"\n"


def follow_the_money(content: Content) -> bytes:
    """Entities of FollowTheMoney, one a line: people, what happened to them, and the reports as proof."""
    found = [*_documents(content)]
    for case in content.book.cases:
        found += [_person(content, case), *_events(content, case)]
    return b"".join(to_json(one) + b"\n" for one in found)


def _entity(ref: str, schema: str, content: Content, **values: Sequence[str]) -> dict[str, Any]:
    kept = {name: list(dict.fromkeys(one for one in some if one)) for name, some in values.items()}
    about = content.about
    kept["notes"] = [*kept.get("notes", []), *_terms(content)]
    if about.as_of and _PLAIN.fullmatch(about.as_of):
        kept["modifiedAt"] = [about.as_of]
    return {"id": ref, "schema": schema, "properties": {name: some for name, some in kept.items() if some}}


def _terms(content: Content) -> list[str]:
    about = content.about
    licence = [f"Licence: {about.licence}"] if about.licence else []
    return [
        *(["NOT PUBLIC: for use inside only"] if about.inside else []),
        *licence,
        f"As of {about.as_of or 'no date'}",
    ]


def _documents(content: Content) -> Iterator[dict[str, Any]]:
    for report in content.book.reports:
        info = report.info
        address = content.places.record("sources", _row(report))
        yield _entity(
            _document(report.id),
            "Document",
            content,
            name=[info.title or info.source],
            title=[info.title or ""],
            author=[info.author or ""],
            publisher=[info.publisher or ""],
            sourceUrl=[_web(info.url)],
            date=_days(info.published),
            mimeType=[info.media_type],
            notes=[
                f"SHA-256 {report.id.removeprefix('sha256:')}",
                *_place(address),
            ],
        )


def _row(report: ReportLine) -> Row:
    return {"report_id": report.id, "address": ""}


def _document(report: str) -> str:
    return f"habeas-report-{report.removeprefix('sha256:')[:40]}"


def _web(address: str | None) -> str:
    return address if address and address.startswith(("http://", "https://")) else ""


def _place(address: str) -> list[str]:
    return [f"Record: {address}"] if address else []


def _days(when: str | None) -> list[str]:
    return [when] if when and _PLAIN.fullmatch(when) else []


def _person(content: Content, case: CaseFile) -> dict[str, Any]:
    values = {prop.property: [v.value for v in prop.values] for prop in case.properties}
    told = [
        f"{prop.label}: {value.label} ({'; '.join(dict.fromkeys(chained(s.voices) for s in value.sources))})"
        for prop in case.properties
        for value in prop.values
        if prop.property not in _OWN or prop.property == "nationality"
    ]
    deaths = [event.when for event in case.life if event.type == "death" and event.status == "asserted"]
    address = content.places.case(case)
    return _entity(
        f"habeas-{case.id.replace(':', '-')}",
        "Person",
        content,
        name=[case.name],
        alias=[name for name in (*case.names, *values.get("alias", ())) if name != case.name],
        birthDate=[day for born in values.get("born", ()) for day in _days(born)],
        deathDate=[day for when in deaths for day in _days(when)],
        gender=[_GENDERS.get(sex.casefold(), "") for sex in values.get("sex", ())],
        position=[*values.get("role", ()), *values.get("occupation", ())],
        summary=[case.summary],
        sourceUrl=[_web(address)],
        proof=[_document(report) for report in case.reports],
        notes=[*told, *_place(address)],
    )


def _events(content: Content, case: CaseFile) -> Iterator[dict[str, Any]]:
    for number, event in enumerate(case.life, 1):
        key = event.sources[0].key if event.sources else f"{case.id}-{number}"
        row = {"event_id": key, "case_id": case.id, "address": ""}
        yield _entity(
            f"habeas-event-{hashlib.sha256(f'{case.id} {key} {number}'.encode()).hexdigest()[:40]}",
            "Event",
            content,
            name=[f"{event.label}: {case.name}"],
            date=_days(event.when) if not event.until else [],
            startDate=_days(event.when) if event.until else [],
            endDate=_days(event.until),
            location=[event.where or ""],
            involved=[f"habeas-{case.id.replace(':', '-')}"],
            summary=[_standing(event)],
            description=[_quoted(source) for source in event.sources],
            recordId=[key],
            proof=[_document(source.report) for source in event.sources],
            notes=[*([f"By {', '.join(event.actors)}"] if event.actors else []), *_date_words(event)],
            sourceUrl=[_web(content.places.record("events", row))],
        )


def _standing(event: LifeEvent) -> str:
    status = "" if event.status == "asserted" else f"{event.status.replace('_', ' ')}; "
    return f"{status}{event.firmness.replace('_', ' ')}: {event.why}".strip(": ")


def _date_words(event: LifeEvent) -> list[str]:
    given = [day for day in (event.when, event.until) if day and not _PLAIN.fullmatch(day)]
    return [f"Date (EDTF): {'/'.join(given)}"] if given else []


def _quoted(source: Source) -> str:
    return f"“{' … '.join(source.quotes)}” – {chained(source.voices)}"


def calendar(content: Content) -> bytes:
    """The hearings, past and to come, as a calendar. One without a day stands in the note of the calendar instead."""
    made = Calendar()
    made.add("prodid", "-//Habeas//cases//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", vText(content.about.title))
    undated = 0
    for case in content.book.cases:
        for event in case.life:
            if event.type != "hearing" or event.status == "denied":
                continue
            day = _day(event.when)
            undated += day is None
            if day is not None:
                made.add_component(_hearing(content, case, event, day))
    less = [f"{undated} more without a day"] if undated else []
    made.add("x-wr-caldesc", vText(content.about.text() + "\n".join(less)))
    return bytes(made.to_ical())


def _day(when: str | None) -> date | None:
    if not when or not dates.is_edtf(when):
        return None
    days = dates.interval(when)
    return days.earliest if days.earliest == days.latest else None


def _hearing(content: Content, case: CaseFile, event: LifeEvent, day: date) -> Event:
    made = Event()
    key = event.sources[0].key if event.sources else ""
    ref = hashlib.sha256(f"{case.id} {key} {event.when}".encode()).hexdigest()[:40]
    address = content.places.record(
        "events", {"event_id": key, "case_id": case.id, "address": content.places.case(case)}
    )
    about = content.about
    lines = [*(["NOT PUBLIC"] if about.inside else []), *map(_quoted, event.sources), address]
    lines += [f"As of {about.as_of or 'no date'}", f"Licence: {about.licence or 'none is stated'}"]
    made.add("uid", f"{ref}@habeas")
    made.add("dtstamp", date(day.year, day.month, day.day) if not about.as_of else _stamp(about.as_of, day))
    made.add("dtstart", day)
    made.add("dtend", day + timedelta(days=1))
    made.add("summary", f"{event.label}: {case.name}")
    made.add("description", "\n".join(line for line in lines if line))
    made.add("status", "CONFIRMED" if event.status == "asserted" else "TENTATIVE")
    if event.where:
        made.add("location", event.where)
    if _web(address):
        made.add("url", address)
    return made


def _stamp(as_of: str, otherwise: date) -> Any:
    from datetime import UTC, datetime

    day = dates.interval(as_of).latest or otherwise
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
