"""Which reports speak of one part of the world, as far as their places show: "people held" here are not those there."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from habeas.weighing.ground import Ground
from habeas.weighing.unions import Unions
from habeas.weighing.wording import folded

_MAIN = 3  # how many of its places stand for a report


def settings(grounds: Iterable[Ground]) -> Mapping[str, str]:
    """The setting of each report, by the report's id: reports that share one of their main places have one setting.

    It is called by the place that most of its reports share; a report without places is a setting of its own.
    """
    one = Unions()
    first: dict[str, str] = {}
    main = {g.report: _main_places(g) for g in sorted(grounds, key=lambda g: g.report)}
    for report, places in main.items():
        for place in places:
            if place in first:
                one.unite(report, first[place])
            else:
                first[place] = report
    shared: dict[str, Counter[str]] = defaultdict(Counter)
    for report, places in main.items():
        shared[one.root(report)].update(places)
    names = {root: min(tally, key=lambda p: (-tally[p], p), default=root) for root, tally in shared.items()}
    return {report: names[one.root(report)] for report in main}


def _main_places(ground: Ground) -> list[str]:
    places = [e for e in ground.reading.entities if e.kind == "place" and e.named]
    places.sort(key=lambda e: (-len(e.mentions), e.mentions[0].start if e.mentions else 0, e.name))
    return [folded(e.name) for e in places[:_MAIN]]
