"""What the team's campaigns demand, as their public pages say it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from habeas.desk.actions.models import Campaign
from habeas.desk.actions.reads import seen
from habeas.desk.people.models import Member


class Asked(NamedTuple):
    """One demand of a campaign: `id` is "act:" and its number in the database."""

    id: str
    campaign: Campaign
    demander: str
    to: tuple[str, ...]
    text: str


def asked(member: Member) -> Iterator[Asked]:
    """The demands of campaigns that are or were public and that a member may see."""
    for campaign in seen(member):
        if campaign.state in (Campaign.State.OPEN, Campaign.State.PAUSED, Campaign.State.CLOSED):
            told = _told(campaign)
            for one in campaign.demands.all():
                if one.number in told:
                    text, to = told[one.number]
                    yield Asked(f"act:{one.pk}", campaign, _who(campaign), to, text)


def _told(campaign: Campaign) -> dict[int, tuple[str, tuple[str, ...]]]:
    """The words and the addressees of each demand by its number, in the campaign's first language."""
    page: dict[str, Any] = campaign.shown.get(campaign.language, {})
    found = {}
    for one in page.get("demands", ()):
        found[int(one["number"])] = ("".join(piece["t"] for piece in one["pieces"]), tuple(one["to"]))
    return found


def _who(campaign: Campaign) -> str:
    return ", ".join(one.name for one in campaign.organisations.all()) or campaign.slug
