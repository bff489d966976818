"""One round: all that happens of itself. Every step can be cut off and run again; what is done is found done."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from habeas.desk.actions import writes
from habeas.desk.actions.models import Campaign
from habeas.desk.cases import ending
from habeas.desk.contacts import own, retention
from habeas.desk.letters import writes as letters
from habeas.desk.mailing import bounces
from habeas.desk.mailing.models import Mail
from habeas.desk.mailing.sending import portion
from habeas.desk.signing import intake
from habeas.desk.store import workspace
from habeas.network.mail import MailServer
from habeas.workspace import Workspace

ANYWAY = (Mail.Kind.OWN, Mail.Kind.ASK, Mail.Kind.FLAG)
"""What is sent also when its campaign is not open."""
_last: dict[str, str] = {}


def once(now: datetime | None = None, server: MailServer | None = None) -> Counter[str]:
    """One round; how many of what."""
    time = now or timezone.now()
    done: Counter[str] = Counter(calendar=writes.keep_days(time))
    with workspace() as opened:
        done["looked"] += look_again(opened, time)
        done["answered"] += intake.answer(time) + own.answer(time) + letters.answer(time)
        done += _send(opened, time, server)
    done["followed"] += letters.follow(time)
    done["asked"] += letters.ask(time)
    if _last.get("hour") != f"{time:%Y-%m-%d %H}":
        done += _of_the_hour(time)
        _last["hour"] = f"{time:%Y-%m-%d %H}"
    return done


def _of_the_hour(now: datetime) -> Counter[str]:
    folder = settings.RUN.returned
    came_back = bounces.take_in(bounces.from_folder(folder), now) if folder is not None and folder.is_dir() else None
    done = retention.run(now) + (came_back or Counter())
    done["consent ended"] += ending.run(now)
    own.out_of_the_journal()
    return done


def _send(opened: Workspace, now: datetime, server: MailServer | None) -> Counter[str]:
    if server is not None:
        return portion(server, lambda mail: may_go(opened, mail, now), now)
    if not settings.RUN.mail:
        return Counter()
    with MailServer(settings.RUN.mail) as own_server:
        return portion(own_server, lambda mail: may_go(opened, mail, now), now)


def may_go(opened: Workspace, mail: Mail, now: datetime) -> bool:
    """Whether a message may still go: its campaign is open, on statements that stand at this moment."""
    if mail.campaign_id is None or mail.kind in ANYWAY:
        return True
    campaign = Campaign.objects.get(pk=mail.campaign_id)
    if campaign.position != opened.position():
        campaign = writes.look(opened, campaign, now)
    if mail.kind == Mail.Kind.NEWS:
        ended = campaign.state == Campaign.State.CLOSED and not campaign.flags.filter(lifted=None).exists()
        return campaign.is_open or ended
    return campaign.is_open and (mail.kind != Mail.Kind.LETTER or letters.may_go(mail, now))


def look_again(opened: Workspace, now: datetime | None = None, *, every: bool = False) -> int:
    """Compares campaigns with the statements where the log has gone on, or all of them; how many."""
    live = Campaign.objects.exclude(state__in=(Campaign.State.DRAFT, Campaign.State.ERASED))
    found = list(live) if every else writes.behind(opened.position())
    for campaign in found:
        writes.look(opened, campaign, now)
    return len(found)
