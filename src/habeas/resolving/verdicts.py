"""What people decided on two who may be one: the latest decision on each pair counts."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from habeas.model.decision import Decision
from habeas.model.standing import in_force, pairs

Pair = tuple[str, str]


def verdicts_on(decisions: Sequence[Decision], known: AbstractSet[str]) -> dict[Pair, Decision]:
    """The latest decision in force on each pair of those who are there."""
    found: dict[Pair, Decision] = {}
    for decision in in_force(decisions):
        pair = pairs(decision.targets)
        if decision.action in ("same", "different", "unsure") and pair is not None and set(pair) <= known:
            found.pop(pair, None)
            found[pair] = decision
    return found
