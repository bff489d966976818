"""The one gate: what leaves the house passes here, and nothing else does.

A statement leaves when a person accepted or corrected it, when it was not withheld, when it has a permit of
its own if it is high-risk, when everybody of whom it speaks may be spoken of, when everybody through whom it
is said may be shown, and when its words hold nothing that is withheld. All else is absent from what the gate
lets out, so nothing withheld can be derived from it. Whoever may not be named leaves under a number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import msgspec

from habeas.model.decision import EVERYBODY, NAME, Decision
from habeas.model.identity import body_key, person_key, statement_key
from habeas.model.reading import Claim, Reading, Statement, StatementKind
from habeas.model.risk import high_risk
from habeas.model.standing import in_force
from habeas.publishing.decided import Verdict, as_corrected, verdicts
from habeas.publishing.holding import (
    Withheld,
    names_of,
    naming_mentions,
    parts_of,
    references,
    values_of,
    why_statement,
    withheld_spans,
)
from habeas.publishing.masking import masked, number_of
from habeas.publishing.persons import WHOLE, Alike, Persons
from habeas.publishing.showing import shown
from habeas.publishing.wording import WORDING

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
    """One reading on its way through the gate. `kept` shrinks until nothing in it must be withheld.

    `inside` is the reading as it was, `secret` are the ids of people who must not be spoken of, and `unnamed` the
    names of those who must not be named.
    """

    reading: Reading
    inside: Reading
    kept: dict[Item, Statement]
    keys: dict[Item, str]
    blocking: list[Statement]
    refusals: list[Refusal]
    secret: frozenset[str] = frozenset()
    unnamed: frozenset[str] = frozenset()

    def refuse(self, item: Item, reason: str) -> None:
        self.kept.pop(item, None)
        self.refusals.append(Refusal(self.reading.report.id, self.keys[item], reason))

    def people_shown(self) -> set[str]:
        return {ref for statement in self.kept.values() for ref in references(statement)}

    def people_hidden(self) -> set[str]:
        """People of whom something is withheld and nothing shown, and minors of whom nothing is shown."""
        touched = {ref for statement in self.blocking for ref in references(statement)}
        people = [e for e in self.reading.entities if e.kind == "person" and e.named]
        return {e.id for e in people if e.minor or e.id in touched or e.id in self.secret} - self.people_shown()


def allowed(readings: Sequence[Reading], decisions: Sequence[Decision], alike: Alike = ()) -> tuple[Reading, ...]:
    """The readings as the public may have them; a report of which nothing may be shown is not among them."""
    return gated(readings, decisions, alike).readings


def gated(readings: Sequence[Reading], decisions: Sequence[Decision], alike: Alike = ()) -> Gated:
    """The same, with every accepted statement that had to stay inside and the reason.

    `alike`: the keys of people who may be the same though nobody decided it; what is withheld of one is of all.
    """
    drafts = _settled(readings, decisions, alike)
    common = _common(drafts)
    return Gated(
        readings=tuple(shown(d.reading, d.kept, _withheld(d, common)) for d in drafts if d.kept),
        refusals=tuple(refusal for d in drafts for refusal in d.refusals),
    )


def carried(readings: Sequence[Reading], decisions: Sequence[Decision], alike: Alike = ()) -> tuple[Decision, ...]:
    """The decisions that go with the public readings, without their authors, reasons and what these saw.

    A correction can change a statement's key, and a name that is withheld a person's; their decisions are carried over
    to the key that each has in public.
    """
    keys: dict[str, str] = {}
    people: dict[str, str] = {}
    for draft in _settled(readings, decisions, alike):
        for item, statement in draft.kept.items():
            keys[draft.keys[item]] = statement_key(draft.reading, item[0], statement)
        wanted = draft.people_shown()
        for before, after in zip(draft.inside.entities, draft.reading.entities, strict=True):
            if after.id in wanted:
                people[person_key(draft.inside, before)] = person_key(draft.reading, after)
            elif after.kind != "person":
                people[body_key(draft.inside, before)] = body_key(draft.reading, after)
    known = keys | people
    carried_over = []
    for decision in in_force(decisions):
        if _on_people(decision):
            continue
        targets = tuple(known[t] for t in decision.targets if t in known)
        if targets and (decision.action not in ("same", "different", "unsure") or len(targets) == 2):
            carried_over.append(msgspec.structs.replace(decision, targets=targets, author="", reason="", seen=()))
    return tuple(carried_over)


def _on_people(decision: Decision) -> bool:
    """Whether it says what may be public of people: it has done so once the gate is passed."""
    on = any(target.startswith("pe:") or target == EVERYBODY for target in decision.targets)
    return on and decision.action in ("permit", "withhold")


def risk_of(reading: Reading, statement: Statement) -> str | None:
    """Why a statement needs a permit: what the model calls high-risk, and whatever is said with a minor in
    it.
    """
    why = high_risk(reading, statement)
    wanted = set(references(statement))
    if why is None and any(e.minor for e in reading.entities if e.id in wanted):
        return "about a minor"
    return why


def _settled(readings: Sequence[Reading], decisions: Sequence[Decision], alike: Alike) -> list[_Draft]:
    found = verdicts(decisions)
    persons = Persons(readings, decisions, alike)
    numbers: dict[str, str] = {}
    drafts = [_filled(_opened(reading, persons, numbers), persons, found) for reading in readings]
    while True:
        common = _common(drafts)
        narrowed = [_narrowed(draft, _withheld(draft, common)) for draft in drafts]
        if not any(narrowed):
            return drafts


def _opened(inside: Reading, persons: Persons, numbers: dict[str, str]) -> _Draft:
    """A reading with whoever must not be named under a number, the same in each report; nothing is kept yet.

    Whoever must not be spoken of at all keeps the name: words that hold it are found by it.
    """
    secret = frozenset(persons.held(inside, WHOLE))
    nameless = frozenset(persons.held(inside, NAME)) - secret
    called: dict[str, str] = {}
    unnamed: set[str] = set()
    for entity in inside.entities:
        if entity.named and entity.id in nameless:
            group = persons.group(person_key(inside, entity))
            called[entity.id] = WORDING.unnamed.format(n=numbers.setdefault(group, number_of(inside, entity)))
            unnamed |= names_of(entity)
    return _Draft(masked(inside, called), inside, {}, {}, [], [], secret, frozenset(unnamed))


def _filled(draft: _Draft, persons: Persons, found: Mapping[str, Verdict]) -> _Draft:
    reading = draft.reading
    for (_, before), (kind, statement) in zip(draft.inside.statements(), reading.statements(), strict=True):
        item = (kind, statement.id)
        draft.keys[item] = statement_key(draft.inside, kind, before)
        verdict = found.get(draft.keys[item], Verdict())
        held = persons.why_statement(draft.inside, before)
        if held is not None and verdict.standing.state != "rejected":
            draft.blocking.append(statement)
            if verdict.accepted:
                draft.refuse(item, held)
            continue
        changed = as_corrected(reading, kind, statement, verdict.standing)
        if isinstance(changed, str):
            draft.blocking.append(statement)
            draft.refuse(item, changed)
            continue
        risk = risk_of(draft.inside, before) or risk_of(reading, changed)
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
        hidden |= draft.unnamed
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
    names = ((names | common.hidden) - mine) | parts_of(draft.unnamed)
    own = {value for statement in draft.blocking for value in values_of(statement)}
    kept = {value for statement in draft.kept.values() for value in values_of(statement)}
    return Withheld(
        names=frozenset(names),
        values=frozenset(own | (common.values - kept)),
        spans=withheld_spans(draft.blocking),
        mentions=tuple(m for e in gone if names_of(e) & names for m in naming_mentions(e)),
    )
