"""Numbers in English words and figures, read from words or from the tokens of a parsed text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Token

from habeas.reading.tables import load

_GROUPED = re.compile(r"\d{1,3}(?:[,.']\d{3})+")
_DECIMAL = re.compile(r"\d{1,3}\.\d{1,2}")
_TRIPLE = re.compile(r"\d{3}")


@dataclass(frozen=True)
class Number:
    """A number as written: tokens `first` to `last`, both included. `spelled`: in words and not in figures."""

    first: int
    last: int
    value: int
    spelled: bool = False


@cache
def _table(name: str) -> dict[str, int]:
    table: dict[str, int] = load("numbers")[name]
    return table


@cache
def _start_words() -> frozenset[str]:
    return frozenset((*_table("units"), *_table("tens"), *_table("scales")))


def digits(word: str) -> int | float | None:
    """The number that a word of figures stands for: "412", "4,600", "4.600", "1.2"; None for any other word.

    A point before exactly three digits groups thousands, before one or two it is a decimal point.
    """
    if word.isascii() and word.isdigit():
        return int(word) if len(word) <= 12 else None
    if _GROUPED.fullmatch(word):
        return int(re.sub(r"\D", "", word)) if len(word) <= 15 else None
    return float(word) if _DECIMAL.fullmatch(word) else None


def number(words: Sequence[str]) -> int | None:
    """The number that `words` are as a whole: ["forty", "-", "two"] is 42; None where they are none."""
    reader = _Reader()
    for word in words:
        if not reader.take(word.lower()):
            return None
    return reader.value()


def number_of(text: str) -> int | None:
    """As `number`, of running text: "forty-two", "one thousand 412", "4,600"."""
    return number(text.replace("-", " - ").split())


def ordinal(text: str) -> int | None:
    """The number of an ordinal: "42nd", "forty-second", "twelfth"."""
    low = text.lower().strip()
    found = re.fullmatch(r"(\d{1,4})(?:st|nd|rd|th)", low)
    if found:
        return int(found.group(1))
    *before, last = re.split(r"[\s-]+", low)
    unit = _table("ordinals").get(last)
    if unit is None:
        return None
    base = number(before) if before else 0
    if base is None or (before and not (base >= 20 and unit < 10)):
        return None
    return base + unit


class _Reader:
    """Takes words one by one as long as they go on being one number.

    `below` is the part under a thousand that is being read; `total` what is complete, `least` its smallest scale.
    `last` is the kind of the last word taken.
    """

    def __init__(self) -> None:
        self.total = 0
        self.below: int | float = 0
        self.last = ""
        self.least = 0
        self.spelled = False

    def take(self, word: str, spaced: bool = True) -> bool:
        """Whether `word` goes on with the number; where not, nothing has changed."""
        kind = self._kind(word, spaced)
        if kind:
            self.last = kind
        return bool(kind)

    def value(self) -> int | None:
        """The number so far; None where it is not whole or breaks off."""
        if self.last in ("", "and", "hyphen") or isinstance(self.below, float):
            return None
        return self.total + self.below

    def _kind(self, word: str, spaced: bool) -> str:
        if word in _table("units"):
            return self._unit(_table("units")[word])
        if word in _table("tens"):
            return self._ten(_table("tens")[word])
        if word in _table("scales"):
            return self._scale(_table("scales")[word])
        if word == "and":
            return "and" if self.last in ("hundred", "thousand") else ""
        if word == "-":
            return "hyphen" if self.last == "tens" else ""
        value = digits(word)
        return self._figures(word, value, spaced) if value is not None else ""

    def _unit(self, value: int) -> str:
        after_ten = self.last in ("tens", "hyphen") and 0 < value < 10
        if not after_ten and self.last not in ("", "hundred", "thousand", "and"):
            return ""
        self.below += value
        self.spelled = True
        return "units"

    def _ten(self, value: int) -> str:
        if self.last not in ("", "hundred", "thousand", "and"):
            return ""
        self.below += value
        self.spelled = True
        return "tens"

    def _scale(self, scale: int) -> str:
        if self.last in ("and", "hyphen", "dozen"):
            return ""
        if self.last == "":
            self.below, self.spelled = 1, True
        if scale <= 100:
            return self._small_scale(scale)
        if self.below:
            if self.least and scale >= self.least:
                return ""  # "between 1 million and 2 million" are two numbers
            self.total += round(self.below * scale)
            self.below, self.least = 0, scale
            return "thousand"
        if self.last != "thousand" or scale <= self.total:
            return ""
        self.total *= scale
        return "thousand"

    def _small_scale(self, scale: int) -> str:
        if not 0 < self.below < 100:
            return ""
        self.below = round(self.below * scale)
        return "hundred" if scale == 100 else "dozen"

    def _figures(self, word: str, value: int | float, spaced: bool) -> str:
        if self.last == "":
            self.below = value
            return "figures" if isinstance(value, int) and 0 < value < 1000 else "long"
        if self.last in ("figures", "triple") and spaced and _TRIPLE.fullmatch(word):
            self.below = int(self.below) * 1000 + int(value)
            return "triple"
        if self.last in ("thousand", "hundred", "and") and isinstance(value, int) and value < 1000:
            self.below += value
            return "rest"
        return ""


def numbers_in(doc: Doc) -> list[Number]:
    """Every whole number of the text, in order. "Hundreds" and "dozens" without a number are none."""
    found: list[Number] = []
    index, size = 0, len(doc)
    while index < size:
        word = doc[index]
        low = word.lower_
        if low in _start_words() or low[:1].isdigit():
            taken = None if _loose_scale(doc, word) else _number_at(doc, word)
            if taken is not None:
                found.append(taken)
                index = taken.last
        index += 1
    return found


def _loose_scale(doc: Doc, word: Token) -> bool:
    """Whether a scale stands without its number: "several hundred", "half a million"."""
    if word.lower_ not in _table("scales"):
        return False
    before = [doc[i].lower_ for i in range(max(0, word.i - 2), word.i)]
    return before[-1:] != ["a"] or before[:1] == ["half"]


def _number_at(doc: Doc, start: Token) -> Number | None:
    reader = _Reader()
    best: Number | None = None
    joined: Number | None = None
    index = start.i
    while index < len(doc) and (index == start.i or doc[index].sent_start != 1):
        token = doc[index]
        spaced = index == start.i or bool(doc[index - 1].whitespace_)
        if not reader.take(token.lower_, spaced):
            return joined if joined is not None and token.lower_ in _table("scales") else best
        if reader.last == "and":
            joined = best
        value = reader.value()
        if value is not None:
            best = Number(start.i, index, value, reader.spelled)
        index += 1
    return best
