"""Who is who among the people of some reports, as the desk's tables have it: nobody is compared anew for a page."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from habeas.desk.index.models import Pair, Person
from habeas.model.case import Join, PersonRef, Resolution
from habeas.model.identity import person_key
from habeas.model.reading import Reading


def settled(readings: Sequence[Reading], hidden: Collection[str]) -> Resolution | None:
    """Everybody with a name in these reports, in the clusters and pairs of the tables; its bodies are left out.

    None where the tables do not know it: they lack somebody, or what they say may rest on a report that is `hidden`.
    """
    refs = {
        key: PersonRef(key=key, report=reading.report.id, entity=entity.id, name=entity.name)
        for reading in readings
        for entity in reading.entities
        if entity.kind == "person" and entity.named
        for key in (person_key(reading, entity),)
    }
    here = Person.objects.filter(report__in=[reading.report.id for reading in readings])
    wholes = dict(here.values_list("key", "whole"))
    if not refs.keys() <= wholes.keys():
        return None
    if hidden and Person.objects.filter(report__in=hidden, whole__in=set(wholes.values())).exists():
        return None
    clusters: dict[str, list[PersonRef]] = {}
    for key in sorted(refs):
        clusters.setdefault(wholes[key], []).append(refs[key])
    return Resolution(
        clusters=tuple(sorted(map(tuple, clusters.values()), key=lambda cluster: cluster[0].key)),
        joins=tuple(_joins(refs)),
    )


def _joins(keys: Iterable[str]) -> Iterable[Join]:
    pairs = Pair.objects.filter(left__in=keys, right__in=keys).order_by("left_id", "right_id")
    for one in pairs:
        yield Join(
            left=one.left_id,
            right=one.right_id,
            score=one.score,
            reasons=tuple(one.reasons),
            against=tuple(one.against),
            state=one.state,  # type: ignore[arg-type]
            decision=one.decision or None,
        )
