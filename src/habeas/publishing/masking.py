"""A reading without the names of some of its people: each is called by a number that says nothing of them.

The text is made anew with the same mark for every name, and every place in it is moved along, so that neither a hash
nor an offset tells how long a name was or lets somebody try out names.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlsplit

import msgspec

from habeas.model.reading import Entity, Passage, Reading, ReportInfo, Statement
from habeas.model.span import Span
from habeas.publishing.holding import folded, names_of, naming_mentions

MARK: Final = "[…]"
_WORD = re.compile(r"\w+")
_BETWEEN = re.compile(r"[ \u00a0]{1,2}|['’-]")
_SHORT = 2
"""Parts of names that have no more letters ("al", "de") are masked only beside another part."""


def number_of(reading: Reading, entity: Entity) -> str:
    """Six digits for somebody, made from where they are first spoken of and nothing else."""
    first = reading.entities.index(entity)
    return hashlib.sha256(f"{reading.report.id} {first}".encode()).hexdigest()[:6]


def masked(reading: Reading, called: Mapping[str, str]) -> Reading:
    """The reading in which the entities with these ids have no names but those given."""
    if not called:
        return reading
    cover = _Cover(reading, [entity for entity in reading.entities if entity.id in called])
    entities = tuple(_entity(cover, entity, called.get(entity.id)) for entity in reading.entities)
    lists: dict[str, Any] = {
        name: tuple(_statement(cover, one) for one in getattr(reading, name))
        for name in ("claims", "attributes", "events", "figures", "demands")
    }
    passages = tuple(_passage(cover, one) for one in reading.passages)
    report = _report(cover, reading.report)
    return msgspec.structs.replace(
        reading, report=report, text=cover.text, passages=passages, entities=entities, notes=(), **lists
    )


class _Cover:
    """The new text, and what becomes of words and places."""

    def __init__(self, reading: Reading, people: Sequence[Entity]) -> None:
        self.parts = {part for person in people for name in names_of(person) for part in name.split()}
        self.long = {part for part in self.parts if len(part) > _SHORT}
        inside = [(m.start, m.end) for person in people for m in naming_mentions(person)]
        self.stretches = self._stretches(reading.text, inside)
        pieces, at = [], 0
        self._old, self._new = [0], [0]
        length = 0
        for start, end in self.stretches:
            pieces += [reading.text[at:start], MARK]
            length += start - at
            self._old += [start, end]
            self._new += [length, length + len(MARK)]
            length += len(MARK)
            at = end
        self.text = "".join([*pieces, reading.text[at:]])

    def _stretches(self, text: str, inside: Collection[tuple[int, int]] = ()) -> list[tuple[int, int]]:
        """Where names stand in a text: words of theirs, with what joins two of them."""
        found: list[tuple[int, int]] = []
        for word in _WORD.finditer(text):
            plain = folded(word.group()).strip()
            within = any(start <= word.start() and word.end() <= end for start, end in inside)
            beside = found and _BETWEEN.fullmatch(text, found[-1][1], word.start())
            named = within or self._alone(word.group(), plain) or (beside and plain not in self.long)
            if plain in self.parts and named:
                if beside:
                    found[-1] = (found[-1][0], word.end())
                else:
                    found.append((word.start(), word.end()))
        return found

    def _alone(self, word: str, plain: str) -> bool:
        return plain in self.long and not word[0].islower()

    def words(self, text: str) -> str:
        """A text of its own, such as a value, without the names."""
        out, at = [], 0
        for start, end in self._stretches(text):
            out += [text[at:start], MARK]
            at = end
        return "".join([*out, text[at:]])

    def place(self, at: int, *, end: bool = False) -> int:
        """Where a place of the old text stands in the new; within a name, at its start or its end."""
        index = bisect_right(self._old, at) - 1
        if index and index % 2 and self._old[index] < at:
            return self._new[index + 1] if end else self._new[index]
        return self._new[index] + at - self._old[index]

    def span(self, span: Span) -> Span:
        """The span of the same words in the new text."""
        start, end = self.place(span.start), self.place(span.end, end=True)
        return Span(start, end, self.text[start:end])


def _entity(cover: _Cover, entity: Entity, called: str | None) -> Entity:
    mentions = tuple(dict.fromkeys(cover.span(one) for one in entity.mentions))
    if called is None:
        return msgspec.structs.replace(entity, mentions=mentions)
    return msgspec.structs.replace(entity, name=called, names=(), mentions=mentions)


def _statement(cover: _Cover, statement: Statement) -> Statement:
    changes: dict[str, Any] = {}
    for field, value in msgspec.structs.asdict(statement).items():
        if isinstance(value, Span):
            changes[field] = cover.span(value)
        elif isinstance(value, tuple) and value and isinstance(value[0], Span):
            changes[field] = tuple(cover.span(one) for one in value)
        elif isinstance(value, str) and field in ("speaker_text", "value", "of", "method", "place", "medium"):
            changes[field] = cover.words(value)
    return msgspec.structs.replace(statement, **changes)


def _passage(cover: _Cover, passage: Passage) -> Passage:
    anchor = None if passage.anchor is None else cover.place(passage.anchor)
    start, end = cover.place(passage.start), cover.place(passage.end, end=True)
    return msgspec.structs.replace(passage, start=start, end=end, anchor=anchor)


def _report(cover: _Cover, info: ReportInfo) -> ReportInfo:
    """The report's title without the names; of its address, at which the names stand in full, the site alone."""
    title = None if info.title is None else cover.words(info.title)
    return msgspec.structs.replace(info, title=title, url=_site(info.url) if cover.stretches else info.url)


def _site(url: str | None) -> str | None:
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return f"{parts.scheme}://{parts.hostname}/" if parts.hostname else None
