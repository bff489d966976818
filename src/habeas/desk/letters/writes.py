"""What becomes of letters."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import msgspec
from django.core import signing
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from habeas.desk.contacts.models import Blocked
from habeas.desk.contacts.names import one_person
from habeas.desk.contacts.sealing import SealError, opened, seal
from habeas.desk.contacts.writes import agree, contact_of
from habeas.desk.letters import mails, nearness
from habeas.desk.letters.models import Letter, Target
from habeas.desk.letters.targets import address_of
from habeas.desk.mailing.models import Mail
from habeas.desk.mailing.writes import SEALED as MAIL
from habeas.desk.mailing.writes import Posting, post
from habeas.desk.signing import limits as limiting
from habeas.desk.signing.limits import Origin, limits, reached

SEALED: Final = "letter"
ASK_AFTER: Final = timedelta(days=14)
MOST_FROM_ONE_ADDRESS: Final = 4
COMPARED: Final = 500
PORTION: Final = 100
_SALT: Final = "habeas.desk.letters"
State = Letter.State


class Words(msgspec.Struct, frozen=True):
    """A letter with what reaches its writer. `base`: the address of this desk's pages."""

    name: str
    address: str
    postal: str
    subject: str
    text: str
    language: str
    base: str
    agreed: tuple[int, ...] = ()


def words_of(letter: Letter) -> Words | None:
    """The words; None once they were removed, or where they were sealed with a key that the desk has no longer."""
    try:
        found = opened(letter.sealed, SEALED)
    except SealError:
        return None
    return msgspec.convert(found, Words) if found else None


def token(letter: Letter, what: str) -> str:
    """What the link to confirm a letter ("confirm"), or to say whether it was answered ("answer"), holds."""
    return signing.Signer(salt=f"{_SALT}.{what}", sep=".").sign(letter.pk.hex)


def of_token(given: str, what: str) -> Letter | None:
    """The letter that a link is for."""
    try:
        number = signing.Signer(salt=f"{_SALT}.{what}", sep=".").unsign(given)
    except signing.BadSignature:
        return None
    return Letter.objects.filter(pk=number).select_related("campaign", "target__list").first()


def near(target: Target, campaign: int, text: str) -> float:
    """How near a text is to the nearest of the letters of a campaign, from 0 to 1."""
    gone = Letter.objects.filter(campaign=campaign, sketch__isnull=False).exclude(state=State.WRITTEN)
    others = gone.order_by("-made").values_list("sketch", flat=True)[:COMPARED]
    return nearness.nearest(nearness.sketch(text), [bytes(one) for one in others if one is not None])


def flooded(origin: Origin, now: datetime | None = None) -> bool:
    """Whether too many letters came from a network or a country."""
    return limiting.flooded(Letter.objects.all(), origin, now or timezone.now())


def answer(now: datetime | None = None) -> int:
    """Writes to those who wrote, for them to confirm; how many it looked at."""
    time = now or timezone.now()
    with transaction.atomic():
        new = Letter.objects.select_for_update(of=("self",)).filter(state=State.WRITTEN, mail=None, asked=None)
        some = list(new.select_related("campaign", "target").order_by("made", "id")[:PORTION])
        for letter in some:
            _ask_to_confirm(letter, time)
    return len(some)


def _ask_to_confirm(letter: Letter, now: datetime) -> None:
    words = words_of(letter)
    mailed = Letter.objects.filter(address=letter.address, asked__isnull=False)
    quiet = words is None or Blocked.objects.filter(address=letter.address).exists()
    if quiet or words is None or reached(mailed, limits().address, now) or not letter.campaign.is_open:
        Letter.objects.filter(pk=letter.pk).update(asked=now)
        return
    message = mails.confirm(words.language, words.address, str(letter.target), words.base, token(letter, "confirm"))
    Letter.objects.filter(pk=letter.pk).update(
        asked=now, mail=post(Posting(Mail.Kind.WRITER, letter.campaign), message, now)
    )


