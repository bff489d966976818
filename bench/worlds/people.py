"""Invented people: their names by tradition, their families, and those who share a name by chance."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import NamedTuple

from typing_extensions import override

from bench.worlds.spelling import Part, Style, joined, part, romanised, spelt
from bench.worlds.tables import table
from bench.worlds.things import Thing

_WEIGHT = 0.6  # How much rarer each next name of a list is: names are not drawn evenly in life either.


class Names(NamedTuple):
    """The names of one tradition."""

    order: str
    male: tuple[Part, ...]
    female: tuple[Part, ...]
    family: tuple[Part, ...]


@cache
def tradition(name: str) -> Names:
    """The names of a section of `names.toml`."""
    rows = table("names")[name]
    script = rows["script"]

    def parts(key: str) -> tuple[Part, ...]:
        return tuple(part(line, script) for line in rows.get(key, "").split("\n") if line)

    def given(sex: str) -> tuple[Part, ...]:
        heads, tails = parts(f"{sex}_heads"), parts(f"{sex}_tails")
        return tuple(_two(h, t, script) for h in heads for t in tails) or parts(sex)

    family = parts("family") or tuple(joined(s, e) for s in parts("stems") for e in parts("endings"))
    return Names(rows["order"], given("male"), given("female"), family)


def _two(head: Part, tail: Part, script: str) -> Part:
    if script == "Latn":
        return Part(tuple(f"{h} {t}" for h, t in zip(head.latin, tail.latin, strict=True)))
    first, second = head.latin[0], tail.latin[0]
    other = f"{head.latin[-1]}-{tail.latin[-1]}"
    return Part((first + second, other, f"{first} {second.title()}"), head.native + tail.native, script)


class Person(Thing):
    """Somebody of a world. `given` comes first in `line`, then the father's given name, then the grandfather's."""

    def __init__(self, ident: str, sex: str, line: tuple[Part, ...], family: tuple[Part, ...], names: str) -> None:
        super().__init__(ident, "person", ())
        self.sex, self.line, self.family, self.names = sex, line, family, names
        self.order = tradition(names).order
        self.born = date(1980, 1, 1)
        self.town: Thing | None = None
        self.job = ""
        self.kunya: Part | None = None
        self.detained = False
        self._spelt: dict[tuple[Style, str], str] = {}

    @override
    def text(self, style: Style, form: str = "full") -> str:
        """The name as this style writes it: `full`, `short`, `he`, `his`, or `alias`."""
        if form in ("he", "his"):
            return {"he": ("he", "she"), "his": ("his", "her")}[form][self.sex == "f"]
        found = self._spelt.get((style, form))
        if found is None:
            found = self._spelt[style, form] = " ".join(self._parts(style, form))
        return found

    def _parts(self, style: Style, form: str) -> list[str]:
        if form == "alias" and self.kunya is not None:
            father = Part(("Abu", "Abou"), "أبو", "Arab")
            return [spelt(father, style), spelt(self.kunya, style)]
        full = [spelt(p, style) for p in _ORDERS[self.order](self, style.fullness)]
        if form == "short" and self.order not in ("single", "father"):
            return [spelt(self.families()[0], style)]
        return full[:1] if form == "short" and self.order == "father" else full

    def families(self) -> tuple[Part, ...]:
        """The family names; some Slavic ones have another form for a woman."""
        if self.order == "patronymic" and self.sex == "f":
            return tuple(map(_feminine, self.family))
        return self.family

    def age(self, on: date, born: date | None = None) -> int:
        """How old the person is on a day, by the birth given or by the true one."""
        born = born or self.born
        return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _chain(person: Person, fullness: int) -> tuple[Part, ...]:
    return (*person.line[: 1 + min(fullness, 2)], *person.family[:1])


def _patronymic(person: Person, fullness: int) -> tuple[Part, ...]:
    father = patronymic(person.line[1], person.sex)
    family = person.families()
    if fullness == 0:
        return (person.line[0], *family)
    return (person.line[0], father, *family) if fullness == 1 else (*family, person.line[0], father)


def _two_families(person: Person, fullness: int) -> tuple[Part, ...]:
    return (person.line[0], *(person.family[:1] if fullness == 0 else person.family))


def _family_first(person: Person, fullness: int) -> tuple[Part, ...]:
    return (person.line[0], *person.family) if fullness == 2 else (*person.family, person.line[0])


def _family_last(person: Person, _: int) -> tuple[Part, ...]:
    return (person.line[0], *person.family[:1])


def _single(person: Person, _: int) -> tuple[Part, ...]:
    return person.family


def _father(person: Person, fullness: int) -> tuple[Part, ...]:
    return person.line[: 3 if fullness == 2 else 2]


_ORDERS: dict[str, Callable[[Person, int], tuple[Part, ...]]] = {
    "chain": _chain,
    "patronymic": _patronymic,
    "two_families": _two_families,
    "family_first": _family_first,
    "family_last": _family_last,
    "single": _single,
    "father": _father,
}


def patronymic(father: Part, sex: str) -> Part:
    """The Slavic patronymic made from a father's given name."""
    name = father.native
    base = name[:-1] + "е" if name[-1] in "йь" else name[:-1] + "и" if name[-1] in "ая" else name + "о"
    base = base.replace("иие", "ие") if base.endswith("иие") else base
    native = base + ("вна" if sex == "f" else "вич")
    latin = tuple(dict.fromkeys(romanised(native, scheme) for scheme in ("bgn", "iso")))
    return Part(latin, native, "Cyrl")


