"""A report cut into windows that a model can read at once: whole paragraphs, the last ones of a window shown again at
the head of the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from habeas.model.reading import Passage, PassageRole

_PARAGRAPH = re.compile(r"\S(?:[^\n]|\n(?!\s*\n))*")
_SENTENCE_END = re.compile(r"[.!?…。؟۔।]['\"”’»)\]]*\s+")
READ_ROLES = frozenset({"title", "dateline", "body", "list_item", "caption", "embedded_post", "footnote"})
OVERLAP = 6
"""The share of a window that may be shown again is one in so many."""


class Paragraph(NamedTuple):
    """A paragraph of the report: its running number from 1, its place in the text, and its passage."""

    number: int
    start: int
    end: int
    role: PassageRole
    published: str | None


class Window(NamedTuple):
    """The paragraphs shown at once; `again` of them, at the head, were shown in the window before."""

    paragraphs: tuple[Paragraph, ...]
    again: int


def paragraphs_of(text: str, passages: Sequence[Passage], longest: int) -> tuple[Paragraph, ...]:
    """Every paragraph that is read, in order; one of more than `longest` characters is cut between sentences."""
    found: list[Paragraph] = []
    for passage in passages:
        if passage.role in READ_ROLES:
            for hit in _PARAGRAPH.finditer(text, passage.start, passage.end):
                for start, end in _pieces(text, hit.start(), hit.end(), longest):
                    found.append(Paragraph(len(found) + 1, start, end, passage.role, passage.published))
    return tuple(found)


def windows(paragraphs: Sequence[Paragraph], size: int) -> Iterator[Window]:
    """The windows of a report, each of at most `size` characters unless a single paragraph is longer."""
    first = fresh = 0
    while fresh < len(paragraphs):
        end, room = first, size
        while end < len(paragraphs) and (end <= fresh or _length(paragraphs[end]) <= room):
            room -= _length(paragraphs[end])
            end += 1
        yield Window(tuple(paragraphs[first:end]), fresh - first)
        first = _shown_again(paragraphs, first, end, size // OVERLAP)
        fresh = end


def _shown_again(paragraphs: Sequence[Paragraph], first: int, end: int, room: int) -> int:
    """Where the next window begins: before the last paragraphs that fit into `room`."""
    start = end
    while start - 1 > first and _length(paragraphs[start - 1]) <= room:
        start -= 1
        room -= _length(paragraphs[start])
    return start


def _length(paragraph: Paragraph) -> int:
    return paragraph.end - paragraph.start


def _pieces(text: str, start: int, end: int, longest: int) -> Iterator[tuple[int, int]]:
    while end - start > longest:
        ends = [hit.end() for hit in _SENTENCE_END.finditer(text, start, start + longest)]
        cut = ends[-1] if ends else text.rfind(" ", start, start + longest) + 1
        cut = cut if cut > start else start + longest
        yield start, cut
        start = cut
    if text[start:end].strip():
        yield start, end
