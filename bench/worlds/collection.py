"""A collection of reports with its truth, story by story: the same seed always gives the same bytes."""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Iterator

from bench.worlds.coverage import Desk
from bench.worlds.family import Family
from bench.worlds.figures import Bulletins
from bench.worlds.people import Person
from bench.worlds.places import Country, countries
from bench.worlds.quarrels import chosen, disputed
from bench.worlds.truth import Report, Story

PROVINCES = 0.18
_REMEMBERED = 150


def stories(seed: int, *, foreign: bool = True) -> Iterator[Story]:
    """Stories without end. Each draws from a generator of its own, so that none depends on how others went.

    `foreign=False` keeps every report in English (the names of people stay in Latin letters).
    """
    lands = countries()
    known: dict[str, deque[Person]] = {land.name: deque(maxlen=_REMEMBERED) for land in lands}
    number = 0
    while True:
        number += 1
        rng = random.Random(f"{seed}/{number}")
        country = rng.choice(lands)
        if rng.random() < PROVINCES:
            yield Story(tuple(Bulletins(f"s{number}", country, rng).story()), ())
        else:
            yield _family(f"s{number}", country, rng, known[country.name], foreign)


def _family(ident: str, country: Country, rng: random.Random, known: deque[Person], foreign: bool) -> Story:
    family = Family(ident, country, rng, known)
    desk = Desk(family, rng, foreign=foreign)
    for history in family.histories:
        desk.quarrels[history.person.ident] = chosen(history, rng)
    for history in family.histories:
        desk.cover(history)
        disputed(desk, history)
    return Story(tuple(desk.reports), tuple(family.apart))


class World:
    """The first stories of a seed, up to a number of reports, and the pairs of people who must stay apart."""

    def __init__(self, reports: int, seed: int, *, foreign: bool = True) -> None:
        self.size, self.seed, self.foreign = reports, seed, foreign
        self.apart: list[tuple[str, str, str]] = []

    def reports(self) -> Iterator[Report]:
        """The reports, one after the other; the last story is cut off where the number is reached."""
        left = self.size
        self.apart = []
        for story in stories(self.seed, foreign=self.foreign):
            self.apart += story.apart
            yield from story.reports[:left]
            left -= len(story.reports)
            if left <= 0:
                return
