"""Items of two lists matched one to one, the best pair first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, NamedTuple, TypeVar

L = TypeVar("L")
R = TypeVar("R")


class Matched(NamedTuple, Generic[L, R]):
    """Pairs, and what is left on either side, each in its own order."""

    pairs: tuple[tuple[L, R], ...]
    left: tuple[L, ...]
    right: tuple[R, ...]


def matched(left: Sequence[L], right: Sequence[R], likeness: Callable[[L, R], float]) -> Matched[L, R]:
    """Every item in one pair at most. A likeness of 0 never makes a pair; of equal ones the earlier comes first."""
    scores = [(-likeness(a, b), i, j) for i, a in enumerate(left) for j, b in enumerate(right)]
    mine: dict[int, int] = {}
    theirs: set[int] = set()
    for _, i, j in sorted(score for score in scores if score[0] < 0):
        if i not in mine and j not in theirs:
            mine[i] = j
            theirs.add(j)
    return Matched(
        tuple((left[i], right[j]) for i, j in sorted(mine.items())),
        tuple(item for i, item in enumerate(left) if i not in mine),
        tuple(item for j, item in enumerate(right) if j not in theirs),
    )
