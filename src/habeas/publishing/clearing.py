"""The case book as it may leave: a second look after the gate, at what only the book itself could still
give away.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec

from habeas.model.case import CaseBook, CaseFile, ReportLine, Source
from habeas.model.reading import Reading
from habeas.publishing.showing import is_shown_form

S = TypeVar("S", bound=msgspec.Struct)
replace = msgspec.structs.replace


class UngatedError(ValueError):
    """A public book came with readings that did not pass the gate. Stop: nothing of it may be written."""


def cleared(book: CaseBook, readings: Mapping[str, Reading]) -> CaseBook:
    """A public book without what is for the house only; a working copy as it is.

    Joins stay where a person decided "same", without the reasons. Notes on reading, the time of receipt and
    marks of risk go. What a public book shows has been accepted, so that is its state where weighing knew no
    decision.

    Raises:
        UngatedError: the book is public and a reading holds more than its statements quote, or is missing.
    """
    if not book.public:
        return book
    for report in book.reports:
        reading = readings.get(report.id)
        if reading is None or not is_shown_form(reading):
            raise UngatedError(f"the report {report.id} did not pass the gate; nothing was written")
    reports = tuple(replace(r, notes=(), received=None) for r in book.reports)
    cases = tuple(_case(case) for case in book.cases)
    return _sources_cleared(replace(book, reports=reports, cases=cases))


def _case(case: CaseFile) -> CaseFile:
    own = {ref.key for ref in case.people}
    joins = tuple(
        replace(join, reasons=(), against=())
        for join in case.joins
        if join.state == "same" and {join.left, join.right} <= own
    )
    return replace(case, joins=joins)


def _sources_cleared(value: S) -> S:
    """The value with every source in it cleared, however deep."""
    if isinstance(value, Source):
        state = "accepted" if value.state == "proposed" else value.state
        return replace(value, high_risk=None, permitted=True, state=state)
    if isinstance(value, ReportLine):
        return value
    changes = {
        field: _deep(getattr(value, field))
        for field in value.__struct_fields__
        if isinstance(getattr(value, field), (tuple, msgspec.Struct))
    }
    return replace(value, **changes)


def _deep(value: Any) -> Any:
    if isinstance(value, msgspec.Struct):
        return _sources_cleared(value)
    return tuple(_deep(v) for v in value) if isinstance(value, tuple) else value
