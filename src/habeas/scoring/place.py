"""Where the words of a reading stand, counted in words and not in characters: so two readings of the same words can be
laid side by side even where one has another line end or space than the other.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable

from habeas.model.reading import Reading
from habeas.model.span import Span

_WORD = re.compile(r"\w+")
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
    """The words without case, marks and white space, for comparing values and names."""
    return tuple(hit.casefold() for hit in _WORD.findall(words or ""))


def alike(left: str | None, right: str | None) -> float:
    """F1 of the words of two phrases, 0 to 1, wherever they stand."""
    a, b = list(folded(left)), list(folded(right))
    rest = list(b)
    both = 0
    for word in a:
        if word in rest:
            rest.remove(word)
            both += 1
    return 2 * both / (len(a) + len(b)) if both else 0.0
