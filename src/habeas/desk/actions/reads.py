"""Which campaigns a member sees, and which are like a new one."""

from __future__ import annotations

from typing import NamedTuple

from django.http import Http404
from rapidfuzz import fuzz

from habeas.desk.access.reads import hidden_from
from habeas.desk.actions.models import Campaign, Flag, Wording
from habeas.desk.contacts.names import words
from habeas.desk.index.models import Person
from habeas.desk.people.models import Member
from habeas.desk.worklists.models import Matter

ALIKE = 60.0
MOST = 5


class Like(NamedTuple):
    """A campaign that is like a new one, and how much (0 to 100)."""

    wording: Wording
    score: float


def seen(member: Member) -> list[Campaign]:
    """The campaigns that a member may see: those of cases and findings that are not restricted from them."""
    hidden = hidden_from(member)
    some = list(Campaign.objects.prefetch_related("wordings"))
    if not hidden:
        return some
    shut = set(Person.objects.filter(report__in=hidden).values_list("whole", flat=True))
    people = dict(Person.objects.filter(key__in=[one.person for one in some]).values_list("key", "whole"))
    matters = set(Matter.objects.filter(links__report__in=hidden).values_list("key", flat=True))
    return [one for one in some if people.get(one.person) not in shut and one.matter not in matters]


def flagged(member: Member) -> list[Campaign]:
    """Those among them with a flag up."""
    up = set(Flag.objects.filter(lifted=None).values_list("campaign", flat=True))
    return [one for one in seen(member) if one.pk in up] if up else []


def one_seen(member: Member, number: int) -> Campaign:
    """A campaign that a member may see.

    Raises:
        Http404: there is none.
    """
    found = next((one for one in seen(member) if one.pk == number), None)
    if found is None:
        raise Http404
    return found


def alike(member: Member, title: str, person: str = "", matter: str = "") -> list[Like]:
    """The campaigns of the same case or finding, and those with a like title; the most alike first."""
    mine = seen(member)
    same = [one.pk for one in mine if (person and one.person == person) or (matter and one.matter == matter)]
    plain = " ".join(words(title))
    found = []
    for one in Wording.objects.filter(campaign__in=[one.pk for one in mine]).select_related("campaign"):
        score = 100.0 if one.campaign_id in same else fuzz.token_set_ratio(plain, " ".join(words(one.title)))
        if score >= ALIKE:
            found.append(Like(one, score))
    return sorted(found, key=lambda like: (-like.score, like.wording.pk))[:MOST]
