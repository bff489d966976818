"""The ledger: every demand of the reports and of the team, what became of it, and what is due."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta

import pytest
from django.urls import reverse
from icalendar import Calendar

from habeas.desk.actions.models import Campaign
from habeas.desk.actions.models import Demand as CampaignDemand
from habeas.desk.demands.models import Entry, Found, Made
from habeas.desk.demands.writes import forget
from habeas.desk.index.models import Report
from habeas.desk.people.models import Member
from habeas.desk.submissions.reads import today
from habeas.model.reading import Reading
from tests.desk.conftest import SignedIn
from tests.desk.room import decided, stored
from tests.factory import Draft, key_of, statement_of

pytestmark = pytest.mark.django_db
NAME = "Ilmar Sotnik"
OWN = {
    "demander": "Qindeel Centre",
    "to": "Ministry of Justice",
    "text": '=HYPERLINK("x") let her see a doctor',
    "basis": "the prison law",
    "said": "2021-06-01",
    "deadline": "2021-07-01",
}


@pytest.fixture
def reading() -> Reading:
    """A report in which a centre demands somebody's release."""
    draft = Draft(
        f"The Qindeel Centre demands that Brenna Prison free {NAME}.", published="2021-05-04", publisher="Post"
    )
    who = draft.person(NAME, detained=True)
    centre, prison = draft.entity("Qindeel Centre", "organisation"), draft.entity("Brenna Prison", "facility")
    draft.demand(f"demands that Brenna Prison free {NAME}", by=centre, to=[prison], about=[who])
    return stored(draft)


def address(reading: Reading) -> str:
    return reverse("demand", args=[statement_of(reading, "d1").removeprefix("st:")])


def test_a_demand_of_a_report_stands_with_who_to_whom_about_whom_and_when(
    signed_in: SignedIn, reading: Reading
) -> None:
    client = signed_in("viewer")
    page = client.get(reverse("demands")).content.decode()
    for words in ("Qindeel Centre", "Brenna Prison", NAME, "2021-05-04", "proposed"):
        assert words in page
    one = client.get(address(reading)).content.decode()
    assert f"demands that Brenna Prison free {NAME}" in one
    assert reverse("case", args=[key_of(reading, NAME).removeprefix("pe:")]) in one


def test_what_became_of_it_is_added_and_nothing_is_changed(signed_in: SignedIn, reading: Reading) -> None:
    client = signed_in("documenter")
    for outcome, text in (("silent", "no word"), ("partly", "moved to a ward")):
        given = {"outcome": outcome, "day": "2021-06-01", "text": text, "basis": "", "source": ""}
        assert client.post(address(reading), given).status_code == 302
    page = client.get(address(reading)).content.decode()
    assert page.index("moved to a ward") < page.index("no word")
    assert "partly met" in client.get(reverse("demands"), {"outcome": "partly"}).content.decode()
    assert NAME not in client.get(reverse("demands"), {"outcome": "silent"}).content.decode()
    assert [one.text for one in Entry.objects.order_by("id")] == ["no word", "moved to a ward"]
    assert signed_in("viewer").post(address(reading), {}).status_code == 403


def test_a_demand_of_the_teams_own_that_nobody_answered_is_silent_since_its_day(signed_in: SignedIn) -> None:
    client = signed_in("documenter")
    client.post(reverse("make-demand"), OWN)
    page = client.get(reverse("demands")).content.decode()
    assert "no answer since 2021-07-01" in " ".join(page.split())
    assert Made.objects.get().by.name == "The documenter"


def test_what_is_rejected_or_erased_is_no_demand_any_more(signed_in: SignedIn, reading: Reading) -> None:
    client = signed_in("documenter")
    client.get(reverse("demands"))
    assert Found.objects.count() == 1
    decided("reject", statement_of(reading, "d1"))
    assert NAME not in client.get(reverse("demands")).content.decode()
    assert not Found.objects.exists()


