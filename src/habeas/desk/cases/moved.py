"""People whose key changed because a newer reader names them otherwise: what was recorded and withheld goes along.

What was withheld goes to everybody of the report who shares a part of the name; it can be let out again by hand. What
was permitted is not carried over: somebody looks at it again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from habeas.archive.records import ReadingBody
from habeas.desk.audit.models import note
from habeas.desk.cases.models import Attachment, Consent, Note, Risk, Watch
from habeas.desk.people.models import Member
from habeas.desk.store import LEDGER
from habeas.model.codec import from_json, reading_from_json
from habeas.model.decision import Decision
from habeas.model.identity import person_key
from habeas.model.reading import Entity, Reading
from habeas.model.standing import in_force
from habeas.publishing.holding import names_of, parts_of
from habeas.workspace import Workspace

KEPT: Final = (Note, Consent, Risk, Watch, Attachment)
CARRIED: Final = "carried over from "
"""How the reason of a decision begins that went along with a person."""


def settle_moved(opened: Workspace, by: Member) -> None:
    """Lets what is kept of people who have another key now go along with them."""
    times = Counter(from_json(entry.body or "", ReadingBody).report for entry in opened.records.entries("reading"))
    for report, count in sorted(times.items()):
        now = opened.reading(report) if count > 1 else None
        if now is not None:
            for former in _former(opened, report):
                _settle(opened, by, former, now)


def _former(opened: Workspace, report: str) -> Iterator[Reading]:
    for entry in list(opened.records.entries_of(report, "reading"))[:-1]:
        yield reading_from_json(opened.records.reading(entry.seq)[0])


def _settle(opened: Workspace, by: Member, former: Reading, now: Reading) -> None:
    here = {person_key(now, entity): entity for entity in now.entities if entity.kind == "person"}
    for entity in former.entities:
        key = person_key(former, entity)
        if entity.kind == "person" and key not in here:
            like = [(_like(entity, other), other_key) for other_key, other in here.items()]
            near = [other_key for score, other_key in sorted(like, key=lambda one: -one[0]) if score]
            if near:
                _move(by, key, near[0])
                _withhold(opened, by, key, near)


def _like(before: Entity, now: Entity) -> int:
    """How surely the two are one: the same words at the same place, the same name, a part of the name, or nothing."""
    if set(before.mentions) & set(now.mentions):
        return 3
    if names_of(before) & names_of(now):
        return 2
    return 1 if parts_of(names_of(before)) & parts_of(names_of(now)) else 0


def _move(by: Member, key: str, to: str) -> None:
    moved = sum(model.objects.filter(person=key).update(person=to) for model in KEPT)
    if moved:
        note(by, "records moved", to, key)


def _withhold(opened: Workspace, by: Member, key: str, near: list[str]) -> None:
    """Keeps inside of them what was kept inside of whoever went by the key."""
    LEDGER.follow(opened)
    last: dict[str, str] = {}
    for one in in_force(LEDGER.about([key])):
        if one.action in ("permit", "withhold"):
            last[one.part] = one.action
    for part in sorted(part for part, action in last.items() if action == "withhold"):
        known = in_force(LEDGER.about(near))
        had = {target for one in known if one.part == part for target in one.targets}
        wanted = tuple(other for other in near if other not in had)
        if wanted:
            reason = f"{CARRIED}{key}"
            draft = Decision(
                id="", action="withhold", targets=wanted, author=by.name, time="", reason=reason, part=part
            )
            made = opened.enter(draft)
            note(by, "withhold", f"{wanted[0]} {part}".strip(), made.id)
            LEDGER.follow(opened)
