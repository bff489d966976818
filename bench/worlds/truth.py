"""What is true of a collection: who is who, what happened once, who copied whom, and which findings are there.

Statements are named by `habeas.model.identity.statement_key`, people of a report by `person_key`.
"""

from __future__ import annotations

from typing import NamedTuple

from habeas.model.reading import Reading, StatementKind


class Tag(NamedTuple):
    """A statement's part in something to be found: `facet` names the question, `side` the answer it gives.

    The first word of the facet (up to ":") is its kind, a key of `KINDS`.
    """

    facet: str
    side: str


class Told(NamedTuple):
    """One statement. `what` is its event type, property or measure; `event` the happening that it tells.

    `people` are the keys of the people it is about, `source` whoever vouches for it: the innermost speaker, or
    the publisher whose own words it is.
    """

    key: str
    report: str
    kind: StatementKind
    what: str
    spans: tuple[tuple[int, int], ...]
    source: str
    people: tuple[str, ...] = ()
    event: str | None = None
    tags: tuple[Tag, ...] = ()


class Seen(NamedTuple):
    """A named person of a report: key, who it is, the name as spelt, and where it is mentioned."""

    key: str
    person: str
    name: str
    spans: tuple[tuple[int, int], ...]


class Report(NamedTuple):
    """One report: its reading, its origin (shared by copies), its people and its statements."""

    reading: Reading
    origin: str
    people: tuple[Seen, ...]
    told: tuple[Told, ...]


class Story(NamedTuple):
    """The reports about one family or one province. `apart` are people who must not be joined, with the reason."""

    reports: tuple[Report, ...]
    apart: tuple[tuple[str, str, str], ...]


class Expected(NamedTuple):
    """A finding that is there: its kind, what it is about, and the statements that give each answer."""

    kind: str
    facet: str
    sides: tuple[tuple[str, ...], ...]


KINDS = {
    "age": "conflict",
    "date": "conflict",
    "cause": "conflict",
    "term": "conflict",
    "place": "conflict",
    "count": "conflict",
    "lost": "drift",
    "changed": "drift",
    "counted": "drift",
    "backdated": "drift",
    "hardened": "drift",
    "denied": "denial",
    "overtaken": "overtaken",
    "succession": "succession",
}


def expected(reports: list[Report]) -> list[Expected]:
    """The findings of these reports: every question to which at least two answers are given."""
    facets: dict[str, dict[str, list[str]]] = {}
    for report in reports:
        for told in report.told:
            for tag in told.tags:
                facets.setdefault(tag.facet, {}).setdefault(tag.side, []).append(told.key)
    found = []
    for facet, sides in facets.items():
        kind = KINDS[facet.partition(":")[0]]
        if len(sides) > 1:
            found.append(Expected(kind, facet, tuple(tuple(keys) for _, keys in sorted(sides.items()))))
    return found + _changed(found, reports)


def _changed(found: list[Expected], reports: list[Report]) -> list[Expected]:
    """Speakers who give both answers to what is in conflict, on different days; papers have theirs from others."""
    told = {one.key: (one, report.reading.report.published) for report in reports for one in report.told}
    known = {one.facet for one in found}
    more = []
    for one in found:
        if one.kind != "conflict" or f"changed:{one.facet.partition(':')[2]}" in known:
            continue
        sides: dict[str, list[tuple[str, ...]]] = {}
        for side in one.sides:
            by_source: dict[str, list[str]] = {}
            for key in side:
                if "/outlet/" not in told[key][0].source:
                    by_source.setdefault(told[key][0].source, []).append(key)
            for source, keys in by_source.items():
                sides.setdefault(source, []).append(tuple(keys))
        for source, answers in sorted(sides.items()):
            if len(answers) > 1 and len({told[key][1] for answer in answers for key in answer}) > 1:
                more.append(Expected("drift", f"changed:{one.facet}:{source}", tuple(answers)))
    return more
