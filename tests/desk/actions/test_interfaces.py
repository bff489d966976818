"""Campaigns for other programs and other people's pages, and the petition as it is delivered."""

from __future__ import annotations

import csv
import io
import json
from xml.etree import ElementTree

import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse

from habeas.desk.actions.models import Campaign
from habeas.desk.signing.models import Signature
from habeas.model.reading import Reading
from tests.desk.actions import making
from tests.desk.conftest import SignedIn

pytestmark = pytest.mark.django_db
Made = tuple[Campaign, Reading]
ATOM = "{http://www.w3.org/2005/Atom}"


def test_json_has_the_names_of_osdi_and_the_true_number(made: Made) -> None:
    client = Client()
    making.signed(client, made[0], "Vera Lund", "vera@example.org", shown="full")
    whole = json.loads(client.get(reverse("act-json")).content)
    one = json.loads(client.get(reverse("act-one-json", args=[made[0].slug])).content)
    assert (whole["total_records"], whole["osdi:petitions"][0]["total_signatures"]) == (1, 1)
    assert one["target"] == [{"name": "The Minister of Justice", "title": "Ministry of Justice"}]
    assert one["habeas:demands"][0]["text"] == making.DEMANDS["en"]
    assert one["petition_text"].startswith("Ilmar Sotnik was arrested on 3 May 2021")
    assert "Vera" not in json.dumps([whole, one])


def test_csv_runs_nothing(made: Made) -> None:
    shown = {**made[0].shown, "en": {**made[0].shown["en"], "title": "=HYPERLINK(1)"}}
    Campaign.objects.filter(pk=made[0].pk).update(shown=shown)
    lines = list(csv.DictReader(io.StringIO(Client().get(reverse("act-csv")).content.decode())))
    assert [(one["title"], one["total_signatures"]) for one in lines] == [("'=HYPERLINK(1)", "0")]


def test_demands_leave_with_whom_they_are_made_of_and_what_was_answered(made: Made, signed_in: SignedIn) -> None:
    addressee = made[0].addressees.get()
    given = {"addressee": addressee.pk, "day": "2026-02-03", "outcome": "partly", "texts_en": "Once."}
    signed_in("publisher").post(reverse("campaign-part", args=[made[0].pk, "answers"]), given)
    whole = json.loads(Client().get(reverse("act-demands-json")).content)
    lines = list(csv.DictReader(io.StringIO(Client().get(reverse("act-demands-csv")).content.decode())))
    assert whole == {"total_records": 1, "habeas:demands": lines}
    assert (lines[0]["text"], lines[0]["target"]) == (making.DEMANDS["en"], str(addressee))
    assert lines[0]["outcome"] == f"{addressee}: partly"


def test_news_are_a_feed_and_stand_on_the_page(made: Made, signed_in: SignedIn) -> None:
    given = {"kind": "news", "day": "2026-02-03", "titles_en": "She saw him <once>", "texts_en": "For ten minutes."}
    response = signed_in("publisher").post(reverse("campaign-part", args=[made[0].pk, "news"]), given)
    assert response.status_code == 302, response.content.decode()
    client = Client()
    for address in (reverse("act-feed"), reverse("act-feed-one", args=[made[0].slug])):
        feed = ElementTree.fromstring(client.get(address).content)
        entry = feed.find(f"{ATOM}entry")
        assert entry is not None
        assert [entry.findtext(f"{ATOM}{tag}") for tag in ("title", "content")] == [
            "She saw him <once>",
            "For ten minutes.",
        ]
    page = client.get(reverse("act-page", args=[made[0].slug, "en"])).content.decode()
    assert "She saw him &lt;once&gt;" in page


def test_news_that_refer_to_what_does_not_stand_are_not_taken(made: Made, signed_in: SignedIn) -> None:
    text = f"[[st:{'0' * 20}|He was freed]]."
    given = {"kind": "news", "day": "2026-02-03", "titles_en": "Free", "texts_en": text}
    response = signed_in("publisher").post(reverse("campaign-part", args=[made[0].pk, "news"]), given)
    assert response.status_code == 400
    assert not made[0].updates.exists()


def test_the_piece_for_others_pages_is_plain_html(made: Made) -> None:
    page = Client().get(reverse("act-snippet", args=[made[0].slug, "en"])).content.decode()
    assert making.TITLES["en"] in page
    assert f"http://testserver/act/{made[0].slug}/en/" in page
    assert not any(word in page for word in ("<script", "<iframe", "<img", "<link", "style="))


@pytest.mark.promise("H6")
def test_what_is_delivered_holds_text_demands_sources_and_names_and_no_address(made: Made, signed_in: SignedIn) -> None:
    client = Client()
    making.signed(client, made[0], "Vera Lund", "vera@example.org")
    making.signed(client, made[0], "Oskar Tamm", "oskar@example.org")
    desk = signed_in("publisher")
    response = desk.post(reverse("deliver", args=[made[0].pk]), {"addressee": made[0].addressees.get().pk})
    text = " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(response.content))
    for words in ("Vera Lund", "Oskar Tamm", "2 people have signed", "The Minister of Justice", "3 May 2021"):
        assert words in " ".join(text.split())
    assert "example.org" not in text
    delivery = made[0].deliveries.get()
    assert (delivery.count, len(delivery.digest), delivery.day) == (2, 64, None)
    public = reverse("act-page", args=[made[0].slug, "en"])
    assert "Delivered" not in client.get(public).content.decode()
    desk.post(reverse("given", args=[made[0].pk, delivery.pk]), {"day": "2026-03-01", "how": "by hand"})
    assert "by hand" in client.get(public).content.decode()


@pytest.mark.promise("H6")
def test_who_may_not_publish_does_not_get_the_names(made: Made, signed_in: SignedIn) -> None:
    making.signed(Client(), made[0], "Vera Lund", "vera@example.org")
    client = signed_in("reviewer")
    for name in ("deliver", "moderate"):
        assert client.get(reverse(name, args=[made[0].pk])).status_code == 403
    assert "Vera" not in client.get(reverse("campaign", args=[made[0].pk])).content.decode()


def test_an_answer_is_on_the_page_and_in_the_data(made: Made, signed_in: SignedIn) -> None:
    given = {"addressee": made[0].addressees.get().pk, "day": "2026-04-01", "outcome": "refused", "texts_en": "No."}
    signed_in("publisher").post(reverse("campaign-part", args=[made[0].pk, "answers"]), given)
    client = Client()
    assert "No." in client.get(reverse("act-page", args=[made[0].slug, "en"])).content.decode()
    one = json.loads(client.get(reverse("act-one-json", args=[made[0].slug])).content)
    assert one["habeas:answers"][0]["outcome"] == "refused"


def test_each_signature_notes_the_version_of_the_text_that_it_is_under(made: Made, signed_in: SignedIn) -> None:
    making.signed(Client(), made[0], "Vera Lund", "vera@example.org")
    address = reverse("campaign-text", args=[made[0].pk, "en"])
    signed_in("publisher").post(address, {"title": "Another title", "summary": "", "text": "Another text."})
    making.opened_campaign(signed_in("publisher"), made[0])
    making.signed(Client(), made[0], "Oskar Tamm", "oskar@example.org")
    assert list(Signature.objects.order_by("id").values_list("shape", flat=True)) == [1, 2]
