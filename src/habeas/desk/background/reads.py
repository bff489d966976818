"""What does not run as it should beside the pages, for administrators."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from django.db.models import Q

from habeas.desk.background import works
from habeas.desk.background.models import Beat, Trouble

LATE: Final = timedelta(minutes=5)
TOLD_FOR: Final = timedelta(days=1)
"""What runs well again is told for so long."""
GIVEN_UP_FOR: Final = timedelta(days=7)


class Standing(NamedTuple):
    """`failing` now; `mended`: workers that ended and run again; `still`: when the last round was made, where that is
    too long ago; `given_up`: work by its name, and how many pieces of it failed every time they were tried.
    """

    failing: list[Trouble]
    mended: list[Trouble]
    still: datetime | None
    given_up: dict[str, int]


def standing(now: datetime) -> Standing:
    """How what runs beside the pages stands."""
    workers = Q(what__in=(Trouble.What.ROUNDS, Trouble.What.WORKS))
    beat = Beat.objects.filter(at__lt=now - LATE).first()
    return Standing(
        failing=list(Trouble.objects.filter(mended=None)),
        mended=list(Trouble.objects.filter(workers, mended__gt=now - TOLD_FOR)),
        still=None if beat is None else beat.at,
        given_up=dict(Counter(one.task_name for one in works.given_up(now - GIVEN_UP_FOR))),
    )
