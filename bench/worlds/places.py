"""Invented countries with their towns, prisons, courts, bodies and newspapers."""

from __future__ import annotations

import random

from bench.worlds.spelling import transliterated
from bench.worlds.tables import table
from bench.worlds.things import Thing

_SCRIPTS = {"ar": "Arab", "ru": "Cyrl", "he": "Hebr"}
_KINDS = {"court": "organisation", "hospital": "facility", "prison": "facility"}
TOWNS = 40


class Country:
    """A country of `places.toml`; the same whatever the seed."""

    def __init__(self, name: str) -> None:
        row = table("places")[name]
        rng = random.Random(name)
        self.name, self.adjective = name, row["adjective"]
        self.traditions: dict[str, float] = row["traditions"]
        names = [head + row["joint"] + tail for head in row["heads"] for tail in row["tails"]]
        rng.shuffle(names)
        self.towns = [_place(f"{name}/{town}", town) for town in names[:TOWNS]]
        self.spare = names[TOWNS:]
        seats = [town.forms[0] for town in self.towns]
        self.service = self._body("service", seats[0])
        self.ministry = self._body("ministry", seats[0])
        self.police = [self._body("police", town) for town in seats]
        self.prisons = [self._body("prison", town) for town in seats[:14]]
        self.courts = [self._body("court", town) for town in seats[:10]]
        self.hospitals = [self._body("hospital", town) for town in seats[:10]]
        self.speakers = [self._body(kind, town) for kind in ("society", "committee") for town in seats[:6]]
        outlets = table("words")["outlets"]
        pairs = [(pattern, town) for pattern in outlets["own"] for town in seats[:3]]
        self.outlets = [_paper(self, pattern, town) for pattern, town in pairs]
        self.agencies = [_paper(self, pattern, seats[0]) for pattern in outlets["agency"]]

    def _body(self, kind: str, town: str) -> Thing:
        return body(self, kind, town)


def body(country: Country, kind: str, town: str) -> Thing:
    """A body of the country with all its names."""
    forms, *native = table("words")["bodies"][kind]
    letters = {"c": country.adjective, "C": country.adjective[:2].upper(), "t": town, "T": town[:3].upper().strip()}
    article = kind not in ("police", "prison", "hospital") or kind == "hospital"
    ident = f"{country.name}/{kind}/{town}"
    kind_of = _KINDS.get(kind, "organisation")
    found = Thing(ident, kind_of, tuple(form.format(**letters) for form in forms), article=article)
    for language, pattern in zip(("ar", "ru", "he"), native, strict=True):
        script = _SCRIPTS[language]
        found.native[language] = pattern.format(t=transliterated(town, script), c=transliterated(country.name, script))
    return found


def _place(ident: str, town: str) -> Thing:
    found = Thing(ident, "place", (town,))
    found.native = {language: transliterated(town, script) for language, script in _SCRIPTS.items()}
    return found


def _paper(country: Country, pattern: str, town: str) -> Thing:
    name = pattern.format(t=town, c=country.name)
    return Thing(f"{country.name}/outlet/{name}", "organisation", (name,))


def countries() -> tuple[Country, ...]:
    """All of them, in the order of the table."""
    return tuple(map(Country, table("places")))
