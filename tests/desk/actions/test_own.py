"""One's own data: asked for the least, shown, taken back, handed over, and removed without a trace."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from habeas.desk.actions import rounds
from habeas.desk.actions.models import Campaign
from habeas.desk.contacts import own
from habeas.desk.contacts.models import Blocked, Consent, Contact, Purpose
from habeas.desk.contacts.sealing import SealError, opened
from habeas.desk.mailing.models import Mail
from habeas.desk.signing import intake
from habeas.desk.signing.models import Submission
from habeas.desk.signing.writes import count
from habeas.model.reading import Reading
from tests.desk.actions import making
from tests.desk.actions.conftest import Post
from tests.desk.conftest import SignedIn

pytestmark = pytest.mark.django_db
MARK = "Zwyxelqvar"
Made = tuple[Campaign, Reading]


@pytest.fixture
def purposes(made: Made, signed_in: SignedIn) -> list[Purpose]:
    """Two purposes under the petition."""
    for words in ("I want to hear how it goes on", "I want to hear of other petitions"):
        signed_in("publisher").post(
            reverse("campaign-part", args=[made[0].pk, "purposes"]), {"texts_en": words}
        )  # fmt: skip
    return list(Purpose.objects.order_by("id"))


def _contact() -> Contact:
    return Contact.objects.get()


def _page() -> str:
    return reverse("act-own-page", args=[own.token(_contact())])


def everything() -> Iterator[bytes]:
    """Every value of every row of the database, and what the sealed ones hold."""
    for model in apps.get_models():
        for row in model._default_manager.values_list():
            for value in row:
                raw = bytes(value) if isinstance(value, memoryview | bytes) else str(value).encode()
                yield raw
                yield _unsealed(raw)


def _unsealed(raw: bytes) -> bytes:
    for what in ("contact", "submission", "signature", "mail", "letter", "inquiry"):
        try:
            return json.dumps(opened(raw, what), ensure_ascii=False).encode()
        except (SealError, ValueError):
            continue
    return b""


def traces(mark: str) -> int:
    """In how many values a mark stands, whatever its case."""
    return sum(mark.lower().encode() in one.lower() for one in everything())


def test_a_box_is_unticked_and_only_what_was_ticked_is_agreed_to_in_its_words(
    made: Made, purposes: list[Purpose]
) -> None:
    client = Client()
    page = client.get(reverse("act-page", args=[made[0].slug, "en"])).content.decode()
    assert "checked" not in page.split('name="agreed"', 1)[1]
    making.signed(client, made[0], "Vera Lund", "vera@example.org", agreed=[purposes[1].pk])
    consent = Consent.objects.get()
    assert (consent.purpose, consent.wording, consent.language) == (
        purposes[1],
        "I want to hear of other petitions",
        "en",
    )


def test_nothing_is_agreed_to_before_the_button_is_pressed(made: Made, purposes: list[Purpose]) -> None:
    making.sign(Client(), made[0], "Vera Lund", "vera@example.org", agreed=[purposes[0].pk])
    intake.answer()
    assert not Consent.objects.exists()
    assert not Contact.objects.exists()


def test_a_wording_that_people_agreed_to_is_never_changed(
    made: Made, purposes: list[Purpose], signed_in: SignedIn
) -> None:
    making.signed(Client(), made[0], "Vera Lund", "vera@example.org", agreed=[purposes[0].pk])
    address = reverse("campaign-one-part", args=[made[0].pk, "purposes", purposes[0].pk])
    signed_in("publisher").post(address, {"texts_en": "I want everything"})
    purposes[0].refresh_from_db()
    assert purposes[0].texts == {"en": "I want to hear how it goes on"}
    assert purposes[0].retired is not None
    assert Consent.objects.get().wording == "I want to hear how it goes on"


def test_whoever_asks_gets_the_same_page_and_only_a_known_mailbox_a_link(made: Made, post: Post) -> None:
    client = Client()
    making.signed(client, made[0], "Vera Lund", "vera@example.org")
    Mail.objects.all().delete()
    answers = [
        client.post(reverse("act-own"), {"address": address}) for address in ("vera@example.org", "no@example.org")
    ]
    assert len({(one.status_code, one.headers["Location"], one.content) for one in answers}) == 1
    rounds.once(server=post[1])
    assert post[0].to() == ["vera@example.org"]
    page = client.get(making.link({"text": post[0].got[0].get_content()})).content.decode()
    assert "Vera Lund" in page


def test_a_copy_holds_all_that_is_kept_and_nothing_of_others(made: Made, purposes: list[Purpose]) -> None:
    client = Client()
    making.signed(client, made[0], "Other Person", "other@example.org")
    Contact.objects.all()
    making.signed(client, made[0], "Vera Lund", "vera@example.org", agreed=[purposes[0].pk], shown="initials")
    mine = next(one for one in Contact.objects.all() if own.told(one)["address"] == "vera@example.org")
    copy = json.loads(client.post(reverse("act-own-page", args=[own.token(mine)]), {"act": "export"}).content)
    assert [one["name"] for one in copy["signatures"]] == ["Vera Lund"]
    assert [one["wording"] for one in copy["consents"]] == ["I want to hear how it goes on"]
    assert "other" not in json.dumps(copy).lower()


def test_a_signature_is_taken_back_and_can_be_given_again(made: Made) -> None:
    client = Client()
    making.signed(client, made[0], "Vera Lund", "vera@example.org", shown="full")
    number = str(_contact().signatures.get().pk)
    client.post(_page(), {"act": "withdraw", "number": number})
    assert count(made[0]) == 0
    assert "Vera" not in client.get(reverse("act-page", args=[made[0].slug, "en"])).content.decode()
    making.signed(client, made[0], "Vera Lund", "vera@example.org")
    assert (count(made[0]), _contact().signatures.count()) == (1, 1)


def test_what_was_agreed_to_is_taken_back(made: Made, purposes: list[Purpose]) -> None:
    client = Client()
    making.signed(client, made[0], "Vera Lund", "vera@example.org", agreed=[one.pk for one in purposes])
    first = Consent.objects.order_by("id")[0]
    client.post(_page(), {"act": "consent", "number": str(first.pk)})
    assert [one.withdrawn is None for one in Consent.objects.order_by("id")] == [False, True]


def test_a_link_to_somebodys_data_is_good_for_thirty_days(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client()
    making.signed(client, made[0], "Vera Lund", "vera@example.org")
    address, now = _page(), timezone.now().timestamp()
    monkeypatch.setattr("django.core.signing.time.time", lambda: now + 30 * 86400 - 60)
    assert client.get(address).status_code == 200
    monkeypatch.setattr("django.core.signing.time.time", lambda: now + 30 * 86400 + 60)
    assert client.get(address).status_code == 404


def test_erasure_leaves_no_mark_of_a_signer_in_the_database_queued_mail_included(
    made: Made, purposes: list[Purpose]
) -> None:
    client = Client()
    name, address = f"Vera {MARK}", f"vera.{MARK}@example.org"
    making.signed(client, made[0], name, address, shown="full", agreed=[one.pk for one in purposes])
    making.sign(client, made[0], f"{name} again", address)
    intake.answer()
    client.post(reverse("act-own"), {"address": address})
    own.answer()
    assert traces(MARK) > 5
    client.post(_page(), {"act": "erase"})
    assert traces(MARK) == 0
    assert not Mail.objects.exists()
    assert (count(made[0]), Contact.objects.count(), Submission.objects.count()) == (0, 0, 0)


def test_whoever_wants_no_mail_ever_again_gets_none(made: Made, post: Post) -> None:
    client = Client()
    making.signed(client, made[0], "Vera Lund", "vera@example.org")
    client.post(_page(), {"act": "block"})
    assert (traces("vera"), Blocked.objects.get().why) == (0, "asked")
    making.sign(client, made[0], "Vera Lund", "v.e.r.a+new@example.org".replace("v.e.r.a", "Vera"))
    rounds.once(server=post[1])
    assert post[0].got == []


@pytest.mark.promise("I1")
def test_the_erasure_of_a_documented_person_empties_the_campaign_and_its_mail(made: Made) -> None:
    from habeas.desk.actions import forgetting
    from habeas.desk.index.models import Person, Report
    from habeas.desk.store import workspace

    campaign = made[0]
    client = Client()
    making.signed(client, campaign, "Vera Lund", "vera@example.org")
    making.sign(client, campaign, "Oskar Tamm", "oskar@example.org")
    intake.answer()
    Mail.objects.update(state="waiting")
    Person.objects.filter(report=made[1].report.id).delete()
    Report.objects.filter(pk=made[1].report.id).delete()
    from habeas.desk.worklists.models import Matter

    Matter.objects.all().delete()
    with workspace() as work:
        assert forgetting.forget(work) == 1
        assert forgetting.forget(work) == 0
    campaign.refresh_from_db()
    assert (campaign.state, campaign.shown, campaign.approved, count(campaign)) == ("erased", {}, {}, 1)
    assert traces("Sotnik") == 0
    assert traces("see-his-lawyer") == 0
    assert client.get(reverse("act", args=["see-his-lawyer"])).status_code == 404


def test_nothing_that_a_signer_gave_stands_readable_in_the_file_of_the_database(made: Made) -> None:
    making.signed(Client(), made[0], f"Vera {MARK}", f"{MARK}@example.org")
    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed FROM signing_submission UNION ALL SELECT sealed FROM contacts_contact")
        rows = [bytes(row[0]) for row in cursor.fetchall()]
    assert len(rows) == 2
    assert not any(MARK.encode() in row for row in rows)


def _news(made: Made, signed_in: SignedIn, purpose: Purpose) -> None:
    client = signed_in("publisher")
    part = reverse("campaign-part", args=[made[0].pk, "news"])
    client.post(part, {"kind": "news", "day": "2026-02-03", "titles_en": "He saw her", "texts_en": "For ten minutes."})
    client.post(reverse("send-news", args=[made[0].pk, made[0].updates.get().pk]), {"purpose": purpose.pk})


def test_news_go_to_those_alone_who_agreed_once_and_with_the_way_out(
    made: Made, purposes: list[Purpose], signed_in: SignedIn, post: Post
) -> None:
    client = Client()
    making.signed(client, made[0], "Vera Lund", "vera@example.org", agreed=[purposes[0].pk])
    making.signed(client, made[0], "Oskar Tamm", "oskar@example.org", agreed=[purposes[1].pk])
    making.signed(client, made[0], "Nora Falk", "nora@example.org")
    Mail.objects.all().delete()
    _news(made, signed_in, purposes[0])
    address = reverse("send-news", args=[made[0].pk, made[0].updates.get().pk])
    signed_in("publisher").post(address, {"purpose": purposes[0].pk})
    rounds.once(server=post[1])
    assert post[0].to() == ["vera@example.org"]
    words = post[0].got[0].get_content()
    assert "For ten minutes." in words
    assert "I want to hear how it goes on" in words
    assert "/act/own/" in words


def test_news_that_wait_are_not_sent_to_whoever_took_their_consent_back(
    made: Made, purposes: list[Purpose], signed_in: SignedIn, post: Post
) -> None:
    client = Client()
    making.signed(client, made[0], "Vera Lund", "vera@example.org", agreed=[purposes[0].pk])
    Mail.objects.all().delete()
    _news(made, signed_in, purposes[0])
    client.post(_page(), {"act": "consent", "number": str(Consent.objects.get().pk)})
    rounds.once(server=post[1])
    assert post[0].got == []


def test_consent_has_its_day(made: Made, purposes: list[Purpose]) -> None:
    making.signed(Client(), made[0], "Vera Lund", "vera@example.org", agreed=[purposes[0].pk])
    assert timezone.now() - Consent.objects.get().given < timedelta(minutes=5)
