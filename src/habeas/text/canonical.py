"""Canonical text: NFC, line ends "\\n", no invisible or bidirectional control characters, with the way back.

`canonical` makes it from one string. `Draft` gathers a document piece by piece, remembering where each piece stands in
the original, and becomes an `Extracted` once.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

# Cf characters with a glyph of their own: Arabic number and pound signs, end of ayah, Syriac abbreviation mark,
# Kaithi number signs. All other Cf characters are invisible.
_VISIBLE_CF = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd")
# Invisible, though not of category Cf: combining grapheme joiner, Hangul fillers, Khmer inherent vowels, Mongolian
# and general variation selectors (Unicode, Default_Ignorable_Code_Point).
_IGNORABLE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
_LINE_ENDS = "\r\n|[\r\v\f\x85\u2028\u2029]"


class Run(NamedTuple):
    """`start`–`end` of a new text came from `origin_start`–`origin_end` of an old one; equally long: one to one."""

    start: int
    end: int
    origin_start: int
    origin_end: int


class Canonical(NamedTuple):
    """A canonical text and the runs that lead back, in order; what was removed has no run."""

    text: str
    runs: tuple[Run, ...]


@lru_cache(maxsize=65536)
def _is_control(char: str) -> bool:
    """Whether a character is a line end other than "\\n", or is removed: a control, an invisible, a lone surrogate."""
    if char in _VISIBLE_CF or char in "\t\n":
        return False
    return unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") or _IGNORABLE.match(char) is not None


def _controls_of(text: str) -> re.Pattern[str] | None:
    """A pattern of the controls that stand in `text`; None where there are none."""
    found = sorted(filter(_is_control, set(text)))
    if not found:
        return None
    return re.compile(f"{_LINE_ENDS}|[{re.escape(''.join(found))}]+?")


def canonical(text: str) -> Canonical:
    """The canonical form of `text` with its runs."""
    plain, runs = _without_controls(text)
    if unicodedata.is_normalized("NFC", plain):
        return Canonical(plain, tuple(runs))
    composed, inner = _composed(plain)
    return Canonical(composed, tuple(_merged(_through(inner, runs))))


def _without_controls(text: str) -> tuple[str, list[Run]]:
    pattern = _controls_of(text)
    if pattern is None:
        return text, [Run(0, len(text), 0, len(text))] if text else []
    out: list[str] = []
    runs: list[Run] = []
    length = position = 0
    for match in pattern.finditer(text):
        kept = match.start() - position
        if kept:
            out.append(text[position : match.start()])
            runs.append(Run(length, length + kept, position, match.start()))
            length += kept
        if match.group()[0] in "\r\v\f\x85\u2028\u2029":
            out.append("\n")
            runs.append(Run(length, length + 1, match.start(), match.end()))
            length += 1
        position = match.end()
    if position < len(text):
        out.append(text[position:])
        runs.append(Run(length, length + len(text) - position, position, len(text)))
    return "".join(out), list(_merged(runs))


def may_combine(char: str) -> bool:
    """Whether NFC can join `char` to what stands before it (a mark, or a Hangul vowel or final)."""
    return unicodedata.category(char) in ("Mn", "Mc") or "\u1161" <= char <= "\u1175" or "\u11a8" <= char <= "\u11c2"


def _composed(text: str) -> tuple[str, list[Run]]:
    """NFC of `text`, cluster by cluster where a cluster changes."""
    out: list[str] = []
    runs: list[Run] = []
    length = position = 0
    for start, end in _clusters(text):
        new = unicodedata.normalize("NFC", text[start:end])
        if new == text[start:end]:
            continue
        if start > position:
            out.append(text[position:start])
            runs.append(Run(length, length + start - position, position, start))
            length += start - position
        out.append(new)
        runs.append(Run(length, length + len(new), start, end))
        length += len(new)
        position = end
    if position < len(text):
        out.append(text[position:])
        runs.append(Run(length, length + len(text) - position, position, len(text)))
    return "".join(out), runs


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Stretches that NFC changes on their own account: a character with all that may combine with it."""
    start = 0
    for index in range(1, len(text) + 1):
        if index < len(text) and (text[index] <= "\u02ff" or not may_combine(text[index])):
            if text[start] > "\x7f" or index - start > 1:
                yield start, index
            start = index
        elif index == len(text):
            yield start, index


def _through(outer: list[Run], inner: list[Run]) -> Iterator[Run]:
    """`outer` leads back to a middle text, `inner` from there to the first one: the runs from end to end."""
    starts = [run.start for run in inner]
    for run in outer:
        first = max(0, bisect_right(starts, run.origin_start) - 1)
        last = bisect_left(starts, run.origin_end)
        parts = inner[first:last]
        if run.end - run.start != run.origin_end - run.origin_start:
            begin = _back(parts[0], run.origin_start, run.origin_end)[0]
            yield Run(run.start, run.end, begin, _back(parts[-1], run.origin_start, run.origin_end)[1])
            continue
        shift = run.start - run.origin_start
        for part in parts:
            low, high = max(part.start, run.origin_start), min(part.end, run.origin_end)
            yield Run(low + shift, high + shift, *_back(part, low, high))


def _back(run: Run, start: int, end: int) -> tuple[int, int]:
    """What `start`–`end`, as far as it lies in `run`, came from."""
    if run.end - run.start != run.origin_end - run.origin_start:
        return run.origin_start, run.origin_end
    shift = run.origin_start - run.start
    return max(start, run.start) + shift, min(end, run.end) + shift


def _merged(runs: Iterator[Run] | list[Run]) -> Iterator[Run]:
    """Runs that follow each other on both sides, character by character, become one."""
    held: Run | None = None
    for run in runs:
        if held is None:
            held = run
        elif _linear(held) and _linear(run) and held.end == run.start and held.origin_end == run.origin_start:
            held = Run(held.start, run.end, held.origin_start, run.origin_end)
        else:
            yield held
            held = run
    if held is not None:
        yield held


def _linear(run: Run) -> bool:
    return run.end - run.start == run.origin_end - run.origin_start
