"""What changes campaigns: opening and closing them, and the flags that statements which fall raise."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

import msgspec
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from habeas.acting.saying import Fallen
from habeas.desk.actions.models import Campaign, Flag
from habeas.desk.actions.references import CONSENT, Basis, basis, consents, fallen, used
from habeas.desk.actions.telling import Telling, copied
from habeas.desk.audit.models import note
from habeas.desk.mailing.models import Mail
from habeas.desk.mailing.writes import Message, Posting, cancel, post
from habeas.desk.people.models import Member, Role
from habeas.workspace import Workspace

FACTS: Final = "facts"
TEAM: Final = "team"
ONE_DAY: Final = timedelta(days=1)
TAKES_PART: Final = (Mail.Kind.LETTER.value, Mail.Kind.WRITER.value, Mail.Kind.CONFIRM.value)
ON_FACTS: Final = (*TAKES_PART, Mail.Kind.NEWS.value)
_UNSAYABLE: Final = ("withdrawn", "corrected")


class NotReadyError(Exception):
    """The campaign cannot be opened as it is; the message says what is missing."""


def _held(campaign: Campaign) -> Campaign:
    return Campaign.objects.select_for_update().get(pk=campaign.pk)


@transaction.atomic
def look(opened: Workspace, campaign: Campaign, now: datetime | None = None) -> Campaign:
    """Compares a campaign with the statements as they stand: flags, pauses and renders it anew.

    What stands again as it was approved lifts its flag, and where no other is up the campaign goes on.
    """
    time = now or timezone.now()
    still = _held(campaign)
    if still.state == Campaign.State.ERASED:
        return still
    found = basis(opened, still)
    lost = fallen(still, found)
    _flag(still, lost, time)
    if still.flags.filter(lifted=None).exists():
        if still.state == Campaign.State.OPEN:
            still.state, still.paused_for, still.changed = Campaign.State.PAUSED, FACTS, time
            note(None, "campaign paused", f"campaign:{still.pk}", FACTS)
    elif still.state == Campaign.State.PAUSED and still.paused_for == FACTS:
        still.state, still.paused_for, still.changed = Campaign.State.OPEN, "", time
        note(None, "campaign goes on", f"campaign:{still.pk}", FACTS)
    if still.state != Campaign.State.DRAFT:
        _render(still, found, lost)
    still.position = found.position
    still.save(update_fields=["state", "paused_for", "shown", "position", "changed"])
    return still


def _render(campaign: Campaign, found: Basis, lost: list[Fallen]) -> None:
    """Makes the public page of what was approved, without what may not be said any more."""
    gone = {one.key for one in lost if one.how in _UNSAYABLE}
    facts = [fact for fact in found.facts if fact.key not in gone]
    texts, news = campaign.approved["texts"], campaign.updates.all()
    order = sorted(texts, key=lambda one: (one != campaign.language, one))
    campaign.shown = {one: Telling(one, texts[one], news, facts).page() for one in order}


def _flag(campaign: Campaign, lost: list[Fallen], now: datetime) -> None:
    up = {(one.key, one.how): None for one in lost}
    if campaign.state != Campaign.State.DRAFT and not consents(campaign):
        up[campaign.person, CONSENT] = None  # type: ignore[index]
    standing = campaign.flags.filter(lifted=None)
    for flag in standing:
        if (flag.key, flag.why) not in up:
            Flag.objects.filter(pk=flag.pk).update(lifted=now)
    for key, why in up:
        flag, new = Flag.objects.get_or_create(campaign=campaign, key=key, why=why, lifted=None, defaults={"made": now})
        if new:
            note(None, "campaign flagged", f"campaign:{campaign.pk}", f"{flag.why} {key}")
            _tell_editors(campaign, now)


def _tell_editors(campaign: Campaign, now: datetime) -> None:
    """Writes to whoever made the campaign and to those who publish; once a day, whatever falls on it."""
    told = Mail.objects.filter(campaign=campaign, kind=Mail.Kind.FLAG, made__gt=now - ONE_DAY)
    if told.exists():
        return
    editors = Member.objects.filter(Q(pk=campaign.by_id) | Q(role=Role.PUBLISHER), is_active=True)
    for editor in editors:
        text = _("A statement under the campaign “%s” does not stand any more. The desk says which, under Campaigns.")
        message = Message(editor.email, _("A campaign was flagged"), text % campaign.slug + "\n")
        post(Posting(Mail.Kind.FLAG, campaign), message, now)


@transaction.atomic
def open_it(opened: Workspace, by: Member, campaign: Campaign, now: datetime | None = None) -> None:
    """Somebody approves the texts as they rest on the facts today, and people can take part.

    Letters that were written on what has changed are not sent any more.

    Raises:
        NotReadyError: a reference does not stand, or something is missing.
    """
    time = now or timezone.now()
    still = _held(campaign)
    found = basis(opened, still)
    facts = {fact.key: fact for fact in found.facts}
    keys = used(still)
    _ready(still, [key for key in keys if key not in facts])
    changed = fallen(still, found)
    approved = {"texts": copied(still), "facts": {key: msgspec.to_builtins(facts[key]) for key in keys}}
    first = not still.approved
    if changed:
        cancel(still, ON_FACTS, time)
    if still.approved != approved and not first:
        still.shape += 1
    still.approved, still.position = approved, found.position
    still.flags.filter(lifted=None).update(lifted=time, by=by)
    still.state = Campaign.State.OPEN if still.opens is None or still.opens <= time.date() else Campaign.State.PAUSED
    still.paused_for = "" if still.state == Campaign.State.OPEN else "opens"
    still.opened, still.changed = still.opened or time, time
    _render(still, found, [])
    still.save()
    note(by, "campaign opened" if first else "campaign approved", f"campaign:{still.pk}", f"{len(keys)} references")


def _ready(campaign: Campaign, missing: list[str]) -> None:
    if missing:
        raise NotReadyError(_("These references do not stand: %s") % ", ".join(missing))
    if not campaign.wordings.exists():
        raise NotReadyError(_("There is no text yet."))
    if campaign.kind == Campaign.Kind.PETITION and not campaign.demands.filter(addressees__isnull=False).exists():
        raise NotReadyError(_("There is no demand with an addressee yet."))
    if campaign.kind == Campaign.Kind.LETTERS and not hasattr(campaign, "writing"):
        raise NotReadyError(_("No list of targets is chosen yet."))
    if not consents(campaign):
        raise NotReadyError(_("There is no consent to name the person in public."))
    if campaign.state in (Campaign.State.CLOSED, Campaign.State.ERASED):
        raise NotReadyError(_("It is closed."))


@transaction.atomic
def pause(by: Member, campaign: Campaign) -> None:
    """The team halts it."""
    still = _held(campaign)
    if still.state == Campaign.State.OPEN:
        still.state, still.paused_for = Campaign.State.PAUSED, TEAM
        still.save(update_fields=["state", "paused_for"])
        note(by, "campaign paused", f"campaign:{still.pk}", TEAM)


@transaction.atomic
def close(by: Member | None, campaign: Campaign, now: datetime | None = None) -> None:
    """Nobody can take part any more; what waits in the queue is not sent."""
    time = now or timezone.now()
    still = _held(campaign)
    if still.state in (Campaign.State.OPEN, Campaign.State.PAUSED):
        still.state, still.closed, still.changed = Campaign.State.CLOSED, time, time
        still.save(update_fields=["state", "closed", "changed"])
        cancel(still, TAKES_PART, time)
        note(by, "campaign closed", f"campaign:{still.pk}")


def keep_days(now: datetime | None = None) -> int:
    """Opens and closes what is to open and to close by the calendar; how many."""
    time = now or timezone.now()
    today = time.date()
    waiting = Campaign.objects.filter(state=Campaign.State.PAUSED, paused_for="opens", opens__lte=today)
    done = waiting.update(state=Campaign.State.OPEN, paused_for="", changed=time)
    over = Campaign.objects.filter(state__in=(Campaign.State.OPEN, Campaign.State.PAUSED), closes__lt=today)
    for campaign in over:
        close(None, campaign, time)
        done += 1
    return done


def behind(position: int) -> list[Campaign]:
    """The campaigns that were not compared with the statements since the log went on."""
    live = Campaign.objects.exclude(state__in=(Campaign.State.DRAFT, Campaign.State.ERASED))
    return list(live.filter(~Q(position=position)))
