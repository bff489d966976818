"""Which reports speak of one part of the world, as far as their places show: "people held" here are not those there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from habeas.weighing.ground import Ground
from habeas.weighing.wording import folded

_MAIN = 3  # how many of its places stand for a report


def settings(grounds: Iterable[Ground]) -> Mapping[str, str]:
    """The setting of each report, by the report's id: reports that share one of their main places have one setting."""
    parent: dict[str, str] = {}
    first: dict[str, str] = {}
    for ground in sorted(grounds, key=lambda g: g.report):
        parent[ground.report] = ground.report
        for place in _main_places(ground):
            if place in first:
                _unite(parent, ground.report, first[place])
            else:
                first[place] = ground.report
    return {report: _root(parent, report) for report in parent}


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
