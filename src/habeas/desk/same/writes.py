"""What decides on who is who."""

from __future__ import annotations

from collections.abc import Mapping

from habeas.desk.asked import whole_number
from habeas.desk.audit.models import note
from habeas.desk.index.models import Pair
from habeas.desk.people.models import Member
from habeas.desk.review.writes import Act, RefusedError, undo
from habeas.model.decision import Action, Decision
from habeas.workspace import Workspace

_ACTIONS: dict[str, Action] = {"same": "same", "different": "different", "unsure": "unsure", "undo": "undo"}


def act(by: Member, given: Mapping[str, str]) -> Act:
    """What somebody does, from a form.

    Raises:
        RefusedError: there is no such decision.
    """
    action = _ACTIONS.get(given.get("action", ""))
    if action is None:
        raise RefusedError("there is no such decision")
    position = given.get("position", "")
    reason = given.get("reason", "").strip()
    return Act(by=by, action=action, position=whole_number(position) or 0, reason=reason)


def decide(opened: Workspace, pair: Pair, done: Act) -> Decision:
    """Stores a decision on a pair, with the reasons that were shown; or takes the one back that stands.

    Raises:
        RefusedError: there is nothing to take back.
        OvertakenError: somebody else has decided on one of the two meanwhile.
    """
    if done.action == "undo":
        if not pair.decision:
            raise RefusedError("nothing was decided on it")
        return undo(opened, pair.decision, done)
    shown = [f"{pair.left.name} ~ {pair.right.name}: {pair.score:.2f}"]
    draft = Decision(
        id="",
        action=done.action,
        targets=tuple(sorted((str(pair.left_id), str(pair.right_id)))),
        author=done.by.name,
        time="",
        reason=done.reason,
        seen=(*shown, *(f"for: {one}" for one in pair.reasons), *(f"against: {one}" for one in pair.against)),
    )
    made = opened.enter(draft, as_of=done.position)
    note(done.by, done.action, " ".join(made.targets), made.id)
    return made