@transaction.atomic
def confirm(letter: Letter, now: datetime | None = None) -> str:
    """Sends a letter that its writer confirmed on its way; "going", "repeated" or "closed". Run again, the same."""
    time = now or timezone.now()
    still = Letter.objects.select_for_update(of=("self",)).select_related("campaign", "target__list").get(pk=letter.pk)
    words = words_of(still)
    if still.state != State.WRITTEN:
        return "going" if still.state != State.CANCELLED else "repeated"
    if words is None or not still.campaign.is_open:
        return "closed"
    contact = contact_of(still.address, words.address, time)
    own = Letter.objects.filter(campaign=still.campaign_id, target=still.target_id, contact=contact)
    known = [found.name for one in own if (found := words_of(one)) is not None]
    repeated = len(own) >= MOST_FROM_ONE_ADDRESS or any(one_person(words.name, name) for name in known)
    if repeated or Blocked.objects.filter(address=still.address).exists():
        still.state = State.CANCELLED
        still.save(update_fields=["state"])
        return "repeated"
    _used_up(still.mail_id, time)
    to = address_of(still.target, time.date()) or still.target.address
    lane = Posting(Mail.Kind.LETTER, still.campaign, contact, f"target:{still.target_id}", still.campaign.per_hour)
    still.mail = post(lane, mails.letter(to, words), time)
    still.state, still.contact, still.asked = State.GOING, contact, None
    still.sketch = nearness.sketch(words.text)
    still.save()
    agree(contact, still.campaign_id, words.agreed, words.language, time)
    return "going"


def _used_up(mail: UUID | None, now: datetime) -> None:
    """The message with the link that was used holds no words any more: from here on the letter leads to another."""
    some = [] if mail is None else [mail]
    Mail.objects.filter(pk__in=some, state=Mail.State.WAITING).update(state=Mail.State.CANCELLED, ended=now)
    Mail.objects.filter(pk__in=some).update(sealed=None)


def may_go(mail: Mail, now: datetime) -> bool:
    """Whether a letter may go today; where its target has another address now, it goes there."""
    letter = Letter.objects.filter(mail=mail).select_related("target__list").first()
    to = None if letter is None else address_of(letter.target, now.date())
    if to is None:
        return False
    message = opened(mail.sealed, MAIL)
    if message["to"] != to:
        mail.sealed = seal({**message, "to": to}, MAIL)
        mail.save(update_fields=["sealed"])
    return True


def follow(now: datetime | None = None) -> int:
    """Notes what the queue says of letters on their way, and follows up what did not arrive; how many changed."""
    time = now or timezone.now()
    ends = {
        Mail.State.SENT: State.SENT,
        Mail.State.REFUSED: State.FAILED,
        Mail.State.BOUNCED: State.FAILED,
        Mail.State.UNKNOWN: State.UNKNOWN,
        Mail.State.CANCELLED: State.CANCELLED,
    }
    changed = 0
    for mail_state, state in ends.items():
        moved = Letter.objects.filter(mail__state=mail_state, state__in=(State.GOING, State.SENT)).exclude(state=state)
        for letter in moved.select_related("campaign", "target", "mail", "contact"):
            changed += _moved(letter, state, time)
    return changed


@transaction.atomic
def _moved(letter: Letter, state: str, now: datetime) -> bool:
    sent = letter.mail.ended if letter.mail is not None and state == State.SENT else letter.sent
    if not Letter.objects.filter(pk=letter.pk, state=letter.state).update(state=state, sent=sent):
        return False
    if state == State.FAILED:
        Target.objects.filter(pk=letter.target_id, bounced=None).update(bounced=now)
        _tell(letter, mails.failed, now)
    return True


def _tell(letter: Letter, made: Any, now: datetime) -> None:
    words = words_of(letter)
    if words is not None and letter.contact is not None:
        message = made(words.language, words.address, str(letter.target), words.base, token(letter, "answer"))
        post(Posting(Mail.Kind.ASK, letter.campaign, letter.contact), message, now)


def ask(now: datetime | None = None) -> int:
    """Asks writers whether they were answered, two weeks after their letter was sent; how many."""
    time = now or timezone.now()
    due = Letter.objects.filter(state=State.SENT, sent__lte=time - ASK_AFTER, asked=None, emptied=None)
    done = 0
    for letter in due.select_related("campaign", "target", "contact")[:PORTION]:
        with transaction.atomic():
            if Letter.objects.filter(pk=letter.pk, asked=None).update(asked=time):
                _tell(letter, mails.ask, time)
                done += 1
    return done


def empty(letters: QuerySet[Letter, Letter], now: datetime) -> None:
    """Takes all that tells of people out of letters, and those that wait out of the queue. The numbers stay."""
    Mail.objects.filter(pk__in=letters.exclude(mail=None).values("mail")).exclude(state=Mail.State.SENT).update(
        state=Mail.State.CANCELLED, sealed=None, ended=now
    )
    letters.filter(state__in=(State.WRITTEN, State.GOING)).update(state=State.CANCELLED)
    Mail.objects.filter(pk__in=letters.exclude(mail=None).values("mail")).update(sealed=None, contact=None)
    letters.update(sealed=None, sketch=None, contact=None, address="", network="", country="", emptied=now)
