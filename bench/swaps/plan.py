"""Which swaps are made: every tradition on every side of the same reports equally often."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import NamedTuple


class Turn(NamedTuple):
    """One swap: the report's number, the traditions of both sides, and whether it is the other half of a pair, in
    which the two traditions have changed places.
    """

    report: str
    held: str
    holders: str
    seed: str
    exchanged: bool


def plan(reports: Sequence[str], names: Sequence[str], rounds: int, seed: int) -> Iterator[Turn]:
    """`rounds` times as many swaps as there are traditions, spread over the reports. In each round every tradition is
    once that of those held and once that of those who hold them, on the same report.
    """
    order = list(names)
    random.Random(f"plan {seed}").shuffle(order)
    pairs = list(_rounds(order))
    for number in range(rounds):
        report = reports[number % len(reports)]
        for one, other in pairs[number % len(pairs)]:
            own = f"{seed} {number}"
            yield Turn(report, one, other, own, False)
            yield Turn(report, other, one, own, True)


def _rounds(names: Sequence[str]) -> Iterator[list[tuple[str, str]]]:
    """Every name beside every other once, in rounds in which each has its turn."""
    assert len(names) % 2 == 0
    first, rest = names[0], list(names[1:])
    half = len(names) // 2
    for _ in rest:
        circle = [first, *rest]
        yield [(circle[i], circle[-1 - i]) for i in range(half)]
        rest = [rest[-1], *rest[:-1]]
