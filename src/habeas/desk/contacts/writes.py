"""What people agree to, take back, and have removed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from habeas.desk.actions.models import in_language
from habeas.desk.contacts.models import Consent, Contact, Purpose
from habeas.desk.contacts.sealing import opened, seal
from habeas.desk.mailing.models import Mail

SEALED = "contact"


def contact_of(address: str, written: str, now: datetime) -> Contact:
    """The contact with this mailbox (by its hash), held until the end of the transaction; made where there is none."""
    sealed = seal({"address": written}, SEALED)
    Contact.objects.get_or_create(address=address, defaults={"sealed": sealed, "made": now})
    return Contact.objects.select_for_update().get(address=address)


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
