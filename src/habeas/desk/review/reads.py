"""What the reading screen shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from habeas.desk.review.outdated import Lost, lost
from habeas.desk.review.writes import speaker_of
from habeas.desk.store import LEDGER
from habeas.items import Item, items
from habeas.model.check import all_spans
from habeas.model.decision import Decision
from habeas.model.reading import Claim, Passage, Reading, Statement, StatementKind, spans_of
from habeas.model.standing import correctable
from habeas.model.telling import claims_around
from habeas.scoring.score import gist
from habeas.workspace import Workspace


class Piece(NamedTuple):
    """A stretch of text on which the same statements rest."""

    text: str
    start: int
    keys: str
    kinds: str


class Block(NamedTuple):
    """A paragraph in pieces, with the role of its passage."""

    role: str
    pieces: tuple[Piece, ...]


class Card(NamedTuple):
    """A statement as the screen shows it."""

    item: Item
    says: str
    chain: tuple[str, ...]
    sure: int | None
    start: int
    fields: tuple[tuple[str, str], ...]
    history: tuple[Decision, ...]

    @property
    def number(self) -> str:
        """The key without its prefix: an id of the page."""
        return self.item.key.removeprefix("st:")


class Screen(NamedTuple):
    """One report with all that is proposed of it. `position`: where the log stood when it was made."""

    reading: Reading
    blocks: tuple[Block, ...]
    cards: tuple[Card, ...]
    position: int
    lost: tuple[Lost, ...] = ()

    @property
    def speakers(self) -> tuple[str, ...]:
        """Those of the report who can say something."""
        entities = self.reading.entities
        return tuple(dict.fromkeys(one.name for one in entities if one.kind in ("person", "group", "organisation")))

    @property
    def ordinary(self) -> tuple[str, ...]:
        """The numbers of what waits and is not high-risk."""
        return tuple(c.number for c in self.cards if c.item.state == "proposed" and c.item.risk is None)

    @property
    def decided(self) -> int:
        """How many statements somebody has decided on."""
        return sum(card.item.state != "proposed" for card in self.cards)


def screen(opened: Workspace, report: str) -> Screen | None:
    """The screen of a report; None where it was not read."""
    position = LEDGER.follow(opened)
    reading = opened.reading(report)
    if reading is None:
        return None
    found = cards(reading)
    return Screen(reading, tuple(_blocks(reading, found)), found, position, lost(opened, reading))


def cards(reading: Reading) -> tuple[Card, ...]:
    """All statements of a reading, in the order of their first words."""
    keys = list(items([reading], ()))
    decisions = LEDGER.about(keys)
    known = items([reading], decisions)
    history: dict[str, list[Decision]] = {}
    of = {decision.id: decision.targets for decision in decisions}
    for decision in decisions:
        for target in _meant(decision, of):
            history.setdefault(target, []).append(decision)
    made = [_card(reading, item, tuple(history.get(item.key, ()))) for item in known.values()]
    return tuple(sorted(made, key=lambda card: (card.start, _ORDER[card.item.kind])))


def _meant(decision: Decision, of: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The statements that a decision bears on: an undo on those of what it takes back."""
    targets = decision.targets
    while decision.action == "undo" and targets and targets[0] in of:
        targets = of[targets[0]]
    return targets


_ORDER: Mapping[StatementKind, int] = {"claim": 0, "event": 1, "attribute": 2, "figure": 3, "demand": 4}


def _card(reading: Reading, item: Item, history: tuple[Decision, ...]) -> Card:
    confidence = item.statement.confidence
    values = [(field, getattr(item.statement, field)) for field in correctable(item.statement)]
    if item.kind == "claim":
        values.insert(0, ("speaker", speaker_of(item)))
    return Card(
        item=item,
        says=gist(item.statement, reading),
        chain=tuple(_chain(reading, item.statement)),
        sure=None if confidence is None else round(100 * confidence),
        start=min(span.start for span in spans_of(item.statement)),
        fields=tuple((field, "" if value is None else str(value)) for field, value in values),
        history=history,
    )


def _chain(reading: Reading, statement: Statement) -> Iterator[str]:
    """Who says it, the nearest first: "her lawyer", then who quotes the lawyer, and at last the report."""
    names = {entity.id: entity.name for entity in reading.entities}
    around = claims_around(reading, statement)
    for claim in around[1:] if isinstance(statement, Claim) else around:
        name = names.get(claim.speaker or "", "")
        words = claim.speaker_text or name or "…"
        yield words if not name or name in words else f"{words} ({name})"
    yield reading.report.publisher or reading.report.source


def _blocks(reading: Reading, found: Sequence[Card]) -> Iterator[Block]:
    marks = [(span.start, span.end, card) for card in found for span in all_spans(card.item.statement)]
    for passage in _whole(reading):
        at = passage.start
        for line in reading.text[passage.start : passage.end].splitlines(keepends=True):
            if line.strip():
                yield Block(passage.role, tuple(_pieces(reading.text, at, at + len(line.rstrip()), marks)))
            at += len(line)


def _whole(reading: Reading) -> Iterator[Passage]:
    """The passages, and as body whatever no passage covers."""
    at = 0
    for passage in reading.passages:
        if at < passage.start:
            yield Passage(role="body", start=at, end=passage.start)
        yield passage
        at = passage.end
    if at < len(reading.text):
        yield Passage(role="body", start=at, end=len(reading.text))


def _pieces(text: str, start: int, end: int, marks: Sequence[tuple[int, int, Card]]) -> Iterator[Piece]:
    here = [(a, b, card) for a, b, card in marks if a < end and start < b]
    points = sorted({start, end, *(point for a, b, _ in here for point in (a, b) if start < point < end)})
    for a, b in pairwise(points):
        on = [card for first, last, card in here if first < b and a < last]
        kinds = sorted({card.item.kind for card in on}, key=lambda kind: _ORDER[kind])
        keys = dict.fromkeys(card.number for card in on)
        yield Piece(text[a:b], a, " ".join(keys), " ".join(kinds))
