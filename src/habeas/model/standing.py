"""Where each statement stands after people's decisions: a pure function of them, in the order of their times.

Every stage that needs to know what was accepted, corrected, rejected, permitted or taken back asks here, so
that the working copy and the public site cannot disagree about it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

import msgspec

from habeas.model import dates
from habeas.model.case import StatementState
from habeas.model.decision import Action, Decision
from habeas.model.reading import Attribute, Claim, Demand, Event, Figure

S = TypeVar("S", bound=Claim | Attribute | Event | Figure | Demand)

_STATES: dict[Action, StatementState] = {
    "accept": "accepted",
    "add": "accepted",
    "correct": "corrected",
    "reject": "rejected",
}
_DATES = ("when", "until", "as_of", "since", "deadline")
_CORRECTABLE: dict[type, tuple[str, ...]] = {
    Claim: ("act", "manner", "medium", "when"),
    Attribute: ("property", "value", "as_of", "since", "status"),
    Event: ("type", "when", "until", "status"),
    Figure: ("measure", "of", "value", "low", "high", "method", "place", "as_of", "since"),
    Demand: ("deadline",),
}


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """What people decided about one statement. `decision` is the id of the one that its state comes from."""

    state: StatementState = "proposed"
    permitted: bool = False
    correction: dict[str, str | int | None] | None = None
    decision: str | None = None


UNDECIDED = Standing()


def in_force(decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """The decisions that have not been taken back, oldest first, whatever order they are given in.

    An undo takes back its decision whatever the clocks said where the two were made, and can itself be undone. The undo
    decisions themselves are left out.
    """
    ordered = in_order(decisions)
    undone = _undone(ordered)
    return tuple(one for one in ordered if one.action != "undo" and one.id not in undone)


def in_order(decisions: Iterable[Decision]) -> list[Decision]:
    """Each decision once, oldest first: by their times, those of one second as they were made, or else by their ids.

    So files of decisions that were merged in whatever order come to the same.
    """
    return sorted({one.id: one for one in decisions}.values(), key=lambda one: (one.time, one.after, one.id))


def _undone(ordered: Sequence[Decision]) -> set[str]:
    """The ids of those that an undo takes back which itself is in force."""
    undos: dict[str, set[str]] = {}
    for one in ordered:
        for target in one.targets if one.action == "undo" else ():
            undos.setdefault(target, set()).add(one.id)
    undone: set[str] = set()
    waiting = [one for one in ordered if one.action == "undo"]
    while waiting:
        # Whatever no undo that still waits speaks of is settled; of undos in a circle, which nobody can have made but
        # by forging, the newest counts.
        ids = {one.id for one in waiting}
        settled = [one for one in waiting if not undos.get(one.id, set()) & ids] or waiting[-1:]
        for one in settled:
            if one.id not in undone:
                undone.update(one.targets)
        ids = {one.id for one in settled}
        waiting = [one for one in waiting if one.id not in ids]
    return undone


def standings(decisions: Sequence[Decision]) -> Mapping[str, Standing]:
    """The standing of every statement that somebody decided on, by its key. The latest decision counts."""
    found: dict[str, Standing] = {}
    for decision in in_force(decisions):
        for key in decision.targets:
            before = found.get(key, UNDECIDED)
            if decision.action in _STATES:
                found[key] = Standing(
                    state=_STATES[decision.action],
                    permitted=before.permitted,
                    correction=decision.correction if decision.action == "correct" else None,
                    decision=decision.id,
                )
            elif decision.action in ("permit", "withhold"):
                found[key] = msgspec.structs.replace(before, permitted=decision.action == "permit")
    return found


def corrected(statement: S, standing: Standing) -> S:
    """The statement with the correction of its standing in place of the reader's values; its quotation stays.

    Fields that no correction may change (spans, ids, who says it) are left as they are.

    Raises:
        ValueError: a date of the correction is not EDTF. Call this before a correction is stored.
    """
    if not standing.correction:
        return statement
    allowed = _CORRECTABLE[type(statement)]
    for field in _DATES:
        value = standing.correction.get(field)
        if value is not None and not dates.is_edtf(str(value)):
            raise ValueError(f"the corrected {field} {value!r} is not an EDTF date")
    changes = {field: value for field, value in standing.correction.items() if field in allowed}
    return msgspec.structs.replace(statement, **changes)


def correctable(statement: Claim | Attribute | Event | Figure | Demand) -> tuple[str, ...]:
    """The fields of a statement that a correction may change."""
    return _CORRECTABLE[type(statement)]


def pairs(targets: Iterable[str]) -> tuple[str, str] | None:
    """The two keys of a decision on same or different, in order; None where there are not exactly two."""
    keys = sorted(set(targets))
    return (keys[0], keys[1]) if len(keys) == 2 else None
