"""What the reader makes of a report under other names, beside gold and beside its own reading of the report itself."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import NamedTuple

from bench.swaps.names import TABLES
from habeas.model.reading import Claim, Event, Reading, Statement
from habeas.scoring import score
from habeas.scoring.beside import KINDS, Beside

_WORDS = tuple(
    tomllib.loads((TABLES / "designations.toml").read_text(encoding="utf-8"))["words"],
)


class Counts(NamedTuple):
    """How many statements gold has, how many were found, and how many of those are right."""

    gold: int
    found: int
    right: int

    def f1(self) -> float:
        """F1 in percent."""
        return 200 * self.right / (self.gold + self.found) if self.right else 0.0

    def plus(self, other: Counts) -> Counts:
        return Counts(self.gold + other.gold, self.found + other.found, self.right + other.right)


class Change(NamedTuple):
    """A statement that became something else under other names: which, and how ("own voice -> claim")."""

    what: str
    words: str


class Compared(NamedTuple):
    """`same`: how many statements stand in both readings of the reader; `changes`: those that are not the same in
    kind; `designations`: how many stand as facts.
    """

    counts: Counts
    same: int
    changes: tuple[Change, ...]
    designations: int


def compared(found: Reading, gold: Reading, expected: Reading) -> Compared:
    """`expected` is the reader's reading of the report itself, with the other names put in."""
    overall = score([found], [gold]).overall
    beside = Beside(found, expected)
    pairs = [pair for kind in KINDS for pair in beside.statements(kind).pairs]
    changes = tuple(change for pair in pairs for change in _changes(*pair))
    counts = Counts(overall.gold, overall.found, overall.right)
    return Compared(counts, len(pairs), changes, len(list(designated(found))))


def designated(reading: Reading) -> Iterator[Statement]:
    """The attributes that call somebody by a designation in the report's own voice."""
    for attribute in reading.attributes:
        value = str(attribute.value).casefold()
        if not attribute.said_by and any(word in value for word in _WORDS):
            yield attribute


def total(counts: Iterator[Counts] | list[Counts]) -> Counts:
    found = Counts(0, 0, 0)
    for one in counts:
        found = found.plus(one)
    return found


def _changes(ours: Statement, theirs: Statement) -> Iterator[Change]:
    words = " ".join(ours.content[0].quote.split() if isinstance(ours, Claim) else ours.evidence[0].quote.split())
    if isinstance(ours, Event) and isinstance(theirs, Event) and ours.status != theirs.status:
        yield Change(f"{theirs.status} -> {ours.status}", words)
    if not isinstance(ours, Claim) and not isinstance(theirs, Claim) and bool(ours.said_by) != bool(theirs.said_by):
        yield Change("own voice -> claim" if ours.said_by else "claim -> own voice", words)
    if isinstance(ours, Claim) and isinstance(theirs, Claim) and (ours.act, ours.manner) != (theirs.act, theirs.manner):
        yield Change(f"{theirs.manner} {theirs.act} -> {ours.manner} {ours.act}", words)
