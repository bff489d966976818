"""What may be public of people, as decisions of the workspace: so the command line and the desk publish the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import msgspec

from habeas.desk.audit.models import Event, note
from habeas.desk.cases.consent import decided_same, may
from habeas.desk.cases.models import Consent, Risk, Use
from habeas.desk.cases.moved import CARRIED, settle_moved
from habeas.desk.index.models import Person
from habeas.desk.people.models import Member
from habeas.desk.store import LEDGER
from habeas.items import items
from habeas.model.decision import EVERYBODY, NAME, Action, Decision
from habeas.model.identity import body_key, person_keys
from habeas.model.reading import Reading
from habeas.model.standing import in_force
from habeas.publishing.persons import WHOLE, standing
from habeas.workspace import Workspace

BY_CONSENT: Final = "consent to "
"""How the reason of a decision begins that follows from what is recorded of consent."""
THE_RULE: Final = "the rule for people in custody"
"""The reason of a decision that says it."""
_LAST: Final = "~"
"""A time after all others."""
PART_OF: Final[Mapping[str, str]] = {Use.PUBLISH: WHOLE, Use.NAME: NAME}
"""The part of a person on which consent to a use bears. Other uses are no matter of the public site."""


def settle(opened: Workspace, by: Member) -> None:
    """Brings the workspace's decisions on people to what the records of consent and risk say now.

    Where nobody has set the rule for people in custody yet, it is the strict one: they need consent.
    """
    LEDGER.follow(opened)
    _note_missed(opened, by)
    if not any(one.action in ("permit", "withhold") for one in LEDGER.about([EVERYBODY])):
        set_rule(opened, by, strict=True)
    settle_moved(opened, by)
    for person, use in _recorded():
        follow_consent(opened, by, person, use)


def _note_missed(opened: Workspace, by: Member) -> None:
    """Notes in the audit log what a run decided that was stopped before it could note it."""
    own = (THE_RULE, BY_CONSENT, CARRIED)
    made = [one for one in opened.decisions() if one.reason.startswith(own)]
    noted = set(Event.objects.filter(what__in=("permit", "withhold")).values_list("detail", flat=True))
    for one in made:
        if one.id not in noted:
            _note(by, one)


def _note(by: Member, made: Decision) -> None:
    note(by, made.action, f"{made.targets[0]} {made.part}".strip(), made.id)


def strict(opened: Workspace) -> bool:
    """Whether people in custody are public only where that was permitted; so it is until somebody says otherwise."""
    LEDGER.follow(opened)
    return not _standing([EVERYBODY]).get((EVERYBODY, WHOLE), False)


def set_rule(opened: Workspace, by: Member, *, strict: bool) -> None:
    """Says whether people in custody are public only where that was permitted."""
    action: Action = "withhold" if strict else "permit"
    _enter(opened, by, action, (EVERYBODY,), WHOLE, THE_RULE)


def forbids(person: str, use: str) -> bool:
    """Whether what is recorded of a person's consent and risk forbids a use that bears on the public site."""
    return use in (*PART_OF, Use.PICTURE) and may([person], use).forbids


def follow_consent(opened: Workspace, by: Member, person: str, use: str) -> None:
    """Makes what may be public of a person what the record of consent says.

    What somebody kept inside by a switch stays there until somebody lets it out.
    """
    LEDGER.follow(opened)
    wanted = _wanted(person, use)
    if wanted is not None and wanted.targets:
        _enter(opened, by, wanted.action, wanted.targets, wanted.part, wanted.reason)


def as_settled(opened: Workspace, readings: Sequence[Reading] | None = None) -> tuple[Decision, ...]:
    """All decisions and those that `settle` would take now: for a look at what would be public that decides nothing.

    `readings`: those on what stands in these, in the time that these take and not all there is.
    """
    LEDGER.follow(opened)
    if readings is None:
        taken, recorded = opened.decisions(), _recorded()
    else:
        people = person_keys(readings)
        bodies = [body_key(one, entity) for one in readings for entity in one.entities if entity.kind != "person"]
        taken = LEDGER.about([EVERYBODY, *items(readings, ()), *people, *bodies])
        recorded = _recorded(decided_same(people))
    after = max((one.time for one in taken), default="") + "~"
    found = [*taken]
    if not any(one.action in ("permit", "withhold") for one in LEDGER.about([EVERYBODY])):
        found.append(Decision(id="rule:", action="withhold", targets=(EVERYBODY,), author="", time=after))
    for person, use in recorded:
        wanted = _wanted(person, use)
        if wanted is not None and wanted.targets:
            found.append(msgspec.structs.replace(wanted, id=f"rule:{person} {use}", time=after))
    return tuple(found)


