"""What somebody filled in: taken in at once and the same way for everybody, and looked at afterwards.

The page answers as soon as the form is stored. Whether it is new, repeated, blocked or too much is found out by the
round that writes the mail: so the page, its status and its time tell nothing of it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final, NamedTuple

import msgspec
from django.core import signing
from django.db import transaction
from django.utils import timezone

from habeas.desk.actions.models import Campaign
from habeas.desk.contacts.addresses import Address
from habeas.desk.contacts.models import Blocked, Contact
from habeas.desk.contacts.names import one_person
from habeas.desk.contacts.sealing import SealError, kept, opened, seal
from habeas.desk.mailing.models import Mail
from habeas.desk.mailing.writes import Posting, post
from habeas.desk.signing import mails
from habeas.desk.signing.limits import limits, reached
from habeas.desk.signing.models import Signature, Submission

SEALED: Final = "submission"
PORTION: Final = 200
_SIGNER: Final = "habeas.desk.signing"


class Filled(msgspec.Struct, frozen=True):
    """What somebody filled in. `shown`: how their name is to be shown; `base`: the address of this desk's pages;
    `agreed`: numbers of purposes.
    """

    name: str
    address: str
    shown: str
    language: str
    base: str
    agreed: tuple[int, ...] = ()


class Whence(NamedTuple):
    """Where a form came from."""

    address: Address
    network: str


def take(campaign: Campaign, filled: Filled, whence: Whence, now: datetime | None = None) -> Submission:
    """Stores a form."""
    return Submission.objects.create(
        campaign=campaign,
        sealed=seal(msgspec.to_builtins(filled), SEALED),
        address=kept(whence.address.same, "address"),
        domain=kept(whence.address.domain, "domain"),
        network=whence.network,
        made=now or timezone.now(),
    )


def flooded(network: str, now: datetime | None = None) -> bool:
    """Whether too many forms came from a network."""
    return reached(Submission.objects.filter(network=network), limits().network, now or timezone.now())


def filled(submission: Submission) -> Filled:
    """What was filled in."""
    return msgspec.convert(opened(submission.sealed, SEALED), Filled)


def token(submission: Submission) -> str:
    """What the link to confirm it holds."""
    return signing.Signer(salt=_SIGNER, sep=".").sign(submission.pk.hex)


def of_token(given: str) -> Submission | None:
    """The submission that a link is for; None where it is nobody's, or gone."""
    try:
        number = signing.Signer(salt=_SIGNER, sep=".").unsign(given)
    except signing.BadSignature:
        return None
    found = Submission.objects.filter(pk=number).select_related("campaign").defer("campaign__approved")
    return found.order_by().first()


def answer(now: datetime | None = None, most: int = PORTION) -> int:
    """Looks at what came in and writes the mail that it calls for; how many it looked at."""
    time = now or timezone.now()
    with transaction.atomic():
        new = Submission.objects.select_for_update(of=("self",)).filter(state=Submission.State.NEW)
        some = list(new.select_related("campaign").defer("campaign__approved").order_by("made", "id")[:most])
        for submission in some:
            _answer(submission, time)
    return len(some)


def _answer(submission: Submission, now: datetime) -> None:
    given = _readable(submission)
    if given is None or not _may_be_answered(submission, now):
        Submission.objects.filter(pk=submission.pk).update(state=Submission.State.QUIET)
        return
    signed = _signed(submission, given)
    made = mails.signed_already(given) if signed else mails.confirm(given, submission.campaign, token(submission))
    lane = Posting(Mail.Kind.CONFIRM, submission.campaign, None, submission.domain, limits().domain_per_hour)
    mail = post(lane, made, now)
    state = Submission.State.REPEATED if signed else Submission.State.MAILED
    Submission.objects.filter(pk=submission.pk).update(state=state, mail=mail)


def _readable(submission: Submission) -> Filled | None:
    """None where it was sealed with a key that the desk has no longer: it holds up no other."""
    try:
        return filled(submission)
    except SealError:
        return None


def _may_be_answered(submission: Submission, now: datetime) -> bool:
    if not submission.campaign.is_open or Blocked.objects.filter(address=submission.address).exists():
        return False
    answered = Submission.objects.filter(address=submission.address, mail__isnull=False)
    return not reached(answered, limits().address, now)


def _signed(submission: Submission, given: Filled) -> bool:
    contact = Contact.objects.filter(address=submission.address).first()
    if contact is None:
        return False
    found = Signature.objects.filter(campaign=submission.campaign, contact=contact, state=Signature.State.COUNTED)
    return any(one_person(given.name, str(opened(one.sealed, "signature")["name"])) for one in found)
