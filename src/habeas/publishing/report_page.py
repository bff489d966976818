"""What a report's page shows: in the working copy its whole text, in public the quotations that may be
shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

import msgspec
from markupsafe import Markup

from habeas.model.reading import Passage, PassageRole, Reading, spans_of
from habeas.publishing.marks import anchor, marked, merged, ranges
from habeas.publishing.statements import Line, Sources, lines

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_LINE = re.compile(r"\n+")
_NOTE = re.compile(r"[\[(]?[\w*†‡]{1,3}[\])]?")


class Block(msgspec.Struct, frozen=True):
    """A paragraph of the text, marked, with the passage it stands in."""

    html: Markup
    role: PassageRole
    note: int | None = None
    author: str | None = None
    published: str | None = None
    first: bool = True


class TextView(msgspec.Struct, frozen=True, kw_only=True):
    """A report's page: its paragraphs, or in public its quotations, and its statements."""

    blocks: tuple[Block, ...]
    lines: tuple[Line, ...]


def text_view(reading: Reading, known: Sources, *, public: bool) -> TextView:
    """The page of one reading; `known` are the sources that the case book has, by key."""
    places = [(s.start, s.end, kind) for kind, st in reading.statements() for s in spans_of(st)]
    notes = [] if public else [(*place, "note") for place in _note_spans(reading).values()]
    marks = ranges([*places, *notes])
    found = lines(reading, known, public=public)
    if public:
        quotations = merged((start, end) for start, end, _ in places)
        html = marked(reading.text, quotations, marks)
        return TextView(blocks=tuple(Block(words, "body") for words in html), lines=found)
    parts = list(_paragraphs(reading))
    html = marked(reading.text, [(start, end) for _, _, start, end, _ in parts], marks)
    blocks = (
        Block(words, p.role, note, p.author, p.published, first)
        for words, (p, note, _, _, first) in zip(html, parts, strict=True)
    )
    return TextView(blocks=tuple(_furniture_together(blocks)), lines=found)


def _furniture_together(blocks: Iterable[Block]) -> Iterator[Block]:
    """Furniture that stands together is folded away together."""
    for role, group in groupby(blocks, lambda block: block.role):
        found = list(group)
        if role == "furniture":
            yield Block(Markup('</p><p dir="auto">').join(block.html for block in found), role)
        else:
            yield from found


def _passages(reading: Reading) -> Iterator[Passage]:
    """The passages, with body text wherever none stands; the whole text is covered."""
    at = 0
    for passage in sorted(reading.passages, key=lambda p: p.start):
        if passage.start > at:
            yield Passage(role="body", start=at, end=passage.start)
        if passage.end > at:
            yield msgspec.structs.replace(passage, start=max(passage.start, at))
            at = passage.end
    if at < len(reading.text):
        yield Passage(role="body", start=at, end=len(reading.text))


def _paragraphs(reading: Reading) -> Iterator[tuple[Passage, int | None, int, int, bool]]:
    """Each paragraph: its passage, the number of its footnote, its place, and whether it opens the
    passage.
    """
    parting = _BLANK_LINE if _BLANK_LINE.search(reading.text) else _LINE
    notes = 0
    for passage in _passages(reading):
        notes += passage.role == "footnote"
        number = notes if passage.role == "footnote" else None
        at, first = passage.start, True
        cuts = [m.span() for m in parting.finditer(reading.text, passage.start, passage.end)]
        for start, end in [*cuts, (passage.end, passage.end)]:
            if reading.text[at:start].strip():
                yield passage, number if first else None, at, start, first
                first = False
            at = end


def note_places(reading: Reading) -> dict[int, str]:
    """For each footnote, by number, the anchor of the mark in the text that points to it."""
    return {number: anchor(*place) for number, place in _note_spans(reading).items()}


def _note_spans(reading: Reading) -> dict[int, tuple[int, int]]:
    footnotes = [p for p in _passages(reading) if p.role == "footnote"]
    found = {}
    for number, passage in enumerate(footnotes, 1):
        if passage.anchor is not None and 0 <= passage.anchor < len(reading.text):
            match = _NOTE.match(reading.text, passage.anchor)
            found[number] = (passage.anchor, match.end() if match else passage.anchor + 1)
    return found
