"""The joins that wait for a decision, each with the words by which its two reports bring the person in."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from habeas.model.case import Resolution
from habeas.model.identity import person_key
from habeas.model.reading import Entity, Reading

_BEFORE, _AFTER = 60, 140  # characters of the report's words beside a name


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """One of the two people: the key that decisions know, and the report's own words around the first mention."""

    key: str
    name: str
    report: str
    source: str
    published: str | None
    quote: str


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """Two people who may be one, as `match --json` lists them."""

    score: float
    left: Side
    right: Side
    reasons: tuple[str, ...]
    against: tuple[str, ...]


def proposals(readings: Iterable[Reading], resolution: Resolution) -> list[Proposal]:
    """What the machine proposes and nobody has decided on, best first."""
    joins = [join for join in resolution.joins if join.state == "proposed"]
    wanted = {key for join in joins for key in (join.left, join.right)}
    sides = {
        key: side(reading, entity)
        for reading in readings
        for entity in reading.entities
        if entity.kind == "person" and (key := person_key(reading, entity)) in wanted
    }
    joins.sort(key=lambda join: (-join.score, join.left, join.right))
    return [
        Proposal(
            score=join.score,
            left=sides[join.left],
            right=sides[join.right],
            reasons=join.reasons,
            against=join.against,
        )
        for join in joins
    ]


def side(reading: Reading, entity: Entity) -> Side:
    """A person of a report, with the report's words around the first mention."""
    return Side(
        key=person_key(reading, entity),
        name=entity.name,
        report=reading.report.id,
        source=reading.report.source,
        published=reading.report.published,
        quote=_words(reading, entity),
    )


def _words(reading: Reading, entity: Entity) -> str:
    """The report's words around the first mention by name, on one line, cut between words where they are long."""
    if not entity.mentions:
        return entity.name
    first = next((m for m in entity.mentions if m.quote == entity.name), entity.mentions[0])
    start, end = _around(reading, first.start)
    low, high = max(start, first.start - _BEFORE), min(end, first.end + _AFTER)
    before, after = reading.text[low : first.start], reading.text[first.end : high]
    if low > start:
        before = "… " + before.partition(" ")[2]
    if high < end:
        after = after.rpartition(" ")[0] + " …"
    return " ".join(f"{before}{first.quote}{after}".split())


def _around(reading: Reading, place: int) -> tuple[int, int]:
    """The passage that a place of the text stands in, or its line where no passage holds it."""
    for passage in reading.passages:
        if passage.start <= place < passage.end:
            return passage.start, passage.end
    end = reading.text.find("\n", place)
    return reading.text.rfind("\n", 0, place) + 1, len(reading.text) if end < 0 else end