def _recorded(people: Sequence[str] | None = None) -> list[tuple[str, str]]:
    """The people, or those of these, of whom something is recorded on consent or risk, each with the use."""
    every = (Consent.objects.all(), Risk.objects.all())
    some = every if people is None else [rows.filter(person__in=people) for rows in every]
    return sorted({pair for rows in some for pair in rows.values_list("person", "use")})


def for_submission(opened: Workspace) -> tuple[Decision, ...]:
    """Lets those be spoken of and named in a submission who consented to that, whatever the public may see of them.

    What somebody kept inside by a switch stays inside.
    """
    LEDGER.follow(opened)
    found = []
    for person in sorted(set(Consent.objects.filter(use=Use.SUBMIT).values_list("person", flat=True))):
        keys = decided_same([person]) if may([person], Use.SUBMIT).stands else ()
        switched = {(key, part) for (key, part), let in _standing(list(keys)).items() if not let}
        for part in (WHOLE, NAME):
            targets = tuple(key for key in keys if (key, part) not in switched)
            if targets:
                found.append(
                    Decision(id=f"{part}:{person}", action="permit", targets=targets, author="", time=_LAST, part=part)
                )
    return tuple(found)


def is_behind(opened: Workspace, person: str, use: str) -> bool:
    """Whether `follow_consent` would decide something."""
    LEDGER.follow(opened)
    wanted = _wanted(person, use)
    return wanted is not None and bool(wanted.targets)


def _wanted(person: str, use: str) -> Decision | None:
    """The decision that the record of consent comes to, on those for whom it is not taken yet; None for none."""
    if use not in PART_OF or not Person.objects.filter(key=person).exists():
        return None
    answer = may([person], use)
    if not (answer.stands or answer.forbids):
        return None
    keys, part = decided_same([person]), PART_OF[use]
    last = {key: one for one in in_force(LEDGER.about(keys)) for key in one.targets if _on(one, part)}

    def open_to(key: str) -> bool:
        made = last.get(key)
        if answer.forbids:
            return made is None or made.action == "permit"
        return made is None or (made.action == "withhold" and made.reason.startswith(BY_CONSENT))

    return Decision(
        id="",
        action="permit" if answer.stands else "withhold",
        targets=tuple(key for key in keys if open_to(key)),
        author="",
        time="",
        reason=f"{BY_CONSENT}{use}: {answer.state}",
        part=part,
    )


def _on(one: Decision, part: str) -> bool:
    return one.action in ("permit", "withhold") and one.part == part


def switches(keys: Sequence[str]) -> Mapping[str, bool]:
    """What was permitted (True) or withheld (False) of a person, by part; what nobody decided is not there."""
    found: dict[str, bool] = {}
    for (_, part), allowed in _standing(keys).items():
        found[part] = found.get(part, True) and allowed
    return found


def switch(opened: Workspace, by: Member, keys: Sequence[str], part: str, action: str) -> None:
    """Permits or withholds a part of a person; with "undo" takes back what was decided on it.

    Raises:
        ValueError: there is no such action.
    """
    LEDGER.follow(opened)
    if action in ("permit", "withhold"):
        _enter(opened, by, action, tuple(keys), part, "")  # type: ignore[arg-type]
        return
    if action != "undo":
        raise ValueError(action)
    for one in in_force(LEDGER.about(list(keys))):
        if one.action in ("permit", "withhold") and one.part == part:
            _enter(opened, by, "undo", (one.id,), "", "")


def _standing(keys: Sequence[str]) -> dict[tuple[str, str], bool]:
    found = standing(in_force(LEDGER.about(list(keys))))
    return {(key, part): allowed for (key, part), allowed in found.items() if key in keys}


def _enter(opened: Workspace, by: Member, action: Action, targets: tuple[str, ...], part: str, reason: str) -> None:
    draft = Decision(id="", action=action, targets=targets, author=by.name, time="", reason=reason, part=part)
    _note(by, opened.enter(draft))
    LEDGER.follow(opened)
