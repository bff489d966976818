"""Messages that came back: read from files that the operator's mailbox gives, and matched with what was sent."""

from __future__ import annotations

import hashlib
import mailbox
import re
import uuid
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from email import message_from_bytes
from email.message import Message as Parsed
from email.policy import default
from pathlib import Path
from typing import Final, NamedTuple

from django.db import transaction
from django.utils import timezone

from habeas.desk.mailing.models import Mail, Returned

LARGEST: Final = 2_000_000
MOST_AT_ONCE: Final = 10_000
_OURS = re.compile(rb"<([0-9a-f]{32})@[^<>\s]{1,255}>")
_STATUS = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
FAILED: Final = "failed"


class Report(NamedTuple):
    """What a returned message says: about which of ours, whether it "failed" or is "delayed", and the code."""

    mail: uuid.UUID | None
    what: str
    code: str


def split(data: bytes) -> Iterator[bytes]:
    """The messages of a file: an mbox, or one message."""
    if not data.startswith(b"From "):
        yield data
        return
    for part in re.split(rb"\r?\n(?=From [^\n]+\d{4}\r?\n)", data):
        yield part.split(b"\n", 1)[1] if b"\n" in part else b""


def from_folder(folder: Path) -> Iterator[bytes]:
    """The messages of a Maildir, which stay where they are, or of a folder of files."""
    if (folder / "new").is_dir():
        box = mailbox.Maildir(folder, create=False)
        for key in sorted(box.keys()):
            yield box.get_bytes(key)
        return
    for path in sorted(folder.glob("*")):
        if path.is_file() and path.stat().st_size <= LARGEST:
            yield from split(path.read_bytes())


def read(data: bytes) -> Report:
    """What one message says. What is no report of a failure is "other"."""
    ours = _OURS.search(data)
    number = uuid.UUID(ours[1].decode()) if ours is not None else None
    parsed: Parsed = message_from_bytes(data, policy=default)
    for part in parsed.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        fields = "\n".join(str(one) for one in (part.get_payload() or ()))
        action = re.search(r"^Action:\s*(\w+)", fields, re.MULTILINE | re.IGNORECASE)
        status = _STATUS.search(fields)
        code = status[0] if status is not None else ""
        said = action[1].casefold() if action is not None else FAILED if code.startswith("5") else "other"
        return Report(number, said, code)
    return Report(number, "other", "")


def take_in(messages: Iterable[bytes], now: datetime | None = None) -> Counter[str]:
    """Notes what came back; each message once. How many of each: "failed", "delayed", "other", "nobody's", "known"."""
    time = now or timezone.now()
    done: Counter[str] = Counter()
    for count, data in enumerate(messages):
        if count >= MOST_AT_ONCE:
            done["left"] += 1
        elif len(data) > LARGEST:
            done["other"] += 1
        else:
            done[_one(data, time)] += 1
    return done


@transaction.atomic
def _one(data: bytes, now: datetime) -> str:
    digest = hashlib.sha256(data).hexdigest()
    if Returned.objects.filter(digest=digest).exists():
        return "known"
    report = read(data)
    mail = Mail.objects.filter(pk=report.mail).first() if report.mail is not None else None
    Returned.objects.create(digest=digest, mail=mail, what=report.what[:20], code=report.code, made=now)
    if mail is None:
        return "nobody's"
    if report.what == FAILED:
        went = (Mail.State.SENT, Mail.State.UNKNOWN)
        Mail.objects.filter(pk=mail.pk, state__in=went).update(state=Mail.State.BOUNCED, code=report.code, ended=now)
    return report.what
