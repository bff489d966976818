"""Which reports speak of one part of the world, as far as their places show: "people held" here are not those there."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from habeas.weighing.ground import Ground
from habeas.weighing.wording import folded

_MAIN = 3  # how many of its places stand for a report


def settings(grounds: Iterable[Ground]) -> Mapping[str, str]:
    """The setting of each report, by the report's id: reports that share one of their main places have one setting.

    It is called by the place that most of its reports share; a report without places is a setting of its own.
    """
    parent: dict[str, str] = {}
    first: dict[str, str] = {}
    main = {g.report: _main_places(g) for g in sorted(grounds, key=lambda g: g.report)}
    for report, places in main.items():
        parent[report] = report
        for place in places:
            if place in first:
                _unite(parent, report, first[place])
            else:
                first[place] = report
    shared: dict[str, Counter[str]] = defaultdict(Counter)
    for report, places in main.items():
        shared[_root(parent, report)].update(places)
    names = {root: min(tally, key=lambda p: (-tally[p], p), default=root) for root, tally in shared.items()}
    return {report: names[_root(parent, report)] for report in parent}


def _main_places(ground: Ground) -> list[str]:
    places = [e for e in ground.reading.entities if e.kind == "place" and e.named]
    places.sort(key=lambda e: (-len(e.mentions), e.mentions[0].start if e.mentions else 0, e.name))
    return [folded(e.name) for e in places[:_MAIN]]


def _root(parent: dict[str, str], report: str) -> str:
    while parent[report] != report:
        parent[report] = parent[parent[report]]
        report = parent[report]
    return report


def _unite(parent: dict[str, str], left: str, right: str) -> None:
    first, second = sorted((_root(parent, left), _root(parent, right)))
    parent[second] = first
