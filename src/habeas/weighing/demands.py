"""Demands: who asks whom for what, and about whose case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from habeas.model import dates
from habeas.model.case import DemandLine
from habeas.model.reading import Demand
from habeas.weighing.ground import Told, who_says
from habeas.weighing.wording import unique


def demands(tellings: Iterable[Told], cases: Mapping[str, str]) -> tuple[DemandLine, ...]:
    """All demands, the oldest first. `cases` maps people's keys to the ids of their cases."""
    found = [(told, told.statement) for told in tellings if isinstance(told.statement, Demand)]
    found.sort(key=lambda pair: (dates.sort_key(pair[0].said), pair[0].source.report, pair[0].span))
    return tuple(_line(told, demand, cases) for told, demand in found)


def _line(told: Told, demand: Demand, cases: Mapping[str, str]) -> DemandLine:
    ground = told.ground
    to = [ground.name(ref) for ref in demand.to]
    keys = [ground.people.get(ref) for ref in demand.about] or _mentioned(told)
    return DemandLine(
        by=ground.name(demand.by) or who_says(told.source),
        to=unique(name for name in to if name is not None),
        text=" … ".join(" ".join(quote.split()) for quote in told.source.quotes),
        source=told.source,
        cases=unique(cases[key] for key in keys if key is not None and key in cases),
        deadline=demand.deadline,
    )


def _mentioned(told: Told) -> list[str | None]:
    """The people whom the demand's words mention, where the reading does not say whom it is about."""
    ground = told.ground
    return [
        key
        for ref, key in ground.people.items()
        if any(told.span.contains(mention) for mention in ground.entities[ref].mentions)
    ]