def test_a_corrected_deadline_counts(signed_in: SignedIn, reading: Reading) -> None:
    client = signed_in("viewer")
    client.get(reverse("demands"))
    decided("correct", statement_of(reading, "d1"), correction={"deadline": "2021-05-20"})
    assert "no answer since 2021-05-20" in " ".join(client.get(reverse("demands")).content.decode().split())


def test_the_ledger_leaves_as_json_and_as_csv_that_runs_nothing(signed_in: SignedIn, reading: Reading) -> None:
    client = signed_in("documenter")
    client.post(reverse("make-demand"), OWN)
    rows = json.loads(client.get(reverse("demands-json")).content)["demands"]
    assert {row["by"] for row in rows} == {"Qindeel Centre"}
    assert {row["id"].split(":")[0] for row in rows} == {"st", "own"}
    lines = list(csv.DictReader(io.StringIO(client.get(reverse("demands-csv")).content.decode())))
    assert len(lines) == 2
    assert all(not cell.startswith("=") for line in lines for cell in line.values())
    assert any("HYPERLINK" in line["text"] for line in lines)


def test_what_is_due_stands_in_a_calendar_with_a_reminder(signed_in: SignedIn) -> None:
    client = signed_in("documenter")
    day = today() + timedelta(days=5)
    client.post(reverse("make-demand"), {**OWN, "deadline": day.isoformat()})
    made = Calendar.from_ical(client.get(reverse("demands-calendar")).content)
    (event,) = made.walk("VEVENT")
    assert event.decoded("dtstart") == day
    assert len(event.walk("VALARM")) == 1
    assert client.get(reverse("demands-calendar")).content == client.get(reverse("demands-calendar")).content
    assert "Ministry of Justice" in client.get(reverse("home")).content.decode()
    met = {"outcome": "met", "day": today().isoformat(), "text": "", "basis": "", "source": ""}
    client.post(reverse("own-demand", args=[Made.objects.get().pk]), met)
    assert not Calendar.from_ical(client.get(reverse("demands-calendar")).content).walk("VEVENT")


def test_what_is_restricted_is_in_no_list_and_no_file(signed_in: SignedIn, reading: Reading) -> None:
    signed_in("reviewer").post(
        reverse("restrict-report", args=[reading.report.id.removeprefix("sha256:")]), {"reason": ""}
    )
    client = signed_in("publisher")
    for name in ("demands", "demands-json", "demands-csv", "demands-calendar"):
        assert NAME.encode() not in client.get(reverse(name)).content
    assert client.get(address(reading)).status_code == 404
    assert NAME.encode() in signed_in("reviewer").get(reverse("demands")).content


def test_erasing_a_report_takes_what_was_written_on_its_demands(signed_in: SignedIn, reading: Reading) -> None:
    client = signed_in("documenter")
    given = {"outcome": "refused", "day": "2021-06-01", "text": f"{NAME} stays", "basis": "", "source": ""}
    client.post(address(reading), given)
    Report.objects.filter(pk=reading.report.id).delete()
    forget([reading.report.id])
    assert not Found.objects.exists()
    assert [(one.outcome, one.text) for one in Entry.objects.all()] == [("refused", "")]


def test_what_a_public_campaign_demands_stands_in_the_ledger(signed_in: SignedIn, members: dict[str, Member]) -> None:
    told = {"en": {"demands": [{"number": 1, "pieces": [{"t": "Open the "}, {"t": "gates"}], "to": ["The warden"]}]}}
    campaign = Campaign.objects.create(
        slug="gates", kind="petition", language="en", by=members["publisher"], shown=told
    )
    demand = CampaignDemand.objects.create(campaign=campaign, number=1)
    client = signed_in("documenter")
    assert "The warden" not in client.get(reverse("demands")).content.decode(), "it is a draft"
    Campaign.objects.update(state=Campaign.State.OPEN)
    assert "Open the gates" in client.get(reverse("demands")).content.decode()
    page = reverse("campaign-demand", args=[demand.pk])
    given = {"outcome": "met", "day": "2021-06-01", "text": "they are open", "basis": "", "source": ""}
    assert client.post(page, given).status_code == 302
    assert "they are open" in client.get(page).content.decode()
