"""What happens to people in custody: arrest, charge, hearings, sentence, illness, release, and again."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

from bench.worlds.people import Person
from bench.worlds.places import Country
from bench.worlds.tables import table
from bench.worlds.things import Thing


class Happening:
    """Something that happened once, to one person or to two."""

    def __init__(self, ident: str, kind: str, day: date, people: tuple[Person, ...], actor: Thing) -> None:
        self.ident, self.kind, self.day, self.people = ident, kind, day, people
        self.place: Thing | None = None
        self.actor = actor
        self.charge = ""
        self.years = 0
        self.causes: tuple[str, ...] = ()
        self.fixed: date | None = None


class Stay:
    """Where somebody is held from a day on; None: nowhere."""

    def __init__(self, since: date, prison: Thing | None, arrest: Happening) -> None:
        self.since, self.prison, self.arrest = since, prison, arrest


class History:
    """What happened to one person, in order, and where the person was."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.happened: list[Happening] = []
        self.stays: list[Stay] = []
        self.years: list[tuple[date, int]] = []
        self.illness = ""

    def stay(self, on: date) -> Stay | None:
        """Where the person is held on a day."""
        past = [stay for stay in self.stays if stay.since <= on]
        return past[-1] if past and past[-1].prison is not None else None

    def term(self, on: date) -> int:
        """The sentence in force on a day, in years; 0: none."""
        past = [years for since, years in self.years if since <= on]
        return past[-1] if past else 0


class Fate:
    """Makes histories in one country."""

    def __init__(self, country: Country, rng: random.Random) -> None:
        self.country, self.rng = country, rng

    def history(self, person: Person, arrest: Happening) -> History:
        """All that follows an arrest."""
        history = History(person)
        history.illness = self.rng.choice(table("words")["illnesses"]["en"]) if self.rng.random() < 0.3 else ""
        self._custody(history, arrest, first=True)
        history.happened.sort(key=lambda h: (h.day, h.ident))
        return history

    def arrest(self, ident: str, people: tuple[Person, ...]) -> Happening:
        """An arrest of one person or of two at once."""
        day = date(2014, 1, 1) + timedelta(days=self.rng.randrange(2600))
        return self._arrest(ident, people, day)

    def _arrest(self, ident: str, people: tuple[Person, ...], day: date) -> Happening:
        town = self.rng.randrange(len(self.country.towns))
        found = Happening(ident, "arrest", day, people, self.country.police[town])
        found.place = self.country.towns[town]
        return found

    def _custody(self, history: History, arrest: Happening, *, first: bool) -> None:
        rng, person = self.rng, history.person
        prison = rng.choice(self.country.prisons)
        history.happened.append(arrest)
        history.stays.append(Stay(arrest.day, prison, arrest))
        day = arrest.day
        for kind, after in self._course(first):
            day += timedelta(days=after)
            happening = Happening(f"{arrest.ident}/{kind}/{day:%y%m%d}", kind, day, (person,), self.country.service)
            self._details(happening, history, arrest)
            history.happened.append(happening)
            if kind in ("release", "prisoner_exchange"):
                history.stays.append(Stay(day, None, arrest))
                history.years.append((day, 0))
                if first and rng.random() < 0.3:
                    again = day + timedelta(days=rng.randrange(120, 500))
                    self._custody(history, self._arrest(f"{arrest.ident}/again", (person,), again), first=False)

    def _course(self, first: bool) -> Iterator[tuple[str, int]]:
        """The kinds of what follows an arrest, each with the days since the one before."""
        rng = self.rng
        if rng.random() < 0.2:
            yield "torture", rng.randrange(2, 12)
        if rng.random() < 0.6:
            yield "charge", rng.randrange(4, 40)
        for _ in range(rng.choice((0, 1, 1, 2))):
            yield "hearing", rng.randrange(25, 90)
        if rng.random() < 0.2:
            yield "hearing_postponed", rng.randrange(25, 60)
        if rng.random() < 0.6:
            yield "sentence", rng.randrange(40, 160)
            if rng.random() < 0.4:
                yield "transfer", rng.randrange(20, 120)
            if rng.random() < 0.12:
                yield "commutation", rng.randrange(90, 300)
        if rng.random() < 0.25:
            yield "hunger_strike", rng.randrange(20, 200)
        if first and rng.random() < 0.3:
            yield from self._illness()
        elif rng.random() < 0.5:
            yield rng.choice(("release", "release", "release", "prisoner_exchange")), rng.randrange(90, 700)

    def _illness(self) -> Iterator[tuple[str, int]]:
        yield "hospitalisation", self.rng.randrange(30, 200)
        if self.rng.random() < 0.6:
            yield "deterioration", self.rng.randrange(5, 40)
            if self.rng.random() < 0.7:
                yield "death", self.rng.randrange(12, 60)

    def _details(self, happening: Happening, history: History, arrest: Happening) -> None:
        rng, words = self.rng, table("words")
        kind = happening.kind
        stay = history.stays[-1]
        if kind in ("charge", "hearing", "hearing_postponed", "sentence", "commutation"):
            happening.actor = rng.choice(self.country.courts)
        if kind == "charge":
            happening.charge = rng.choice(words["charges"]["en"])
        if kind == "hearing_postponed":
            happening.fixed = happening.day
        if kind == "sentence":
            happening.years = rng.randrange(3, 21)
        if kind == "commutation":
            happening.years = max(1, history.term(happening.day) - rng.randrange(2, 7))
        if happening.years:
            history.years.append((happening.day, happening.years))
        if kind == "transfer":
            happening.place = rng.choice([p for p in self.country.prisons if p is not stay.prison])
            history.stays.append(Stay(happening.day, happening.place, arrest))
        if kind in ("hunger_strike", "torture", "release"):
            happening.place = stay.prison
        if kind in ("hospitalisation", "deterioration", "death"):
            happening.place = self._hospital(history)
        if kind == "death":
            happening.causes = tuple(rng.choice(words["causes"]["groups"]))
            history.stays.append(Stay(happening.day, None, arrest))

    def _hospital(self, history: History) -> Thing:
        earlier = [h.place for h in history.happened if h.kind == "hospitalisation" and h.place is not None]
        return earlier[-1] if earlier else self.rng.choice(self.country.hospitals)
