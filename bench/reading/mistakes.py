"""The gravest mistakes on our own test part, with the words, what was read and what is right:
`python -m bench.reading.mistakes`.

Grave is what would harm if nobody looked: what is denied, feared or planned told as having happened; what somebody
claims told as fact, or put into another's mouth; something grave told of the wrong person, or of nobody's doing. What
is only missed comes after what is wrong.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import NamedTuple

from bench.readers import annotated, read_again
from habeas.model.reading import Attribute, Claim, Event, Reading, Statement, spans_of
from habeas.model.risk import high_risk
from habeas.scoring import Beside, gist
from habeas.scoring.beside import KINDS


class Mistake(NamedTuple):
    """`weight`: the higher the graver. `found` and `right` say what was read and what is right, in words."""

    weight: int
    report: str
    what: str
    words: str
    found: str
    right: str


def mistakes(found: Reading, gold: Reading) -> Iterator[Mistake]:
    """What is wrong in one reading, without what is only missed."""
    beside = Beside(found, gold)
    for kind in KINDS:
        both = beside.statements(kind)
        for ours, theirs in both.pairs:
            yield from _told_otherwise(beside, ours, theirs)
        for ours in both.left:
            near = [(beside.shared(ours, theirs), -n) for n, theirs in enumerate(both.right)]
            shared, number = max(near, default=(0.0, 0))
            yield _too_much(beside, ours, both.right[-number] if shared >= 0.25 else None)


def _told_otherwise(beside: Beside, ours: Statement, theirs: Statement) -> Iterator[Mistake]:
    """A statement that is right but for what it is: happened or not, fact or claim."""
    if isinstance(ours, Claim) or isinstance(theirs, Claim):
        return
    if isinstance(ours, Event) and isinstance(theirs, Event) and ours.status != theirs.status:
        weight = 12 if ours.status == "asserted" else 4
        yield _mistake(beside, weight, "status", ours, (ours.status, theirs.status))
    if theirs.said_by and not ours.said_by:
        yield _mistake(beside, 7, "a claim told as fact", ours, ("the report's own voice", "somebody's claim"))


def _too_much(beside: Beside, ours: Statement, theirs: Statement | None) -> Mistake:
    """A statement that gold has not; `theirs` is what gold has of the same words and was missed."""
    told, right = gist(ours, beside.reading), "no such statement"
    happened = not isinstance(ours, Event) or ours.status == "asserted"
    grave = high_risk(beside.reading, ours) is not None and happened
    known = _named(ours, beside.reading)
    if theirs is None:
        return _mistake(beside, 8 if grave and known else 3, "nothing of the kind", ours, (told, right))
    right = gist(theirs, beside.gold)
    if not happened or told == right:
        return _mistake(beside, 1, "other words or standing", ours, (told, right))
    other = known and _named(theirs, beside.gold)
    if isinstance(ours, Claim):
        return _mistake(beside, 10 if other else 4, "the wrong speaker", ours, (told, right))
    weight = 11 if grave and other else 6 if other else 4
    return _mistake(beside, weight, "wrong", ours, (told, right))


def _named(statement: Statement, reading: Reading) -> bool:
    """Whether it is told of somebody, or said by somebody, who is named."""
    names = {entity.id for entity in reading.entities if entity.named and entity.kind == "person"}
    match statement:
        case Claim():
            return statement.speaker in names
        case Attribute():
            return statement.subject in names
        case Event():
            return any(p.entity in names for p in statement.participants if p.role == "person")
    return False


def _mistake(beside: Beside, weight: int, what: str, ours: Statement, sides: tuple[str, str]) -> Mistake:
    return Mistake(weight, beside.gold.report.source, what, _words(ours), *sides)


def _words(statement: Statement) -> str:
    return " … ".join(" ".join(span.quote.split()) for span in spans_of(statement))


def worst(limit: int) -> list[Mistake]:
    """The gravest first; of equally grave ones the earlier report comes first."""
    gold = annotated()
    found = [m for ours, theirs in zip(read_again(gold), gold, strict=True) for m in mistakes(ours, theirs)]
    return sorted(found, key=lambda m: -m.weight)[:limit]


def main() -> None:
    """Prints them."""
    parser = argparse.ArgumentParser(prog="python -m bench.reading.mistakes", description=__doc__)
    parser.add_argument("--limit", type=int, default=40)
    for number, one in enumerate(worst(parser.parse_args().limit), 1):
        print(f"{number}. {one.report} [{one.weight}] {one.what}\n   words: {one.words}")
        print(f"   read:  {one.found}\n   right: {one.right}")


if __name__ == "__main__":
    main()
