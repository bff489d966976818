"""The pairs that wait, and those that were decided."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import Q, QuerySet

from habeas.cli.proposals import Side, side
from habeas.desk.access.reads import hidden_from
from habeas.desk.index.models import Pair, Person, Statement
from habeas.desk.people.models import Member
from habeas.model.identity import person_key
from habeas.workspace import Workspace


class Beside(NamedTuple):
    """A pair with the report's own words about each, and what is said of each."""

    pair: Pair
    left: Side
    right: Side
    of_left: tuple[Statement, ...]
    of_right: tuple[Statement, ...]


def pairs(member: Member, state: str, of: str = "") -> QuerySet[Pair]:
    """The pairs in a state of whose reports the member may see both; with `of`, those of one person's case."""
    hidden = hidden_from(member)
    some = Pair.objects.filter(state=state)
    if hidden:
        some = some.exclude(Q(left__report__in=hidden) | Q(right__report__in=hidden))
    if of:
        whole = Person.objects.filter(key=of).values("whole")
        some = some.filter(Q(left__whole__in=whole) | Q(right__whole__in=whole))
    return some.select_related("left__report", "right__report")


SAID = 12


def beside(opened: Workspace, pair: Pair) -> Beside:
    """A pair as its page shows it."""
    return Beside(
        pair=pair,
        left=_side(opened, pair.left),
        right=_side(opened, pair.right),
        of_left=tuple(pair.left.statements.order_by("id")[:SAID]),
        of_right=tuple(pair.right.statements.order_by("id")[:SAID]),
    )


def _side(opened: Workspace, person: Person) -> Side:
    reading = opened.reading(person.report_id)
    for entity in () if reading is None else reading.entities:
        if entity.kind == "person" and reading is not None and person_key(reading, entity) == person.key:
            return side(reading, entity)
    report = person.report
    return Side(
        key=person.key,
        name=person.name,
        report=report.pk,
        source=report.source,
        published=report.published or None,
        quote=person.name,
    )
