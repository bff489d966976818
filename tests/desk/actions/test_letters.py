"""Letters: whom, in one's own words, looked at, confirmed, sent slowly, followed up, and counted."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from habeas.desk.actions import rounds
from habeas.desk.actions.models import Campaign
from habeas.desk.contacts import own
from habeas.desk.contacts.models import Contact
from habeas.desk.letters import targets, writes
from habeas.desk.letters.models import Letter, Target, TargetList
from habeas.desk.letters.reads import numbers
from habeas.desk.mailing.models import Mail
from habeas.desk.people.models import Member
from tests.desk.actions import making
from tests.desk.actions.conftest import Post
from tests.desk.actions.test_own import MARK, traces
from tests.desk.conftest import SignedIn
from tests.desk.room import decided
from tests.factory import statement_of

pytestmark = pytest.mark.django_db
TARGETS = """number;name;post;area;address;languages;verified;outdated;office
1;Ada Brandt;Member of Parliament;North;ada@parliament.example;en, fr;{today};wait;
2;Ivo Celik;Member of Parliament;South;refuse.ivo@parliament.example;en;{today};wait;
3;Una Dorn;Minister;;una@ministry.example;en;2001-01-01;office;office@ministry.example
4;Old Entry;Judge;;old@court.example;en;2001-01-01;skip;
5;Late Entry;Judge;;late@court.example;en;2001-01-01;wait;
6;;nobody;North;x@example.org;en;{today};wait;
7;Bad Date;Judge;;bad@court.example;en;soon;wait;
"""
CODES = "code,area\n10,North\n1099,South\n20,South\nNordland,North\n"
WORDS = "I taught at the school where he worked, and I ask you to see that he meets his lawyer this week."


@pytest.fixture
def whole(signed_in: SignedIn) -> TargetList:
    """A list of targets, taken in by the pages of the desk."""
    client = signed_in("publisher")
    client.post(reverse("target-lists"), {"name": "Parliament", "fresh_days": 365})
    made = TargetList.objects.get()
    for what, text in (("targets", TARGETS.format(today=timezone.now().date())), ("codes", CODES)):
        file = SimpleUploadedFile("x.csv", text.encode())
        page = client.post(reverse("target-list", args=[made.pk]), {"what": what, "file": file})
        assert page.status_code == 200
    return made


@pytest.fixture
def campaign(signed_in: SignedIn, members: dict[str, Member], whole: TargetList) -> Campaign:
    """An open campaign of letters."""
    client = signed_in("publisher")
    reading = making.case()
    made = making.started(client, reading, "letters")
    making.consented(members["publisher"], made.person)
    making.filled(client, made, reading)
    client.post(reverse("campaign-part", args=[made.pk, "writing"]), {"list": whole.pk})
    return making.opened_campaign(client, made)


def _target(name: str) -> Target:
    return Target.objects.get(name=name)


def _given(campaign: Campaign, target: Target, **more: str) -> tuple[str, dict[str, str]]:
    address = reverse("act-write", args=[campaign.slug, "en", target.pk])
    page = Client().get(address).content.decode()
    found = re.search(r'name="token" value="([^"]+)"', page)
    assert found is not None
    given = {"token": found[1], "subject": "A lawyer for Ilmar Sotnik", "words_0": WORDS, "words_1": "", "more": ""}
    return address, {**given, "name": "Vera Lund", "address": "vera@example.org", "postal": "", **more}


def _written(campaign: Campaign, to: str = "Ada Brandt", **more: str) -> Letter:
    address, given = _given(campaign, _target(to), **more)
    assert Client().post(address, {**given, "act": "send"}).status_code == 302
    return Letter.objects.order_by("-made")[0]


def _confirmed(letter: Letter) -> Any:
    writes.answer()
    return Client().post(reverse("act-letter", args=[writes.token(letter, "confirm")]))


def test_a_file_of_targets_is_taken_in_and_what_is_wrong_in_it_is_said_by_line(
    whole: TargetList, signed_in: SignedIn
) -> None:
    assert set(Target.objects.values_list("number", flat=True)) == {"1", "2", "3", "4", "5"}
    file = SimpleUploadedFile("x.csv", TARGETS.format(today=timezone.now().date()).encode())
    page = signed_in("publisher").post(reverse("target-list", args=[whole.pk]), {"what": "targets", "file": file})
    text = " ".join(page.content.decode().split())
    assert "5 rows were taken" in text
    assert "line 7: A number and a name are needed." in text
    assert "line 8: Invalid isoformat" in text


def test_whoever_is_not_in_the_next_file_can_be_written_to_no_longer(whole: TargetList) -> None:
    head, first, *_rest = TARGETS.format(today=timezone.now().date()).splitlines()
    targets.import_targets(whole, f"{head}\n{first}\n".encode())
    today = timezone.now().date()
    assert [one.name for one in targets.offered(whole, ["North", "South"], today)] == ["Ada Brandt"]


@pytest.mark.parametrize(
    ("asked", "areas"),
    [("10115", ["North"]), ("10 99-7", ["South"]), ("20", ["South"]), ("north", ["North"]), ("NORDLAND", ["North"]),
     ("3", []), ("", []), ("1", [])],
)  # fmt: skip
def test_a_code_leads_to_the_area_of_the_longest_one_it_begins_with(
    whole: TargetList, asked: str, areas: list[str]
) -> None:
    assert targets.areas_of(whole, asked) == areas


def test_only_those_of_ones_area_and_of_everybody_are_offered_and_nobody_out_of_date(campaign: Campaign) -> None:
    page = Client().get(reverse("act-find", args=[campaign.slug, "en"]), {"where": "10115"}).content.decode()
    assert "Ada Brandt" in page
    assert "Una Dorn" in page
    assert "Ivo Celik" not in page
    assert "Old Entry" not in page


def test_a_letter_is_looked_at_before_anything_is_kept(campaign: Campaign) -> None:
    address, given = _given(campaign, _target("Ada Brandt"))
    response = Client().post(address, {**given, "act": "preview"})
    page = response.content.decode()
    assert WORDS in page
    assert "Ada Brandt" in page
    assert "nearly one that somebody else has sent" not in page
    assert not Letter.objects.exists()
    assert not response.cookies


def test_a_letter_goes_once_its_writer_has_pressed_the_button_and_answers_go_to_them(
    campaign: Campaign, post: Post
) -> None:
    letter = _written(campaign)
    rounds.once(server=post[1])
    assert post[0].to() == ["vera@example.org"]
    link = reverse("act-letter", args=[writes.token(letter, "confirm")])
    assert WORDS in Client().get(link).content.decode()
    rounds.once(server=post[1])
    assert len(post[0].got) == 1
    Client().post(link)
    Client().post(link)
    rounds.once(server=post[1])
    rounds.once(server=post[1])
    assert post[0].to() == ["vera@example.org", "ada@parliament.example"]
    sent = post[0].got[1]
    assert (str(sent["Reply-To"]), str(sent["Subject"])) == ("vera@example.org", "A lawyer for Ilmar Sotnik")
    assert "Vera Lund" in str(sent["From"])
    assert WORDS in " ".join(sent.get_content().split())
    letter.refresh_from_db()
    assert letter.state == "sent"


def test_nearly_anothers_letter_is_hinted_at_and_not_stopped(campaign: Campaign) -> None:
    assert _confirmed(_written(campaign)).status_code == 200
    address, given = _given(campaign, _target("Ada Brandt"), words_0=f"{WORDS} Thank you.", address="o@example.org")
    page = Client().post(address, {**given, "act": "preview"}).content.decode()
    assert "nearly one that somebody else has sent" in page
    other = {**given, "words_0": "My brother shared a cell with him in winter, and came home ill. Please go and look."}
    page = Client().post(address, {**other, "act": "preview"}).content.decode()
    assert "nearly one that somebody else has sent" not in page
    assert Client().post(address, {**given, "act": "send"}).status_code == 302


def test_one_person_writes_to_one_target_once(campaign: Campaign) -> None:
    assert _confirmed(_written(campaign)).status_code == 200
    again = _confirmed(_written(campaign, address="Vera+x@Example.org", name="LUND, Vera"))
    assert again.status_code == 409
    assert _confirmed(_written(campaign, "Una Dorn")).status_code == 200
    assert Letter.objects.filter(state="going").count() == 2


def test_a_target_out_of_date_is_skipped_reached_at_the_office_or_waited_for(campaign: Campaign, post: Post) -> None:
    for name in ("Una Dorn", "Late Entry"):
        _confirmed(_written(campaign, name))
    skipped = reverse("act-write", args=[campaign.slug, "en", _target("Old Entry").pk])
    assert Client().get(skipped).status_code == 404
    Mail.objects.filter(kind="writer").delete()
    rounds.once(server=post[1])
    assert post[0].to() == ["office@ministry.example"]
    Target.objects.filter(name="Late Entry").update(verified=timezone.now().date(), address="new@court.example")
    rounds.once(timezone.now() + timedelta(minutes=3), post[1])
    assert post[0].to() == ["office@ministry.example", "new@court.example"]


def test_a_refused_letter_marks_the_target_and_tells_its_writer(campaign: Campaign, post: Post) -> None:
    letter = _written(campaign, "Ivo Celik")
    _confirmed(letter)
    Mail.objects.filter(kind="writer").delete()
    rounds.once(server=post[1])
    letter.refresh_from_db()
    assert letter.state == "failed"
    assert _target("Ivo Celik").bounced is not None
    rounds.once(server=post[1])
    assert [str(one["Subject"]) for one in post[0].got] == ["Your letter did not arrive"]
    assert [(one.name, one.failed) for one in numbers(campaign)] == [("Ivo Celik, Member of Parliament", 1)]


def test_two_weeks_later_the_writer_is_asked_once_and_the_answer_is_counted(campaign: Campaign, post: Post) -> None:
    letter = _written(campaign)
    _confirmed(letter)
    rounds.once(server=post[1])
    now = timezone.now()
    rounds.once(now + timedelta(days=13, hours=23), post[1])
    assert not Mail.objects.filter(kind="ask").exists()
    rounds.once(now + timedelta(days=14, minutes=1), post[1])
    rounds.once(now + timedelta(days=14, minutes=5), post[1])
    assert Mail.objects.filter(kind="ask").count() == 1
    assert str(post[0].got[-1]["Subject"]) == "Did they answer?"
    link = making.link({"text": post[0].got[-1].get_content()})
    assert Client().get(link).status_code == 200
    assert numbers(campaign)[0].answered == 0
    Client().post(link, {"said": "yes"})
    assert numbers(campaign)[0].answered == 1
    page = Client().get(reverse("act-page", args=[campaign.slug, "en"])).content.decode()
    assert "Ada Brandt" in page
    assert "vera@example.org" not in page


def test_no_letter_goes_on_a_statement_that_fell(campaign: Campaign, post: Post) -> None:
    letter = _written(campaign)
    _confirmed(letter)
    Mail.objects.filter(kind="writer").delete()
    facts = campaign.approved["facts"]
    decided("withhold", next(key for key, fact in facts.items() if fact["kind"] == "event"))
    rounds.once(server=post[1])
    assert post[0].to() == ["publisher@example.org"]
    assert Campaign.objects.get(pk=campaign.pk).state == "paused"


def test_letters_on_what_was_corrected_are_not_sent_once_the_text_is_right(
    campaign: Campaign, post: Post, signed_in: SignedIn
) -> None:
    letter = _written(campaign)
    _confirmed(letter)
    Mail.objects.filter(kind="writer").delete()
    key = next(key for key, fact in campaign.approved["facts"].items() if fact["kind"] == "event")
    decided("withhold", key)
    rounds.once(server=post[1])
    client = signed_in("publisher")
    words = {"title": "Let him see a lawyer", "summary": "", "text": "Write.", "subject": "A lawyer", "prompts": ""}
    client.post(reverse("campaign-text", args=[campaign.pk, "en"]), words)
    assert making.opened_campaign(client, campaign).state == "open"
    rounds.once(timezone.now() + timedelta(hours=1), post[1])
    letter.refresh_from_db()
    assert (post[0].to(), letter.state) == (["publisher@example.org"], "cancelled")


@pytest.mark.promise("I1")
def test_erasure_leaves_no_mark_of_a_writer_whether_their_letter_waits_or_is_on_its_way(campaign: Campaign) -> None:
    mine = {"name": f"Vera {MARK}", "address": f"{MARK}@example.org", "postal": f"1 {MARK} Street", "subject": MARK}
    going = _written(campaign, more=f"{WORDS} {MARK}", **mine)
    _written(campaign, "Una Dorn", **mine)
    other = _written(campaign, address="other@example.org", name="Oskar Tamm")
    writes.answer()
    for letter in (going, other):
        assert writes.confirm(letter) == "going"
    assert traces(MARK) > 3
    own.erase(Contact.objects.get(address=going.address))
    assert traces(MARK) == 0
    assert [one.state for one in Letter.objects.exclude(sealed=None)] == ["going"]
    assert [message["reply_to"] for message in making.mails("letter") if message] == ["other@example.org"]


def test_a_case_has_its_facts_beside_the_letter(campaign: Campaign) -> None:
    page = Client().get(reverse("act-write", args=[campaign.slug, "en", _target("Ada Brandt").pk])).content.decode()
    assert "was arrested on 3 May 2021" in page
    assert "Why does it matter to you?" in page
    assert "<script" not in page


def test_what_a_statement_of_another_case_says_is_not_offered(campaign: Campaign) -> None:
    other = making.case("Petra Volkan", "Orsted")
    assert statement_of(other, "v1") not in str(campaign.approved)
