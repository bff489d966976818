"""Readings scored against readings by careful people: precision, recall and F1 for each kind of item."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath
from typing import Final, Literal, NamedTuple

import msgspec

from habeas.model.reading import Attribute, Claim, Demand, Entity, Event, Figure, Reading, Statement, spans_of
from habeas.scoring.beside import KINDS, Beside
from habeas.scoring.place import same_words

Side = Literal["missed", "over"]
ROWS: Final = ("entities", "claims", "attributes", "events", "figures", "demands", "dates")
_FIELDS: Final = dict(zip(KINDS, ROWS[1:6], strict=True))


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """What is counted of one kind: how many gold has, how many were found, how many of those are right."""

    kind: str
    gold: int
    found: int
    right: int
    precision: float
    recall: float
    f1: float


class Detail(msgspec.Struct, frozen=True, kw_only=True):
    """Of the statements that are right: in how many one detail is, of those that have it."""

    name: str
    right: int
    of: int


class Miss(msgspec.Struct, frozen=True, kw_only=True):
    """An item that gold has and the reading has not ("missed"), or the other way round ("over")."""

    report: str
    kind: str
    side: Side
    what: str
    words: str


class Score(msgspec.Struct, frozen=True, kw_only=True):
    """The score of several readings. `overall` counts all kinds of statements together, without entities and dates.

    `unread` names the reports of gold without a reading, all of whose items count as missed; `unlike` those whose
    reading has other words than gold, likewise.
    """

    reports: int
    rows: tuple[Row, ...]
    overall: Row
    details: tuple[Detail, ...]
    misses: tuple[Miss, ...]
    unread: tuple[str, ...] = ()
    unlike: tuple[str, ...] = ()


class _Tally:
    def __init__(self) -> None:
        self.gold: Counter[str] = Counter()
        self.found: Counter[str] = Counter()
        self.right: Counter[str] = Counter()
        self.detail_right: Counter[str] = Counter()
        self.detail_of: Counter[str] = Counter()
        self.misses: list[Miss] = []

    def count(self, kind: str, *, right: int, missed: int, over: int) -> None:
        self.right[kind] += right
        self.gold[kind] += right + missed
        self.found[kind] += right + over

    def detail(self, name: str, right: bool) -> None:
        self.detail_of[name] += 1
        self.detail_right[name] += right


def score(readings: Iterable[Reading], gold: Sequence[Reading]) -> Score:
    """The score of `readings` against `gold`, paired by the report's identifier, else by the name of its file."""
    given = list(readings)
    by_id = {reading.report.id: reading for reading in given}
    by_name = {_name(reading): reading for reading in given}
    tally = _Tally()
    unread: list[str] = []
    unlike: list[str] = []
    for one in gold:
        found = by_id.get(one.report.id) or by_name.get(_name(one))
        if found is None:
            unread.append(one.report.source)
        elif not same_words(found, one):
            unlike.append(one.report.source)
            found = None
        _count(tally, Beside(found or _nothing(one), one))
    return Score(
        reports=len(gold),
        rows=tuple(_row(tally, kind, (kind,)) for kind in ROWS),
        overall=_row(tally, "overall", ROWS[1:6]),
        details=tuple(Detail(name=n, right=tally.detail_right[n], of=of) for n, of in tally.detail_of.items()),
        misses=tuple(tally.misses),
        unread=tuple(unread),
        unlike=tuple(unlike),
    )


def _name(reading: Reading) -> str:
    return PurePath(reading.report.source).stem


def _nothing(gold: Reading) -> Reading:
    return Reading(report=gold.report, text=gold.text)


def _row(tally: _Tally, name: str, kinds: Sequence[str]) -> Row:
    gold, found, right = (sum(counts[k] for k in kinds) for counts in (tally.gold, tally.found, tally.right))
    return Row(
        kind=name,
        gold=gold,
        found=found,
        right=right,
        precision=round(right / found, 4) if found else 0.0,
        recall=round(right / gold, 4) if gold else 0.0,
        f1=round(2 * right / (gold + found), 4) if right else 0.0,
    )


def _count(tally: _Tally, beside: Beside) -> None:
    _count_entities(tally, beside)
    for kind in KINDS:
        found = beside.statements(kind)
        name = _FIELDS[kind]
        tally.count(name, right=len(found.pairs), missed=len(found.right), over=len(found.left))
        sides: tuple[tuple[Side, Sequence[Statement], Reading], ...] = (
            ("missed", found.right, beside.gold),
            ("over", found.left, beside.reading),
        )
        for side, items, reading in sides:
            tally.misses += [_miss(beside, name, side, gist(item, reading), item) for item in items]
        for ours, theirs in found.pairs:
            _dates(tally, beside, name, ours, theirs)
            for detail, right in _details(beside, ours, theirs):
                tally.detail(detail, right)


