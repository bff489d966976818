"""Right-to-left words of a printed line put back into the order in which they are read.

pdfium gives the words of a line from left to right wherever it takes the line for Latin, and so gives Arabic or Hebrew
words in it in reverse. Where words stand on the page decides here, not the order in the file.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import NamedTuple


class Word(NamedTuple):
    """A word of a line: its characters with their offsets in the page's text, and the left edge of its first one."""

    text: str
    offsets: tuple[int, ...]
    left: float
    last_left: float


def is_rtl(text: str) -> bool:
    """Whether the word is written from right to left."""
    return any(unicodedata.bidirectional(char) in ("R", "AL") for char in text)


def _is_ltr(text: str) -> bool:
    return any(unicodedata.bidirectional(char) == "L" for char in text)


def reading_order(words: list[Word]) -> list[Word]:
    """The words of one line in the order in which they are read."""
    if not any(is_rtl(word.text) for word in words):
        return words
    seen = sorted(words, key=lambda word: min(word.left, word.last_left))
    right = _runs_left(seen)
    if right:
        seen.reverse()
    turned = _is_ltr if right else is_rtl
    other = is_rtl if right else _is_ltr
    return [_unmirrored(word) for word in _turn_runs(seen, turned, other)]


def _runs_left(seen: list[Word]) -> bool:
    """Whether a line, its words given from left to right, is read from the right: by its ends, else by most of it."""
    ends = {is_rtl(word.text) for word in (seen[0], seen[-1])}
    if len(ends) == 1 and (is_rtl(seen[0].text) or all(_is_ltr(word.text) for word in (seen[0], seen[-1]))):
        return is_rtl(seen[0].text)
    right = sum(len(word.text) for word in seen if is_rtl(word.text))
    return right > sum(len(word.text) for word in seen if _is_ltr(word.text))


def _turn_runs(words: list[Word], turned: Callable[[str], bool], other: Callable[[str], bool]) -> list[Word]:
    """Reverse each run of words of the lesser direction; a figure between two such words belongs to the run."""
    out: list[Word] = []
    run: list[Word] = []
    loose: list[Word] = []
    for word in words:
        if turned(word.text):
            run += [*loose, word] if run else [word]
            loose = []
        elif run and not other(word.text):
            loose.append(word)
        else:
            out += [*reversed(run), *loose, word]
            run, loose = [], []
    return [*out, *reversed(run), *loose]


def _unmirrored(word: Word) -> Word:
    """A right-to-left word whose letters are given from left to right is turned."""
    if not is_rtl(word.text) or len(word.text) < 2 or word.left >= word.last_left:
        return word
    return Word(word.text[::-1], word.offsets[::-1], word.last_left, word.left)
