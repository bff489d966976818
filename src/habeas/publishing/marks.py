"""Marks the words of statements in a text, as elements that nest correctly however the spans overlap.

A span that crosses the end of another, or of a paragraph, is marked in pieces: the first piece has the anchor
and a class "h3", the others "t3", so that the style sheet can highlight all of them when the anchor is
followed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from markupsafe import Markup, escape

PIECES = 24


class Range(NamedTuple):
    """A stretch of a text to mark, with the kinds of statement that rest on it."""

    start: int
    end: int
    kinds: tuple[str, ...]


class _Token(NamedTuple):
    """An opening (the range's number), a closing (-1), or the text from `start` to `end`."""

    opens: int | None
    start: int = 0
    end: int = 0


def anchor(start: int, end: int) -> str:
    """The anchor of a span on its report's page: "s120-168"."""
    return f"s{start}-{end}"


def ranges(found: Iterable[tuple[int, int, str]]) -> tuple[Range, ...]:
    """One range for each place, outer before inner, from (start, end, kind)."""
    kinds: dict[tuple[int, int], set[str]] = {}
    for start, end, kind in found:
        if start < end:
            kinds.setdefault((start, end), set()).add(kind)
    ordered = sorted(kinds, key=lambda place: (place[0], -place[1]))
    return tuple(Range(start, end, tuple(sorted(kinds[start, end]))) for start, end in ordered)


def merged(places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The places, with those that overlap put together, in order."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def marked(text: str, blocks: Sequence[tuple[int, int]], marks: Sequence[Range]) -> list[Markup]:
    """The HTML of each block of a text, everything escaped, with the marks in it."""
    tokens = [_tokens(block, marks) for block in blocks]
    pieces = [0] * len(marks)
    for token in (t for block in tokens for t in block):
        if token.opens is not None and token.opens >= 0:
            pieces[token.opens] += 1
    split = {ref: i % PIECES for i, ref in enumerate(r for r, n in enumerate(pieces) if n > 1)}
    seen: set[int] = set()
    return [_rendered(text, block, marks, split, seen) for block in tokens]


def _tokens(block: tuple[int, int], marks: Sequence[Range]) -> list[_Token]:
    start, end = block
    inside = [i for i, m in enumerate(marks) if m.start < end and start < m.end]
    points = sorted({start, end, *(min(max(p, start), end) for i in inside for p in marks[i][:2])})
    out: list[_Token] = []
    stack: list[int] = []
    for at, following in pairwise(points):
        starting = [i for i in inside if max(marks[i].start, start) == at]
        for ref in sorted(starting, key=lambda i: (-marks[i].end, i)):
            stack.append(ref)
            out.append(_Token(ref))
        out.append(_Token(None, at, following))
        _close(stack, out, {i for i in stack if min(marks[i].end, end) == following})
    return out


def _close(stack: list[int], out: list[_Token], ending: set[int]) -> None:
    """Closes what ends here, and opens again what had to be closed with it."""
    again: list[int] = []
    while ending:
        ref = stack.pop()
        out.append(_Token(-1))
        if ref in ending:
            ending.remove(ref)
        else:
            again.append(ref)
    for ref in reversed(again):
        stack.append(ref)
        out.append(_Token(ref))


def _rendered(
    text: str, tokens: Iterable[_Token], marks: Sequence[Range], split: dict[int, int], seen: set[int]
) -> Markup:
    out: list[str] = []
    for opens, start, end in tokens:
        if opens is None:
            out.append(str(escape(text[start:end])))
        elif opens < 0:
            out.append("</mark>")
        else:
            mark = marks[opens]
            classes = " ".join(f"m-{escape(kind)}" for kind in mark.kinds)
            if opens in split:
                classes += f" {'t' if opens in seen else 'h'}{split[opens]}"
            name = "" if opens in seen else f' id="{anchor(mark.start, mark.end)}"'
            out.append(f'<mark class="{classes}"{name}>')
            seen.add(opens)
    return Markup("".join(out))
