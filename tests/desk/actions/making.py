"""A petition and a campaign of letters that rest on a case, as a team makes them at its desk."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from django.test import Client
from django.urls import reverse

from habeas.desk.actions.models import Campaign, Demand
from habeas.desk.cases.models import Consent
from habeas.desk.contacts.sealing import opened
from habeas.desk.index.models import Person
from habeas.desk.mailing.models import Mail
from habeas.desk.people.models import Member
from habeas.desk.signing import intake
from habeas.desk.signing.models import Submission
from habeas.model.reading import Reading
from tests.desk.room import arrest, decided, stored
from tests.factory import statement_of

NAME = "Ilmar Sotnik"
TITLES = {
    "en": "Let Ilmar Sotnik see his lawyer",
    "fr": "Que Ilmar Sotnik voie son avocate",
    "ar": "دعوا إلمار سوتنيك يرى محاميته",
}
DEMANDS = {
    "en": "Let him see his lawyer without anybody listening.",
    "fr": "Qu'il voie son avocate sans témoin.",
    "ar": "دعوه يرى محاميته دون رقيب.",
}


def case(name: str = NAME, place: str = "Varnholt") -> Reading:
    """A report of an arrest of which all may be said in public."""
    reading = stored(arrest(name, place, "2021-05-03"))
    for ref in ("c1", "v1", "n1"):
        key = statement_of(reading, ref)
        decided("accept", key)
        decided("permit", key)
    return reading


def consented(by: Member, person: str) -> None:
    """Somebody's family agrees that they are named in public."""
    for use in ("name", "publish", "submit"):
        Consent.objects.create(person=person, by=by, use=use, answer="given", told_by="her sister", told="2021-05-05")


def started(client: Client, reading: Reading, kind: str = "petition", **more: Any) -> Campaign:
    """A draft made from the case, as the pages make it."""
    person = Person.objects.get(report=reading.report.id, detained=True)
    given = {"kind": kind, "slug": "see-his-lawyer", "language": "en", "title": TITLES["en"], **more}
    response = client.post(f"{reverse('start-campaign')}?person={person.number}", given)
    assert response.status_code == 302, response.content.decode()
    return Campaign.objects.get(slug=given["slug"])


def text(reading: Reading, language: str = "en") -> str:
    """A text that rests on the arrest."""
    key = statement_of(reading, "v1")
    words = {
        "en": f"[[{key}|Ilmar Sotnik was arrested on 3 May 2021]]. He has not seen his lawyer since.",
        "fr": f"[[{key}|Ilmar Sotnik a été arrêté le 3 mai 2021]]. Il n'a pas vu son avocate depuis.",
        "ar": f"[[{key}|اعتقل إلمار سوتنيك في 3 مايو 2021]]. ولم ير محاميته منذ ذلك الحين.",
    }
    return words[language]


def filled(client: Client, campaign: Campaign, reading: Reading, languages: tuple[str, ...] = ("en",)) -> Demand | None:
    """Texts, an addressee and a demand, by the pages of the desk."""
    for language in languages:
        if language != campaign.language:
            client.post(reverse("campaign-language", args=[campaign.pk]), {"language": language})
        wording = {"title": TITLES[language], "summary": "", "text": text(reading, language)}
        more = {"subject": TITLES[language], "prompts": "Why does it matter to you?\nWhat do you ask?"}
        client.post(reverse("campaign-text", args=[campaign.pk, language]), {**wording, **more})
    part = reverse("campaign-part", args=[campaign.pk, "addressees"])
    client.post(part, {"name": "The Minister of Justice", "post": "Ministry of Justice", "address": "", "language": ""})
    addressee = campaign.addressees.get()
    words = {f"texts_{language}": DEMANDS[language] for language in languages}
    given = {"number": 1, "addressees": [addressee.pk], **words}
    answer = client.post(reverse("campaign-part", args=[campaign.pk, "demands"]), given)
    assert answer.status_code == 302, answer.content.decode()
    return campaign.demands.first()


def opened_campaign(client: Client, campaign: Campaign) -> Campaign:
    """Opens it by the page of the desk."""
    client.post(reverse("open-campaign", args=[campaign.pk]), {"seen": "on"})
    campaign.refresh_from_db()
    return campaign


def petition(client: Client, member: Member, languages: tuple[str, ...] = ("en",)) -> tuple[Campaign, Reading]:
    """An open petition."""
    reading = case()
    campaign = started(client, reading)
    consented(member, campaign.person)
    filled(client, campaign, reading, languages)
    return opened_campaign(client, campaign), reading


def form_of(client: Client, campaign: Campaign, language: str = "en") -> dict[str, str]:
    """The hidden fields of the form on the public page."""
    page = client.get(reverse("act-page", args=[campaign.slug, language])).content.decode()
    found = re.search(r'name="token" value="([^"]+)"', page)
    assert found is not None, page
    return {"token": found[1]}


def sign(client: Client, campaign: Campaign, name: str, address: str, **more: Any) -> Any:
    """Fills the form in and sends it."""
    language = more.pop("language", "en")
    given = {**form_of(client, campaign, language), "name": name, "address": address, "shown": "none", **more}
    return client.post(reverse("act-sign", args=[campaign.slug, language]), given)


def mails(kind: str = "") -> list[dict[str, str]]:
    """What the messages in the queue say, in their order."""
    some = Mail.objects.filter(kind=kind) if kind else Mail.objects.all()
    return [opened(one.sealed, "mail") for one in some.order_by("made", "id")]


def link(message: dict[str, str]) -> str:
    """The link in a message, as a path."""
    found = re.search(r"https?://[^/\s]+(/\S+)", message["text"])
    assert found is not None, message
    return found[1]


def signed(client: Client, campaign: Campaign, name: str, address: str, **more: Any) -> None:
    """Signs and confirms."""
    before = set(Submission.objects.values_list("pk", flat=True))
    sign(client, campaign, name, address, **more)
    intake.answer()
    newest = Submission.objects.exclude(pk__in=before).get()
    client.post(reverse("act-confirm", args=[intake.token(newest)]))


def at(day: str) -> datetime:
    """Noon of a day, UTC."""
    return datetime.fromisoformat(f"{day}T12:00:00+00:00")
