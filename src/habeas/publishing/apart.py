"""Which figures a chart leaves out although they look like its own, and why: they count something else."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from habeas.model.case import FigureSeries

_SHOWN = 8


class Apart(msgspec.Struct, frozen=True, kw_only=True):
    """Another series of the same measure, and what it counts otherwise, in words."""

    series: FigureSeries
    why: str


def counted_apart(series: FigureSeries, every: Iterable[FigureSeries]) -> tuple[Apart, ...]:
    """Series of the measure that count other people of the same place, or the same people of a place not named.

    Those of another place are another matter, and not listed.
    """
    found = []
    for other in every:
        if other.id == series.id or other.measure != series.measure:
            continue
        same_place = (other.place or "").casefold() == (series.place or "").casefold()
        if same_place or not other.place or not series.place:
            found.append(Apart(series=other, why=_why(series, other, same_place=same_place)))
    return tuple(found[:_SHOWN])


def _why(series: FigureSeries, other: FigureSeries, *, same_place: bool) -> str:
    if not same_place:
        return "no report says that both are of one place"
    if other.counts.casefold() == series.counts.casefold():
        return "its reports give several numbers for one day, so they count several things"
    return "other people, or people counted in another way"
