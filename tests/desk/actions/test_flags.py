"""A campaign says what its statements say: where one falls, it is flagged, halts, and takes the words away."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks

from habeas.desk.actions import rounds
from habeas.desk.actions.models import Campaign
from habeas.desk.actions.references import basis
from habeas.desk.cases.models import Consent
from habeas.desk.people.models import Member
from habeas.desk.signing import intake
from habeas.desk.signing.writes import count
from habeas.desk.store import workspace
from habeas.model.identity import person_key, statement_key
from habeas.model.reading import Reading, Status
from tests.desk.actions import making
from tests.desk.actions.conftest import Post
from tests.desk.conftest import SignedIn
from tests.desk.room import decided, stored
from tests.factory import Draft, statement_of

pytestmark = pytest.mark.django_db
Made = tuple[Campaign, Reading]


def _page(campaign: Campaign, language: str = "en") -> str:
    return Client().get(reverse("act-page", args=[campaign.slug, language])).content.decode()


def _fresh(campaign: Campaign) -> Campaign:
    return Campaign.objects.get(pk=campaign.pk)


@pytest.mark.promise("G6")
def test_a_withdrawn_statement_halts_the_campaign_at_once_and_its_words_are_gone(
    made: Made, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    campaign, reading = made
    with django_capture_on_commit_callbacks(execute=True):
        decided("withhold", statement_of(reading, "v1"))
    assert (_fresh(campaign).state, [flag.why for flag in campaign.flags.all()]) == ("paused", ["withdrawn"])
    page = _page(campaign)
    assert "was arrested on 3 May 2021" not in page
    assert "[…]" in page
    assert "Signing is paused" in page
    assert reverse("act-sign", args=[campaign.slug, "en"]) not in page


@pytest.mark.promise("G6")
def test_nothing_is_sent_on_a_statement_that_fell_even_where_nobody_has_looked_yet(made: Made, post: Post) -> None:
    campaign, reading = made
    making.sign(Client(), campaign, "Vera Lund", "vera@example.org")
    intake.answer()
    decided("withhold", statement_of(reading, "v1"))
    assert _fresh(campaign).state == "open"
    done = rounds.once(server=post[1])
    assert (done["looked"], done["held"]) == (1, 1)
    assert post[0].to() == ["publisher@example.org"]  # who is told at once
    assert str(post[0].got[0]["Subject"]) == "A campaign was flagged"
    assert _fresh(campaign).state == "paused"


def test_what_stands_again_lifts_the_flag_and_the_campaign_goes_on(made: Made, post: Post) -> None:
    campaign, reading = made
    made_decision = decided("withhold", statement_of(reading, "v1"))
    rounds.once(server=post[1])
    decided("undo", made_decision.id)
    rounds.once(server=post[1])
    assert _fresh(campaign).state == "open"
    assert not campaign.flags.filter(lifted=None).exists()
    assert "was arrested on 3 May 2021" in _page(campaign)


@pytest.mark.promise("G6")
def test_a_corrected_statement_is_flagged_shown_to_editors_and_told_to_the_public(
    made: Made, post: Post, signed_in: SignedIn
) -> None:
    campaign, reading = made
    decided("correct", statement_of(reading, "v1"), correction={"when": "2021-05-04"})
    rounds.once(server=post[1])
    flag = campaign.flags.get(lifted=None)
    assert flag.why == "corrected"
    page = signed_in("publisher").get(reverse("campaign", args=[campaign.pk])).content.decode()
    assert "These references do not stand" in page
    note = {"note_en": "The day of the arrest was given wrongly; it was 4 May."}
    signed_in("publisher").post(reverse("campaign-one-part", args=[campaign.pk, "notes", flag.pk]), note)
    assert "it was 4 May" in _page(campaign)
    assert "3 May 2021" not in _page(campaign)


def test_a_corrected_text_that_is_approved_goes_on_with_its_signatures(
    made: Made, post: Post, signed_in: SignedIn
) -> None:
    campaign, reading = made
    making.signed(Client(), campaign, "Vera Lund", "vera@example.org")
    decided("correct", statement_of(reading, "v1"), correction={"when": "2021-05-04"})
    rounds.once(server=post[1])
    client = signed_in("publisher")
    with workspace() as opened:
        from habeas.desk.actions.references import basis

        key = next(fact.key for fact in basis(opened, _fresh(campaign)).facts if fact.kind == "event")
    words = {"title": making.TITLES["en"], "summary": "", "text": f"[[{key}|Ilmar Sotnik was arrested on 4 May 2021]]."}
    client.post(reverse("campaign-text", args=[campaign.pk, "en"]), words)
    making.opened_campaign(client, campaign)
    assert (campaign.state, campaign.shape, count(campaign)) == ("open", 2, 1)
    assert "was arrested on 4 May 2021" in _page(campaign)
    assert not campaign.flags.filter(lifted=None).exists()


def _later(how: str) -> Reading:
    """A report of another paper after which the arrest is denied, or its day disputed."""
    name = making.NAME
    text = f"{name} was arrested in Varnholt on 2021-05-06. The Interior Directorate denied that {name} was arrested."
    draft = Draft(text, published="2021-05-10", publisher="The Courier")
    who, body = draft.person(name, detained=True), draft.entity("Interior Directorate", "organisation")
    if how == "denied":
        denial = draft.claim(f"{name} was arrested.", by=body, act="deny")
        draft.event("arrest", f"{name} was arrested.", who=[who], said_by=[denial], when="2021-05-03", status="denied")
    else:
        draft.event("arrest", f"{name} was arrested in Varnholt", who=[who], when="2021-05-06")
    return stored(draft)


@pytest.mark.parametrize("how", ["denied", "disputed"])
@pytest.mark.promise("G6")
def test_what_a_later_report_denies_or_tells_otherwise_halts_the_campaign_and_its_mail(
    made: Made, post: Post, how: str
) -> None:
    campaign, reading = made
    making.sign(Client(), campaign, "Vera Lund", "vera@example.org")
    intake.answer()
    later = _later(how)
    for kind, one in later.statements():
        key = statement_key(later, kind, one)
        decided("accept", key)
        decided("permit", key)
    people = [person_key(r, next(e for e in r.entities if e.name == making.NAME)) for r in (reading, later)]
    decided("same", *people)
    done = rounds.once(server=post[1])
    assert [flag.why for flag in campaign.flags.filter(lifted=None)] == [how]
    assert (_fresh(campaign).state, done["held"]) == ("paused", 1)
    assert post[0].to() == ["publisher@example.org"]


def _hearing(words: str, when: str, published: str, status: Status) -> Reading:
    draft = Draft(words, published=published, publisher=f"The Post of {published}")
    who = draft.person(making.NAME, detained=True)
    draft.event("hearing", words.rstrip("."), who=[who], when=when, status=status)
    reading = stored(draft)
    for kind, one in reading.statements():
        decided("accept", statement_key(reading, kind, one))
        decided("permit", statement_key(reading, kind, one))
    return reading


@pytest.mark.promise("G6")
def test_what_was_planned_and_has_happened_halts_the_campaign_that_awaits_it(
    signed_in: SignedIn, members: dict[str, Member], post: Post
) -> None:
    planned = _hearing(
        f"{making.NAME} will be heard by the court on 2021-05-20.", "2021-05-20", "2021-05-04", "planned"
    )
    client = signed_in("publisher")
    campaign = making.started(client, planned)
    making.consented(members["publisher"], campaign.person)
    making.filled(client, campaign, planned)
    assert making.opened_campaign(client, campaign).state == "open"
    held = _hearing(f"{making.NAME} was heard by the court on 2021-05-20.", "2021-05-20", "2021-05-21", "asserted")
    people = [person_key(r, next(e for e in r.entities if e.name == making.NAME)) for r in (planned, held)]
    decided("same", *people)
    rounds.once(server=post[1])
    assert [flag.why for flag in campaign.flags.filter(lifted=None)] == ["overtaken"]
    assert _fresh(campaign).state == "paused"
    assert making.TITLES["en"] in signed_in("publisher").get("/").content.decode()


@pytest.mark.promise("I3")
def test_consent_that_is_withdrawn_halts_the_campaign(made: Made, post: Post, members: dict[str, Member]) -> None:
    campaign, _reading = made
    given = {"person": campaign.person, "by": members["publisher"], "use": "name", "told_by": "her sister"}
    Consent.objects.create(**given, answer="withdrawn")
    with workspace() as opened:
        rounds.look_again(opened, every=True)
    assert _fresh(campaign).state == "paused"
    assert {flag.why for flag in campaign.flags.filter(lifted=None)} == {"consent", "withdrawn"}


def test_nothing_opens_on_a_statement_that_nobody_accepted(signed_in: SignedIn, members: dict[str, Member]) -> None:
    reading = making.case()
    decided("withhold", statement_of(reading, "v1"))
    client = signed_in("publisher")
    campaign = making.started(client, reading)
    making.consented(members["publisher"], campaign.person)
    making.filled(client, campaign, reading)
    assert making.opened_campaign(client, campaign).state == "draft"
    assert client.get(reverse("act-page", args=[campaign.slug, "en"])).status_code == 404


def test_nothing_opens_without_consent_to_be_named(signed_in: SignedIn) -> None:
    reading = making.case()
    client = signed_in("publisher")
    campaign = making.started(client, reading)
    making.filled(client, campaign, reading)
    assert making.opened_campaign(client, campaign).state == "draft"


@pytest.mark.promise("I3")
def test_without_consent_nothing_that_is_permitted_may_be_said_of_somebody_in_custody(
    signed_in: SignedIn, members: dict[str, Member]
) -> None:
    campaign = making.started(signed_in("publisher"), making.case())
    with workspace() as opened:
        assert basis(opened, campaign).facts == ()
        making.consented(members["publisher"], campaign.person)
        assert basis(opened, campaign).facts


def test_the_writer_sees_the_quotation_and_what_says_more_than_it(
    signed_in: SignedIn, members: dict[str, Member]
) -> None:
    reading = making.case()
    client = signed_in("publisher")
    campaign = making.started(client, reading)
    making.consented(members["publisher"], campaign.person)
    address = reverse("campaign-text", args=[campaign.pk, "en"])
    page = client.get(address).content.decode()
    assert "Ilmar Sotnik was arrested in Varnholt" in page
    key = statement_of(reading, "v1")
    text = f"[[{key}|Ilmar Sotnik was arrested]] and tortured by 17 officers."
    client.post(address, {"title": making.TITLES["en"], "summary": "", "text": text})
    page = client.get(address).content.decode()
    assert '<mark dir="auto">tortured</mark>' in page
    assert '<mark dir="auto">17' in page
    preview = page.split("The text with its marks", 1)[1]
    assert "arrested]] and <mark" in preview
    assert ">tortured</mark> by <mark" in preview


def test_marked_words_must_be_looked_at_before_it_opens(signed_in: SignedIn, members: dict[str, Member]) -> None:
    reading = making.case()
    client = signed_in("publisher")
    campaign = making.started(client, reading)
    making.consented(members["publisher"], campaign.person)
    making.filled(client, campaign, reading)
    text = f"[[{statement_of(reading, 'v1')}|Ilmar Sotnik was arrested]] and tortured."
    client.post(
        reverse("campaign-text", args=[campaign.pk, "en"]), {"title": making.TITLES["en"], "summary": "", "text": text}
    )
    client.post(reverse("open-campaign", args=[campaign.pk]))
    assert _fresh(campaign).state == "draft"
    assert making.opened_campaign(client, campaign).state == "open"


def test_a_text_that_is_being_written_is_not_public_before_it_is_approved(made: Made, signed_in: SignedIn) -> None:
    campaign, _reading = made
    address = reverse("campaign-text", args=[campaign.pk, "en"])
    signed_in("documenter").post(address, {"title": "Half a thought", "summary": "", "text": "Not ready"})
    with workspace() as opened:
        rounds.look_again(opened, every=True)
    assert "Half a thought" not in _page(campaign)
    assert making.TITLES["en"] in _page(campaign)


def test_a_restricted_case_takes_its_campaign_off_the_public_and_from_other_members(
    made: Made, signed_in: SignedIn, post: Post
) -> None:
    campaign, reading = made
    digest = reading.report.id.removeprefix("sha256:")
    signed_in("reviewer").post(reverse("restrict-report", args=[digest]), {"reason": ""})
    with workspace() as opened:
        rounds.look_again(opened, every=True)
    assert "was arrested on 3 May" not in _page(campaign)
    assert signed_in("documenter").get(reverse("campaign", args=[campaign.pk])).status_code == 404
    assert signed_in("reviewer").get(reverse("campaign", args=[campaign.pk])).status_code == 200
