"""What goes into the queue, and what comes out of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final, NamedTuple

from django.db import transaction
from django.utils import timezone

from habeas.desk.actions.models import Campaign
from habeas.desk.contacts.models import Contact
from habeas.desk.contacts.sealing import seal
from habeas.desk.mailing.models import Mail
from habeas.network.mail import Taken

SEALED: Final = "mail"
MOST_TRIES: Final = 8
FIRST_PAUSE: Final = timedelta(minutes=5)
LONGEST_PAUSE: Final = timedelta(hours=8)
LOST_AFTER: Final = timedelta(minutes=15)
"""No try takes longer: one that was begun before that was left by a worker that is gone."""


class Message(NamedTuple):
    """What a message says. `reply_to` and `name` (of whoever it is sent for) may be empty."""

    to: str
    subject: str
    text: str
    reply_to: str = ""
    name: str = ""


class Posting(NamedTuple):
    """What a message belongs to. Of one `lane` go at most `per_hour` in an hour and `per_day` in a day (0: all)."""

    kind: str
    campaign: Campaign | None = None
    contact: Contact | None = None
    lane: str = ""
    per_hour: int = 0
    per_day: int = 0


def post(posting: Posting, message: Message, now: datetime | None = None) -> Mail:
    """Puts a message into the queue, in the transaction of what it tells of."""
    made = queued(posting, message, now or timezone.now())
    made.save(force_insert=True)
    return made


def queued(posting: Posting, message: Message, time: datetime) -> Mail:
    """A row of the queue, not stored yet."""
    return Mail(
        kind=posting.kind,
        campaign=posting.campaign,
        contact=posting.contact,
        lane=posting.lane,
        per_hour=posting.per_hour,
        per_day=posting.per_day,
        sealed=seal(message._asdict(), SEALED),
        made=time,
        due=time,
    )


def claim(mail: Mail, now: datetime) -> bool:
    """Takes a message to send it, for one worker alone; whether that worked."""
    claimed = {"state": Mail.State.SENDING, "stage": Mail.Stage.CLAIMED, "claimed": now, "tries": mail.tries + 1}
    waiting = Mail.objects.filter(pk=mail.pk, state=Mail.State.WAITING, tries=mail.tries)
    return waiting.update(**claimed) == 1


def words_go(mail: Mail) -> None:
    """Notes that the words go out next: from here on a silent end means that nobody knows."""
    Mail.objects.filter(pk=mail.pk).update(stage=Mail.Stage.WORDS)


def settle(mail: Mail, taken: Taken, now: datetime) -> None:
    """Notes what came of a try."""
    tries = mail.tries + 1
    if taken.what == "later" and tries < MOST_TRIES:
        _again(mail, taken.code, now + min(FIRST_PAUSE * 2 ** (tries - 1), LONGEST_PAUSE))
        return
    ends = {"sent": Mail.State.SENT, "unknown": Mail.State.UNKNOWN}
    state = ends.get(taken.what, Mail.State.REFUSED)
    Mail.objects.filter(pk=mail.pk).update(state=state, stage=Mail.Stage.NONE, code=taken.code, ended=now)


def _again(mail: Mail, code: str, due: datetime) -> None:
    Mail.objects.filter(pk=mail.pk).update(state=Mail.State.WAITING, stage=Mail.Stage.NONE, code=code, due=due)


def put_back(mail: Mail, due: datetime) -> None:
    """Nothing was tried: the message waits as it did."""
    Mail.objects.filter(pk=mail.pk).update(
        state=Mail.State.WAITING, stage=Mail.Stage.NONE, tries=mail.tries, due=due, claimed=None
    )


@transaction.atomic
def recover(now: datetime) -> tuple[int, int]:
    """What workers that are gone left half done: how many wait again, and of how many nobody knows."""
    left = Mail.objects.filter(state=Mail.State.SENDING, claimed__lt=now - LOST_AFTER)
    unknown = left.filter(stage=Mail.Stage.WORDS).update(state=Mail.State.UNKNOWN, stage=Mail.Stage.NONE, ended=now)
    again = left.exclude(stage=Mail.Stage.WORDS).update(state=Mail.State.WAITING, stage=Mail.Stage.NONE)
    return again, unknown


def cancel(campaign: Campaign, kinds: tuple[str, ...], now: datetime) -> int:
    """Takes out of the queue what was not sent yet of a campaign; how many."""
    waiting = Mail.objects.filter(campaign=campaign, kind__in=kinds, state=Mail.State.WAITING)
    return waiting.update(state=Mail.State.CANCELLED, sealed=None, ended=now)
