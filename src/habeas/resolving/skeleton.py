"""One word of a name, in any of several scripts, as its consonants and its vowels.

The skeleton makes one word of its spellings ("Khader", "Khidr", "خضر"). It also makes one of some words that
differ ("Hassan", "Hussein"), so the vowels written are compared as well. Nothing here decides who is who.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, NamedTuple

from anyascii import anyascii
from rapidfuzz.distance import Indel, Levenshtein

_TABLE: dict[str, dict[str, Any]] = tomllib.loads(
    (files("habeas.resolving") / "tables" / "letters.toml").read_text(encoding="utf-8")
)
_LATIN = re.compile("|".join(sorted(_TABLE["latin"], key=lambda k: (-len(k), k))))
_DIGRAPHS = re.compile("|".join(sorted(_TABLE["digraphs"], key=lambda k: (-len(k), k))))
_GREEK = re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]")
_FIRST_HAMZA = re.compile(r"\bئ")
_NO_LETTER = re.compile(r"[^a-zA-Z]")
_DOUBLE = re.compile(r"(.)\1+")
_SAME_BONES = 0.97
_SAME_COARSE = 0.92
_EITHER = 0.02  # what vowels and consonants that are each a little alike have over their mean
_MANY = 8  # readings of one word, at most
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

    @property
    def readings(self) -> tuple[str, ...]:
        """The bones that it may have where one of its letters is read as other languages read it (Turkish c, Azeri x),
        at most `_MANY`, in a fixed order.
        """
        return _readings(self.text, self.bones)


def script_of(text: str) -> str:
    """ "Arab", "Hebr" or "Latn": every other script is romanised letter by letter and counts as Latin."""
    if text.isascii():
        return "Latn"
    for char in text:
        if "\u0590" <= char <= "\u05ff":
            return "Hebr"
        if "\u0600" <= char <= "\u06ff" or "\ufb50" <= char <= "\ufeff":
            return "Arab"
    return "Latn"


def in_latin(text: str) -> bool:
    """Whether all letters are Latin, marked or not."""
    return text.isascii() or all(ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 for c in text if c.isalpha())


@lru_cache(maxsize=65536)
def folded(text: str) -> str:
    """Lower case without marks; Arabic and Hebrew letters stay, all others become Latin."""
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKC", text).casefold()
    if script_of(text) == "Latn":
        text = "".join(_TABLE["latin_marked"].get(char, char) for char in text)
        text = anyascii(_greek(text) if _GREEK.search(text) else text).casefold()
    else:
        text = _FIRST_HAMZA.sub("ا", text)
    text = unicodedata.normalize("NFD", text)
    return "".join(c for c in text if not unicodedata.combining(c) and c != "\u0640")


def _greek(text: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return _DIGRAPHS.sub(lambda m: _TABLE["digraphs"][m.group()], re.sub(r"\bντ", "d", plain))


@lru_cache(maxsize=65536)
def word(text: str) -> Word:
    """The word `text` of a name, taken apart."""
    letters = folded(text)
    script = script_of(letters)
    bones, long = _abjad(letters, script) if script in _ABJADS else (_latin(letters), "")
    sound = "" if script in _ABJADS else sound_of(letters)
    coarse = "".join(_TABLE["coarse"].get(c, c) for c in bones)
    return Word(letters, bones, coarse, sound, long)


@lru_cache(maxsize=65536)
def _readings(letters: str, bones: str) -> tuple[str, ...]:
    script = script_of(letters)
    found: dict[str, None] = {}
    if script in _ABJADS:
        for char, others in _TABLE["abjad_readings"].items():
            if char in letters:
                for other in others:
                    found[_abjad(letters, script, {char: other})[0]] = None
    else:
        for part, others in _TABLE["latin_readings"].items():
            if part in letters:
                for other in others:
                    found[_latin(letters, {part: other})] = None
    for other in _begun_otherwise(letters, bones, script):
        found[other] = None
    found.pop(bones, None)
    return tuple(found)[:_MANY]


def _begun_otherwise(letters: str, bones: str, script: str) -> Iterator[str]:
    """The bones of a word whose first letter, and whose w and j, are those of another language or spelling."""
    if bones[:1] == "y" and len(bones) > 2:
        yield "a" + bones[1:]  # Yelena, Elena; a Hebrew yod may be an i
    if script == "Hebr" and bones[:1] == "w":
        yield "f" + bones[1:]  # a vav that begins a word is a v more often than a w
    elif script not in _ABJADS and not {"w", "j"}.isdisjoint(letters):
        yield _latin(letters.replace("w", "v").replace("j", "y"))  # as Germans write Slavic names


def _squeezed(text: str) -> str:
    if not (text.isascii() and text.isalpha()):
        text = _NO_LETTER.sub("", text)
    return _DOUBLE.sub(_single, text)


def _single(doubled: re.Match[str]) -> str:
    return doubled[1]


@lru_cache(maxsize=65536)
def sound_of(letters: str) -> str:
    """The sound of folded Latin letters."""
    return _tail(_squeezed(_LATIN.sub(lambda m: _TABLE["latin"][m.group()], letters).translate(_VOWELS)))


def _latin(letters: str, instead: Mapping[str, str] = MappingProxyType({})) -> str:
    letters = _squeezed(letters)
    bones = "".join(instead.get(m, _TABLE["latin"][m]) for m in _LATIN.findall(letters))
    if letters[:1] in "aeiou":
        return "a" + _tail(bones)
    return (letters[:1] if letters[:1] in ("w", "y") else "") + _tail(bones)


def _abjad(letters: str, script: str, instead: Mapping[str, str] = MappingProxyType({})) -> tuple[str, str]:
    consonants, vowels = (_TABLE[name] for name in _ABJADS[script])
    bones = "".join(instead.get(c, consonants.get(c, "")) for c in letters)
    long = "".join(sorted({vowels.get(c, "") for c in letters[1:]} - {""}))
    first = vowels.get(letters[:1])
    begin = "" if first is None else {"": "a", "u": "w", "i": "y"}[first]
    return begin + _tail(bones), long


def _tail(bones: str) -> str:
    # A last h is written or left out at will (ta marbuta: Hadda, Haddah).
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
        return min(0.99, (bones + Indel.normalized_similarity(left.sound, right.sound)) / 2 + _EITHER)
    missing = _unheard(left, right) + _unheard(right, left)
    return max(0.0, bones - 0.15 * missing)


def may_be_alike(left: Word, right: Word, least: float) -> bool:
    """Whether two words may be alike by `least`, seen at a glance: False is certain."""
    if not left.sound or not right.sound:
        return least <= _SAME_COARSE or left.bones == right.bones
    return Indel.normalized_similarity(left.sound, right.sound, score_cutoff=enough(least)) > 0.0


def enough(least: float) -> float:
    """How alike the sounds must be where the consonants are as alike as can be."""
    return 2 * (least - _EITHER) - _SAME_BONES - 1e-9


def may_be_together(whole: Word, letters: str, least: float) -> bool:
    """The same of a word and two others written together, whose folded letters are given."""
    if not whole.sound or not letters.isascii():
        return True
    return Indel.normalized_similarity(whole.sound, sound_of(letters), score_cutoff=enough(least)) > 0.0


def _bones_alike(left: Word, right: Word) -> float:
    if left.bones == right.bones:
        return _SAME_BONES
    if left.coarse == right.coarse:
        return _SAME_COARSE
    nearest = 0.95 * Levenshtein.normalized_similarity(left.bones, right.bones)
    ours, theirs = (left.bones, *left.readings), (right.bones, *right.readings)
    if len(ours) == len(theirs) == 1:
        return nearest
    if not frozenset(ours).isdisjoint(theirs):
        return _SAME_COARSE
    return max(nearest, 0.9 * max(Levenshtein.normalized_similarity(one, other) for one in ours for other in theirs))


def _unheard(abjad: Word, latin: Word) -> int:
    """How many long vowels one side writes that the other cannot have."""
    if abjad.sound or not latin.sound:
        return 0
    written = sum(vowel not in latin.sound for vowel in abjad.long)
    return written + sum(
        pattern.search(latin.text[1:]) is not None and vowel not in abjad.long for vowel, pattern in _LONG.items()
    )
