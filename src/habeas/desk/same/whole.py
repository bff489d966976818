"""Merging and splitting whole cases: one decision for every pair that it takes, all of them or none, undone at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from habeas.desk.audit.models import note
from habeas.desk.review.writes import Act, RefusedError
from habeas.desk.store import LEDGER
from habeas.model.decision import Action, Decision
from habeas.model.standing import in_force
from habeas.workspace import Workspace

MERGE: Final = "two whole cases, merged: "
SPLIT: Final = "one whole case, split: "
MOST_PAIRS: Final = 2000


class Move(NamedTuple):
    """A merge or a split that stands: its mark, and its decisions."""

    mark: str
    merged: bool
    decisions: tuple[Decision, ...]

    @property
    def last(self) -> Decision:
        """The last of them, for who did it and when."""
        return self.decisions[-1]


def merge(opened: Workspace, left: Sequence[str], right: Sequence[str], act: Act) -> None:
    """Says that all people of two cases are one.

    Raises:
        RefusedError: they are one case already.
        OvertakenError: somebody has decided on one of them meanwhile.
    """
    if set(left) & set(right):
        raise RefusedError("this is the same case already")
    first = min(left)
    pairs = [(first, other) for other in sorted({*left, *right} - {first})]
    _decide(opened, "same", pairs, f"{MERGE}{first} {min(right)}", act)


def split(opened: Workspace, keys: Sequence[str], away: Sequence[str], act: Act) -> None:
    """Says that some people of a case are none of the others.

    Raises:
        RefusedError: nobody, or everybody, would go, or they are too many to be told apart at once.
        OvertakenError: somebody has decided on one of them meanwhile.
    """
    gone = sorted(set(keys) & set(away))
    stay = sorted(set(keys) - set(away))
    if not gone or not stay:
        raise RefusedError("choose some of them, and not all")
    if len(gone) * len(stay) > MOST_PAIRS:
        raise RefusedError("these are too many to be told apart at once: take fewer")
    pairs = [(min(a, b), max(a, b)) for a in stay for b in gone]
    _decide(opened, "different", pairs, f"{SPLIT}{stay[0]} {gone[0]}", act)


def moves(keys: Sequence[str]) -> list[Move]:
    """The merges and splits that stand on these people, the newest first."""
    found: dict[str, list[Decision]] = {}
    for one in in_force(LEDGER.about(list(keys))):
        mark = next((line for line in one.seen if line.startswith((MERGE, SPLIT))), None)
        if mark is not None:
            found.setdefault(mark, []).append(one)
    return [Move(mark, mark.startswith(MERGE), tuple(some)) for mark, some in found.items()][::-1]


def undo(opened: Workspace, move: Move, act: Act) -> None:
    """Takes a merge or a split back, whole.

    Raises:
        OvertakenError: somebody has taken it back meanwhile.
    """
    drafts = [
        Decision(id="", action="undo", targets=(one.id,), author=act.by.name, time="", reason=act.reason)
        for one in move.decisions
    ]
    _enter(opened, drafts, act)


def _decide(opened: Workspace, action: Action, pairs: Sequence[tuple[str, str]], mark: str, act: Act) -> None:
    drafts = [
        Decision(
            id="",
            action=action,
            targets=tuple(sorted(pair)),
            author=act.by.name,
            time="",
            reason=act.reason,
            seen=(f"{mark} @{act.position}",),
        )
        for pair in pairs
    ]
    _enter(opened, drafts, act)


def _enter(opened: Workspace, drafts: Sequence[Decision], act: Act) -> None:
    for made in opened.enter_all(drafts, as_of=act.position):
        note(act.by, made.action, " ".join(made.targets)[:200], made.id)
