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
    with workspace() as opened:
        behind = [one for one in ended.order_by("id") if rules.is_behind(opened, one.person, one.use)]
        if not behind:
            return 0
        for one in behind[1:]:
            rules.follow_consent(opened, one.by, one.person, one.use)
        if Release.standing() is not None:
            # Asked for before the last decision: a run that is stopped here finds this one still to be taken.
            take_away.enqueue(behind[-1].by.pk, _("Something was withdrawn."))
        rules.follow_consent(opened, behind[0].by, behind[0].person, behind[0].use)
        follow(opened)
    return len(behind)
