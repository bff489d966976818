"""Messages that came back: from files that the operator's mailbox gives, read in a child process, matched with what was
sent.
"""

from __future__ import annotations

import hashlib
import mailbox
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

import msgspec
from django.db import transaction
from django.utils import timezone

from habeas.desk.mailing.models import Mail, Returned
from habeas.desk.mailing.returned import FAILED, OTHER, Report
from habeas.sandbox import Child, Confinement, EndedError

LARGEST: Final = 2_000_000
MOST_AT_ONCE: Final = 10_000


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


def read(child: Child, data: bytes) -> Report:
    """What one message says. What cannot be read is "other"."""
    try:
        (reply,) = child.ask(data)
    except EndedError:
        return Report(what=OTHER)
    return msgspec.msgpack.decode(reply, type=Report)


def take_in(messages: Iterable[bytes], now: datetime | None = None) -> Counter[str]:
    """Notes what came back; each message once. How many of each: "failed", "delayed", "other", "nobody's", "known"."""
    time = now or timezone.now()
    done: Counter[str] = Counter()
    child = Child("habeas.desk.mailing.returned", Confinement(job_bytes=LARGEST))
    try:
        for count, data in enumerate(messages):
            if count >= MOST_AT_ONCE:
                done["left"] += 1
            elif len(data) > LARGEST:
                done[OTHER] += 1
            else:
                done[_one(child, data, time)] += 1
    finally:
        child.close()
    return done


def _one(child: Child, data: bytes, now: datetime) -> str:
    digest = hashlib.sha256(data).hexdigest()
    if Returned.objects.filter(digest=digest).exists():
        return "known"
    return _noted(read(child, data), digest, now)


@transaction.atomic
def _noted(report: Report, digest: str, now: datetime) -> str:
    mail = Mail.objects.filter(pk=report.mail).first() if report.mail is not None else None
    Returned.objects.create(digest=digest, mail=mail, what=report.what[:20], code=report.code, made=now)
    if mail is None:
        return "nobody's"
    if report.what == FAILED:
        went = (Mail.State.SENT, Mail.State.UNKNOWN)
        Mail.objects.filter(pk=mail.pk, state__in=went).update(state=Mail.State.BOUNCED, code=report.code, ended=now)
    return report.what
