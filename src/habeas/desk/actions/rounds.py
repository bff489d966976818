"""One round: all that happens of itself. Every step can be cut off and run again; what is done is found done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from habeas.desk.actions import writes
from habeas.desk.actions.models import Campaign
from habeas.desk.background import works
from habeas.desk.background.guarding import guarded
from habeas.desk.background.models import Beat, Trouble
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
BEAT = timedelta(minutes=1)
_hours: dict[str, str] = {}


def once(now: datetime | None = None, server: MailServer | None = None) -> Counter[str]:
    """One round; how many of what. A job that fails is noted and tried again later; the others go on.

    Raises:
        DatabaseError: the database is away, so that not even a failure is noted.
    """
    time = now or timezone.now()
    done: Counter[str] = Counter()
    jobs = [*_each_round(time, server), *_each_hour(time)]
    done["failed"] = guarded([(what, _into(done, job)) for what, job in jobs], time)
    beat, new = Beat.objects.get_or_create(pk=1, defaults={"at": time})
    if not new and time - beat.at >= BEAT:
        Beat.objects.filter(pk=1).update(at=time)
    return done


Counted = Callable[[], Mapping[str, int]]


def _into(done: Counter[str], job: Counted) -> Callable[[], None]:
    return lambda: done.update(job())


def _each_round(now: datetime, server: MailServer | None) -> list[tuple[str, Counted]]:
    what = Trouble.What
    return [
        (what.CALENDAR, lambda: {"calendar": writes.keep_days(now)}),
        (what.LOOK, lambda: {"looked": _look(now)}),
        (what.FORMS, lambda: {"answered": intake.answer(now)}),
        (what.OWN, lambda: {"answered": own.answer(now)}),
        (what.LETTERS, lambda: {"answered": letters.answer(now)}),
        (what.MAIL, lambda: _send(now, server)),
        (what.FOLLOW, lambda: {"followed": letters.follow(now)}),
        (what.ASK, lambda: {"asked": letters.ask(now)}),
        (what.AGAIN, lambda: {"tried again": works.try_again(now)}),
    ]


def _each_hour(now: datetime) -> list[tuple[str, Counted]]:
    """What is done once in each hour; what failed in it is due until it went well."""
    jobs: list[tuple[str, Counted]] = [
        (Trouble.What.RETURNED, lambda: _came_back(now)),
        (Trouble.What.RETENTION, lambda: retention.run(now)),
        (Trouble.What.CONSENT, lambda: {"consent ended": ending.run(now)}),
        (Trouble.What.JOURNAL, _journal),
    ]
    hour = f"{now:%Y-%m-%d %H}"
    return [(what, _noting(what, hour, job)) for what, job in jobs if _hours.get(what) != hour]


def _noting(what: str, hour: str, job: Counted) -> Counted:
    def noted() -> Mapping[str, int]:
        done = job()
        _hours[what] = hour
        return done

    return noted


def _came_back(now: datetime) -> Mapping[str, int]:
    folder = settings.RUN.returned
    return bounces.take_in(bounces.from_folder(folder), now) if folder is not None and folder.is_dir() else {}


def _journal() -> Mapping[str, int]:
    own.out_of_the_journal()
    return {}


def _look(now: datetime) -> int:
    with workspace() as opened:
        return look_again(opened, now)


def _send(now: datetime, server: MailServer | None) -> Counter[str]:
    if server is None and not settings.RUN.mail:
        return Counter()
    with workspace() as opened, nullcontext(server) if server else MailServer(settings.RUN.mail) as way:
        return portion(way, lambda mail: may_go(opened, mail, now), now)


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
