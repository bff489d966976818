"""Texts that people write on facts.

In a text `[[st:…|the words shown]]` are words that rest on a fact; `[[st:…]]` is the mark of a fact alone, for what
stands before it; `[[st:…|"]]` shows the fact's own quotation, in quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import msgspec

from habeas.acting.beyond import Unsupported, beyond
from habeas.acting.facts import Fact
from habeas.documents import Run

_TOKEN = re.compile(r"\[\[(st:[0-9a-f]{20})(?:\|([^\[\]]*))?\]\]")
How = Literal["withdrawn", "corrected", "disputed", "denied", "overtaken"]
_Place = tuple[str, str, str]
_WEAK: tuple[How, ...] = ("disputed", "denied", "overtaken")


class Piece(msgspec.Struct, frozen=True):
    """A stretch of a text: `start` and `end` in the text as written, the words shown, and what they rest on.

    `key` None: words of the writer's own. A key without a fact: the fact is not, or no longer, among those given.
    """

    start: int
    end: int
    text: str
    key: str | None = None
    fact: Fact | None = None


class Fallen(msgspec.Struct, frozen=True):
    """A reference that no longer stands, and why in words; `now` is the fact as it is today, if there still is one."""

    key: str
    how: How
    why: str
    now: Fact | None = None


def keys_in(text: str) -> tuple[str, ...]:
    """The keys that a text refers to, each once, in order."""
    return tuple(dict.fromkeys(one[1] for one in _TOKEN.finditer(text)))


def token(fact: Fact, words: str = "") -> str:
    """What a writer puts into a text to refer to a fact."""
    return f"[[{fact.key}|{words}]]" if words else f"[[{fact.key}]]"


def pieces(text: str, facts: Iterable[Fact]) -> tuple[Piece, ...]:
    """The text in pieces, in order; together their `start` to `end` cover it."""
    known = {fact.key: fact for fact in facts}
    found: list[Piece] = []
    place = 0
    for one in _TOKEN.finditer(text):
        if one.start() > place:
            found.append(Piece(place, one.start(), text[place : one.start()]))
        fact = known.get(one[1])
        found.append(Piece(one.start(), one.end(), _shown(one[2] or "", fact), one[1], fact))
        place = one.end()
    if place < len(text):
        found.append(Piece(place, len(text), text[place:]))
    return tuple(found)


def _shown(words: str, fact: Fact | None) -> str:
    if words.strip() in ('"', "“", "”", "«", "»"):
        return "" if fact is None else f"“{fact.quotation}”"
    return words


def plain(text: str, facts: Iterable[Fact]) -> str:
    """The text as it is read: without tokens, with the words that they show."""
    return "".join(piece.text for piece in pieces(text, facts))


def runs(text: str, facts: Iterable[Fact], numbers: Mapping[str, int]) -> tuple[Run, ...]:
    """The text as runs of a document; `numbers` are those of the sources, by key. What rests on no fact has no mark."""
    return tuple(
        Run(piece.text, sources=(numbers[piece.key],) if piece.key is not None and piece.key in numbers else ())
        for piece in pieces(text, facts)
        if piece.text or piece.key in numbers
    )


def unsupported(
    text: str, facts: Sequence[Fact], *, also: Iterable[str] = (), known: Iterable[str] = ()
) -> tuple[Unsupported, ...]:
    """What a text says that none of the facts it refers to carries: dates, numbers, names, grave words; in order.

    Dates, numbers and grave words need a fact referred to in the same paragraph, names one anywhere in the text, and
    words shown for a fact that fact alone. Of text that knows no capitals (Arabic) only names in `known` are found.

    Args:
        facts: those that may be referred to.
        also: names that need no fact: whom it is written to, who writes.
        known: names that are looked for in any script: those of the whole case book, for instance.
    """
    return beyond(text, pieces(text, facts), tuple(also), tuple(known))


def standing(now: Iterable[Fact], used: Iterable[Fact | str]) -> tuple[Fallen, ...]:
    """Which references no longer stand, and why, in the order of `used`.

    Args:
        now: the facts as they are today.
        used: the facts as they were when the text was approved; of a mere key it cannot be told what changed in it.
    """
    today = {fact.key: fact for fact in now}
    places: dict[_Place, Fact] = {(fact.report, fact.kind, fact.quotation): fact for fact in today.values()}
    fallen = (_fallen(one, today, places) for one in used)
    return tuple(one for one in fallen if one is not None)


def _fallen(one: Fact | str, today: Mapping[str, Fact], places: Mapping[_Place, Fact]) -> Fallen | None:
    key, before = (one, None) if isinstance(one, str) else (one.key, one)
    fact = today.get(key)
    if fact is None:
        after = None if before is None else places.get((before.report, before.kind, before.quotation))
        if after is None:
            return Fallen(key, "withdrawn", "It may not, or no longer, be made public.")
        return Fallen(key, "corrected", f"It was corrected: {after.label}", after)
    if before is not None and before.digest != fact.digest:
        return Fallen(key, "corrected", f"It says something else now: {fact.label}", fact)
    weak = next((how for how in _WEAK if fact.standing == how), None)
    if weak is None or (before is not None and before.standing == fact.standing and before.why == fact.why):
        return None
    return Fallen(key, weak, fact.why, fact)
