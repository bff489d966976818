"""A name taken apart for scoring: its parts with their weight, and its letters as one Latin string."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from anyascii import anyascii

from habeas.resolving.chinese import Mandarin
from habeas.resolving.names import Part, parsed
from habeas.resolving.skeleton import Word, folded, in_latin, script_of, word

_FREQUENT: list[str] = tomllib.loads(
    (files("habeas.resolving") / "tables" / "frequent.toml").read_text(encoding="utf-8")
)["names"]
_FREQUENT_BONES = frozenset(word(name).bones for name in _FREQUENT)
_FREQUENT_SOUNDS = frozenset(word(name).sound for name in _FREQUENT)
_COMMAS = str.maketrans(dict.fromkeys("،、，", ","))
_BEFORE = {"kunya": ("abu", "ابو"), "servant": ("abd", "عبد")}
_MOST = 24  # parts of a name that are looked at; the longest real ones have fewer
_LONGEST = 400  # characters of a name that are looked at
RARE, FREQUENT, INITIAL = 1.0, 0.5, 0.2
"""How much it says that two names share a part: one that few bear, one that very many bear, an initial."""


class Forms(NamedTuple):
    """The words that a part may be compared as: `plain` without its article and with it; `whole` with the "abu" or
    "abd" that makes it a kunya or a servant's name, for one who writes both as one word. `mandarin`: as part of a
    Chinese name.
    """

    plain: tuple[Word, ...]
    whole: Word | None
    kunya: bool
    mandarin: Mandarin | None = None


class Taken(NamedTuple):
    """A name ready to be held against others.

    `words` are its parts in order; `forms` the words that each may be compared as; `weights` how much each says;
    `kinds` "name", "kunya", "servant" or "initial"; `child_of` whether "son of" stands before it. `latin` is the whole
    name in plain Latin letters, `ordered` the same with its words in alphabetical order. `script` is "Latn", "Arab",
    "Hebr", or "else".
    """

    text: str
    words: tuple[Word, ...]
    forms: tuple[Forms, ...]
    weights: tuple[float, ...]
    kinds: tuple[str, ...]
    child_of: tuple[bool, ...]
    latin: str
    ordered: str
    script: str


@lru_cache(maxsize=65536)
def taken(text: str) -> Taken:
    """The name `text` ready for scoring; "Family, Given" is read as "Given Family"."""
    written = text[:_LONGEST]
    family, comma, given = written.translate(_COMMAS).partition(",")
    turned = bool(comma and given.strip() and "," not in given)
    name = f"{given} {family}" if turned else written
    parts = [part for part in parsed(name).parts if part.word.text][:_MOST]
    latin = anyascii(folded(name)).lower().replace("-", " ").replace("'", "").split()
    return Taken(
        text=text,
        words=tuple(part.bare or part.word for part in parts),
        forms=tuple(_forms(part) for part in parts),
        weights=tuple(_weight(part.bare or part.word) for part in parts),
        kinds=tuple("initial" if len(part.word.text) == 1 else part.kind for part in parts),
        child_of=tuple(part.child_of for part in parts),
        latin=" ".join(latin),
        ordered=" ".join(sorted(latin)),
        script=_script(written),
    )


def _forms(part: Part) -> Forms:
    plain = (part.word,) if part.bare is None else (part.bare, part.word)
    if part.kind == "name":
        return Forms(plain, None, False, part.mandarin)
    latin, arabic = _BEFORE[part.kind]
    return Forms(plain, word((latin if part.word.sound else arabic) + part.word.text), part.kind == "kunya")


def _weight(part: Word) -> float:
    if len(part.text) == 1:
        return INITIAL
    frequent = part.bones in _FREQUENT_BONES and (not part.sound or part.sound in _FREQUENT_SOUNDS)
    return FREQUENT if frequent else RARE


def _script(text: str) -> str:
    script = script_of(text)
    return script if script != "Latn" or in_latin(text) else "else"
