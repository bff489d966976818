"""What takes things in."""

from __future__ import annotations

import hashlib
from typing import Final

from django.db import transaction

from habeas.collect import Material
from habeas.desk.access.reads import hidden_from
from habeas.desk.audit.models import note
from habeas.desk.cases.models import ATTACHED
from habeas.desk.inbox.models import Arrival, ConfidentialSource
from habeas.desk.inbox.tasks import fetch_arrival, read_arrival
from habeas.desk.people.models import Member, Role
from habeas.desk.store import workspace
from habeas.model.reading import Described
from habeas.workspace import Workspace

FROM: Final = "desk:"
"""How the origin begins of what was brought at the desk."""


def bring(by: Member, name: str, data: bytes, stated: Described) -> Arrival:
    """Stores one report for good, notes its arrival, and has it read in the background."""
    if not data.strip():
        return Arrival.objects.create(name=name, by=by, state=Arrival.State.MISSED, notes="it is empty")
    report = f"sha256:{hashlib.sha256(data).hexdigest()}"
    material = Material(id=report, data=data, source=name, origin=f"{FROM}{name}", stated=stated)
    with workspace() as opened:
        receipt = opened.add(material, by.name)
    with transaction.atomic():
        known = not receipt.new and report not in hidden_from(by)
        arrival = Arrival.objects.create(name=name, by=by, report=report, known=known)
        note(by, "report added", f"report:{report}")
        read_arrival.enqueue(arrival.pk)
    return arrival


def find_lost(opened: Workspace) -> int:
    """Has read what a page stored that was stopped before it could note the arrival. How many reports that were."""
    brought = {entry.report: entry for entry in opened.custody_of_unread() if _at_the_desk(entry.origin)}
    arrived = set(Arrival.objects.values_list("report", flat=True)) if brought else set()
    lost = [one for report, one in brought.items() if report not in arrived]
    for entry in lost:
        by = Member.objects.filter(name=entry.who).first() or Member.objects.filter(role=Role.ADMINISTRATOR).first()
        if by is not None:
            with transaction.atomic():
                arrival = Arrival.objects.create(name=entry.source[:300], by=by, report=entry.report)
                note(by, "report added", f"report:{entry.report}")
                read_arrival.enqueue(arrival.pk)
    return len(lost)


def _at_the_desk(origin: str) -> bool:
    return origin.startswith(FROM) and not origin.startswith(ATTACHED)


def ask_for(by: Member, addresses: list[str]) -> list[Arrival]:
    """Has pages asked for in the background."""
    made = []
    for address in addresses:
        with transaction.atomic():
            state = Arrival.State.ASKED
            made.append(Arrival.objects.create(name=address[:300], address=address, by=by, state=state))
            note(by, "address asked for", f"arrival:{made[-1].pk}")
            fetch_arrival.enqueue(made[-1].pk)
    return made


def ask_again(by: Member, arrival: Arrival) -> None:
    """Has a page that could not be had asked for once more."""
    with transaction.atomic():
        arrival.state, arrival.notes = Arrival.State.ASKED, ""
        arrival.save(update_fields=["state", "notes"])
        note(by, "address asked for", f"arrival:{arrival.pk}")
        fetch_arrival.enqueue(arrival.pk)


def testify(by: Member, given: dict[str, str]) -> Arrival:
    """Stores what somebody told us; who they are goes into a record of its own."""
    name = f"testimony {given['pseudonym']} {given['told']}.txt"
    stated = Described(title=f"Testimony of {given['pseudonym']}", published=given["told"], author=given["pseudonym"])
    arrival = bring(by, name, given["text"].encode(), stated)
    if given["identity"].strip():
        with transaction.atomic():
            source, _ = ConfidentialSource.objects.get_or_create(
                pseudonym=given["pseudonym"], defaults={"identity": given["identity"], "made_by": by}
            )
            arrival.source = source
            arrival.save(update_fields=["source"])
            note(by, "confidential source kept", f"source:{source.pk}")
    return arrival
