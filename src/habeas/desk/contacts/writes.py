"""What people agree to, take back, and have removed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from habeas.desk.actions.models import in_language
from habeas.desk.contacts.models import Consent, Contact, Purpose
from habeas.desk.contacts.sealing import opened, seal
from habeas.desk.mailing.models import Mail

SEALED = "contact"


def contact_of(address: str, written: str, now: datetime) -> Contact:
    """The contact with this mailbox (by its hash), held until the end of the transaction; made where there is none."""
    return contacts_of({address: written}, now)[0][address]


def contacts_of(wanted: Mapping[str, str], now: datetime) -> tuple[dict[str, Contact], list[UUID]]:
    """The same for many: mailbox (its hash) to contact, and the numbers of those that were there before.

    `wanted`: mailbox to the address that mail is sent to.
    """
    held = Contact.objects.select_for_update().order_by("address")
    found = {one.address: one for one in held.filter(address__in=wanted)}
    before = [one.pk for one in found.values()]
    new = [
        Contact(address=address, sealed=seal({"address": written}, SEALED), made=now)
        for address, written in sorted(wanted.items())
        if address not in found
    ]
    Contact.objects.bulk_create(new, ignore_conflicts=True)
    if new:  # somebody else may have made one of them just then
        ours = {one.pk for one in new}
        for one in held.filter(address__in=[one.address for one in new]):
            found[one.address] = one
            before += [] if one.pk in ours else [one.pk]
    return found, before


def written(contact: Contact) -> str:
    """The address that mail is sent to."""
    return str(opened(contact.sealed, SEALED)["address"])


def agree(contact: Contact, campaign: int, purposes: Sequence[int], language: str, now: datetime) -> None:
    """Somebody agreed to some purposes of a campaign, in the words that they were shown."""
    for purpose in Purpose.objects.filter(campaign=campaign, pk__in=purposes) if purposes else ():
        words = {"wording": in_language(purpose.texts, language), "language": language, "given": now}
        Consent.objects.get_or_create(contact=contact, purpose=purpose, withdrawn=None, defaults=words)


def take_back(contact: Contact, consent: int, now: datetime) -> None:
    """Somebody does not agree any more; news that wait for them are not sent."""
    for found in Consent.objects.filter(contact=contact, pk=consent, withdrawn=None).select_related("purpose"):
        Consent.objects.filter(pk=found.pk).update(withdrawn=now)
        waiting = Mail.objects.filter(contact=contact, kind=Mail.Kind.NEWS, campaign=found.purpose.campaign_id)
        waiting.filter(state=Mail.State.WAITING).update(state=Mail.State.CANCELLED, sealed=None, ended=now)
