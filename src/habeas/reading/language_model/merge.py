"""Statements of all windows put together: told twice, taken once; nested claims nested; ids and order settled."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from habeas.model.custody import told_in_custody
from habeas.model.reading import Attribute, Claim, Demand, Event, Figure, Statement, StatementKind, spans_of
from habeas.model.span import Span

_LETTERS: dict[StatementKind, str] = {"claim": "c", "attribute": "a", "event": "v", "figure": "n", "demand": "d"}
_HOLDING_EVENTS = frozenset({"arrest", "detention_order", "transfer", "solitary_confinement", "house_arrest"})
_HOLDING_PROPERTIES = frozenset({"detained_since", "time_held", "held_at"})
_OF_AGE = 18


@dataclass(frozen=True)
class Told:
    """A statement and the number of the window that told it."""

    window: int
    kind: StatementKind
    statement: Statement


def once(told: Iterable[Told]) -> list[Told]:
    """Without what was told twice: the same from words of the same place. Of a claim the longer telling stays, of
    anything else the first.
    """
    kept: list[Told] = []
    places: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for one in told:
        alike = places[(one.kind, *_gist(one.statement))]
        twin = _twin(kept, alike, one)
        if twin is None:
            alike.append(len(kept))
            kept.append(one)
        elif one.kind == "claim" and _length(one.statement) > _length(kept[twin].statement):
            kept[twin] = one
    return kept


def _twin(kept: list[Told], alike: list[int], one: Told) -> int | None:
    """Which of the `alike` that were kept tells the same; only neighbouring windows show the same words."""
    for number in reversed(alike):
        if kept[number].window < one.window - 1:
            return None
        if _same_place(kept[number], one):
            return number
    return None


def settled(told: Iterable[Told], ids: Mapping[str, str]) -> dict[StatementKind, tuple[Statement, ...]]:
    """Statements in the order of the text with their final ids, who says each, and entities by their ids in `ids`."""
    by_kind: dict[StatementKind, list[Statement]] = {kind: [] for kind in _LETTERS}
    for one in told:
        by_kind[one.kind].append(_renamed(one.statement, ids))
    for kind, letter in _LETTERS.items():
        ordered = sorted(by_kind[kind], key=_order)
        by_kind[kind] = [msgspec.structs.replace(s, id=f"{letter}{n}") for n, s in enumerate(ordered, 1)]
    claims = _Claims([claim for claim in by_kind["claim"] if isinstance(claim, Claim)])
    out: dict[StatementKind, tuple[Statement, ...]] = {"claim": tuple(claims.nested())}
    for kind in ("attribute", "event", "figure", "demand"):
        out[kind] = tuple(msgspec.structs.replace(s, said_by=claims.around(spans_of(s)[0])) for s in by_kind[kind])
    return out


def held_and_minor(told: Iterable[Told]) -> tuple[set[str], set[str]]:
    """Who is in custody, and who is under age, by what is said of them; entities by the ids that the statements use."""
    held: set[str] = set()
    minors: set[str] = set()
    for one in told:
        match one.statement:
            case Attribute(property="age", value=int(age), subject=subject, status="asserted") if age < _OF_AGE:
                minors.add(subject)
            case Attribute(property=name, subject=subject, status="asserted") if name in _HOLDING_PROPERTIES:
                held.add(subject)
            case Event() as event if (event.status == "asserted" and event.type in _HOLDING_EVENTS) or told_in_custody(
                event
            ):
                held.update(part.entity for part in event.participants if part.role == "person")
    return held, minors


class _Claims:
    """The claims of a report by where their content stands."""

    def __init__(self, claims: Sequence[Claim]) -> None:
        self._claims = claims
        self._by_id = {claim.id: claim for claim in claims}
        self._spans = sorted((span, claim.id) for claim in claims for span in claim.content)
        self._longest = max((span.end - span.start for span, _ in self._spans), default=0)
        self._within = {claim.id: self._container(claim) for claim in claims}

    def nested(self) -> Iterator[Claim]:
        """Every claim with the smallest one that holds all of its content."""
        for claim in self._claims:
            yield msgspec.structs.replace(claim, within=self._within[claim.id])

    def around(self, span: Span) -> tuple[str, ...]:
        """The innermost claims in whose content a span stands."""
        found = self._holding(span)
        outer = {self._within[ref] for ref in found}
        return tuple(ref for ref in found if ref not in outer)

    def _holding(self, span: Span) -> list[str]:
        first = bisect_left(self._spans, span.start - self._longest, key=lambda s: s[0].start)
        last = bisect_right(self._spans, span.start, key=lambda s: s[0].start)
        near = (ref for place, ref in self._spans[first:last] if place.contains(span))
        return list(dict.fromkeys(near))

    def _container(self, claim: Claim) -> str | None:
        holding = [
            ref
            for ref in self._holding(claim.content[0])
            if _length(self._by_id[ref]) > _length(claim)
            and all(any(place.contains(span) for place in self._by_id[ref].content) for span in claim.content)
        ]
        return min(holding, key=lambda ref: (_length(self._by_id[ref]), ref), default=None)


def _gist(statement: Statement) -> tuple[object, ...]:
    match statement:
        case Claim():
            return statement.speaker, statement.act
        case Attribute():
            return statement.subject, statement.property
        case Event():
            return statement.type, tuple(p.entity for p in statement.participants if p.role == "person")
        case Figure():
            return statement.measure, statement.value, statement.low, statement.high
        case Demand():
            return (statement.by,)


def _same_place(kept: Told, one: Told) -> bool:
    """Within one window only the very same words are the same; what two windows both show may be quoted longer."""
    ours, theirs = spans_of(kept.statement), spans_of(one.statement)
    if kept.window == one.window:
        return ours == theirs
    return any(a.overlaps(b) for a in ours for b in theirs)


def _length(statement: Statement) -> int:
    return sum(span.end - span.start for span in spans_of(statement))


def _order(statement: Statement) -> tuple[object, ...]:
    first = spans_of(statement)[0]
    return first.start, -first.end, tuple(map(str, _gist(statement)))


def _renamed(statement: Statement, ids: Mapping[str, str]) -> Statement:
    def new(ref: str | None) -> str | None:
        return None if ref is None else ids[ref]

    match statement:
        case Claim():
            return msgspec.structs.replace(statement, speaker=new(statement.speaker), to=new(statement.to))
        case Attribute():
            return msgspec.structs.replace(statement, subject=ids[statement.subject], object=new(statement.object))
        case Event():
            parts = tuple(msgspec.structs.replace(p, entity=ids[p.entity]) for p in statement.participants)
            return msgspec.structs.replace(statement, participants=parts, where=new(statement.where))
        case Figure():
            return msgspec.structs.replace(statement, place=new(statement.place))
        case Demand():
            to, about = (tuple(ids[ref] for ref in refs) for refs in (statement.to, statement.about))
            return msgspec.structs.replace(statement, by=new(statement.by), to=to, about=about)
