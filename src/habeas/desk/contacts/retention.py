"""Takes out what people gave when its time is up. Run every day; cut off, it goes on where it was."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files

import msgspec
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from habeas.desk.actions.models import Campaign
from habeas.desk.contacts.models import Consent, Contact, Inquiry
from habeas.desk.letters.models import Letter
from habeas.desk.letters.writes import empty as empty_letters
from habeas.desk.mailing.models import Mail, Returned
from habeas.desk.signing.models import Signature, Submission
from habeas.desk.signing.writes import empty as empty_signatures

PORTION = 500


class Days(msgspec.Struct, frozen=True):
    """The table (`retention.toml`), in days."""

    unconfirmed: int
    network: int
    withdrawn: int
    words: int
    message: int
    consent: int
    taken_back: int
    returned: int


@cache
def days() -> Days:
    """The table."""
    text = (files("habeas.desk.contacts") / "retention.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), Days)


def run(now: datetime | None = None) -> Counter[str]:
    """Every rule once; how many each took out."""
    time = now or timezone.now()
    done: Counter[str] = Counter()
    for rule in RULES:
        done[rule.__name__.lstrip("_")] = rule(time)
    return +done


def _before(now: datetime, many: int) -> datetime:
    return now - timedelta(days=many)


def _in_portions(rows: QuerySet[Signature, Signature], act: Callable[[list[int]], None]) -> int:
    done = 0
    while some := list(rows.values_list("pk", flat=True)[:PORTION]):
        with transaction.atomic():
            act(some)
        done += len(some)
    return done


def _forms(now: datetime) -> int:
    old = Submission.objects.filter(made__lte=_before(now, days().unconfirmed))
    done = 0
    while some := list(old.values_list("pk", flat=True)[:PORTION]):
        with transaction.atomic():
            rows = Submission.objects.filter(pk__in=some)
            mails = list(rows.exclude(mail=None).values_list("mail", flat=True))
            rows.delete()
            Mail.objects.filter(pk__in=mails).delete()
        done += len(some)
    return done


def _unconfirmed_letters(now: datetime) -> int:
    waiting = (Letter.State.WRITTEN, Letter.State.CANCELLED)
    old = Letter.objects.filter(made__lte=_before(now, days().unconfirmed), state__in=waiting, emptied=None)
    return _emptied(old, now)


def _emptied(letters: QuerySet[Letter, Letter], now: datetime) -> int:
    some = list(letters.values_list("pk", flat=True))
    for start in range(0, len(some), PORTION):
        with transaction.atomic():
            empty_letters(Letter.objects.filter(pk__in=some[start : start + PORTION]), now)
    return len(some)


def _inquiries(now: datetime) -> int:
    return Inquiry.objects.filter(made__lte=_before(now, days().unconfirmed)).delete()[0]


def _networks(now: datetime) -> int:
    made = _before(now, days().network)
    letters = Letter.objects.filter(made__lte=made).exclude(network="", country="").update(network="", country="")
    return _in_portions(Signature.objects.filter(made__lte=made).exclude(network=""), _clear) + letters


def _clear(some: list[int]) -> None:
    Signature.objects.filter(pk__in=some).update(network="")


def _withdrawn(now: datetime) -> int:
    old = Signature.objects.filter(state=Signature.State.WITHDRAWN, emptied=None)
    old = old.filter(changed__lte=_before(now, days().withdrawn))
    return _in_portions(old, lambda some: empty_signatures(some, now, counts=False))


def _closed_campaigns(now: datetime) -> int:
    """Signatures go on counting; letters go on being numbers."""
    done = 0
    for campaign in Campaign.objects.filter(closed__isnull=False):
        if campaign.closed is None or campaign.closed > _before(now, campaign.keep_days):
            continue
        left = Signature.objects.filter(campaign=campaign, emptied=None)
        done += _in_portions(left, lambda some: empty_signatures(some, now, counts=True))
        done += _emptied(Letter.objects.filter(campaign=campaign, emptied=None), now)
    return done


def _words(now: datetime) -> int:
    ended = Mail.objects.filter(ended__lte=_before(now, days().words)).exclude(sealed=None)
    return ended.update(sealed=None)


def _messages(now: datetime) -> int:
    gone = Mail.objects.filter(ended__lte=_before(now, days().message))
    return gone.delete()[0]


def _consents(now: datetime) -> int:
    old = Q(given__lte=_before(now, days().consent)) | Q(withdrawn__lte=_before(now, days().taken_back))
    return Consent.objects.filter(old).delete()[0]


def _returned(now: datetime) -> int:
    return Returned.objects.filter(made__lte=_before(now, days().returned)).delete()[0]


def _contacts(now: datetime) -> int:
    """Whoever is behind nothing any more."""
    needed = [Exists(model._default_manager.filter(contact=OuterRef("pk"))) for model in (Signature, Letter, Consent)]
    idle = Contact.objects.exclude(needed[0]).exclude(needed[1]).exclude(needed[2])
    return idle.filter(made__lte=_before(now, 1)).delete()[0]


RULES = (
    _forms,
    _unconfirmed_letters,
    _inquiries,
    _networks,
    _withdrawn,
    _closed_campaigns,
    _words,
    _messages,
    _consents,
    _returned,
    _contacts,
)
