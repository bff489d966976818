"""Where the words beside the points of a chart stand: over no other words and no point. One that fits nowhere is left
out; the table under the chart has them all.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

LETTER, LINE = 7.2, 15.0
_RISES = (0.0, LINE + 22, -LINE, 2 * LINE + 22)


class Wish(NamedTuple):
    """A label, its point, and the height at which it would stand best. It may stand from `left` to `right`."""

    words: str
    x: float
    y: float
    height: float
    left: float
    right: float


class Place(NamedTuple):
    """The middle of a label's base line."""

    x: float
    y: float


def placed(wishes: Sequence[Wish], top: float, bottom: float) -> list[Place | None]:
    """A place for each label between the heights `top` and `bottom`: the ends of the series and its extremes first."""
    found: list[Place | None] = [None] * len(wishes)
    for number in _by_weight(wishes):
        wish = wishes[number]
        half = len(wish.words) * LETTER / 2
        x = round(min(max(wish.x, wish.left + half), max(wish.right - half, wish.left + half)), 1)
        taken = [(wishes[i], place) for i, place in enumerate(found) if place is not None]
        same = any(other.words == wish.words and abs(other.x - wish.x) < 2 * half for other, _ in taken)
        if same:
            continue
        for rise in _RISES:
            y = round(wish.height + rise, 1)
            if top <= y <= bottom and _clear(Place(x, y), half, taken, wishes):
                found[number] = Place(x, y)
                break
    return found


def _by_weight(wishes: Sequence[Wish]) -> list[int]:
    numbers = list(range(len(wishes)))
    if not numbers:
        return []
    by_height = sorted(numbers, key=lambda i: wishes[i].y)
    return list(dict.fromkeys([numbers[0], numbers[-1], by_height[0], by_height[-1], *numbers]))


def _clear(place: Place, half: float, taken: Sequence[tuple[Wish, Place]], points: Sequence[Wish]) -> bool:
    beside = all(
        abs(place.y - other.y) >= LINE or abs(place.x - other.x) >= half + len(wish.words) * LETTER / 2 + 4
        for wish, other in taken
    )
    return beside and all(abs(place.y - 5 - p.y) >= 12 or abs(place.x - p.x) >= half + 7 for p in points)
