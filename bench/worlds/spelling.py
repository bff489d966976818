"""How a name is spelt: romanisations, other scripts, and the habits of whoever writes it."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from bench.worlds.tables import table

SCRIPT_OF = {"en": "Latn", "ar": "Arab", "ru": "Cyrl", "he": "Hebr"}
_UNMARKED = str.maketrans("ıđø", "ido")
SCHEMES = ("bgn", "iso", "french", "german")


class Part(NamedTuple):
    """One part of a name: its Latin spellings, the commonest first, and its own script's ("" where that is Latin)."""

    latin: tuple[str, ...]
    native: str = ""
    script: str = "Latn"


class Style(NamedTuple):
    """A writer's habits: the script, which of the spellings, how many parts of a name, which scheme for Cyrillic."""

    script: str = "Latn"
    variant: int = 0
    fullness: int = 0
    scheme: str = "bgn"


def part(line: str, script: str = "Latn") -> Part:
    """The part that a line of `names.toml` gives."""
    latin, _, native = line.partition("|")
    return Part(tuple(latin.split("/")), native, script if native else "Latn")


def joined(head: Part, tail: Part) -> Part:
    """Two pieces of one word: every spelling of the one with the matching spelling of the other."""
    many = max(len(head.latin), len(tail.latin))
    latin = tuple(head.latin[i % len(head.latin)] + tail.latin[i % len(tail.latin)] for i in range(many))
    return Part(latin, head.native + tail.native if head.native else "", head.script)


def spelt(name: Part, style: Style) -> str:
    """The part as a writer of this style spells it."""
    if style.script == "Latn":
        if name.script == "Cyrl" and style.scheme != "bgn":
            return romanised(name.native, style.scheme)
        return name.latin[style.variant % len(name.latin)]
    if style.script == name.script and name.native:
        return name.native
    return transliterated(name.latin[0], style.script)


@lru_cache(maxsize=65536)
def transliterated(latin: str, script: str) -> str:
    """A name in Latin letters written in another script, word by word, letter by letter."""
    letters: Mapping[str, str] = table("scripts")[f"to_{script}"]
    return " ".join(_word(word, letters, script) for word in latin.replace("-", " ").split())


def _word(word: str, letters: Mapping[str, str], script: str) -> str:
    out, at, low = [], 0, _plain(word.lower())
    while at < len(low):
        size = next((n for n in (4, 2, 1) if low[at : at + n] in letters), 0)
        out.append(letters[low[at : at + size]] if size else "")
        at += size or 1
    text = "".join(out)
    return text[:1].upper() + text[1:] if script == "Cyrl" else text


@lru_cache(maxsize=65536)
def romanised(cyrillic: str, scheme: str) -> str:
    """A Cyrillic name in Latin letters by a scheme of `scripts.toml`."""
    schemes = table("scripts")["cyrillic"]
    letters = {**schemes["bgn"], **schemes[scheme]}
    text = "".join(letters.get(letter, letter) for letter in cyrillic.lower())
    return text[:1].upper() + text[1:]


def _plain(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word.translate(_UNMARKED))
    return "".join(c for c in decomposed if not unicodedata.combining(c))
