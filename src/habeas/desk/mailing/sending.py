"""Sends what is due, in portions, and slowly enough for the pace and the lanes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from email.errors import MessageError
from email.headerregistry import Address as Mailbox
from email.message import EmailMessage
from email.policy import SMTP
from typing import Final

from django.conf import settings
from django.utils import timezone

from habeas.desk.contacts.sealing import SealError, opened
from habeas.desk.mailing import writes
from habeas.desk.mailing.models import Mail, Pace
from habeas.network.mail import Letter, MailServer, MailServerError, Taken

PORTION: Final = 50
UNREACHED_PAUSE: Final = timedelta(minutes=2)
UNSENDABLE: Final = Taken("never", "unsendable")
HOUR: Final = timedelta(hours=1)
DAY: Final = timedelta(days=1)

May = Callable[[Mail], bool]


def portion(server: MailServer, may: May, now: datetime | None = None, most: int = PORTION) -> Counter[str]:
    """One portion: what became of how many. `may` is asked for each message, last, whether it still may go."""
    time = now or timezone.now()
    again, unknown = writes.recover(time)
    done: Counter[str] = Counter(recovered=again, unknown=unknown)
    room = _room(time, most)
    for mail in _due(time, room):
        if _lane_is_full(mail, time) or not writes.claim(mail, time):
            continue
        if not may(mail):
            writes.put_back(mail, time + UNREACHED_PAUSE)
            done["held"] += 1
            continue
        letter = _letter(mail)
        if letter is None:
            writes.settle(mail, UNSENDABLE, time)
            done["never"] += 1
            continue
        try:
            taken = server.send(letter, lambda mail=mail: writes.words_go(mail))  # type: ignore[misc]
        except MailServerError:
            writes.put_back(mail, time + UNREACHED_PAUSE)
            done["unreached"] += 1
            break
        writes.settle(mail, taken, time)
        done[taken.what] += 1
    return +done


def _room(now: datetime, most: int) -> int:
    gone = Mail.objects.filter(claimed__gt=now - timedelta(minutes=1)).count()
    return max(0, min(most, Pace.present().per_minute - gone))


def _due(now: datetime, room: int) -> list[Mail]:
    """What is due: what people wait for at their screens first."""
    found = Mail.objects.filter(state=Mail.State.WAITING, due__lte=now)
    first = list(found.exclude(kind__in=(Mail.Kind.LETTER, Mail.Kind.NEWS, Mail.Kind.ASK)).order_by("due", "id")[:room])
    rest = found.filter(kind__in=(Mail.Kind.LETTER, Mail.Kind.NEWS, Mail.Kind.ASK)).order_by("due", "id")
    return first + list(rest[: room - len(first)])


def _lane_is_full(mail: Mail, now: datetime) -> bool:
    """Where its lane is full the message waits until there is room, without holding up those behind it."""
    bounds = ((mail.per_hour, HOUR), (mail.per_day, DAY))
    due = [room for most, window in bounds if most and (room := _room_in_lane(mail, most, window, now))]
    if due:
        Mail.objects.filter(pk=mail.pk, state=Mail.State.WAITING).update(due=max(due))
    return bool(due)


def _room_in_lane(mail: Mail, most: int, window: timedelta, now: datetime) -> datetime | None:
    """When there is room for one more in a lane; None where there is room now."""
    gone = Mail.objects.filter(lane=mail.lane, ended__gt=now - window).exclude(state=Mail.State.CANCELLED)
    oldest = next(iter(gone.order_by("-ended").values_list("ended", flat=True)[most - 1 : most]), None)
    return None if oldest is None else oldest + window


def _letter(mail: Mail) -> Letter | None:
    """The message as it goes over the line; None where it cannot be made one, so that it holds up no other."""
    try:
        return _made(mail)
    except (ValueError, MessageError, SealError):
        return None


def _made(mail: Mail) -> Letter:
    said = writes.Message(**opened(mail.sealed, writes.SEALED))
    made = EmailMessage(policy=SMTP)
    user, _, host = settings.DEFAULT_FROM_EMAIL.rpartition("@")
    made["From"] = Mailbox(display_name=said.name, username=user, domain=host)
    made["To"] = said.to
    made["Subject"] = " ".join(said.subject.split())
    made["Date"] = mail.made
    made["Message-ID"] = f"<{mail.pk.hex}@{host}>"
    if said.reply_to:
        made["Reply-To"] = said.reply_to
    if mail.kind != Mail.Kind.LETTER:
        made["Auto-Submitted"] = "auto-generated"
    made.set_content(said.text)
    return Letter(sender=settings.DEFAULT_FROM_EMAIL, to=said.to, words=bytes(made))
