"""What changes a reading's standing: people's decisions, each stored in the workspace and noted in the audit log."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from habeas.desk.audit.models import note
from habeas.desk.people.models import Member
from habeas.desk.policy.rights import has
from habeas.items import Item, items, typed_in
from habeas.model.amendment import Addition, Amendment, Meaning, Part, Pointer, added
from habeas.model.decision import Action, Decision
from habeas.model.identity import statement_key
from habeas.model.reading import Reading, StatementKind
from habeas.model.span import Span
from habeas.model.standing import correctable
from habeas.workspace import Workspace


class RefusedError(Exception):
    """The decision cannot be taken; the message says why. Decide otherwise."""


class Act(NamedTuple):
    """What somebody does: `position` is where the log stood when they looked, `changes` a correction's new values."""

    by: Member
    action: Action
    position: int
    reason: str = ""
    changes: dict[str, str] | None = None


def decide(opened: Workspace, item: Item, act: Act) -> Decision:
    """Stores a decision on one statement.

    Raises:
        RefusedError: it is high-risk and the member may not decide on such, or a new value is none.
        OvertakenError: somebody else has decided on it meanwhile.
    """
    if item.risk is not None and not has(act.by.role, "decide-risk"):
        raise RefusedError(f"high-risk ({item.risk}): a reviewer decides on it")
    if act.action == "permit" and not has(act.by.role, "publish"):
        raise RefusedError("a publisher permits statements")
    correction = None if act.action != "correct" else _correction(item, act.changes or {})
    draft = Decision(
        id="",
        action=act.action,
        targets=(item.key,),
        author=act.by.name,
        time="",
        reason=act.reason,
        correction=correction,
        seen=item.seen,
    )
    made = opened.enter(draft, as_of=act.position)
    note(act.by, act.action, item.key, made.id)
    return made


def _correction(item: Item, changes: dict[str, str]) -> dict[str, str | int | None]:
    """The fields that differ from what the reader proposed.

    Raises:
        RefusedError: a value does not fit its field.
    """
    before = {field: getattr(item.statement, field) for field in correctable(item.statement)}
    try:
        after = typed_in(item, {field: changes[field].strip() for field in before if field in changes})
    except ValueError as error:
        raise RefusedError(str(error)) from error
    found = {field: value for field, value in after.items() if value != before[field]}
    if not found:
        raise RefusedError("nothing was changed: accept it as it is")
    return found


class Words(msgspec.Struct, frozen=True):
    """Words that somebody selected: where they stand in the report's text."""

    start: int
    end: int

    def span(self, reading: Reading) -> Span:
        """The span, white space at both ends left out.

        Raises:
            RefusedError: there are no words.
        """
        try:
            return Span.of(reading.text, self.start, self.end)
        except ValueError as error:
            raise RefusedError("select some words first") from error


class Added(msgspec.Struct, frozen=True, kw_only=True):
    """A statement to add: its words, its plain values, and the words for those that take part in it."""

    kind: StatementKind
    words: Words
    fields: dict[str, str | int | bool | None]
    who: dict[Part, Words] = {}


def add(opened: Workspace, reading: Reading, given: Added, act: Act) -> str:
    """Adds a statement to a reading; gives its key.

    Raises:
        RefusedError: it fails the check, is there already, or is high-risk and the member may not decide on such.
    """
    evidence = given.words.span(reading)
    claims = [claim for claim in reading.claims if any(span.contains(evidence) for span in claim.content)]
    inner = min(claims, key=lambda claim: sum(span.end - span.start for span in claim.content), default=None)
    around = () if inner is None else (inner.content[0],)
    addition = Addition(
        report=reading.report.id,
        kind=given.kind,
        evidence=(evidence,),
        fields=given.fields,
        who=tuple(Pointer(part=part, span=words.span(reading)) for part, words in given.who.items()),
        said_by=around,
    )
    try:
        statement = added(reading, addition)
    except msgspec.ValidationError as error:
        raise RefusedError(str(error)) from error
    if statement is None:
        raise RefusedError("it lacks something that a statement of this kind must have")
    key = statement_key(reading, given.kind, statement)
    if key in items([reading], ()):
        raise RefusedError("this is proposed already")
    _amend(opened, act, (key,), "add", addition)
    return key


def mean(opened: Workspace, reading: Reading, meaning: Meaning, act: Act) -> Decision:
    """Says whom words mean."""
    return _amend(opened, act, (reading.report.id,), "mean", meaning)


def _amend(opened: Workspace, act: Act, targets: tuple[str, ...], action: Action, amendment: Amendment) -> Decision:
    draft = Decision(
        id="",
        action=action,
        targets=targets,
        author=act.by.name,
        time="",
        reason=act.reason,
        amendment=amendment,
    )
    made = opened.enter(draft, as_of=act.position)
    note(act.by, action, targets[0], made.id)
    return made


def undo(opened: Workspace, decision: str, act: Act) -> Decision:
    """Takes a decision back.

    Raises:
        OvertakenError: somebody else has taken it back meanwhile.
    """
    draft = Decision(id="", action="undo", targets=(decision,), author=act.by.name, time="", reason=act.reason)
    made = opened.enter(draft, as_of=act.position)
    note(act.by, "undo", decision, made.id)
    return made
