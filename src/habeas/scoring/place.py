"""Where the words of a reading stand, counted in words and not in characters: so two readings of the same words can be
laid side by side even where one has another line end or space than the other.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from importlib.resources import files

from habeas.model.reading import Reading
from habeas.model.span import Span

_WORD = re.compile(r"\w+")
_SLIGHT = frozenset(tomllib.loads((files("habeas.scoring") / "slight.toml").read_text(encoding="utf-8"))["words"])
_MORE_THAN = 0.5
Places = frozenset[int]
"""The running numbers of words."""


class Ruler:
    """Turns spans of one text into the numbers of the words they hold."""

    def __init__(self, text: str) -> None:
        hits = list(_WORD.finditer(text))
        self.words = [hit.group().casefold() for hit in hits]
        self._starts = [hit.start() for hit in hits]

    def places(self, spans: Iterable[Span | None]) -> Places:
        """The numbers of all words that begin in the spans."""
        found: set[int] = set()
        for span in spans:
            if span is not None:
                found.update(range(bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)))
        return frozenset(found)


def same_words(left: Reading, right: Reading) -> bool:
    """Whether two readings are of the same words in the same order."""
    return Ruler(left.text).words == Ruler(right.text).words


def overlap(left: Places, right: Places) -> float:
    """F1 of two sets of words, 0 to 1: twice what they share over what they hold."""
    both = len(left & right)
    return 2 * both / (len(left) + len(right)) if both else 0.0


def folded(words: str | None) -> tuple[str, ...]:
    """The words without case, marks and white space, and without those that say nothing of what is meant."""
    found = tuple(hit.casefold() for hit in _WORD.findall(words or ""))
    return tuple(word for word in found if word not in _SLIGHT) or found


def alike(left: str | None, right: str | None) -> float:
    """F1 of the words of two phrases, 0 to 1, wherever they stand."""
    a, b = Counter(folded(left)), Counter(folded(right))
    both = (a & b).total()
    return 2 * both / (a.total() + b.total()) if both else 0.0


def means_the_same(left: str | None, right: str | None) -> bool:
    """Whether two phrases can mean the same: one has all words of the other, or they share more than half."""
    a, b = set(folded(left)), set(folded(right))
    return bool(a and b) and (a <= b or b <= a or alike(left, right) > _MORE_THAN)
