"""Looks again at what submissions rest on. Run again, it comes to the same."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django_tasks import task

from habeas.desk.access.models import RestrictedReport, Restriction
from habeas.desk.cases.models import Consent, Risk
from habeas.desk.index.models import Mark
from habeas.desk.store import workspace
from habeas.desk.submissions import writes
from habeas.desk.submissions.models import Stage, Submission

UNDER = (Mark, Consent, Risk, Restriction, RestrictedReport)
"""What is written when a decision, consent, a risk or a restriction changes what a submission rests on."""


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


def _changed(**_given: Any) -> None:
    if Submission.objects.exclude(stage__in=(Stage.DRAFT, Stage.CLOSED)).exists():
        transaction.on_commit(check.enqueue)


def listen() -> None:
    """Has everything looked at again whenever something under it is written."""
    for model in UNDER:
        post_save.connect(_changed, sender=model, dispatch_uid=f"submissions.{model.__name__}.saved")
        post_delete.connect(_changed, sender=model, dispatch_uid=f"submissions.{model.__name__}.gone")
