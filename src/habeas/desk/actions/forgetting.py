"""Takes out of campaigns what was erased from the workspace: a text that rests on it is nobody's to keep."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from habeas.desk.actions.models import Campaign
from habeas.desk.actions.references import basis, used
from habeas.desk.contacts.models import Consent
from habeas.desk.index.models import Person, Report, Statement
from habeas.desk.letters.models import Letter
from habeas.desk.letters.writes import empty
from habeas.desk.mailing.models import Mail
from habeas.workspace import Workspace


def forget(opened: Workspace, now: datetime | None = None) -> int:
    """Empties every campaign of which a statement, or its person is not in the workspace any more."""
    time = now or timezone.now()
    done = 0
    for campaign in Campaign.objects.exclude(state=Campaign.State.ERASED):
        if _rests_on_what_is_gone(opened, campaign):
            erase(campaign, time)
            done += 1
    return done


def _rests_on_what_is_gone(opened: Workspace, campaign: Campaign) -> bool:
    if campaign.person and not Person.objects.filter(key=campaign.person).exists():
        return True
    facts = campaign.approved.get("facts", {}).values()
    reports = {str(fact["report"]) for fact in facts}
    if Report.objects.filter(pk__in=reports).count() < len(reports):
        return True
    keys = set(used(campaign)) - set(campaign.approved.get("facts", {}))
    unknown = keys - set(Statement.objects.filter(key__in=keys).values_list("key", flat=True))
    return bool(unknown) and not unknown <= {fact.key for fact in basis(opened, campaign).facts}


@transaction.atomic
def erase(campaign: Campaign, now: datetime) -> None:
    """Takes every text out of a campaign, and its mail out of the queue. The numbers stay."""
    empty(Letter.objects.filter(campaign=campaign), now)
    waiting = Mail.objects.filter(campaign=campaign)
    waiting.filter(state=Mail.State.WAITING).update(state=Mail.State.CANCELLED, ended=now)
    waiting.update(sealed=None)
    campaign.wordings.all().delete()
    campaign.demands.all().update(texts={})
    campaign.updates.all().update(titles={}, texts={})
    campaign.answers.all().update(texts={})
    campaign.flags.all().update(note={}, lifted=now)
    campaign.addressees.all().update(name="", post="", address="")
    campaign.organisations.all().delete()
    campaign.deliveries.all().update(how="")
    campaign.purposes.all().update(texts={}, retired=now)
    Consent.objects.filter(purpose__campaign=campaign).update(wording="")
    Campaign.objects.filter(pk=campaign.pk).update(
        slug=f"erased-{campaign.pk}",
        state=Campaign.State.ERASED,
        closed=campaign.closed or now,
        shown={},
        approved={},
        matter="",
        person="",
    )
