"""A petition from its making to its delivery, and what signing does and does not do."""

from __future__ import annotations

import msgspec
import pytest
from django.test import Client
from django.urls import reverse

from habeas.desk.actions import rounds
from habeas.desk.actions.models import Campaign
from habeas.desk.contacts.models import Contact
from habeas.desk.people.models import Member
from habeas.desk.signing import intake
from habeas.desk.signing.models import Signature, Submission
from habeas.desk.signing.writes import count
from habeas.desk.store import workspace
from tests.desk.actions import making
from tests.desk.conftest import SignedIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def petition(signed_in: SignedIn, members: dict[str, Member]) -> Campaign:
    """An open petition in three languages."""
    return making.petition(signed_in("publisher"), members["publisher"], ("en", "fr", "ar"))[0]


def test_a_petition_made_from_a_case_opens_with_its_texts_demands_and_sources(petition: Campaign) -> None:
    assert (petition.state, sorted(petition.shown)) == ("open", ["ar", "en", "fr"])
    page = Client().get(reverse("act-page", args=[petition.slug, "en"])).content.decode()
    assert "Ilmar Sotnik was arrested on 3 May 2021" in page
    assert "Let him see his lawyer without anybody listening." in page
    assert "The Minister of Justice" in page
    assert "[[" not in page
    assert "Dana Petrak" in page  # who said it, with the source


def test_a_signature_counts_once_its_button_is_pressed_and_not_by_the_link_alone(petition: Campaign) -> None:
    client = Client()
    response = making.sign(client, petition, "Vera Lund", "vera@example.org")
    assert (response.status_code, count(petition)) == (302, 0)
    intake.answer()
    link = making.link(making.mails()[0])
    page = client.get(link)
    assert (page.status_code, count(petition)) == (200, 0)
    assert "I sign" in page.content.decode()
    assert client.post(link).status_code == 200
    assert count(petition) == 1
    client.post(link)
    assert count(petition) == 1


@pytest.mark.promise("H6")
def test_no_public_page_sets_a_cookie_or_runs_a_script(petition: Campaign) -> None:
    client = Client()
    making.signed(client, petition, "Vera Lund", "vera@example.org")
    for address in (
        reverse("act-index"),
        reverse("act-page", args=[petition.slug, "ar"]),
        reverse("act-own"),
        reverse("act-json"),
        reverse("act-demands-csv"),
    ):
        response = client.get(address)
        assert not response.cookies
        assert b"<script" not in response.content
        assert "script-src 'none'" in response.headers["Content-Security-Policy"]
    assert not client.cookies


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_the_page_speaks_its_language_and_runs_its_way(petition: Campaign, language: str) -> None:
    page = Client().get(reverse("act-page", args=[petition.slug, language])).content.decode()
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in page
    assert making.TITLES[language] in page
    assert making.DEMANDS[language].replace("'", "&#x27;") in page


@pytest.mark.promise("H6")
def test_a_name_is_shown_as_its_signer_chose(petition: Campaign) -> None:
    client = Client()
    making.signed(client, petition, "Vera Lund", "vera@example.org", shown="full")
    making.signed(client, petition, "Oskar Tamm", "oskar@example.org", shown="initials")
    making.signed(client, petition, "Nobody Shown", "hidden@example.org")
    page = client.get(reverse("act-page", args=[petition.slug, "en"])).content.decode()
    assert "Vera Lund" in page
    assert "O. T." in page
    assert "Oskar" not in page
    assert "Nobody" not in page
    assert "@example.org" not in page
    assert "3</span> people have signed" in page


def test_what_is_missing_is_said_and_what_was_typed_stays(petition: Campaign) -> None:
    response = making.sign(Client(), petition, "Vera Lund", "no address")
    page = response.content.decode()
    assert response.status_code == 400
    assert "Please give an e-mail address" in page
    assert 'value="Vera Lund"' in page
    assert not Submission.objects.exists()


def test_a_form_without_our_token_is_given_back(petition: Campaign) -> None:
    given = {"name": "Vera Lund", "address": "vera@example.org", "shown": "none", "token": "x"}
    response = Client().post(reverse("act-sign", args=[petition.slug, "en"]), given)
    assert response.status_code == 400
    assert "press the button once more" in response.content.decode()


@pytest.mark.promise("H6")
def test_addresses_and_names_stand_nowhere_readable(petition: Campaign) -> None:
    making.signed(Client(), petition, "Vera Zwyxel", "vera.zwyxel@example.org")
    rows = [*Submission.objects.values_list(), *Signature.objects.values_list(), *Contact.objects.values_list()]
    assert "zwyxel" not in str([bytes(x) if isinstance(x, memoryview) else x for row in rows for x in row]).lower()


def test_a_closed_petition_takes_no_signature_and_says_so(petition: Campaign, signed_in: SignedIn) -> None:
    client = Client()
    making.sign(client, petition, "Vera Lund", "vera@example.org")
    intake.answer()
    link = making.link(making.mails()[0])
    signed_in("publisher").post(reverse("close-campaign", args=[petition.pk]))
    response = client.post(link)
    assert (response.status_code, count(petition)) == (409, 0)
    page = client.get(reverse("act-page", args=[petition.slug, "en"])).content.decode()
    assert "This petition is closed." in page
    assert "<form" not in page.split("<main")[1]


def test_similar_campaigns_are_shown_before_another_is_made(petition: Campaign, signed_in: SignedIn) -> None:
    given = {"kind": "petition", "slug": "another", "language": "en", "title": "Something else"}
    address = f"{reverse('start-campaign')}?person={petition.person.removeprefix('pe:')}"
    response = signed_in("publisher").post(address, given)
    assert (response.status_code, Campaign.objects.count()) == (200, 1)
    assert making.TITLES["en"] in response.content.decode()
    assert signed_in("publisher").post(address, {**given, "anyway": "on"}).status_code == 302
    assert Campaign.objects.count() == 2


def test_sources_lead_to_their_kept_copies_where_the_operator_has_an_archive(
    petition: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.conf import settings

    page = reverse("act-page", args=[petition.slug, "en"])
    assert "Archived copy" not in Client().get(page).content.decode()
    with_archive = msgspec.structs.replace(settings.RUN, archive="https://archive.example/{sha256}")
    monkeypatch.setattr(settings, "RUN", with_archive)
    with workspace() as opened:
        rounds.look_again(opened, every=True)
    petition.refresh_from_db()
    address = f"https://archive.example/{petition.shown['en']['sources'][0]['sha256']}"
    assert f'<a href="{address}" rel="noreferrer">Archived copy</a>' in Client().get(page).content.decode()
    assert petition.state == "open"
