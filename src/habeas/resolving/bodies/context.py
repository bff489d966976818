"""Which countries and people the reports speak of: what tells bodies of one name apart, and ties letters to a name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from habeas.model.reading import Entity, Reading
from habeas.resolving.bodies.gazetteer import country, towns
from habeas.resolving.bodies.keys import key


class Context(NamedTuple):
    """One report's countries with how often it names them or towns that only they have, and its people and places."""

    countries: Mapping[str, int]
    company: frozenset[str]

    @property
    def home(self) -> str | None:
        """The country that the report speaks of most; None where none stands out."""
        ranked = sorted(self.countries.items(), key=lambda item: (-item[1], item[0]))
        if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
            return None
        return ranked[0][0]


def contexts(readings: Sequence[Reading]) -> dict[str, Context]:
    """The context of each report, by the report's id."""
    return {reading.report.id: _context(reading) for reading in readings}


def _context(reading: Reading) -> Context:
    tally: Counter[str] = Counter()
    places = [e for e in reading.entities if e.kind == "place" and e.named]
    for entity in places:
        code = country(entity.name)
        if code is not None:
            tally[code] += len(entity.mentions) or 1
    if not tally:
        _by_towns(places, tally)
    company = {key(e.name) for e in reading.entities if e.named and e.kind in ("person", "place")}
    return Context(dict(tally), frozenset(company))


def _by_towns(places: Sequence[Entity], tally: Counter[str]) -> None:
    """Where no country is named: those of towns of whose name there is only one country's."""
    for entity in places:
        codes = {place.country for place in towns(entity.name)}
        if len(codes) == 1:
            tally[codes.pop()] += 1
