"""What becomes of signatures: each change in one transaction, in which the mailbox is held."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Final, NamedTuple
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from habeas.desk.actions.models import Campaign
from habeas.desk.contacts.models import Blocked
from habeas.desk.contacts.names import one_person
from habeas.desk.contacts.sealing import opened, seal
from habeas.desk.contacts.writes import agree, contacts_of
from habeas.desk.signing.intake import Filled, filled
from habeas.desk.signing.models import MOST_AT_ONE_ADDRESS, Signature, Submission
from habeas.desk.signing.together import Together

SEALED: Final = "signature"
State = Submission.State


class ClosedError(Exception):
    """The petition takes no signatures now: nothing was changed."""


def confirm(submission: Submission, now: datetime | None = None) -> str:
    """Counts a signature that its mailbox confirmed; what became of the submission. Run again, it changes nothing.

    Raises:
        ClosedError: the petition is not open.
    """
    became = _together(Pressed(submission.pk, now or timezone.now()))
    if became is None:
        raise ClosedError
    return became


class Pressed(NamedTuple):
    """The button behind the link of a form was pressed."""

    form: UUID
    when: datetime


def _confirm(pressed: Sequence[Pressed]) -> list[str | None]:
    """What became of each form; None where its petition takes no signatures now."""
    some = Submission.objects.select_for_update(of=("self",)).select_related("campaign").order_by("id")
    forms = {one.pk: one for one in some.only(*_NEEDED).filter(pk__in={one.form for one in pressed})}
    new = [one for one in forms.values() if one.state not in _DONE and one.campaign.is_open]
    mailboxes = _Mailboxes(new, max(one.when for one in pressed))
    for when, form in dict.fromkeys((one.when, forms[one.form]) for one in pressed):
        if form.state not in _DONE and form.campaign.is_open:
            form.state = mailboxes.counted(form, filled(form), when)
    mailboxes.store()
    for state in dict.fromkeys(one.state for one in new):
        Submission.objects.filter(pk__in=[one.pk for one in new if one.state == state]).update(state=state)
    return [str(forms[one.form].state) if forms[one.form].state in _DONE else None for one in pressed]


_DONE: Final = (State.CONFIRMED, State.REPEATED, State.FULL)
_NEEDED: Final = (
    *("state", "sealed", "address", "domain", "network"),
    *("campaign__state", "campaign__shape"),
)
_together: Final = Together(_confirm)


class _Mailboxes:
    """The mailboxes of some forms and the signatures that were made with them, held until the transaction ends."""

    def __init__(self, forms: Sequence[Submission], now: datetime) -> None:
        addresses = {one.address for one in forms}
        self._blocked = set(Blocked.objects.filter(address__in=addresses).values_list("address", flat=True))
        wanted = {one.address: filled(one).address for one in forms if one.address not in self._blocked}
        self._contacts, known = contacts_of(wanted, now)
        self._own: defaultdict[tuple[int, UUID | None], list[Signature]] = defaultdict(list)
        campaigns = {one.campaign_id for one in forms}
        for one in (
            Signature.objects.filter(campaign__in=campaigns, contact__in=known).order_by("slot") if known else ()
        ):
            self._own[one.campaign_id, one.contact_id].append(one)
        self._new: list[Signature] = []

    def counted(self, form: Submission, given: Filled, now: datetime) -> str:
        """Counts a signature where it is to count; what became of its form."""
        if form.address in self._blocked:
            return State.REPEATED
        contact = self._contacts[form.address]
        own = self._own[form.campaign_id, contact.pk]
        known = next((one for one in own if one_person(given.name, name_of(one))), None)
        if known is not None and known.state != Signature.State.WITHDRAWN:
            return State.REPEATED
        if known is None and len(own) >= MOST_AT_ONE_ADDRESS:
            return State.FULL
        signature = known or Signature(campaign_id=form.campaign_id, contact=contact, slot=_free(own))
        signature.state, signature.made, signature.changed = Signature.State.COUNTED, now, now
        signature.sealed = seal({"name": given.name, "language": given.language}, SEALED)
        signature.shown = shown_as(given.name, given.shown)
        signature.domain, signature.network = form.domain, form.network
        signature.shape = form.campaign.shape
        if known is None:
            own.append(signature)
            self._new.append(signature)
        else:
            signature.save()
        agree(contact, form.campaign_id, given.agreed, given.language, now)
        return State.CONFIRMED

    def store(self) -> None:
        """Stores the signatures that are new."""
        Signature.objects.bulk_create(self._new)


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
