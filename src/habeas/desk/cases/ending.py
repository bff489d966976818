"""Consent that was given until a day: after it, what rests on it is kept inside again, and taken down."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from habeas.desk.cases import rules
from habeas.desk.cases.attaching import note_change
from habeas.desk.cases.consent import decided_same
from habeas.desk.cases.models import Attachment, Consent, Use
from habeas.desk.index.following import follow
from habeas.desk.release.models import Release
from habeas.desk.release.tasks import take_away
from habeas.desk.store import workspace


def run(now: datetime | None = None) -> int:
    """Lets the decisions go by the consent that has run out; of how many people and uses. Run again, of none."""
    today = (now or timezone.now()).date()
    ended = Consent.objects.filter(until__lt=today, answer=Consent.Answer.GIVEN).select_related("by")
    pictures = sum(_hide(one) for one in ended.filter(use=Use.PICTURE).order_by("id"))
    with workspace() as opened:
        behind = [one for one in ended.order_by("id") if rules.is_behind(opened, one.person, one.use)]
        if not behind:
            return pictures
        for one in behind[1:]:
            rules.follow_consent(opened, one.by, one.person, one.use)
        if Release.is_out():
            # Asked for before the last decision: a run that is stopped here finds this one still to be taken.
            take_away.enqueue(behind[-1].by.pk, _("Something was withdrawn."))
        rules.follow_consent(opened, behind[0].by, behind[0].person, behind[0].use)
        follow(opened)
    return pictures + len(behind)


@transaction.atomic
def _hide(ended: Consent) -> bool:
    """Takes back the permits of pictures where no consent to show them stands any more; whether there were any."""
    keys = decided_same([ended.person])
    shown = Attachment.objects.filter(person__in=keys, public=True, removed=None)
    if not rules.forbids(ended.person, Use.PICTURE) or not shown.exists():
        return False
    for made in shown:
        note_change(ended.by, made, "withhold")
    shown.update(public=False)
    if Release.is_out():
        take_away.enqueue(ended.by.pk, _("Something was withdrawn."))
    return True
