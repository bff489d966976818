"""What somebody filled in: taken in at once and the same way for everybody, and looked at afterwards.

The page answers as soon as the form is stored. Whether it is new, repeated, blocked or too much is found out by the
round that writes the mail: so the page, its status and its time tell nothing of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final, NamedTuple

import msgspec
from django.core import signing
from django.db import transaction
from django.utils import timezone

from habeas.desk.actions.models import Campaign
from habeas.desk.actions.rows import row
from habeas.desk.contacts.addresses import Address
from habeas.desk.contacts.models import Blocked, Contact
from habeas.desk.contacts.names import one_person
from habeas.desk.contacts.sealing import SealError, kept, opened, seal
from habeas.desk.mailing.models import Mail
from habeas.desk.mailing.writes import Posting, queued
from habeas.desk.signing import mails
from habeas.desk.signing.limits import Origin, flooded, limits, too_many
from habeas.desk.signing.models import Signature, Submission
from habeas.desk.signing.together import Together

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
    origin: Origin


def form(campaign: Campaign, filled: Filled, whence: Whence, now: datetime | None = None) -> Submission:
    """A form, not stored yet."""
    return Submission(
        campaign=campaign,
        sealed=seal(msgspec.to_builtins(filled), SEALED),
        address=kept(whence.address.same, "address"),
        domain=kept(whence.address.domain, "domain"),
        network=whence.origin.network,
        country=whence.origin.country,
        made=now or timezone.now(),
    )


def take(campaign: Campaign, filled: Filled, whence: Whence, now: datetime | None = None) -> Submission:
    """Stores a form."""
    made = form(campaign, filled, whence, now)
    made.save(force_insert=True)
    return made


def _unless_flooded(forms: Sequence[Submission]) -> list[bool]:
    """Stores those whose network and country have not sent too many by then; of each, whether it was stored."""
    stored: list[bool] = []
    waiting: list[Origin] = []
    for one in forms:
        origin = Origin(one.network, one.country)
        stored.append(not flooded(Submission.objects.all(), origin, one.made, waiting))
        waiting += [origin] if stored[-1] else []
    Submission.objects.bulk_create(one for one, kept_ in zip(forms, stored, strict=True) if kept_)
    return stored


take_unless_flooded: Final = Together(_unless_flooded)
"""Stores a form, in one commit with all that came meanwhile; whether it did."""


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
    return row(Submission, "id", number)


def answer(now: datetime | None = None, most: int = PORTION) -> int:
    """Looks at what came in and writes the mail that it calls for; how many it looked at."""
    time = now or timezone.now()
    with transaction.atomic():
        new = Submission.objects.select_for_update(of=("self",)).filter(state=Submission.State.NEW)
        some = list(new.select_related("campaign").defer("campaign__approved").order_by("made", "id")[:most])
        _answer(some, time)
    return len(some)


def _answer(some: Sequence[Submission], now: datetime) -> None:
    known = _Known(some, now)
    letters: list[Mail] = []
    for submission in some:
        given = _readable(submission)
        if given is None or not known.may_be_answered(submission):
            submission.state = Submission.State.QUIET
            continue
        signed = known.signed(submission, given)
        made = mails.signed_already(given) if signed else mails.confirm(given, submission.campaign, token(submission))
        hour, day = limits().domain_per_hour, limits().domain_per_day
        lane = Posting(Mail.Kind.CONFIRM, submission.campaign, None, submission.domain, hour, day)
        submission.mail = queued(lane, made, now)
        submission.state = Submission.State.REPEATED if signed else Submission.State.MAILED
        letters.append(submission.mail)
        known.answered[submission.address].append(submission.made)
    Mail.objects.bulk_create(letters)
    Submission.objects.bulk_update(some, ["state", "mail"])


def _readable(submission: Submission) -> Filled | None:
    """None where it was sealed with a key that the desk has no longer: it holds up no other."""
    try:
        return filled(submission)
    except SealError:
        return None


class _Known:
    """What is known of the mailboxes of some forms, asked for once for all. `answered`: when their forms were made."""

    def __init__(self, some: Sequence[Submission], now: datetime) -> None:
        addresses = {one.address for one in some}
        self._now = now
        self._blocked = set(Blocked.objects.filter(address__in=addresses).values_list("address", flat=True))
        self.answered: defaultdict[str, list[datetime]] = defaultdict(list)
        since = now - timedelta(seconds=max(seconds for _most, seconds in limits().address))
        mailed = Submission.objects.filter(address__in=addresses, mail__isnull=False, made__gt=since)
        for address, made in mailed.values_list("address", "made"):
            self.answered[address].append(made)
        self._signatures: defaultdict[tuple[int, str], list[bytes]] = defaultdict(list)
        counted = Signature.objects.filter(
            campaign__in={one.campaign_id for one in some},
            contact__in=Contact.objects.filter(address__in=addresses),
            state=Signature.State.COUNTED,
        )
        for campaign, address, sealed in counted.values_list("campaign", "contact__address", "sealed"):
            self._signatures[campaign, str(address)].append(bytes(sealed or b""))

    def may_be_answered(self, submission: Submission) -> bool:
        """Whether mail may go to its mailbox."""
        if not submission.campaign.is_open or submission.address in self._blocked:
            return False
        return not too_many(self.answered[submission.address], limits().address, self._now)

    def signed(self, submission: Submission, given: Filled) -> bool:
        """Whether its signer's signature counts already."""
        own = self._signatures[submission.campaign_id, submission.address]
        return any(one_person(given.name, str(opened(sealed, "signature")["name"])) for sealed in own)
