"""What changed in the index since somebody last read it, so that a copy of it elsewhere can follow."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from habeas.model.case import Join
from habeas.model.codec import from_json
from habeas.resolving.index.tables import Tables

_WHOLE = "SELECT person.key, first.key FROM person JOIN person AS first ON first.id = person.cluster WHERE "
_JOINED = "SELECT one, other, body FROM joined WHERE "


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
    joined = {(one, other): body for one, other, body in tables.all(_JOINED + "changed > ?", revision)}
    for report in reports:
        own: dict[str, str] = dict(tables.all(_WHOLE + "person.report = ?", report))
        wholes |= own
        for key in own:
            joined |= {(one, other): body for one, other, body in tables.all(_JOINED + "one = ?1 OR other = ?1", key)}
    parted = tables.all("SELECT one, other FROM parted WHERE changed > ? ORDER BY one, other", revision)
    return Changes(
        dict(sorted(wholes.items())),
        tuple(from_json(joined[pair], Join) for pair in sorted(joined)),
        tuple((one, other) for one, other in parted),
    )
