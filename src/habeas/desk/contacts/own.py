"""One's own data: the link to it, all that is kept, and its removal."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

import msgspec
from django.core import signing
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from habeas.desk.actions.rendering import spoken, title
from habeas.desk.contacts.addresses import Address
from habeas.desk.contacts.models import Blocked, Consent, Contact, Inquiry
from habeas.desk.contacts.sealing import SealError, kept, opened, seal
from habeas.desk.contacts.writes import written
from habeas.desk.letters.models import Letter
from habeas.desk.letters.writes import empty as empty_letters
from habeas.desk.mailing.models import Mail
from habeas.desk.mailing.writes import Message, Posting, post
from habeas.desk.signing.limits import limits, reached
from habeas.desk.signing.models import Signature, Submission
from habeas.desk.signing.writes import empty as empty_signatures
from habeas.desk.signing.writes import name_of

GOOD_FOR: Final = timedelta(days=30)
_SALT: Final = "habeas.desk.contacts.own"
_SEALED: Final = "inquiry"
PORTION: Final = 100


class Asked(msgspec.Struct, frozen=True):
    """Who asks for their data, in which language, at which address of this desk."""

    address: str
    language: str
    base: str


def ask(whose: Address, network: str, asked: Asked) -> None:
    """Notes that somebody asks."""
    sealed = seal(msgspec.to_builtins(asked), _SEALED)
    Inquiry.objects.create(sealed=sealed, address=kept(whose.same, "address"), network=network)


def flooded(network: str, now: datetime | None = None) -> bool:
    """Whether too many ask from one network."""
    return reached(Inquiry.objects.filter(network=network), limits().network, now or timezone.now())


def token(contact: Contact) -> str:
    """What the link to somebody's data holds."""
    return signing.TimestampSigner(salt=_SALT, sep=".").sign(contact.pk.hex)


def of_token(given: str) -> Contact | None:
    """Whose data a link is to; None where it is too old, or nothing is kept any more."""
    try:
        number = signing.TimestampSigner(salt=_SALT, sep=".").unsign(given, max_age=GOOD_FOR)
    except signing.BadSignature:
        return None
    return Contact.objects.filter(pk=number).first()


def answer(now: datetime | None = None) -> int:
    """Writes to those who asked and of whom there is anything; how many inquiries it looked at."""
    time = now or timezone.now()
    with transaction.atomic():
        some = list(Inquiry.objects.select_for_update().filter(answered=False).order_by("id")[:PORTION])
        for one in some:
            one.answered, one.mailed = True, _readable(one) and _mailed(one, time)
            one.save(update_fields=["answered", "mailed"])
    return len(some)


def _readable(inquiry: Inquiry) -> bool:
    """False where it was sealed with a key that the desk has no longer: it holds up no other."""
    try:
        return bool(opened(inquiry.sealed, _SEALED))
    except SealError:
        return False


def _mailed(inquiry: Inquiry, now: datetime) -> bool:
    contact = Contact.objects.filter(address=inquiry.address).first()
    mailed = Inquiry.objects.filter(address=inquiry.address, mailed=True)
    if contact is None or reached(mailed, limits().address, now):
        return False
    asked = msgspec.convert(opened(inquiry.sealed, _SEALED), Asked)
    with translation.override(spoken(asked.language)):
        lines = (
            _("Behind this link is all that is kept of you, and you can take it back. It is good for 30 days:"),
            asked.base + reverse("act-own-page", args=[token(contact)]),
        )
        message = Message(written(contact), _("What is kept of you"), "\n\n".join(lines) + "\n")
    post(Posting(Mail.Kind.OWN, None, contact), message, now)
    return True


def told(contact: Contact) -> dict[str, Any]:
    """All that is kept of somebody, in words."""
    signatures = Signature.objects.filter(contact=contact).select_related("campaign")
    letters = Letter.objects.filter(contact=contact).select_related("campaign", "target")
    language = str(translation.get_language())
    return {
        "address": written(contact),
        "since": contact.made.isoformat(),
        "signatures": [
            {"id": one.pk, "petition": title(one.campaign, language), "name": name_of(one), "shown": one.shown,
             "state": one.get_state_display(), "counts": one.state == Signature.State.COUNTED,
             "made": one.made.isoformat()}
            for one in signatures
        ],
        "letters": [
            {"to": str(one.target), "state": one.get_state_display(), "made": one.made.isoformat(),
             **{name: value for name, value in opened(one.sealed, "letter").items() if name in KEPT_OF_LETTERS}}
            for one in letters
        ],
        "consents": [
            {"id": one.pk, "wording": one.wording, "language": one.language, "given": one.given.isoformat(),
             "withdrawn": one.withdrawn.isoformat() if one.withdrawn else None}
            for one in Consent.objects.filter(contact=contact)
        ],
        "messages": [
            {"kind": one.get_kind_display(), "state": one.get_state_display(), "made": one.made.isoformat()}
            for one in Mail.objects.filter(contact=contact)
        ],
    }  # fmt: skip


KEPT_OF_LETTERS: Final = ("name", "postal", "subject", "text")


@transaction.atomic
def erase(contact: Contact, now: datetime | None = None, *, block: bool = False) -> None:
    """Removes all that is kept of somebody, what waits in the queue included. Their signatures count no more.

    With `block` a keyed hash of the address stays, so that nothing is ever sent to it again.
    """
    time = now or timezone.now()
    empty_signatures(list(contact.signatures.values_list("pk", flat=True)), time, counts=False)
    empty_letters(Letter.objects.filter(contact=contact), time)
    waiting = Submission.objects.filter(address=contact.address)
    Mail.objects.filter(pk__in=waiting.exclude(mail=None).values("mail")).delete()
    waiting.delete()
    empty_letters(Letter.objects.filter(address=contact.address), time)
    Inquiry.objects.filter(address=contact.address).delete()
    Mail.objects.filter(contact=contact).delete()
    if block:
        Blocked.objects.get_or_create(address=contact.address, defaults={"why": Blocked.Why.ASKED, "made": time})
    contact.delete()
    transaction.on_commit(out_of_the_journal)


def out_of_the_journal() -> None:
    """Has SQLite write its journal into its file and empty it, so that what was removed stands in neither.

    Where somebody else reads just then, the next hour's round does it.
    """
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