def _feminine(family: Part) -> Part:
    native = family.native
    for ending, latin_ending, (new, latin_new) in _FEMININE:
        if native.endswith(ending):
            latin = tuple(_cut(one, latin_ending) + latin_new for one in family.latin)
            return Part(latin, native[: len(native) - len(ending)] + new, family.script)
    return family


_FEMININE = (
    ("ский", ("sky", "skiy", "skii"), ("ская", "skaya")),
    ("ов", ("ov",), ("ова", "ova")),
    ("ин", ("in",), ("ина", "ina")),
)


def _cut(word: str, endings: tuple[str, ...]) -> str:
    return next((word.removesuffix(e) for e in sorted(endings, key=len, reverse=True) if word.endswith(e)), word)


def drawn(rng: random.Random, parts: tuple[Part, ...]) -> Part:
    """One of the parts, the earlier ones more often."""
    return parts[int(len(parts) * rng.random() ** (1 / _WEIGHT))]


def newborn(rng: random.Random, ident: str, names: str, sex: str) -> Person:
    """Somebody with a name of the tradition, no kin and no age yet."""
    pool = tradition(names)
    line = (drawn(rng, pool.male if sex == "m" else pool.female), drawn(rng, pool.male), drawn(rng, pool.male))
    if pool.order == "single":
        own = pool.male if sex == "m" else pool.female
        many = rng.choice((2, 3, 3, 4)) if names == "burmese" else rng.choice((1, 2, 2))
        return Person(ident, sex, line, tuple(rng.sample(own, many)), names)
    families = (drawn(rng, pool.family), drawn(rng, pool.family)) if pool.order != "father" else ()
    return Person(ident, sex, line, families if pool.order == "two_families" else families[:1], names)


def child_of(rng: random.Random, father: Person, ident: str, sex: str = "m", *, namesake: bool = False) -> Person:
    """A child of `father`: the father's given name follows the child's own. A namesake bears it too."""
    pool = tradition(father.names)
    own = father.line[0]
    while not namesake and own == father.line[0]:
        own = drawn(rng, pool.male if sex == "m" else pool.female)
    family = father.family
    if father.order == "two_families":
        family = (father.family[0], drawn(rng, pool.family))
    if father.order == "single":
        family = newborn(rng, ident, father.names, sex).family
    return Person(ident, sex, (own, father.line[0], father.line[1]), family, father.names)


def namesake_of(other: Person, rng: random.Random, ident: str) -> Person:
    """Somebody else with the same given and family name; father and grandfather are drawn anew."""
    pool = tradition(other.names)
    line = (other.line[0], drawn(rng, pool.male), drawn(rng, pool.male))
    if other.order == "father":
        line = (other.line[0], other.line[1], drawn(rng, pool.male))
    return Person(ident, other.sex, line, other.family, other.names)
