"""Lengths of time and names of prisons, comparable across spellings and scripts: "seven years" is "7 years"."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii
from rapidfuzz.distance import Levenshtein

from habeas.weighing.known import AMOUNTS

_ONE_NAME = 0.65
_CLASSES = str.maketrans("pfvgjqczd", "bbbkkkkst", "aeiouywh")
_UNITS = {word: unit for unit, words in AMOUNTS.units.items() for word in words}


@lru_cache(maxsize=65536)
def amounts(text: str) -> frozenset[tuple[int, str]]:
    """The lengths of time in `text` as (number, unit): "25 years and six months" has two; "life" is one."""
    found: set[tuple[int, str]] = set()
    number = 0
    for word in _words(text):
        if word in AMOUNTS.alone:
            many, unit = AMOUNTS.alone[word].split()
            found.add((int(many), unit))
        elif word.isdecimal():
            number = int(word)
        elif word in AMOUNTS.numbers:
            number = number * 100 if AMOUNTS.numbers[word] == 100 and number else number + AMOUNTS.numbers[word]
        elif word in _UNITS and number:
            found.add((number, _UNITS[word]))
            number = 0
        else:
            number = 0
    return frozenset(found)


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return re.findall(r"\w+", "".join(c for c in plain if not unicodedata.combining(c)))


def names_a_place(text: str) -> bool:
    """Whether the words are more than those for any prison: "the central prison" names none."""
    return any(word not in AMOUNTS.prisons["words"] and word not in AMOUNTS.prisons["plain"] for word in _words(text))


def same_place(left: str, right: str) -> bool:
    """Whether two names of places in different scripts may be one: each word of the shorter has its like."""
    if left.isascii() and right.isascii():
        return False
    few, many = sorted((_bones(left), _bones(right)), key=len)
    return bool(few) and all(any(_alike(a, b) for b in many) for a in few)


def _alike(left: str, right: str) -> bool:
    return Levenshtein.normalized_similarity(left, right) >= _ONE_NAME


@lru_cache(maxsize=65536)
def _bones(text: str) -> tuple[str, ...]:
    """The consonants of the words that name the place, in classes that its scripts have in common."""
    kept = [w for w in _words(text) if w not in AMOUNTS.prisons["words"]]
    found = [re.sub(r"(.)\1+", r"\1", _letters(w)) for w in kept]
    return tuple(sorted(bones for bones in found if bones))


def _letters(word: str) -> str:
    word = word.replace("\u05d5", "")  # vav is more often a vowel than not
    return re.sub(r"[^a-z]", "", anyascii(word).casefold()).translate(_CLASSES)
