"""A campaign from a finding, its days of opening and closing, and whoever stands behind it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from habeas.desk.actions import rounds
from habeas.desk.actions.models import Campaign
from habeas.desk.people.models import Member
from habeas.desk.signing.models import Submission
from habeas.desk.worklists.models import Matter
from habeas.desk.worklists.tasks import weigh
from habeas.model.reading import Reading
from tests.desk.actions import making
from tests.desk.conftest import SignedIn
from tests.desk.room import decided, stored
from tests.factory import Draft, statement_of

pytestmark = pytest.mark.django_db
Made = tuple[Campaign, Reading]
TODAY = date(2026, 3, 1)


ASKED = "let the weavers of Varnholt go"


@pytest.fixture
def demand() -> Reading:
    """A demand that a report tells of, and that anybody may know."""
    draft = Draft(f"The Lamp Centre asked the court to {ASKED}.", published="2021-05-04", publisher="The Post")
    centre, court = draft.entity("The Lamp Centre", "organisation"), draft.entity("court", "organisation")
    draft.demand(f"asked the court to {ASKED}", by=centre, to=[court])
    reading = stored(draft)
    decided("accept", statement_of(reading, "d1"))
    weigh.enqueue()
    return reading


def test_a_campaign_is_made_from_a_finding_and_rests_on_its_statements(
    signed_in: SignedIn, members: dict[str, Member], demand: Reading
) -> None:
    client = signed_in("publisher")
    other = making.case()
    weigh.enqueue()
    matter = Matter.objects.get(kind="demand", reports=[demand.report.id])
    key = statement_of(demand, "d1")
    given = {"kind": "petition", "slug": "let-them-go", "language": "en", "title": "Let them go"}
    assert client.post(f"{reverse('start-campaign')}?matter={matter.pk}", given).status_code == 302
    campaign = Campaign.objects.get()
    page = client.get(reverse("campaign-text", args=[campaign.pk, "en"])).content.decode()
    assert (ASKED in page, making.NAME in page) == (True, False)
    making.filled(client, campaign, other)
    assert making.opened_campaign(client, campaign).state == "draft"  # of another case nothing may be said
    words = {
        "title": "Let them go",
        "summary": "",
        "text": f"[[{key}|They {ASKED}]].",
        "subject": "",
        "prompts": "",
    }
    client.post(reverse("campaign-text", args=[campaign.pk, "en"]), words)
    assert making.opened_campaign(client, campaign).state == "open"
    public = Client().get(reverse("act-page", args=["let-them-go", "en"])).content.decode()
    assert ASKED in public
    decided("reject", key)
    rounds.once()
    assert [flag.why for flag in campaign.flags.filter(lifted=None)] == ["withdrawn"]
    assert ASKED not in Client().get(reverse("act-page", args=["let-them-go", "en"])).content.decode()


def test_a_campaign_opens_and_closes_on_its_days(made: Made) -> None:
    campaign = made[0]
    days = {"opens": TODAY, "closes": TODAY + timedelta(days=9)}
    Campaign.objects.update(state="paused", paused_for="opens", **days)
    states = {}
    for day in (-1, 0, 9, 10):
        rounds.once(making.at((TODAY + timedelta(days=day)).isoformat()))
        states[day] = Campaign.objects.get().state
    assert states == {-1: "paused", 0: "open", 9: "open", 10: "closed"}
    Client().post(reverse("act-sign", args=[campaign.slug, "en"]), {"name": "x", "address": "x@example.org"})
    assert not Submission.objects.exists()


def test_sponsors_and_undersigned_organisations_stand_under_the_petition(made: Made, signed_in: SignedIn) -> None:
    part = reverse("campaign-part", args=[made[0].pk, "organisations"])
    for name, role in (("The Lamp Centre", "sponsor"), ("Weavers' Union", "undersigned")):
        given = {"name": name, "role": role, "country": "Sahwara", "agreed": "its board, 1 May"}
        assert signed_in("publisher").post(part, given).status_code == 302
    page = Client().get(reverse("act-page", args=[made[0].slug, "en"])).content.decode()
    assert "The Lamp Centre" in page
    assert "Weavers&#x27; Union" in page
    assert "its board" not in page
