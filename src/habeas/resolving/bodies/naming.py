"""The name of a body taken apart: what kind of body it is, what it is about, and the words that are its own."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

import msgspec

from habeas.resolving.bodies.gazetteer import country, country_name
from habeas.resolving.skeleton import folded, script_of, word

_WORDS = re.compile(r"[^\W_]+(?:['’ʼ`.-][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’ʼ`]s$|['’ʼ`]$")
_PREFIXES = {"Arab": ("وال", "بال", "لل", "ال"), "Hebr": ("וה", "של", "ה", "ל", "ב", "ו")}
_ARTICLES = ("al-", "el-", "as-", "ash-", "an-", "ar-", "at-", "az-", "ad-")


class _Naming(msgspec.Struct, frozen=True):
    idle: frozenset[str]
    qualifiers: frozenset[str]
    organisations: frozenset[str]
    concepts: dict[str, tuple[str, ...]]
    adjectives: dict[str, str]


_TABLE = msgspec.convert(
    tomllib.loads((files("habeas.resolving") / "bodies" / "tables" / "naming.toml").read_text(encoding="utf-8")),
    _Naming,
)
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_GENITIVES = {"ии": ("ия",), "ы": ("а",), "и": ("я", "ь"), "а": ("",), "я": ("й", "ь")}
_FORMS = str.maketrans("ةى", "هي")  # letters that are written either way


def _plain(written: str) -> str:
    return folded(written).translate(_FORMS)


_CONCEPTS = {_plain(w): concept for concept, words in _TABLE.concepts.items() for w in words if not w.endswith("*")}
_STEMS = tuple((_plain(w[:-1]), c) for c, words in _TABLE.concepts.items() for w in words if w.endswith("*"))
_IDLE = frozenset(map(_plain, _TABLE.idle))


class Naming(NamedTuple):
    """`concepts` without the qualifiers, which stand in `exact`; `own` are the name's own words, folded, in order."""

    concepts: frozenset[str]
    exact: frozenset[str]
    own: tuple[str, ...]
    latin: bool
    cyrillic: bool = False

    @property
    def of_body(self) -> bool:
        """Whether it names a kind of organisation and has a word of its own."""
        return bool(self.own) and bool(self.concepts & _TABLE.organisations)

    @property
    def bones(self) -> tuple[str, ...]:
        """The consonants of the name's own words, which spellings in several scripts share."""
        return tuple(sorted(word(w).coarse for w in self.own))


@lru_cache(maxsize=65536)
def naming(name: str) -> Naming:
    """The name taken apart."""
    concepts: set[str] = set()
    own = []
    for written in _WORDS.findall(name):
        for concept, rest in _read(written):
            if concept:
                concepts.add(concept)
            elif rest:
                own.append(rest)
    return Naming(
        frozenset(concepts - _TABLE.qualifiers),
        frozenset(concepts & _TABLE.qualifiers),
        tuple(own),
        script_of(name) == "Latn",
        _CYRILLIC.search(name) is not None,
    )


def _read(written: str) -> list[tuple[str, str]]:
    """The word as a concept, or as its own; neither where it says nothing."""
    plain = _plain(_POSSESSIVE.sub("", written)).strip("'")
    script = script_of(plain)
    shapes = [plain, *(plain.removeprefix(p) for p in _PREFIXES.get(script, ()) if plain.startswith(p))]
    for shape in shapes:
        if shape in _IDLE:
            return []
        if shape in _CONCEPTS:
            return [(_CONCEPTS[shape], "")]
    if plain != written.casefold():
        stems = [concept for stem, concept in _STEMS if plain.startswith(stem)]
        if stems:
            return [(stems[0], "")]
    if script == "Arab":
        plain = next(
            (plain.removeprefix(p) for p in _PREFIXES["Arab"] if plain.startswith(p) and len(plain) > 4), plain
        )
    if script == "Hebr" and len(plain) > 3:
        plain = re.sub(r"^(?:ה|ב)-?", "", plain) if re.match(r"^ב-|^ה", plain) else plain
    own = next((plain.removeprefix(a) for a in _ARTICLES if plain.startswith(a)), plain)
    own = own.replace("-", "").replace("'", "").replace(".", "")
    own = own[:-1] if _plural(own) else own
    return [("", _TABLE.adjectives.get(own) or _land(written) or own)]


def _land(written: str) -> str | None:
    """What English calls the country that the word names in another script, where that is one word: "России"."""
    if written.isascii():
        return None  # an island is no Iceland
    for name in (written, *_nominatives(written.casefold())):
        code = country(name)
        if code is not None:
            called = folded(country_name(code))
            return called if called.isalpha() else None
    return None


def _nominatives(word: str) -> list[str]:
    """What a Russian word in the genitive may be in the nominative."""
    for ending, others in _GENITIVES.items():
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return [word.removesuffix(ending) + other for other in others]
    return []


def uninflected(own: str) -> str:
    """A Slavic word of a name, already in Latin letters, without the vowels of its case."""
    return own.rstrip("aeiouy") or own


def _plural(own: str) -> bool:
    return own.isascii() and len(own) > 4 and own.endswith("s") and not own.endswith(("ss", "us", "is"))
