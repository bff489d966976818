"""What changed in the index since somebody last read it, so that a copy of it elsewhere can follow."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from habeas.model.case import Join
from habeas.model.codec import from_json
from habeas.resolving.index.reports import joined_with
from habeas.resolving.index.tables import Tables

_WHOLE = "SELECT person.key, first.key FROM person JOIN person AS first ON first.id = person.cluster WHERE "
_REJOINED = "SELECT DISTINCT part FROM rejoined WHERE changed > ? ORDER BY part"
_SINCE = "SELECT body FROM joined WHERE part IN ({{}}) AND changed > {}"


class Changes(NamedTuple):
    """People by their keys, each with the smallest key of all who are taken for the same; the joins that are new or
    other than before; and the pairs that are joined, offered or decided no more.
    """

    wholes: dict[str, str]
    joins: tuple[Join, ...]
    parted: tuple[tuple[str, str], ...]


def changes(tables: Tables, revision: int, reports: Iterable[str]) -> Changes:
    """What is otherwise since a revision, and all of the people of some reports."""
    wholes: dict[str, str] = dict(tables.all(_WHOLE + "person.changed > ?", revision))
    parts = (part for (part,) in tables.all(_REJOINED, revision))
    bodies = {body for (body,) in tables.of_each(_SINCE.format(int(revision)), parts)}
    for report in reports:
        wholes |= dict(tables.all(_WHOLE + "person.report = ?", report))
        for own in tables.all("SELECT id, part FROM person WHERE report = ?", report):
            bodies |= {body for *_, body in joined_with(tables, *own)}
    joins = (from_json(body, Join) for body in bodies)
    parted = tables.all("SELECT one, other FROM parted WHERE changed > ? ORDER BY one, other", revision)
    return Changes(
        dict(sorted(wholes.items())),
        tuple(sorted(joins, key=lambda join: (join.left, join.right))),
        tuple((one, other) for one, other in parted),
    )