def _count_entities(tally: _Tally, beside: Beside) -> None:
    """An entity is right where one of the same kind is mentioned in the same place."""
    right = [(a, b) for a, b in beside.entities.pairs if a.kind == b.kind]
    paired = {a.id for a, _ in right}, {b.id for _, b in right}
    over = [e for e in beside.reading.entities if e.id not in paired[0]]
    missed = [e for e in beside.gold.entities if e.id not in paired[1]]
    tally.count("entities", right=len(right), missed=len(missed), over=len(over))
    sides: tuple[tuple[Side, list[Entity]], ...] = (("missed", missed), ("over", over))
    for side, items in sides:
        source = beside.gold.report.source
        tally.misses += [
            Miss(report=source, kind="entities", side=side, what=e.kind, words=" ".join(e.name.split())) for e in items
        ]
    for ours, theirs in right:
        if theirs.kind == "person" and theirs.named:
            tally.detail("names", ours.named and ours.name.casefold() == theirs.name.casefold())
        if theirs.kind in ("person", "group"):
            tally.detail("in custody", ours.detained == theirs.detained)


class _Dated(NamedTuple):
    field: str
    ours: str | None
    theirs: str | None


def _dates(tally: _Tally, beside: Beside, kind: str, ours: Statement, theirs: Statement) -> None:
    """A date is right where it is the same; one that differs is both missed and too much."""
    for field in ("when", "until", "as_of", "since", "deadline"):
        one = _Dated(field, getattr(ours, field, None), getattr(theirs, field, None))
        right = int(one.ours is not None and one.ours == one.theirs)
        missed = int(one.theirs is not None and not right)
        over = int(one.ours is not None and not right)
        tally.count("dates", right=right, missed=missed, over=over)
        if missed or over:
            what = f"{kind} {field}: gold {one.theirs or 'none'}, found {one.ours or 'none'}"
            tally.misses.append(
                _miss(beside, "dates", "missed" if missed else "over", what, theirs if missed else ours)
            )


def _details(beside: Beside, ours: Statement, theirs: Statement) -> Iterator[tuple[str, bool]]:
    match ours, theirs:
        case Claim(), Claim():
            yield "manner", ours.manner == theirs.manner
            yield "act", ours.act == theirs.act
        case Event(), Event():
            yield "status", ours.status == theirs.status
            if theirs.where is not None:
                yield "where", beside.same_entity(ours.where, theirs.where)
        case Demand(), Demand():
            if theirs.by is not None:
                yield "demand by", beside.same_entity(ours.by, theirs.by)
            if theirs.to:
                yield "addressee", any(beside.same_entity(a, b) for a in ours.to for b in theirs.to)
    if not isinstance(ours, Claim) and not isinstance(theirs, Claim):
        yield "said by", _same_voice(beside, ours, theirs)


def _same_voice(
    beside: Beside, ours: Attribute | Event | Figure | Demand, theirs: Attribute | Event | Figure | Demand
) -> bool:
    mine = [claim for claim in beside.reading.claims if claim.id in ours.said_by]
    gold = [claim for claim in beside.gold.claims if claim.id in theirs.said_by]
    return any(beside.right_speaker(a, b) for a in mine for b in gold) if gold else not mine


def _miss(beside: Beside, kind: str, side: Side, what: str, item: Statement) -> Miss:
    words = " … ".join(" ".join(span.quote.split()) for span in spans_of(item))
    return Miss(report=beside.gold.report.source, kind=kind, side=side, what=what, words=words)


def gist(item: Statement, reading: Reading) -> str:
    """What a statement says, in a few words."""
    names = {entity.id: " ".join(entity.name.split()) for entity in reading.entities}
    match item:
        case Claim():
            return f"{item.act}: {names.get(item.speaker or '') or item.speaker_text or 'nobody named'}"
        case Attribute():
            return f"{item.property} of {names.get(item.subject, '?')}: {item.value}"
        case Event():
            who = ", ".join(names.get(p.entity, "?") for p in item.participants if p.role == "person")
            return f"{item.type}: {who or 'nobody named'}"
        case Figure():
            numbers = item.value if item.value is not None else f"{item.low}-{item.high}"
            return f"{item.measure}: {numbers}"
        case Demand():
            return f"by {names.get(item.by or '', 'nobody named')}"
