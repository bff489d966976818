"""Consent that was given until a day: after it, what rests on it is kept inside again, and taken down."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from habeas.desk.cases import rules
from habeas.desk.cases.models import Consent
from habeas.desk.index.following import follow
from habeas.desk.release.models import Release
from habeas.desk.release.tasks import take_away
from habeas.desk.store import workspace


def run(now: datetime | None = None) -> int:
    """Lets the decisions go by the consent that has run out; of how many people and uses. Run again, of none."""
    today = (now or timezone.now()).date()
    ended = Consent.objects.filter(until__lt=today, answer=Consent.Answer.GIVEN).select_related("by")
    count = 0
    with workspace() as opened:
        for one in ended.order_by("id"):
            before = opened.position()
            rules.follow_consent(opened, one.by, one.person, one.use)
            if opened.position() > before:
                count += 1
                last = one.by
        if count:
            follow(opened)
    if count and Release.standing() is not None:
        take_away.enqueue(last.pk, _("Something was withdrawn."))
    return count
