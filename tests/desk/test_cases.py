"""A case file says where things stand, leads to each statement, and keeps notes, consent, risk and history."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from habeas.desk.cases.models import Consent, Note, Risk
from habeas.model.reading import Reading
from tests.desk.conftest import SignedIn
from tests.desk.room import arrest, decided, stored
from tests.factory import key_of, statement_of

pytestmark = pytest.mark.django_db
NAME = "Ilmar Sotnik"


@pytest.fixture
def reading() -> Reading:
    return stored(arrest(NAME, "Brenna", "2021-05-03"))


def _person(reading: Reading) -> str:
    return key_of(reading, NAME).removeprefix("pe:")


def _page(client: Client, reading: Reading) -> str:
    return client.get(reverse("case", args=[_person(reading)])).content.decode()


def test_a_case_tells_what_its_reports_tell_and_leads_to_each_statement(signed_in: SignedIn, reading: Reading) -> None:
    page = _page(signed_in("viewer"), reading)
    assert f"<h1><bdi>{NAME}</bdi></h1>" in page
    assert "2021-05-03" in page
    digest = reading.report.id.removeprefix("sha256:")
    key = statement_of(reading, "v1").removeprefix("st:")
    assert reverse("report", args=[digest]) + f"#{key}" in page
    assert statement_of(reading, "n1").removeprefix("st:") not in page


def test_the_list_has_those_who_are_held_and_everybody_when_asked(signed_in: SignedIn, reading: Reading) -> None:
    client = signed_in("viewer")
    assert "Dana Petrak" not in client.get(reverse("cases")).content.decode()
    page = client.get(reverse("cases"), {"all": "1"}).content.decode()
    assert NAME in page
    assert "Dana Petrak" in page


def test_every_change_stands_in_the_history_with_its_difference(signed_in: SignedIn, reading: Reading) -> None:
    event = statement_of(reading, "v1")
    decided("correct", event, correction={"when": "2021-05-02"}, reason="the register says so")
    decided("accept", statement_of(reading, "n1"))
    page = _page(signed_in("viewer"), reading).split('id="history"')[1]
    assert "<del><bdi>2021-05-03</bdi></del> → <ins><bdi>2021-05-02</bdi></ins>" in page
    assert "the register says so" in page
    assert page.count("<strong>") == 1


def test_notes_consent_and_risk_are_signed_and_dated(signed_in: SignedIn, reading: Reading) -> None:
    person = _person(reading)
    signed_in("documenter").post(reverse("case-note", args=[person]), {"note-text": "call <b>again</b>"})
    told = {"use": "publish", "answer": "given", "told_by": "her sister", "told": "2021-05-07"}
    given = {f"consent-{name}": value for name, value in told.items()}
    signed_in("publisher").post(reverse("case-consent", args=[person]), given)
    risk = {"risk-use": "name", "risk-level": "grave", "risk-what": "his family is watched"}
    signed_in("publisher").post(reverse("case-risk", args=[person]), risk)
    page = _page(signed_in("viewer"), reading)
    assert "call &lt;b&gt;again&lt;/b&gt;" in page
    assert "her sister" in page
    assert "his family is watched" in page
    assert Note.objects.get().by.name == "The documenter"
    assert (Consent.objects.get().person, Risk.objects.get().by.name) == (f"pe:{person}", "The publisher")


def test_what_is_no_date_of_a_consent_is_refused(signed_in: SignedIn, reading: Reading) -> None:
    given = {"consent-use": "publish", "consent-answer": "given", "consent-told_by": "she", "consent-told": "monday"}
    answer = signed_in("publisher").post(reverse("case-consent", args=[_person(reading)]), given)
    assert answer.status_code == 400
    assert "This is no date" in answer.content.decode()
    assert not Consent.objects.exists()


def test_a_case_that_is_not_there_is_not_found(signed_in: SignedIn) -> None:
    assert signed_in("viewer").get(reverse("case", args=["0" * 20])).status_code == 404


def test_a_case_leads_to_a_campaign_about_it(signed_in: SignedIn, reading: Reading) -> None:
    address = f"{reverse('start-campaign')}?person={_person(reading)}"
    client = signed_in("documenter")
    assert address in _page(client, reading)
    assert client.get(address).status_code == 200
    assert address not in _page(signed_in("viewer"), reading)
