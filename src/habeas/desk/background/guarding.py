"""One job that fails stops no other: it is noted, and tried again after longer and longer pauses."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from pathlib import PurePath
from typing import Final

from django.db import transaction

from habeas.desk.background.models import Trouble

FIRST_PAUSE: Final = timedelta(seconds=2)
LONGEST_PAUSE: Final = timedelta(minutes=10)

Job = tuple[str, Callable[[], None]]


def guarded(jobs: Iterable[Job], now: datetime) -> int:
    """Runs jobs, by their names in `Trouble.What`, but those whose pause after a failure is not over. How many failed.

    Raises:
        DatabaseError: the database does not take even the note of a failure.
    """
    troubles = {one.what: one for one in Trouble.objects.filter(mended=None)}
    failures = 0
    for what, job in jobs:
        known = troubles.get(what)
        if known is not None and known.again > now:
            continue
        try:
            job()
        except Exception as error:  # noqa: BLE001  the boundary: what fails is kept and told, and the others go on
            sys.stderr.write(f"{what}: {told(error)}\n")
            failed(what, told(error), now)
            failures += 1
        else:
            if known is not None:
                Trouble.objects.filter(pk=known.pk).update(mended=now)
    return failures


def told(error: BaseException) -> str:
    """What may be kept of an error: its kind and where it was raised, not its words, which may quote anything."""
    places = [(PurePath(one.filename).parts, one.lineno) for one in traceback.extract_tb(error.__traceback__)]
    own = [(parts[parts.index("desk") :], line) for parts, line in places if "desk" in parts]
    parts, line = own[-1] if own else (places[-1][0][-1:], places[-1][1]) if places else ((), 0)
    return f"{type(error).__name__} ({'/'.join(parts)}, {line})"[:200]


@transaction.atomic
def failed(what: str, error: str, now: datetime) -> Trouble:
    """Notes that something failed, once more or for the first time since it went well."""
    fresh = {"error": error, "first": now, "last": now, "again": now + FIRST_PAUSE}
    row, new = Trouble.objects.select_for_update().get_or_create(what=what, defaults=fresh)
    if new:
        return row
    if row.mended is not None:
        row.times, row.first, row.mended = 0, now, None
    row.times += 1
    row.error, row.last, row.again = error, now, now + pause(row.times)
    row.save()
    return row


def pause(times: int) -> timedelta:
    """How long to wait after so many failures in a row."""
    return min(FIRST_PAUSE * 2.0 ** min(times - 1, 20), LONGEST_PAUSE)
