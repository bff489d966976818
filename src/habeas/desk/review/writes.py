"""What changes a reading's standing: people's decisions, each stored in the workspace and noted in the audit log."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import msgspec
from django.utils.translation import gettext as _

from habeas.desk.audit.models import note
from habeas.desk.languages import translated
from habeas.desk.people.models import Member
from habeas.desk.policy.rights import has
from habeas.desk.store import LEDGER
from habeas.items import Item, items, typed_in
from habeas.model.amendment import Addition, Amendment, Meaning, Part, Pointer, Speaking, added, amended
from habeas.model.decision import Action, Decision
from habeas.model.identity import statement_key
from habeas.model.reading import Claim, Reading, StatementKind
from habeas.model.span import Span
from habeas.model.standing import correctable, in_force
from habeas.publishing.gate import risk_of
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
    _may_decide(item.risk, act)
    if act.action == "permit" and not has(act.by.role, "publish"):
        raise RefusedError(_("a publisher permits statements"))
    if act.action == "correct" and says_other(item, act.changes or {}):
        return speak(opened, item, act)
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
        RefusedError: a value does not fit its field, or none differs.
    """
    found = _changed(item, changes)
    if not found:
        raise RefusedError(_("nothing was changed: accept it as it is"))
    return found


def _changed(item: Item, changes: dict[str, str]) -> dict[str, str | int | None]:
    before = {field: getattr(item.statement, field) for field in correctable(item.statement)}
    try:
        after = typed_in(item, {field: changes[field].strip() for field in before if field in changes})
    except ValueError as error:
        raise RefusedError(str(error)) from error
    return {field: value for field, value in after.items() if value != before[field]}


def _may_decide(risk: str | None, act: Act) -> None:
    if risk is not None and not has(act.by.role, "decide-risk"):
        raise RefusedError(_("high-risk (%(why)s): a reviewer decides on it") % {"why": translated(risk)})


def accept_all(opened: Workspace, some: Sequence[Item], act: Act) -> Decision:
    """Accepts several statements in one decision: those that wait and are not high-risk.

    Raises:
        RefusedError: one of them is high-risk, or none is left.
        OvertakenError: somebody else has decided on one of them meanwhile.
    """
    waiting = [item for item in some if item.state == "proposed"]
    if any(item.risk is not None for item in waiting):
        raise RefusedError(_("what is high-risk is decided on by itself"))
    if not waiting:
        raise RefusedError(_("none of them waits any more"))
    keys = tuple(item.key for item in waiting)
    seen = tuple(words for item in waiting for words in item.seen)
    draft = Decision(id="", action="accept", targets=keys, author=act.by.name, time="", reason=act.reason, seen=seen)
    made = opened.enter(draft, as_of=act.position)
    note(act.by, "accept", made.id, f"{len(keys)} at once")
    return made


def speaker_of(item: Item) -> str:
    """The words for who says a claim; nothing where nobody is named, or for any other statement."""
    claim = item.statement
    if not isinstance(claim, Claim):
        return ""
    names = {entity.id: entity.name for entity in item.reading.entities}
    return claim.speaker_text or names.get(claim.speaker or "", "")


def says_other(item: Item, changes: dict[str, str]) -> bool:
    """Whether a correction names another speaker than the claim has."""
    given = changes.get("speaker")
    return given is not None and item.kind == "claim" and " ".join(given.split()) != " ".join(speaker_of(item).split())


def speak(opened: Workspace, item: Item, act: Act) -> Decision:
    """Has somebody else say a claim and accepts it so, corrected where more was changed. What stood on it is undone.

    Raises:
        RefusedError: the speaker's words stand nowhere in the report, a new value is none, or the claim is high-risk
            so and the member may not decide on such.
        OvertakenError: somebody else has decided on it meanwhile.
    """
    changes = dict(act.changes or {})
    speaker = _speaker(item, " ".join(changes.pop("speaker").split()))
    assert isinstance(item.statement, Claim)
    content = item.statement.content[0]
    amendment = Speaking(report=item.reading.report.id, content=content, speaker=speaker)
    after = amended(item.reading, [amendment])
    claim = next(one for one in after.claims if one.id == item.statement.id)
    _may_decide(risk_of(after, claim), act)
    key = statement_key(after, "claim", claim)
    correction = _changed(item, changes)
    standing = [one for one in in_force(LEDGER.about([item.key])) if item.key in one.targets]
    head = Decision(id="", action="mean", targets=(item.key,), author=act.by.name, time="", reason=act.reason)
    parts = [msgspec.structs.replace(head, action="undo", targets=(one.id,)) for one in standing]
    parts.append(msgspec.structs.replace(head, amendment=amendment, seen=item.seen))
    action: Action = "correct" if correction else "accept"
    new = msgspec.structs.replace(item, statement=claim, reading=after)
    parts.append(
        msgspec.structs.replace(head, action=action, targets=(key,), correction=correction or None, seen=new.seen)
    )
    made = opened.enter_all(parts, as_of=act.position)
    for one in made:
        note(act.by, one.action, one.targets[0], one.id)
    return made[-1]


def _speaker(item: Item, words: str) -> Span | None:
    """Where the words for a speaker stand, nearest to what is said."""
    if not words:
        return None
    assert isinstance(item.statement, Claim)
    text, at = item.reading.text, item.statement.content[0].start
    named = [m for one in item.reading.entities if one.name.casefold() == words.casefold() for m in one.mentions]
    found = named or [Span(m.start(), m.end(), m.group()) for m in _spaced(words).finditer(text)]
    if not found:
        raise RefusedError(_("“%(words)s” stands nowhere in this report") % {"words": words})
    return min(found, key=lambda span: abs(span.start - at))


def _spaced(words: str) -> re.Pattern[str]:
    """Words, whatever stands between them."""
    return re.compile(r"\s+".join(map(re.escape, words.split())), re.IGNORECASE)


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
            raise RefusedError(_("select some words first")) from error


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
        raise RefusedError(_("it lacks something that a statement of this kind must have"))
    _may_decide(risk_of(amended(reading, [addition]), statement), act)
    key = statement_key(reading, given.kind, statement)
    if key in items([reading], ()):
        raise RefusedError(_("this is proposed already"))
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
