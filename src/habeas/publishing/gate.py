"""The one gate: what leaves the house passes here, and nothing else does.

A statement leaves when a person accepted or corrected it, when it was not withheld, when it has a permit of
its own if it is high-risk, when everybody through whom it is said may be shown, and when its words hold
nothing that is withheld. All else is absent from what the gate lets out, so nothing withheld can be derived
from it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import msgspec

from habeas.model.decision import Decision
from habeas.model.identity import person_key, statement_key
from habeas.model.reading import Claim, Reading, Statement, StatementKind
from habeas.model.risk import high_risk
from habeas.model.standing import in_force
from habeas.publishing.decided import Verdict, as_corrected, verdicts
from habeas.publishing.holding import (
    Withheld,
    names_of,
    naming_mentions,
    references,
    values_of,
    why_statement,
    withheld_spans,
)
from habeas.publishing.showing import shown

Item = tuple[StatementKind, str]
_CROSSING = frozenset({"residence", "relative", "alias"})


class Refusal(NamedTuple):
    """A statement that a person accepted and that stays inside all the same, and why, in words."""

    report: str
    key: str
    reason: str


class Gated(NamedTuple):
    """What left the gate, and which accepted statements did not."""

    readings: tuple[Reading, ...]
    refusals: tuple[Refusal, ...]


class _Draft(msgspec.Struct):
    """One reading on its way through the gate. `kept` shrinks until nothing in it must be withheld."""

    reading: Reading
    kept: dict[Item, Statement]
    keys: dict[Item, str]
    blocking: list[Statement]
    refusals: list[Refusal]

    def refuse(self, item: Item, reason: str) -> None:
        self.kept.pop(item, None)
        self.refusals.append(Refusal(self.reading.report.id, self.keys[item], reason))

    def people_shown(self) -> set[str]:
        return {ref for statement in self.kept.values() for ref in references(statement)}

    def people_hidden(self) -> set[str]:
        """People of whom something is withheld and nothing shown, and minors of whom nothing is shown."""
        touched = {ref for statement in self.blocking for ref in references(statement)}
        people = [e for e in self.reading.entities if e.kind == "person" and e.named]
        return {e.id for e in people if e.minor or e.id in touched} - self.people_shown()


def allowed(readings: Sequence[Reading], decisions: Sequence[Decision]) -> tuple[Reading, ...]:
    """The readings as the public may have them; a report of which nothing may be shown is not among them."""
    return gated(readings, decisions).readings


def gated(readings: Sequence[Reading], decisions: Sequence[Decision]) -> Gated:
    """The same, with every accepted statement that had to stay inside and the reason."""
    drafts = _settled(readings, decisions)
    common = _common(drafts)
    return Gated(
        readings=tuple(shown(d.reading, d.kept, _withheld(d, common)) for d in drafts if d.kept),
        refusals=tuple(refusal for d in drafts for refusal in d.refusals),
    )


def carried(readings: Sequence[Reading], decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """The decisions that go with the public readings, without their authors, reasons and what these saw.

    A correction can change a statement's key; its decisions are carried over to the key that it has in
    public.
    """
    keys: dict[str, str] = {}
    people: set[str] = set()
    for draft in _settled(readings, decisions):
        for item, statement in draft.kept.items():
            keys[draft.keys[item]] = statement_key(draft.reading, item[0], statement)
        wanted = draft.people_shown()
        people |= {person_key(draft.reading, e) for e in draft.reading.entities if e.id in wanted}
    known = keys | {key: key for key in people}
    carried_over = []
    for decision in in_force(decisions):
        targets = tuple(known[t] for t in decision.targets if t in known)
        if targets and (decision.action not in ("same", "different", "unsure") or len(targets) == 2):
            carried_over.append(msgspec.structs.replace(decision, targets=targets, author="", reason="", seen=()))
    return tuple(carried_over)


def risk_of(reading: Reading, statement: Statement) -> str | None:
    """Why a statement needs a permit: what the model calls high-risk, and whatever is said with a minor in
    it.
    """
    why = high_risk(reading, statement)
    wanted = set(references(statement))
    if why is None and any(e.minor for e in reading.entities if e.id in wanted):
        return "about a minor"
    return why


def _settled(readings: Sequence[Reading], decisions: Sequence[Decision]) -> list[_Draft]:
    found = verdicts(decisions)
    drafts = [_drafted(reading, found) for reading in readings]
    while True:
        common = _common(drafts)
        narrowed = [_narrowed(draft, _withheld(draft, common)) for draft in drafts]
        if not any(narrowed):
            return drafts


def _drafted(reading: Reading, found: Mapping[str, Verdict]) -> _Draft:
    draft = _Draft(reading, {}, {}, [], [])
    for kind, statement in reading.statements():
        item = (kind, statement.id)
        draft.keys[item] = statement_key(reading, kind, statement)
        verdict = found.get(draft.keys[item], Verdict())
        changed = as_corrected(reading, kind, statement, verdict.standing)
        if isinstance(changed, str):
            draft.blocking.append(statement)
            draft.refuse(item, changed)
            continue
        risk = risk_of(reading, statement) or risk_of(reading, changed)
        why = _why_not(verdict, risk)
        if why is None and verdict.accepted:
            draft.kept[item] = changed
        elif verdict.withheld or (risk is not None and verdict.standing.state != "rejected"):
            draft.blocking += [statement, changed]
        if why is not None and verdict.accepted:
            draft.refuse(item, why)
    return draft


def _why_not(verdict: Verdict, risk: str | None) -> str | None:
    if verdict.withheld:
        return "a person withheld it"
    if risk is None:
        return None
    if not verdict.permitted_alone:
        return f"it is high-risk ({risk}) and has no permit of its own"
    return None if verdict.judged_alone else f"it is high-risk ({risk}) and was decided together with others"


def _narrowed(draft: _Draft, withheld: Withheld) -> bool:
    """Takes out what must not be shown with what is withheld now; whether anything went."""
    claims = {ref for kind, ref in draft.kept if kind == "claim"}
    before = len(draft.kept)
    for item, statement in list(draft.kept.items()):
        outer = (statement.within,) if isinstance(statement, Claim) else statement.said_by
        if any(ref is not None and ref not in claims for ref in outer):
            draft.refuse(item, "whoever says it may not be shown")
            continue
        why = why_statement(draft.reading, statement, withheld)
        if why is not None:
            draft.refuse(item, why)
    return len(draft.kept) < before


class _Common(NamedTuple):
    """What counts in every report: names that are shown somewhere, people whom some report withholds,
    their values.
    """

    shown: frozenset[str]
    hidden: frozenset[str]
    values: frozenset[str]


def _common(drafts: Sequence[_Draft]) -> _Common:
    shown_names: set[str] = set()
    hidden: set[str] = set()
    values: set[str] = set()
    for draft in drafts:
        public, secret = draft.people_shown(), draft.people_hidden()
        for entity in draft.reading.entities:
            if entity.id in public:
                shown_names |= names_of(entity)
            elif entity.id in secret:
                hidden |= names_of(entity)
        values |= {v for s in draft.blocking if getattr(s, "property", "") in _CROSSING for v in values_of(s)}
    return _Common(frozenset(shown_names), frozenset(hidden), frozenset(values))


def _withheld(draft: _Draft, common: _Common) -> Withheld:
    """What must not be shown with one report: people and values of its own, and those that any report
    withholds.

    A person of whom nothing is shown here is kept out of the quotations too, unless merely nothing was
    decided and another report shows the name.
    """
    public, secret = draft.people_shown(), draft.people_hidden()
    mine = {name for e in draft.reading.entities if e.id in public for name in names_of(e)}
    gone = [e for e in draft.reading.entities if e.kind == "person" and e.named and e.id not in public]
    names = {n for e in gone for n in names_of(e) if e.id in secret or n not in common.shown}
    names = (names | common.hidden) - mine
    own = {value for statement in draft.blocking for value in values_of(statement)}
    kept = {value for statement in draft.kept.values() for value in values_of(statement)}
    return Withheld(
        names=frozenset(names),
        values=frozenset(own | (common.values - kept)),
        spans=withheld_spans(draft.blocking),
        mentions=tuple(m for e in gone if names_of(e) & names for m in naming_mentions(e)),
    )
