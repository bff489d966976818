"""What becomes of signatures: each change in one transaction, in which the mailbox is held."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils import timezone

from habeas.desk.actions.models import Campaign
from habeas.desk.contacts.models import Blocked
from habeas.desk.contacts.names import one_person
from habeas.desk.contacts.sealing import opened, seal
from habeas.desk.contacts.writes import agree, contact_of
from habeas.desk.signing.intake import Filled, filled
from habeas.desk.signing.models import MOST_AT_ONE_ADDRESS, Signature, Submission

SEALED: Final = "signature"
State = Submission.State


class ClosedError(Exception):
    """The petition takes no signatures now: nothing was changed."""


@transaction.atomic
def confirm(submission: Submission, now: datetime | None = None) -> str:
    """Counts a signature that its mailbox confirmed; what became of the submission. Run again, it changes nothing.

    Raises:
        ClosedError: the petition is not open.
    """
    time = now or timezone.now()
    still = Submission.objects.select_for_update().get(pk=submission.pk)
    if still.state in (State.CONFIRMED, State.REPEATED, State.FULL):
        return str(still.state)
    campaign = Campaign.objects.only("state", "shape").get(pk=still.campaign_id)
    if not campaign.is_open:
        raise ClosedError
    still.state = _counted(still, filled(still), campaign.shape, time)
    still.save(update_fields=["state"])
    return str(still.state)


def _counted(submission: Submission, given: Filled, shape: int, now: datetime) -> str:
    if Blocked.objects.filter(address=submission.address).exists():
        return State.REPEATED
    contact = contact_of(submission.address, given.address, now)
    own = list(Signature.objects.filter(campaign=submission.campaign_id, contact=contact).order_by("slot"))
    known = next((one for one in own if one_person(given.name, name_of(one))), None)
    if known is not None and known.state != Signature.State.WITHDRAWN:
        return State.REPEATED
    if known is None and len(own) >= MOST_AT_ONE_ADDRESS:
        return State.FULL
    signature = known or Signature(campaign_id=submission.campaign_id, contact=contact, slot=_free(own))
    signature.state, signature.made, signature.changed = Signature.State.COUNTED, now, now
    signature.sealed = seal({"name": given.name, "language": given.language}, SEALED)
    signature.shown = shown_as(given.name, given.shown)
    signature.domain, signature.network = submission.domain, submission.network
    signature.shape = shape
    signature.save()
    agree(contact, submission.campaign_id, given.agreed, given.language, now)
    return State.CONFIRMED


def _free(own: list[Signature]) -> int:
    taken = {one.slot for one in own}
    return next(slot for slot in range(1, MOST_AT_ONE_ADDRESS + 1) if slot not in taken)


def name_of(signature: Signature) -> str:
    """The name that somebody signed with; empty once it was removed."""
    return str(opened(signature.sealed, SEALED).get("name", ""))


def shown_as(name: str, how: str) -> str:
    """A name as its signer wants it shown: "full", "initials", or not at all."""
    if how == "full":
        return name[:120]
    if how == "initials":
        return " ".join(f"{word[0].upper()}." for word in name.split() if word[0].isalpha())[:120]
    return ""


@transaction.atomic
def withdraw(signature: Signature, now: datetime | None = None) -> None:
    """A signer takes their signature back. What a moderator removed stays removed."""
    counted = Signature.objects.filter(pk=signature.pk, state=Signature.State.COUNTED)
    counted.update(state=Signature.State.WITHDRAWN, shown="", changed=now or timezone.now())


def empty(signatures: list[int], now: datetime, *, counts: bool) -> None:
    """Takes all that tells of people out of signatures. Those that counted still do where `counts`."""
    rows = Signature.objects.filter(pk__in=signatures)
    if not counts:
        rows.filter(state=Signature.State.COUNTED).update(state=Signature.State.WITHDRAWN)
    rows.update(emptied=now, contact=None, slot=None, sealed=None, shown="", domain="", network="")


def count(campaign: Campaign) -> int:
    """How many signatures count: counted, each time it is asked."""
    return Signature.objects.filter(campaign=campaign, state=Signature.State.COUNTED).count()
