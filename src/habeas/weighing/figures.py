"""Figures in series: what counts the same thing, in the order of its dates; what has no date stands beside."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from habeas.model import dates
from habeas.model.case import FigureSeries
from habeas.model.vocabulary import MEASURES
from habeas.weighing.counted import Counted, bounds, commonest, counted, is_part, point
from habeas.weighing.drift import drifts_between, findings
from habeas.weighing.ground import Told
from habeas.weighing.known import COUNTED
from habeas.weighing.settings import settings
from habeas.weighing.speakers import Speakers
from habeas.weighing.wording import date_words, folded, listed, unique

_Key = tuple[str, tuple[str, ...], str, str]


def figures(tellings: Iterable[Told], speakers: Speakers) -> tuple[FigureSeries, ...]:
    """All figures in series, in the order of the measures and then of what is counted."""
    items = counted(tellings)
    where = settings({i.told.ground.report: i.told.ground for i in items}.values())
    series: dict[_Key, list[Counted]] = defaultdict(list)
    for item in items:
        series[_key(item, where)].append(item)
    split = [
        (key, part, nth > 0)
        for key in sorted(series)
        for place in _by_place(series[key])
        for nth, part in enumerate(_one_each(place))
    ]
    across = drifts_between([part for _, part, _ in split], speakers)
    order = {measure: place for place, measure in enumerate(MEASURES)}
    made = [_series((key, by_itself), part, across, speakers) for key, part, by_itself in split]
    return tuple(sorted(made, key=lambda s: (order[s.measure], s.counts, s.id)))


def _key(item: Counted, where: Mapping[str, str]) -> _Key:
    """What a figure counts. Where its words do not say whose people, its part of the world has to."""
    figure = item.figure
    part = () if figure.measure in COUNTED.side_by_side else tuple(sorted(item.part))
    if figure.measure not in COUNTED.side_by_side and is_part(item):
        part = (*part, "of them")
    since = (figure.since or "")[:4]
    setting = "" if item.base else where[item.told.ground.report]
    return figure.measure, (*sorted(item.base), *part), since, setting


def _one_each(items: Sequence[Counted]) -> list[list[Counted]]:
    """The items such that no report gives two numbers for one day: the largest stands, lesser ones stand by themselves.

    One report that gives several numbers counts several things, whatever words it uses for them.
    """
    largest: dict[tuple[str, str | None], Counted] = {}
    ordered = sorted(items, key=lambda i: (-bounds(i.figure)[0], i.told.source.key))
    kept: list[Counted] = []
    alone: dict[tuple[int | None, int | None], list[Counted]] = defaultdict(list)
    for item in ordered:
        top = largest.setdefault((item.told.ground.report, item.as_of), item)
        same_kind = top.part == item.part and item.figure.value != top.figure.value
        if same_kind and bounds(item.figure)[1] < bounds(top.figure)[0]:
            alone[item.figure.value, item.figure.low].append(item)
        else:
            kept.append(item)
    return [kept, *alone.values()]


def _by_place(items: Sequence[Counted]) -> list[list[Counted]]:
    """The items by territory; those without one go with the only one there is. A single building is no territory."""
    places: dict[str, list[Counted]] = defaultdict(list)
    for item in items:
        places[folded(item.place or "")].append(item)
    territories = sorted(p for p in places if p and not any(_building(i) for i in places[p]))
    if "" in places and len(territories) == 1:
        places[territories[0]] += places.pop("")
    return [places[place] for place in sorted(places)]


def _building(item: Counted) -> bool:
    facilities = {folded(e.name) for e in item.told.ground.entities.values() if e.kind == "facility"}
    return folded(item.place or "") in facilities


def _series(
    counts: tuple[_Key, bool], items: Sequence[Counted], across: Mapping[str, list[Counted]], speakers: Speakers
) -> FigureSeries:
    key, by_itself = counts
    dated = [i for i in items if i.as_of is not None]
    dated.sort(key=lambda i: (dates.sort_key(i.as_of), i.told.source.key))
    undated = sorted((i for i in items if i.as_of is None), key=lambda i: i.told.source.key)
    measure = MEASURES[key[0]]
    place = next((i.place for i in items if i.place), None)
    alone = min(i.told.source.key for i in items) if by_itself else ""
    gist = "|".join((*key[:1], *key[1], *key[2:], folded(place or ""), alone))
    ident = hashlib.sha256(gist.encode()).hexdigest()[:12]
    others = [i for other in dated + undated for i in across.get(other.told.source.key, [])]
    return FigureSeries(
        id=f"fs:{ident}",
        measure=key[0],
        label=measure.label,
        counts=_counts(items, key[2]),
        place=place,
        dated=tuple(point(i) for i in dated),
        undated=tuple(point(i) for i in undated),
        findings=findings(dated, undated, others, speakers),
    )


def _counts(items: Sequence[Counted], since: str) -> str:
    words = commonest(i.figure.of for i in items)
    parts = unique(i.figure.of for i in items if i.part) if items[0].figure.measure in COUNTED.side_by_side else ()
    counts = listed(parts, 4) if len(parts) > 1 else words
    return f"{counts}, since {date_words(since)}" if since else counts
