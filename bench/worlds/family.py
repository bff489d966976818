"""A family with somebody in custody: its people, what happens to them, and who shares whose name."""

from __future__ import annotations

import random
from collections import deque
from datetime import date, timedelta

from bench.worlds.custody import Fate, Happening, History
from bench.worlds.people import Person, child_of, namesake_of, newborn, tradition
from bench.worlds.places import Country
from bench.worlds.tables import table
from bench.worlds.things import Thing, described

FATHER_TOO, BROTHERS, SHARED_NAME = 0.12, 0.1, 0.06


class Family:
    """The people of one story. `held` are those in custody, `apart` pairs who must not be joined."""

    def __init__(self, ident: str, country: Country, rng: random.Random, known: deque[Person]) -> None:
        self.ident, self.country, self.rng = ident, country, rng
        self.apart: list[tuple[str, str, str]] = []
        self.fate = Fate(country, rng)
        shares, weights = zip(*country.traditions.items(), strict=True)
        self.names = rng.choices(shares, weights)[0]
        self.father = self._parent(known)
        self.held = self._held(known)
        mother = newborn(rng, f"{ident}/mother", self.names, "f")
        self.mother = mother if tradition(self.names).order != "single" or rng.random() < 0.5 else None
        self.histories = self._histories()
        self.counsel = self._counsel()

    def _parent(self, known: deque[Person]) -> Person:
        father = newborn(self.rng, f"{self.ident}/father", self.names, "m")
        return self._settled(father, 1945, 1965)

    def _settled(self, person: Person, first: int, last: int) -> Person:
        rng = self.rng
        person.born = date(rng.randrange(first, last), 1, 1) + timedelta(days=rng.randrange(365))
        person.town = rng.choice(self.country.towns)
        person.job = rng.choice(table("words")["jobs"]["en"])
        if self.names == "arabic" and person.sex == "m" and rng.random() < 0.3:
            person.kunya = rng.choice(tradition("arabic").male)
        return person

    def _held(self, known: deque[Person]) -> list[Person]:
        rng = self.rng
        if known and rng.random() < SHARED_NAME:
            other = rng.choice(known)
            self.names = other.names
            person = self._settled(namesake_of(other, rng, f"{self.ident}/1"), *_apart_from(other, rng))
            self.apart.append((other.ident, person.ident, "namesakes"))
            self.father = self._father_of(person)
            held = [person]
        else:
            namesake = self.names in ("western", "spanish") and rng.random() < 0.4
            child = child_of(rng, self.father, f"{self.ident}/1", self._sex(), namesake=namesake)
            held = [self._settled(child, 1970, 1999)]
            draw = rng.random()
            if draw < FATHER_TOO:
                held.append(self.father)
            elif draw < FATHER_TOO + BROTHERS:
                held.append(self._brother(held[0]))
        self._note(held, known)
        return held

    def _sex(self) -> str:
        return "f" if self.rng.random() < 0.15 else "m"

    def _father_of(self, person: Person) -> Person:
        father = newborn(self.rng, f"{self.ident}/father", self.names, "m")
        father.line = (person.line[1], *father.line[:2])
        father.family = person.family[:1] + father.family[1:] if father.order != "single" else father.family
        return self._settled(father, 1945, 1965)

    def _brother(self, other: Person) -> Person:
        other.sex = "m"
        other.line = child_of(self.rng, self.father, other.ident).line
        brother = child_of(self.rng, self.father, f"{self.ident}/2")
        while brother.line[0] == other.line[0]:
            brother = child_of(self.rng, self.father, f"{self.ident}/2")
        if brother.order == "single":
            other.family = newborn(self.rng, "", self.names, "m").family
        self._settled(brother, 1970, 1999)
        brother.town = other.town
        self.apart.append((other.ident, brother.ident, "brothers"))
        return brother

    def _note(self, held: list[Person], known: deque[Person]) -> None:
        self.apart += [(self.father.ident, p.ident, "father") for p in held if p is not self.father]
        for person in held:
            person.detained = True
            known.append(person)

    def _histories(self) -> list[History]:
        rng, fate = self.rng, self.fate
        together = len(self.held) == 2 and self.held[1] is not self.father
        if together:
            arrest = fate.arrest(f"{self.ident}/arrest", tuple(self.held))
            return [self._history(person, arrest) for person in self.held]
        arrests = [fate.arrest(f"{p.ident}/arrest", (p,)) for p in self.held]
        rng.shuffle(arrests)
        return [self._history(arrest.people[0], arrest) for arrest in arrests]

    def _history(self, person: Person, arrest: Happening) -> History:
        history = self.fate.history(person, arrest)
        for happening in history.happened:
            if happening is not arrest:
                happening.ident = f"{person.ident}:{happening.ident}"
        return history

    def _counsel(self) -> Thing:
        if self.rng.random() < 0.5:
            return newborn(self.rng, f"{self.ident}/counsel", self.names, self._sex())
        pronoun = "her" if self.held[0].sex == "f" else "his"
        return described(f"{self.ident}/counsel", f"{pronoun} lawyer")


def _apart_from(other: Person, rng: random.Random) -> tuple[int, int]:
    """Years of birth at least eight years from the namesake's."""
    early, late = other.born.year - 8, other.born.year + 8
    choices = [(early - 10, early)] if early - 10 >= 1945 else []
    choices += [(late, late + 8)] if late + 8 <= 2001 else []
    return rng.choice(choices or [(1950, 1958)])
