"""Short ways to a case book in tests."""

from __future__ import annotations

from habeas.model.case import CaseBook, CaseFile, Property
from habeas.model.decision import Decision
from habeas.model.reading import Reading
from habeas.resolving import resolve
from habeas.weighing import weigh


def book_of(*readings: Reading, decisions: tuple[Decision, ...] = ()) -> CaseBook:
    """The working copy's case book of the readings."""
    return weigh(readings, resolve(readings, decisions, proposed=True), decisions, {})


def only_case(*readings: Reading, decisions: tuple[Decision, ...] = ()) -> CaseFile:
    """The one case that the readings make."""
    (case,) = book_of(*readings, decisions=decisions).cases
    return case


def prop(case: CaseFile, name: str) -> Property:
    return next(p for p in case.properties if p.property == name)


def labels(case: CaseFile, name: str) -> list[str]:
    return [value.label for value in prop(case, name).values]


def kinds(case: CaseFile) -> list[str]:
    """The kinds of a case's findings, without the proposal of who is who."""
    return sorted(f.kind for f in case.findings if f.kind != "same_person")
