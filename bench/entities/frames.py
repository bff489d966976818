"""Sentences of our own, filled with names of many traditions."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from bench.entities.marked import Marked, Span
from bench.entities.names import Name, Namer
from habeas.reading.tables import words

FRAMES: Final = Path(__file__).parent / "frames.txt"
_SLOT: Final = re.compile(r"\{([a-z]+)(\d?)\}")
_LABELS: Final = {
    **dict.fromkeys(("person", "family", "given"), "PERSON"),
    **dict.fromkeys(("body", "short", "paper", "coined"), "ORG"),
    **{"place": "GPE", "facility": "FAC", "law": "LAW", "people": "NORP"},
}
_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS: Final = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October")
_NO_ARTICLE: Final = ("'s ", "The ", "the ")
_OF_ONE_TRADITION: Final = 0.8


def filled(count: int, seed: int) -> Iterator[Marked]:
    """So many sentences, each frame as often as the others."""
    frames = FRAMES.read_text(encoding="utf-8").splitlines()
    drawn = random.Random(f"frames {seed}")
    for number in range(count):
        yield _Frame(drawn).filled(frames[number % len(frames)], f"frame {number}")


class _Frame:
    def __init__(self, drawn: random.Random) -> None:
        self._drawn = drawn
        self._namer = Namer(drawn)
        self._tradition = self._namer.tradition()
        self._people: dict[str, Name] = {}
        self._others: dict[str, str] = {}

    def filled(self, frame: str, source: str) -> Marked:
        text, spans, done = "", [], 0
        for slot in _SLOT.finditer(frame):
            text += frame[done : slot.start()]
            word = self._word(slot[1], slot[2])
            if text.endswith(_NO_ARTICLE):
                word = word.removeprefix("the ")
            if text.endswith((" a ", "A ")) and word[0] in "aeio":
                text = f"{text[:-1]}n "
            if not text:
                word = word[0].upper() + word[1:]
            if slot[1] in _LABELS:
                spans.append(Span(len(text), len(text) + len(word), _LABELS[slot[1]]))
            text += word
            done = slot.end()
        return Marked(source, text + frame[done:], tuple(spans))

    def _word(self, kind: str, number: str) -> str:
        if kind in ("person", "family", "given"):
            if number not in self._people:
                own = self._drawn.random() < _OF_ONE_TRADITION
                self._people[number] = self._namer.person(self._tradition if own else self._namer.tradition())
            return getattr(self._people[number], "whole" if kind == "person" else kind)  # type: ignore[no-any-return]
        if kind == "place":
            return self._others.setdefault(number, self._namer.place())
        if kind in ("body", "short", "paper", "coined", "facility"):
            return str(getattr(self._namer, kind)())
        return self._plain(kind)

    def _plain(self, kind: str) -> str:
        if kind in ("title", "job", "law"):
            return self._namer.word(f"{kind}s")
        if kind in ("people", "noun"):
            table = ("demonyms", "peoples") if kind == "people" else ("people", "named_bodies")
            return self._drawn.choice(sorted(words(*table)))
        day, year = self._drawn.randint(1, 28), self._drawn.randint(1980, 2030)
        if kind == "year":
            return str(year)
        if kind == "number":
            return str(self._drawn.randint(2, 90))
        month = self._drawn.choice(_MONTHS)
        dates = (self._drawn.choice(_DAYS), f"{day} {month}", f"{month} {day}", f"{day} {month} {year}")
        return self._drawn.choice((*dates, f"{month} {day}, {year}"))
