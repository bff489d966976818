"""Looks again at what submissions rest on. Run again, it comes to the same."""

from __future__ import annotations

from django_tasks import task

from habeas.desk.store import workspace
from habeas.desk.submissions import writes
from habeas.desk.submissions.models import Stage, Submission


@task(queue_name="default")
def check() -> None:
    """Flags submissions under which something does not stand any more."""
    with workspace() as opened:
        writes.check(opened)


def ask(position: int) -> bool:
    """Has it looked at where the log has gone on since; whether it has."""
    waiting = Submission.objects.exclude(stage__in=(Stage.DRAFT, Stage.CLOSED)).filter(checked__lt=position)
    stale = waiting.exists()
    if stale:
        # Marked first: what asks twice is looked at once.
        waiting.update(checked=position)
        check.enqueue()
    return stale
