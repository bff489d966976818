"""The life line of a person: what happened, in the order in which it happened, as far as anybody says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from habeas.model import dates
from habeas.model.case import LifeEvent
from habeas.model.vocabulary import EVENT_TYPES
from habeas.weighing.happenings import Happening, Telling
from habeas.weighing.origins import Origins
from habeas.weighing.overtaken import Overtaking
from habeas.weighing.wording import unique

Place = tuple[tuple[int, date, bool, bool, date], int, tuple[str, int, str]]
_ENDS = ("release", "prisoner_exchange", "execution", "death", "body_withheld")
_RANK = {kind: place for place, kind in enumerate(EVENT_TYPES)}


def lines(
    happenings: Sequence[Happening], overtaken: Mapping[int, Overtaking], origins: Origins
) -> tuple[LifeEvent, ...]:
    """The life line, in order. `overtaken` says, by the index of a happening, what overtakes it."""
    found = []
    for index, happening in enumerate(happenings):
        later = overtaken.get(index)
        line = _line(happening, later.words if later else None, origins)
        found.append((order(happening, later.when if later else None), line))
    return tuple(line for _, line in sorted(found, key=lambda pair: pair[0]))


def order(happening: Happening, overtaken_on: str | None = None) -> Place:
    """Where a happening belongs: by its date, else by the date by which it had happened, else at the end.

    What is dated by its telling only comes after what is dated within the same time, in the order of the
    vocabulary, which follows a detention; what bears one date, in the order of the telling, ends last. An
    expectation without any date stands before what overtook it.
    """
    first = happening.first
    anchor = happening.when or happening.said or overtaken_on
    known, earliest, latest = dates.sort_key(anchor)
    told_only = happening.when is None and happening.said is not None
    if told_only:
        earliest = latest
    expected = happening.when is None and happening.said is None and overtaken_on is not None
    kind = _RANK[first.type] if happening.when is None else int(first.type in _ENDS)
    return (
        (known, earliest, not expected, told_only, latest),
        kind,
        (first.told.ground.report, first.span.start, first.told.source.key),
    )


def _line(happening: Happening, overtaken_by: str | None, origins: Origins) -> LifeEvent:
    first = happening.first
    sources = tuple(t.told.source for t in happening.tellings)
    expected = first.status in ("planned", "postponed")
    bound = happening.said if happening.when is None else None
    return LifeEvent(
        type=first.type,
        label=EVENT_TYPES[first.type].label,
        when=happening.when,
        sources=sources,
        words=unique(t.words for t in happening.tellings),
        status=first.status,
        where=happening.where,
        until=_first(happening.tellings),
        before=None if expected else bound,
        after=bound if expected else None,
        actors=unique(actor for t in happening.tellings for actor in t.actors),
        independent=origins.count(sources),
        overtaken_by=overtaken_by,
    )


def _first(tellings: Sequence[Telling]) -> str | None:
    return next((t.until for t in tellings if t.until is not None), None)
