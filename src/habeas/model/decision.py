"""What people decide: on statements, and on whether two people of two reports are the same."""

from __future__ import annotations

from typing import Final, Literal

import msgspec

from habeas.model.amendment import Amendment

Action = Literal[
    "accept", "correct", "reject", "permit", "withhold", "same", "different", "unsure", "add", "mean", "undo"
]  # fmt: skip

EVERYBODY: Final = "people"
"""The target of what is decided for all people in custody who have no decision of their own."""
NAME: Final = "name"
"""The part of a person that is their name."""


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """A person's act, kept for ever; a later decision on the same targets outranks an earlier one.

    accept, correct, reject: on one statement (`targets` holds its key). `correction` maps fields of the
        statement to new values; the quotation itself is never corrected.
    permit, withhold: whether an accepted statement may become public. A high-risk one needs one of its own. On a
        person's key: whether anything may that speaks of this person, or with `part` their name ("name") or what has
        that type ("born", "residence"). On `EVERYBODY`: whether people in custody need no permit to be spoken of and
        named.
    same, different, unsure: on two person keys.
    add: a statement that a person adds (`amendment`); the target is its key.
    mean: whom words of a report mean (`amendment`); the target is the report.
    undo: takes back the decision whose id is the only target.

    `time` is UTC, ISO 8601 with "Z". `after` orders what was decided within one second: how many entries the log of the
    workspace had where it was decided. `seen` is what the author was shown, in words (reasons, scores, quotations).
    """

    id: str
    action: Action
    targets: tuple[str, ...]
    author: str
    time: str
    reason: str = ""
    correction: dict[str, str | int | None] | None = None
    seen: tuple[str, ...] = ()
    amendment: Amendment | None = None
    after: int = 0
    part: str = ""
