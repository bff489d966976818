"""Builds a case file from the reports that its member may see, as if there were no others."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple

from django.db.models import Count, F, Max, QuerySet

from habeas import pipeline
from habeas.desk.access.reads import hidden_from
from habeas.desk.cases.models import Consent, Note, Risk, Watch
from habeas.desk.cases.who import settled
from habeas.desk.index.models import Pair, Person
from habeas.desk.index.rows import about
from habeas.desk.people.models import Member
from habeas.desk.store import LEDGER
from habeas.items import Item, items
from habeas.model.case import CaseBook, CaseFile
from habeas.model.decision import Decision
from habeas.model.identity import person_key, person_keys
from habeas.publishing.case_page import CaseView, case_view
from habeas.workspace import Workspace


class Change(NamedTuple):
    """A decision on something of the case: what it is on, in words, and what it changed."""

    decision: Decision
    on: str
    differences: tuple[tuple[str, object, object], ...]


class Shown(NamedTuple):
    """A case file with what the desk keeps about its people. `keys` are those of its people."""

    case: CaseFile
    view: CaseView
    titles: dict[str, str]
    keys: tuple[str, ...]
    changes: tuple[Change, ...]
    notes: tuple[Note, ...]
    consents: tuple[Consent, ...]
    risks: tuple[Risk, ...]
    watches: tuple[Watch, ...]
    position: int


def listed(member: Member, *, every: bool) -> Sequence[Any] | QuerySet[Any, Any]:
    """The cases by `whole`, a key, with `name` and `reports`: of those held, or of everybody with a name."""
    hidden = hidden_from(member)
    some = Person.objects.exclude(report__in=hidden).filter(named=True)
    some = some if every else some.filter(detained=True)
    touched = set(Person.objects.filter(report__in=hidden).values_list("whole", flat=True))
    whole = some.exclude(whole__in=touched) if touched else some
    lines = whole.values("whole").annotate(name=Max("name"), reports=Count("report", distinct=True))
    lines = lines.order_by("name", "whole")
    if not touched:
        return lines
    # Whoever is joined through a report that the member may not see must not be joined on this list.
    apart = _without_hidden(list(some.filter(whole__in=touched)))
    every_line: list[Any] = [*lines, *apart]
    return sorted(every_line, key=lambda line: (line["name"], line["whole"]))


def _without_hidden(people: list[Person]) -> list[dict[str, Any]]:
    """Lines of people, joined by nothing but pairs of their own."""
    above = {str(one.key): str(one.key) for one in people}

    def top(key: str) -> str:
        return key if above[key] == key else top(above[key])

    # What is proposed and yet not joined has something against it; two of one whole may be joined by somebody hidden.
    pairs = Pair.objects.filter(
        state__in=("proposed", "same"), left__whole=F("right__whole"), left__in=above, right__in=above
    )
    for left, right in pairs.values_list("left_id", "right_id"):
        low, high = sorted((top(left), top(right)))
        above[high] = low
    groups: dict[str, list[Person]] = {}
    for one in people:
        groups.setdefault(top(str(one.key)), []).append(one)
    return [
        {"whole": key, "name": max(one.name for one in some), "reports": len({one.report_id for one in some})}
        for key, some in groups.items()
    ]


class Weighed(NamedTuple):
    """Some reports weighed by themselves: their statements by key, the decisions on them, and the book."""

    known: dict[str, Item]
    decisions: tuple[Decision, ...]
    book: CaseBook


def weighed(opened: Workspace, reports: Iterable[str], hidden: Collection[str]) -> Weighed:
    """What some reports come to by themselves, as if those that are `hidden` were not there."""
    found = {report: reading for report in reports if (reading := opened.reading(report)) is not None}
    readings = list(found.values())
    known = items(readings, ())
    decisions = LEDGER.about([*known, *person_keys(readings)])
    book = pipeline.working_copy(readings, decisions, opened.received(found), settled(readings, hidden))
    return Weighed(known, decisions, book)


def shown(opened: Workspace, member: Member, key: str) -> Shown | None:
    """The case file of whoever has this key; None where there is none that the member may see."""
    position = LEDGER.follow(opened)
    hidden = hidden_from(member)
    person = Person.objects.exclude(report__in=hidden).filter(key=key).first()
    if person is None:
        return None
    same = Person.objects.exclude(report__in=hidden).filter(whole=person.whole)
    ids = list(same.order_by("report__order").values_list("report_id", flat=True).distinct())
    known, decisions, book = weighed(opened, ids, hidden)
    case = next((one for one in book.cases if any(ref.key == key for ref in one.people)), None)
    if case is None:
        return None
    keys = tuple(ref.key for ref in case.people)
    return Shown(
        case=case,
        view=case_view(book, case),
        titles={line.id: line.info.title or line.info.source for line in book.reports},
        keys=keys,
        changes=tuple(_changes(case, keys, known, decisions)),
        notes=tuple(Note.objects.filter(person__in=keys).select_related("by")),
        consents=tuple(Consent.objects.filter(person__in=keys).select_related("by")),
        risks=tuple(Risk.objects.filter(person__in=keys).select_related("by")),
        watches=tuple(Watch.objects.filter(person__in=keys).select_related("by", "done_by")),
        position=position,
    )


def _changes(
    case: CaseFile, keys: Sequence[str], known: dict[str, Item], decisions: Sequence[Decision]
) -> list[Change]:
    """What was decided on the case's people and statements, the newest first, with the difference that it made."""
    own = {*keys, *(key for key, item in known.items() if _speaks_of(item, keys))}
    names = {ref.key: ref.name for ref in case.people}
    found = []
    for one in decisions:
        meant = [target for link in LEDGER.chain(one) for target in link.targets if target in own]
        if not meant:
            continue
        item = known.get(meant[0])
        before = {} if item is None else {field: getattr(item.statement, field, None) for field in one.correction or {}}
        differences = tuple((field, before.get(field), value) for field, value in (one.correction or {}).items())
        on = item.words if item is not None else " · ".join(names.get(key, key) for key in meant)
        found.append(Change(one, on, differences))
    return found[::-1]


def _speaks_of(item: Item, keys: Sequence[str]) -> bool:
    """Whether a statement is about one of these people."""
    mine = {e.id for e in item.reading.entities if e.kind == "person" and person_key(item.reading, e) in keys}
    return any(ref in mine for ref in about(item.statement))
