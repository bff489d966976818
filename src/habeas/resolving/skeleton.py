"""One word of a name, in any of several scripts, as its consonants and its vowels.

The skeleton makes one word of its spellings ("Khader", "Khidr", "خضر"). It also makes one of some words that
differ ("Hassan", "Hussein"), so the vowels written are compared as well. Nothing here decides who is who.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from anyascii import anyascii
from rapidfuzz.distance import Indel, Levenshtein

_TABLE: dict[str, dict[str, str]] = tomllib.loads(
    (files("habeas.resolving") / "tables" / "letters.toml").read_text(encoding="utf-8")
)
_LATIN = re.compile("|".join(sorted(_TABLE["latin"], key=lambda k: (-len(k), k))))
_ABJADS = {"Arab": ("arabic", "arabic_vowels"), "Hebr": ("hebrew", "hebrew_vowels")}
_VOWELS = str.maketrans({"o": "u", "w": "u", "e": "i", "y": "i"})
_LONG = {"i": re.compile(r"ee|ei|ai|ay|ey|ie"), "u": re.compile(r"oo|ou|au|aw|uu")}


class Word(NamedTuple):
    """A word of a name: `bones` are its consonant classes, `coarse` fewer, `sound` its folded Latin letters.

    An Arabic or Hebrew word has no `sound`; `long` holds the long vowels that it writes ("i", "u").
    """

    text: str
    bones: str
    coarse: str
    sound: str
    long: str


def script_of(text: str) -> str:
    """ "Arab", "Hebr" or "Latn": every other script is romanised letter by letter and counts as Latin."""
    for char in text:
        if "\u0590" <= char <= "\u05ff":
            return "Hebr"
        if "\u0600" <= char <= "\u06ff" or "\ufb50" <= char <= "\ufeff":
            return "Arab"
    return "Latn"


@lru_cache(maxsize=65536)
def folded(text: str) -> str:
    """Lower case without marks; Arabic and Hebrew letters stay, all others become Latin."""
    text = unicodedata.normalize("NFKC", text).casefold()
    if script_of(text) == "Latn":
        text = "".join(_TABLE["latin_marked"].get(char, char) for char in text)
        text = anyascii(text).casefold()
    text = unicodedata.normalize("NFD", text)
    return "".join(c for c in text if not unicodedata.combining(c) and c != "\u0640")


@lru_cache(maxsize=65536)
def word(text: str) -> Word:
    """The word `text` of a name, taken apart."""
    letters = folded(text)
    script = script_of(letters)
    bones, long = _abjad(letters, script) if script in _ABJADS else (_latin(letters), "")
    sound = "" if script in _ABJADS else _sound(letters)
    coarse = _squeezed("".join(_TABLE["coarse"].get(c, c) for c in bones))
    return Word(letters, bones, coarse, sound, long)


def _squeezed(text: str) -> str:
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[^a-zA-Z]", "", text))


def _sound(letters: str) -> str:
    return _tail(_squeezed(_LATIN.sub(lambda m: _TABLE["latin"][m.group()], letters).translate(_VOWELS)))


def _latin(letters: str) -> str:
    bones = _squeezed("".join(_TABLE["latin"][m] for m in _LATIN.findall(letters)))
    if letters[:1] in "aeiou":
        return "a" + _tail(bones)
    return (letters[:1] if letters[:1] in ("w", "y") else "") + _tail(bones)


def _abjad(letters: str, script: str) -> tuple[str, str]:
    consonants, vowels = (_TABLE[name] for name in _ABJADS[script])
    bones = _squeezed("".join(consonants.get(c, "") for c in letters))
    long = "".join(sorted({vowels.get(c, "") for c in letters[1:]} - {""}))
    first = vowels.get(letters[:1])
    begin = "" if first is None else {"": "a", "u": "w", "i": "y"}[first]
    return begin + _tail(bones), long


def _tail(bones: str) -> str:
    # A last h is written or left out at will (Daqqa, Daqqah; ta marbuta).
    return bones[:-1] if len(bones) > 1 and bones.endswith("h") else bones


@lru_cache(maxsize=262144)
def alike(left: Word, right: Word) -> float:
    """How alike two words are, 0 to 1; from 0.85 on they may be spellings of one name."""
    if left.text == right.text:
        return 1.0
    if not left.bones or not right.bones:
        return 0.0
    bones = _bones_alike(left, right)
    if left.sound and right.sound:
        if left.sound + "a" == right.sound or right.sound + "a" == left.sound:
            return 0.8  # Orlov and Orlova are a man and a woman
        return min(0.99, (bones + Indel.normalized_similarity(left.sound, right.sound)) / 2 + 0.02)
    missing = _unheard(left, right) + _unheard(right, left)
    return max(0.0, bones - 0.15 * missing)


def _bones_alike(left: Word, right: Word) -> float:
    if left.bones == right.bones:
        return 0.97
    if left.coarse == right.coarse:
        return 0.92
    return 0.95 * Levenshtein.normalized_similarity(left.bones, right.bones)


def _unheard(abjad: Word, latin: Word) -> int:
    """How many long vowels one side writes that the other cannot have."""
    if abjad.sound or not latin.sound:
        return 0
    written = sum(vowel not in latin.sound for vowel in abjad.long)
    return written + sum(
        pattern.search(latin.text[1:]) is not None and vowel not in abjad.long for vowel, pattern in _LONG.items()
    )
