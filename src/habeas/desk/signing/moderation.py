"""Taking signatures out: by a condition and for a public reason, counted before, logged, and undone as a whole."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

from django.db import transaction
from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from habeas.desk.actions.models import Campaign
from habeas.desk.audit.models import note
from habeas.desk.contacts.sealing import kept
from habeas.desk.people.models import Member
from habeas.desk.signing.models import Removal, Signature
from habeas.desk.signing.writes import name_of

GROUPS: Final = 20
_TRANSLATED: Final = (
    gettext_noop("made by a program"),
    gettext_noop("not a person's name"),
    gettext_noop("a name that insults or threatens somebody"),
    gettext_noop("signed in somebody else's name"),
    gettext_noop("the person asked for it"),
)


class Condition(NamedTuple):
    """Which signatures: "one" (by its number), "network" or "domain" (by the hash), "mail" (a domain in words)."""

    what: str
    value: str


class Group(NamedTuple):
    """Signatures that came from one network, or from mailboxes of one domain."""

    value: str
    many: int


@cache
def reasons() -> dict[str, str]:
    """Reasons by their name, in English."""
    table = tomllib.loads((files("habeas.desk.signing") / "reasons.toml").read_text(encoding="utf-8"))
    return dict(table["reasons"])


def reason_words(reason: str) -> str:
    """A reason in the language in use."""
    return _(reasons().get(reason, reason))


def meant(campaign: Campaign, condition: Condition) -> QuerySet[Signature, Signature]:
    """The counted signatures that meet a condition."""
    counted = Signature.objects.filter(campaign=campaign, state=Signature.State.COUNTED)
    what, value = condition
    if what == "one":
        return counted.filter(pk=int(value)) if value.isdecimal() else counted.none()
    if what == "network":
        return counted.filter(network=value).exclude(network="")
    domain = value if what == "domain" else kept(value.strip().casefold(), "domain")
    return counted.filter(domain=domain).exclude(domain="")


@transaction.atomic
def remove(by: Member, campaign: Campaign, condition: Condition, reason: str) -> Removal:
    """Takes out what meets the condition."""
    value = kept(condition.value.strip().casefold(), "domain") if condition.what == "mail" else condition.value
    made = Removal.objects.create(campaign=campaign, reason=reason, condition=condition.what, value=value, by=by)
    number = meant(campaign, condition).update(state=Signature.State.REMOVED, removal=made)
    note(by, "signatures removed", f"removal:{made.pk}", f"{number}, {reason}")
    return made


@transaction.atomic
def undo(by: Member, removal: Removal) -> int:
    """Puts back all that a removal took out; how many."""
    still = Removal.objects.select_for_update().get(pk=removal.pk)
    if still.undone is not None:
        return 0
    still.undone, still.undone_by = timezone.now(), by
    still.save(update_fields=["undone", "undone_by"])
    number = Signature.objects.filter(removal=still).update(state=Signature.State.COUNTED, removal=None)
    note(by, "removal undone", f"removal:{still.pk}", str(number))
    return number


def groups(campaign: Campaign, field: str) -> list[Group]:
    """The largest groups of counted signatures of one "network" or "domain"."""
    counted = Signature.objects.filter(campaign=campaign, state=Signature.State.COUNTED).exclude(**{field: ""})
    rows = counted.values_list(field).annotate(count=Count("id")).filter(count__gt=1).order_by("-count", field)
    return [Group(value, number) for value, number in rows[:GROUPS]]


def listed(campaign: Campaign, first: int, many: int) -> list[tuple[Signature, str]]:
    """Signatures with their names, the newest first."""
    some = Signature.objects.filter(campaign=campaign).select_related("removal").order_by("-made", "-id")
    return [(one, name_of(one)) for one in some[first : first + many]]
