"""The register: one row a case, under the headings that registers of prisoners have.

Values that differ stand beside each other in one cell, with " | " between; who gives which is in the other tables.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from habeas.model import dates
from habeas.model.case import CaseBook, CaseFile, LifeEvent, Source
from habeas.publishing.addresses import Addresses

Row = dict[str, str]
_PROPERTIES = (
    "sex", "born", "age", "nationality", "residence", "occupation", "role", "affiliation", "detained_since",
    "time_held", "held_at", "legal_basis", "charge", "sentence", "illness", "condition",
)  # fmt: skip
_DAYS = {"charged_on": "charge", "sentenced_on": "sentence", "appeal_on": "appeal", "died_on": "death"}
_FATHER = "father "


def register(book: CaseBook, at: Addresses) -> list[Row]:
    """The rows, in the order of the book."""
    addresses = {report.id: report.info.url or "" for report in book.reports}
    return [_row(case, at, addresses) for case in book.cases]


def _row(case: CaseFile, at: Addresses, addresses: dict[str, str]) -> Row:
    values = {
        prop.property: [v.value for v in prop.values if any(s.status != "denied" for s in v.sources)]
        for prop in case.properties
    }
    told = [event for event in case.life if event.status == "asserted"]
    row = {
        "record_id": case.id,
        "name": case.name,
        "other_name": _cell([*(name for name in case.names if name != case.name), *values.get("alias", ())]),
        "father_name": _cell(v.removeprefix(_FATHER) for v in values.get("relative", ()) if v.startswith(_FATHER)),
        **{prop: _cell(values.get(prop, ())) for prop in _PROPERTIES},
        "arrested_on": _when(told, "arrest"),
        "arrested_at": _of(told, "arrest", lambda event: [event.where or ""]),
        "arrested_by": _of(told, "arrest", lambda event: event.actors),
        "disappeared_on": _when(told, "disappearance"),
        "disappeared_at": _of(told, "disappearance", lambda event: [event.where or ""]),
        **{column: _when(told, kind) for column, kind in _DAYS.items()},
        "court": _of(told, "sentence", lambda event: event.actors),
        "hearing_on": _when([e for e in case.life if e.status in ("asserted", "planned")], "hearing"),
        "died_at": _of(told, "death", lambda event: [event.where or ""]),
        "released_on": _when(told, "release"),
        "release_expected": _when([e for e in case.life if e.status == "planned"], "release"),
        "status": case.status,
        "source": _cell(source.voices[-1].name for source in _sources(case) if len(source.voices) > 1),
        "source_url": _cell(addresses.get(report, "") for report in case.reports),
        "source_date": case.as_of or "",
        "reports": str(len(case.reports)),
        "page": at.case(case.id) or "",
    }
    return {column: row[column] for column in COLUMNS}


COLUMNS = (
    "record_id", "name", "other_name", "father_name", "sex", "born", "age", "nationality", "residence", "occupation",
    "role", "affiliation", "arrested_on", "arrested_at", "arrested_by", "disappeared_on", "disappeared_at",
    "detained_since", "time_held", "held_at", "legal_basis", "charge", "charged_on", "court", "hearing_on", "sentence",
    "sentenced_on", "appeal_on", "illness", "condition", "released_on", "release_expected", "died_on", "died_at",
    "status", "source", "source_url", "source_date", "reports", "page",
)  # fmt: skip


def _cell(parts: Iterable[str]) -> str:
    return " | ".join(dict.fromkeys(part for part in parts if part))


def _when(events: Iterable[LifeEvent], kind: str) -> str:
    days = [event.when for event in events if event.type == kind and event.when]
    return _cell(sorted(days, key=dates.sort_key))


def _of(events: Iterable[LifeEvent], kind: str, part: Callable[[LifeEvent], Iterable[str]]) -> str:
    return _cell(one for event in events if event.type == kind for one in part(event))


def _sources(case: CaseFile) -> Iterable[Source]:
    yield from (source for prop in case.properties for value in prop.values for source in value.sources)
    yield from (source for event in case.life for source in event.sources)
