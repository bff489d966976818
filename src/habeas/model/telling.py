"""When a statement was said or published, and through whom; which words of a text count as its content words."""

from __future__ import annotations

from typing import Final

from habeas.model.reading import Claim, Passage, Reading, ReportInfo, Statement, spans_of

FIRST_PERSON: Final = frozenset({"we", "us", "our"})
"""By these a report tells of itself: where nobody else says them, it is whoever published it."""


def outlet(info: ReportInfo) -> str:
    """Who tells what a report tells in its own voice: its publisher; where none is known, its file, called no more."""
    return info.publisher or f"{info.source.rsplit('/', 1)[-1] or info.source} (publisher not known)"


def passage_of(reading: Reading, offset: int) -> Passage | None:
    """The passage in which the character `offset` of the reading's text stands."""
    low, high = 0, len(reading.passages)
    while low < high:
        middle = (low + high) // 2
        if reading.passages[middle].end <= offset:
            low = middle + 1
        else:
            high = middle
    found = reading.passages[low] if low < len(reading.passages) else None
    return found if found is not None and found.start <= offset else None


def claims_around(reading: Reading, statement: Statement) -> tuple[Claim, ...]:
    """The claims through which a statement is said, from the innermost outwards; a claim comes first of its own."""
    claims = {claim.id: claim for claim in reading.claims}
    ref = statement.id if isinstance(statement, Claim) else next(iter(statement.said_by), None)
    found: list[Claim] = []
    while ref is not None and ref in claims and len(found) <= len(claims):
        found.append(claims[ref])
        ref = claims[ref].within
    return tuple(found)


def said_on(reading: Reading, statement: Statement) -> str | None:
    """The date (EDTF) of the words that a statement rests on: the embedded post's own, or else the report's.

    A report without a date may still say when something was said; then that counts.
    """
    spans = spans_of(statement)
    passage = passage_of(reading, spans[0].start) if spans else None
    if passage is not None and passage.published is not None:
        return passage.published
    if reading.report.published is not None:
        return reading.report.published
    if isinstance(statement, Claim):
        return statement.when
    claims = {claim.id: claim for claim in reading.claims} if statement.said_by else {}
    whens = [claims[ref].when for ref in statement.said_by if ref in claims]
    return next((when for when in whens if when is not None), None)
