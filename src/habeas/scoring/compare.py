"""Two readings of one report side by side, and a reading beside what people decided of another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

import msgspec

from habeas.model.identity import statement_key
from habeas.model.reading import Reading, Statement, StatementKind, spans_of
from habeas.model.standing import UNDECIDED, Standing, corrected
from habeas.scoring.beside import KINDS, Beside
from habeas.scoring.place import same_words
from habeas.scoring.score import gist

_FIELDS: Final[dict[StatementKind, str]] = {
    "claim": "claims",
    "attribute": "attributes",
    "event": "events",
    "figure": "figures",
    "demand": "demands",
}


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """A proposal in a line: what it says, the words it rests on, where they begin, and its key for decisions."""

    what: str
    words: str
    start: int
    key: str


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """What both readers propose, or one of them; None where the other has nothing like it."""

    kind: StatementKind
    left: Shown | None
    right: Shown | None


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """Two readings of one report, line by line in the order of the text. `why_not`: why they could not be compared."""

    report: str
    source: str
    lines: tuple[Line, ...]
    why_not: str | None = None


class Agreement(msgspec.Struct, frozen=True, kw_only=True):
    """How many proposals of a kind both readers make, and how many only one of them."""

    kind: StatementKind
    both: int
    left_only: int
    right_only: int


class Decided(msgspec.Struct, frozen=True, kw_only=True):
    """A reader beside people's decisions on statements of one kind.

    `accepted_found` of the `accepted` statements are among its proposals, and `rejected_found` of the `rejected` ones.
    Of proposals that nobody decided on nothing is said.
    """

    kind: StatementKind
    accepted: int
    accepted_found: int
    rejected: int
    rejected_found: int


def compared(left: Reading, right: Reading) -> Compared:
    """Two readings of one report side by side."""
    lines: list[Line] = []
    refused = next((r for r in (left, right) if r.state == "refused"), None)
    why = None if refused is None else "; ".join(refused.notes) or "one reader refused it"
    if why is None and not same_words(left, right):
        why = "the two readings are of different words"
    if why is None:
        beside = Beside(left, right)
        for kind in KINDS:
            found = beside.statements(kind)
            ours, theirs = _shower(left, kind), _shower(right, kind)
            lines += [Line(kind=kind, left=ours(a), right=theirs(b)) for a, b in found.pairs]
            lines += [Line(kind=kind, left=ours(a), right=None) for a in found.left]
            lines += [Line(kind=kind, left=None, right=theirs(b)) for b in found.right]
    return Compared(
        report=left.report.id, source=left.report.source, lines=tuple(sorted(lines, key=_order)), why_not=why
    )


def agreement(reports: Iterable[Compared]) -> tuple[Agreement, ...]:
    """What the comparisons come to, kind by kind."""
    lines = [line for report in reports for line in report.lines]
    return tuple(
        Agreement(
            kind=kind,
            both=sum(1 for line in lines if line.kind == kind and line.left and line.right),
            left_only=sum(1 for line in lines if line.kind == kind and not line.right),
            right_only=sum(1 for line in lines if line.kind == kind and not line.left),
        )
        for kind in KINDS
    )


def beside_decisions(
    readings: Iterable[Reading], stored: Mapping[str, Reading], standings: Mapping[str, Standing]
) -> tuple[Decided, ...]:
    """One reader's readings beside what was decided of the `stored` readings of the same reports (by their ids)."""
    counts = {kind: [0, 0, 0, 0] for kind in KINDS}
    for reading in readings:
        kept = stored.get(reading.report.id)
        if kept is None or reading.state == "refused" or not same_words(reading, kept):
            continue
        accepted = _only(kept, standings, ("accepted", "corrected"))
        rejected = _only(kept, standings, ("rejected",))
        for place, decided in ((0, accepted), (2, rejected)):
            beside = Beside(reading, decided)
            for kind in KINDS:
                found = beside.statements(kind)
                counts[kind][place] += len(found.pairs) + len(found.right)
                counts[kind][place + 1] += len(found.pairs)
    return tuple(
        Decided(kind=kind, accepted=a, accepted_found=b, rejected=c, rejected_found=d)
        for kind, (a, b, c, d) in counts.items()
    )


def _only(reading: Reading, standings: Mapping[str, Standing], states: tuple[str, ...]) -> Reading:
    """The reading with the statements alone that stand so, each as it was corrected."""
    lists: dict[str, list[Statement]] = {field: [] for field in _FIELDS.values()}
    for kind, statement in reading.statements():
        standing = standings.get(statement_key(reading, kind, statement), UNDECIDED)
        if standing.state in states:
            lists[_FIELDS[kind]].append(corrected(statement, standing))
    return msgspec.structs.replace(reading, **{field: tuple(items) for field, items in lists.items()})


def _shower(reading: Reading, kind: StatementKind) -> Callable[[Statement], Shown]:
    def shown(statement: Statement) -> Shown:
        spans = spans_of(statement)
        return Shown(
            what=gist(statement, reading),
            words=" … ".join(" ".join(span.quote.split()) for span in spans),
            start=spans[0].start,
            key=statement_key(reading, kind, statement),
        )

    return shown


def _order(line: Line) -> tuple[int, int, str]:
    starts = [side.start for side in (line.left, line.right) if side is not None]
    keys = [side.key for side in (line.left, line.right) if side is not None]
    return min(starts), KINDS.index(line.kind), keys[0]
