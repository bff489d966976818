"""What the gate asks of people's decisions beyond a statement's standing: was it kept back, was it decided
alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

import msgspec

from habeas.model.check import fault
from habeas.model.decision import Decision
from habeas.model.reading import Reading, Statement, StatementKind
from habeas.model.standing import UNDECIDED, Standing, corrected, in_force, standings

_VERDICTS = ("accept", "correct", "reject")


class Verdict(msgspec.Struct, frozen=True):
    """The standing of one statement; whether a person withheld it; whether it was judged and permitted on its
    own.

    A high-risk statement is never decided in bulk: a decision that names several does not count for it.
    """

    standing: Standing = UNDECIDED
    withheld: bool = False
    judged_alone: bool = False
    permitted_alone: bool = False

    @property
    def accepted(self) -> bool:
        return self.standing.state in ("accepted", "corrected")


def verdicts(decisions: Sequence[Decision]) -> dict[str, Verdict]:
    """The verdict on every statement key that a decision in force names."""
    found = {key: Verdict(standing) for key, standing in standings(decisions).items()}
    for decision in in_force(decisions):
        alone = len(decision.targets) == 1
        for key in decision.targets:
            if decision.action in _VERDICTS:
                found[key] = msgspec.structs.replace(found[key], judged_alone=alone)
            elif decision.action in ("permit", "withhold"):
                permit = decision.action == "permit"
                found[key] = msgspec.structs.replace(found[key], withheld=not permit, permitted_alone=permit and alone)
    return found


def as_corrected(reading: Reading, kind: StatementKind, statement: Statement, standing: Standing) -> Statement | str:
    """The statement with its correction, or why the correction does not fit, in words."""
    try:
        changed: Statement = corrected(cast("Any", statement), standing)
        changed = msgspec.convert(msgspec.to_builtins(changed), type(changed))
    except (msgspec.ValidationError, ValueError) as error:
        return f"the correction does not fit: {error}"
    why = fault(kind, changed, reading.text)
    return changed if why is None else f"the correction does not fit: {why}"
