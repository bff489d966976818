"""A reading of a report with other names in it: text, offsets and all words taken from the text."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import msgspec

from bench.swaps.casts import Word
from habeas.model.reading import Reading

_ARTICLE = re.compile(r"\b([Aa])(n?) $")
_VOWEL = re.compile(r"(?!U[gkz]|Eu)[AEIOUÀ-ÆÈ-ÏÒ-ÖÙ-Üaeiou]")
# Fields whose words come from the text but are no spans.
_WORDS = {"name", "speaker_text", "value", "of", "place", "method", "title", "publisher", "author"}


class Edit(NamedTuple):
    """`text[start:end]` gives way to `new`."""

    start: int
    end: int
    new: str


class Swap:
    """Names put in the place of others, wherever these stand in a text or in words taken from it."""

    def __init__(self, words: Sequence[Word]) -> None:
        self._all = _Matcher(words)
        self._parts = _Matcher([word for word in words if word.part])

    def reading(self, reading: Reading) -> Reading:
        """The same reading of the report with other names. Spans end where they ended; one that begins or ends
        within a name that is replaced as a whole takes in all of it.
        """
        edits = list(self.edits(reading.text, _bounds(reading)))
        move = _Move(edits)
        text = _edited(reading.text, edits)
        passages = tuple(
            msgspec.structs.replace(
                p,
                start=move.start(p.start),
                end=move.end(p.end),
                anchor=None if p.anchor is None else move.start(p.anchor),
                author=p.author and self.words(p.author),
            )
            for p in reading.passages
        )
        raw = msgspec.to_builtins(msgspec.structs.replace(reading, passages=()))
        changed = msgspec.convert(self._changed(raw, text, move), Reading)
        digest = "sha256:" + hashlib.sha256(text.encode()).hexdigest()
        report = msgspec.structs.replace(changed.report, id=digest, text_sha256=digest)
        return msgspec.structs.replace(changed, text=text, report=report, passages=passages)

    def words(self, words: str) -> str:
        """Words taken from the text, with the other names in them."""
        return _edited(words, list(self.edits(words, ())))

    def edits(self, text: str, bounds: Iterable[int]) -> Iterator[Edit]:
        """The edits in order. A name in whose middle something begins or ends is replaced part by part."""
        inner = sorted(set(bounds))
        for start, end, new in self._all.hits(text, 0, len(text)):
            cut = bisect_right(inner, start) < len(inner) and inner[bisect_right(inner, start)] < end
            parts = list(self._parts.hits(text, start, end)) if cut else []
            for edit in parts or [Edit(start, end, new)]:
                yield from _article(text, edit)
                yield edit

    def _changed(self, value: Any, text: str, move: _Move) -> Any:
        if isinstance(value, dict):
            if set(value) == {"start", "end", "quote"}:
                start, end = move.start(value["start"]), move.end(value["end"])
                return {"start": start, "end": end, "quote": text[start:end]}
            own = {"text"} if set(value) == {"text", "script", "role"} else set()
            changed: dict[str, Any] = {
                key: self.words(one) if isinstance(one, str) and key in _WORDS | own else self._changed(one, text, move)
                for key, one in value.items()
            }
            if value.get("speaker_span") and value["speaker_text"] == value["speaker_span"]["quote"]:
                changed["speaker_text"] = changed["speaker_span"]["quote"]
            return changed
        return [self._changed(one, text, move) for one in value] if isinstance(value, list | tuple) else value


class _Matcher:
    def __init__(self, words: Sequence[Word]) -> None:
        forms = [form for word in words for form in _forms(word)]
        forms.sort(key=lambda form: (-len(form.old) - len(form.ahead), form.part, form.old))
        self._new = [form.new for form in forms]
        ways = (f"({re.escape(form.old)}{f'(?={re.escape(form.ahead)})' if form.ahead else ''})" for form in forms)
        self._pattern = re.compile(rf"(?<!\w)(?:{'|'.join(ways)})(?!\w)") if forms else None

    def hits(self, text: str, start: int, end: int) -> Iterator[Edit]:
        if self._pattern is not None:
            for hit in self._pattern.finditer(text, start, end):
                assert hit.lastindex is not None
                yield Edit(hit.start(), hit.end(), self._new[hit.lastindex - 1])


def _forms(word: Word) -> Iterator[Word]:
    """The word as it is, in capitals, and with a capital first."""
    seen: set[str] = set()
    for form in (word.old, word.old.upper(), word.old[0].upper() + word.old[1:]):
        if form not in seen:
            seen.add(form)
            new = word.new.upper() if form == word.old.upper() else word.new
            yield word._replace(old=form, new=new if form == word.old else new[0].upper() + new[1:])


def _article(text: str, edit: Edit) -> Iterator[Edit]:
    """The "a" or "an" before a name, where the other name wants the other one."""
    before = _ARTICLE.search(text, max(0, edit.start - 4), edit.start)
    if before is not None:
        article = before[1] + ("n" if _VOWEL.match(edit.new) else "")
        if article != before[1] + before[2]:
            yield Edit(before.start(), before.end() - 1, article)


def _edited(text: str, edits: Sequence[Edit]) -> str:
    parts, done = [], 0
    for start, end, new in edits:
        parts += [text[done:start], new]
        done = end
    return "".join([*parts, text[done:]])


class _Move:
    """Where a place of the old text is in the new one."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        self._edits = list(edits)
        self._starts = [edit.start for edit in edits]
        self._shift = [0]
        for start, end, new in edits:
            self._shift.append(self._shift[-1] + len(new) - (end - start))

    def start(self, place: int) -> int:
        return self._moved(place, 0)

    def end(self, place: int) -> int:
        return self._moved(place, 1)

    def _moved(self, place: int, side: int) -> int:
        """Within an edit the place goes to its beginning (side 0) or its end (side 1)."""
        number = bisect_right(self._starts, place) if side == 0 else bisect_right(self._starts, place - 1)
        if number:
            edit = self._edits[number - 1]
            if place < edit.end:
                return edit.start + self._shift[number - 1] + (len(edit.new) if side else 0)
        return place + self._shift[number]


def _bounds(reading: Reading) -> Iterator[int]:
    """Where something begins or ends."""
    found: list[Any] = [msgspec.to_builtins(reading)]
    while found:
        value = found.pop()
        if isinstance(value, dict):
            if {"start", "end"} <= set(value):
                yield from (value["start"], value["end"])
            found += value.values()
        elif isinstance(value, list | tuple):
            found += value
