"""Characters that hide, turn round or imitate letters, told to whoever reviews a text.

The original keeps them and the canonical text is without the invisible ones, so that a name is found whatever stands in
it unseen. What is ordinary in a script (joiners in Persian or Hindi, direction marks beside Arabic or Hebrew, soft
hyphens) is not told.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

_INVISIBLE = "\u034f\u115f\u1160\u180e\u200b-\u200f\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb"
# Latin, Greek, Cyrillic and Armenian have no use for an invisible character between two letters.
_PLAIN = "A-Za-z\u00aa-\u058f\u1e00-\u1fff"
_WITHIN = re.compile(f"(?<=[{_PLAIN}])[{_INVISIBLE}]+(?=[{_PLAIN}])")
_OVERRIDES = re.compile("[\u202d\u202e]")
_TURNS = re.compile("[\u202a\u202b\u2066-\u2069]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_TAGS = re.compile("(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0020-\U000e007f]+")
_STACKED = re.compile(
    "(?:[\u0300-\u0333\u0339-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]{3}|[\u0334-\u0338\u20d2\u20d3\u20e5-\u20eb])"
)
_LATIN = "A-Za-z\u00c0-\u024f"
_OTHER = "\u0370-\u03ff\u0400-\u052f\u0530-\u058f"
_MIXED = re.compile(f"[{_LATIN}][{_OTHER}]|[{_OTHER}][{_LATIN}]")
_STYLED = re.compile("[\uff21-\uff3a\uff41-\uff5a\u24b6-\u24e9\U0001d400-\U0001d7cb\U0001f130-\U0001f189]")
_WORD_CHARS = 40
_EXAMPLES = 3
_MOST = 1_000_000
"""So much of a text is looked at; beyond it nothing is told."""


def told(raw: str, text: str) -> tuple[str, ...]:
    """Notes on the tricks in a text: `raw` as it was, `text` its canonical form."""
    if raw.isascii():
        return ()
    raw, text = raw[:_MOST], text[:_MOST]
    return tuple(
        f"{what} ({count:,})" + (f", as in {examples}" if examples else "")
        for what, count, examples in (*_unseen(raw), *_imitated(text))
        if count
    )


def _unseen(raw: str) -> Iterator[tuple[str, int, str]]:
    within = list(_WITHIN.finditer(raw))
    yield "invisible characters within words were left out", sum(len(m.group()) for m in within), _shown(raw, within)
    overrides = list(_OVERRIDES.finditer(raw))
    if not _RIGHT_TO_LEFT.search(raw):
        overrides += _TURNS.finditer(raw)
    what = "characters that turn the direction of writing round were left out: a screen may show other words"
    yield what, len(overrides), _shown(raw, overrides)
    tags = list(_TAGS.finditer(raw))
    yield "invisible letters (tags) were left out", sum(len(m.group()) for m in tags), ""


def _imitated(text: str) -> Iterator[tuple[str, int, str]]:
    mixed = dict.fromkeys(_word(text, m.start(), m.end()) for m in _MIXED.finditer(text))
    mixed = {word: None for word in mixed if len(word) > 2}
    yield "words mix letters of two scripts that look alike", len(mixed), _listed(mixed)
    foreign = dict.fromkeys(_foreign(text))
    yield "words are written in letters that look like Latin ones", len(foreign), _listed(foreign)
    styled = dict.fromkeys(_word(text, m.start(), m.end()) for m in _STYLED.finditer(text))
    yield "words are written in letters of another style", len(styled), _listed(styled)
    stacked = dict.fromkeys(_word(text, m.start(), m.end()) for m in _STACKED.finditer(text))
    yield "words have marks over their letters that no spelling has", len(stacked), _listed(stacked)


def _foreign(text: str) -> Iterator[str]:
    """Words in a mostly Latin text of which every letter is another script's that looks Latin."""
    letters, alike = _look_alikes()
    found = [m.group() for m in letters.finditer(text)]
    if not found or sum(map(len, found)) > sum(char.isascii() and char.isalpha() for char in text) // 4:
        return
    yield from (word for word in found if len(word) > 2 and alike.issuperset(word))


@cache
def _look_alikes() -> tuple[re.Pattern[str], frozenset[str]]:
    table = tomllib.loads((files("habeas.text") / "look_alikes.toml").read_text(encoding="utf-8"))["scripts"]
    return re.compile(f"[{_OTHER}]+"), frozenset("".join(table.values()))


def _word(text: str, start: int, end: int) -> str:
    """The word around a place, no longer than a word is."""
    low, high = start, end
    while low > max(0, start - _WORD_CHARS) and _belongs(text[low - 1]):
        low -= 1
    while high < min(len(text), end + _WORD_CHARS) and _belongs(text[high]):
        high += 1
    return text[low:high]


def _belongs(char: str) -> bool:
    return char.isalpha() or unicodedata.combining(char) > 0


def _shown(raw: str, found: Iterable[re.Match[str]]) -> str:
    return _listed(dict.fromkeys(_around(raw, match) for match in list(found)[: _EXAMPLES * 4]))


def _around(raw: str, match: re.Match[str]) -> str:
    """A few letters before and behind, with the unseen in between written out."""
    return raw[max(0, match.start() - 12) : match.end() + 12]


def _listed(words: Iterable[str]) -> str:
    return ", ".join(f"“{visible(word)}”" for word in list(words)[:_EXAMPLES])


def visible(text: str) -> str:
    """The text with every character that is not seen, or not what it seems, written out: "Os[U+200B]vik"."""
    _, alike = _look_alikes()
    return "".join(
        f"[U+{ord(char):04X}]" if not char.isprintable() or char in alike or _STACKED.match(char) else char
        for char in text
    )
