"""Chinese names in Latin letters or characters: which are one name in pinyin and in Wade-Giles, or written as
speakers of other languages write a family name.

A name is read so only where every syllable is one of Mandarin and a family name stands first or last.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from importlib.resources import files
from typing import NamedTuple

_TABLE: dict[str, dict[str, str]] = tomllib.loads(
    (files("habeas.resolving") / "tables" / "chinese.toml").read_text(encoding="utf-8")
)
_CHARACTERS = re.compile(r"[\u3400-\u9fff]{2,4}")
_MOST_TOKENS = 3
_MOST_SYLLABLES = 2
_LONGEST = 14  # letters of two syllables, at most
_SAME_SYLLABLES = 0.95  # one read as pinyin, the other as Wade-Giles; several names are one without the apostrophes
_SAME_FAMILY = 0.88  # Chen, Chan and Tan: one character as speakers of three languages say it


class Mandarin(NamedTuple):
    """What a part of a name may be in Wade-Giles without apostrophes: `pinyin` where it is read as pinyin, `wade`
    where as Wade-Giles, `family` if it is a family name in some spelling (pinyin).
    """

    pinyin: frozenset[str]
    wade: frozenset[str]
    family: frozenset[str] = frozenset()

    @property
    def forms(self) -> frozenset[str]:
        """All that it may be in Wade-Giles."""
        return self.pinyin | self.wade


def _wade(first: str, rest: str) -> str:
    whole = first + rest
    return _TABLE["whole"].get(whole) or _TABLE["first"].get(first, first) + _TABLE["rest"].get(rest, rest)


_PINYIN = {
    first.strip("-") + rest: _wade(first.strip("-"), rest)
    for first, line in _TABLE["syllables"].items()
    for rest in line.split()
}
_WADE = {wade: wade for wade in _PINYIN.values()} | _TABLE["printed"]
_OF_FAMILIES = {*_TABLE["families"], *_TABLE["more"]["names"].split()}


def _families() -> dict[str, frozenset[str]]:
    """By spelling, in whatever romanisation, the pinyin of the family names that it may be.

    What is a family name in pinyin is read as no other: Tang is not Deng, though some write Deng so.
    """
    found: dict[str, set[str]] = {}
    for pinyin in _OF_FAMILIES:
        for spelling in (*_TABLE["families"].get(pinyin, "").split(), *_as(pinyin, _PINYIN)):
            found.setdefault(spelling, set()).add(pinyin)
    found |= {pinyin: {pinyin} for pinyin in _OF_FAMILIES}
    return {spelling: frozenset(names) for spelling, names in found.items()}


def _as(written: str, syllables: dict[str, str]) -> frozenset[str]:
    """What one or two syllables written together are in Wade-Giles; empty where they are no syllables."""
    if len(written) > _LONGEST or not written.isascii():
        return frozenset()
    found = {syllables[written]} if written in syllables else set()
    for cut in range(1, len(written)):
        # A second syllable that begins with a vowel would be written apart.
        if written[:cut] in syllables and written[cut:] in syllables and written[cut] not in "aeo":
            found.add(syllables[written[:cut]] + syllables[written[cut:]])
    return frozenset(found)


_FAMILY = _families()


class Read(NamedTuple):
    """A name in two parts, in the order in which it is written."""

    parts: tuple[str, str]
    mandarin: tuple[Mandarin, Mandarin]


def read(tokens: tuple[str, ...]) -> Read | None:
    """The tokens of a name, folded, read as a Chinese name; None where it can be none."""
    if not 2 <= len(tokens) <= _MOST_TOKENS or not (tokens[0] in _FAMILY or tokens[-1] in _FAMILY):
        return None
    return next(_readings(tokens), None)


def _readings(tokens: tuple[str, ...]) -> Iterator[Read]:
    for family, given, turned in ((tokens[0], tokens[1:], False), (tokens[-1], tokens[:-1], True)):
        meant = _FAMILY.get(family)
        if meant is None:
            continue
        pinyin, wade = _given(given, _PINYIN), _given(given, _WADE)
        if pinyin or wade:
            as_family = Mandarin(_as(family, _PINYIN), _as(family, _WADE), meant)
            as_given = Mandarin(pinyin, wade)
            parts, both = (family, "".join(given)), (as_family, as_given)
            yield Read(parts[::-1], both[::-1]) if turned else Read(parts, both)


def _given(tokens: Sequence[str], syllables: dict[str, str]) -> frozenset[str]:
    if len(tokens) == 1:
        return _as(tokens[0], syllables)
    found = [syllables.get(token, "") for token in tokens]
    return frozenset(["".join(found)]) if all(found) and len(found) <= _MOST_SYLLABLES else frozenset()


def characters(token: str) -> tuple[str, str] | None:
    """A name in Chinese characters cut after its family name (of one character, as almost all are)."""
    return (token[:1], token[1:]) if _CHARACTERS.fullmatch(token) else None


def likeness(left: Mandarin, right: Mandarin) -> float:
    """How alike two parts are as parts of Chinese names, whatever their letters; 0 where nothing says so."""
    if not (left.pinyin.isdisjoint(right.wade) and left.wade.isdisjoint(right.pinyin)):
        return _SAME_SYLLABLES
    return 0.0 if left.family.isdisjoint(right.family) else _SAME_FAMILY
