"""Work that was asked for once and failed, or was left by a worker that is gone, is done again: each may run twice."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django_tasks_db.models import DBTaskResult, DBTaskResultQuerySet

MOST_TRIES: Final = 5
FIRST_PAUSE: Final = timedelta(seconds=30)
RUNNING: Final = "RUNNING"
READY: Final = "READY"
FAILED: Final = "FAILED"


def try_again(now: datetime) -> int:
    """Puts back what failed, after 30 seconds, 2, 8 and 32 minutes, and not a sixth time; how much."""
    done = 0
    for one in DBTaskResult.objects.failed().filter(finished_at__gt=now - timedelta(days=1)):
        tries = len(one.worker_ids)
        if tries < MOST_TRIES and one.finished_at and one.finished_at + FIRST_PAUSE * 4 ** (tries - 1) <= now:
            done += DBTaskResult.objects.filter(pk=one.pk, status=FAILED).update(status=READY, finished_at=None)
    return done


def put_back(now: datetime) -> int:
    """Puts back what a worker was at when it ended, once no worker runs; what ended five workers has failed."""
    done = 0
    for one in DBTaskResult.objects.running():
        state = READY if len(one.worker_ids) < MOST_TRIES else FAILED
        ended = {"status": state, "finished_at": None if state == READY else now}
        done += DBTaskResult.objects.filter(pk=one.pk, status=RUNNING).update(**ended)
    return done


def given_up(since: datetime) -> DBTaskResultQuerySet:
    """Work that failed every time it was tried."""
    failed = DBTaskResult.objects.failed().filter(finished_at__gt=since)
    return failed.filter(pk__in=[one.pk for one in failed if len(one.worker_ids) >= MOST_TRIES])
