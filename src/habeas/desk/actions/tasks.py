"""Looks at campaigns again as soon as something under them may have changed. Run again, it comes to the same."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django_tasks import task

from habeas.desk.access.models import RestrictedReport, Restriction
from habeas.desk.actions.models import Campaign
from habeas.desk.actions.rounds import look_again
from habeas.desk.cases.models import Consent, Risk
from habeas.desk.index.models import Mark
from habeas.desk.store import workspace

UNDER = (Mark, Consent, Risk, Restriction, RestrictedReport)
"""What changes when a decision, a restriction, consent or a risk is written."""


@task(queue_name="default")
def look() -> None:
    """Compares every campaign with what may be said now."""
    with workspace() as opened:
        look_again(opened, every=True)


def _changed(**_given: Any) -> None:
    if Campaign.objects.exclude(state__in=(Campaign.State.DRAFT, Campaign.State.ERASED)).exists():
        transaction.on_commit(look.enqueue)


def listen() -> None:
    """Has `look` asked for whenever something under a campaign is written."""
    for model in UNDER:
        post_save.connect(_changed, sender=model, dispatch_uid=f"actions.{model.__name__}.saved")
        post_delete.connect(_changed, sender=model, dispatch_uid=f"actions.{model.__name__}.gone")
