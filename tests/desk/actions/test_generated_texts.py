"""Of generated cases, whatever a campaign's texts refer to, only permitted statements of that very case come out.

HABEAS_CASES=1000 makes that many (`make letters`); HABEAS_SEED begins elsewhere.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse

from habeas.acting.facts import Fact
from habeas.desk.actions.models import Addressee, Campaign, Update
from habeas.desk.actions.telling import GONE, Telling
from habeas.desk.people.models import Member
from habeas.desk.signing.delivery import document
from habeas.documents import as_html, as_pdf
from habeas.documents.model import text_of
from habeas.model.identity import statement_key
from tests.acting.test_generated import CASES, PAGES_EACH, SEED, Generated, generated
from tests.desk.actions.making import at
from tests.publishing.secret_worlds import MARKER

LANGUAGES = ("en", "fr", "ar", "ru")


def _text(keys: list[str]) -> str:
    """A writer who refers to every statement of every report, permitted or not, and shows its quotation."""
    return "\n\n".join(f'[[{key}|"]] [[{key}]]' for key in keys)


def _copy(text: str) -> dict[str, Any]:
    demands = [{"number": 1, "text": text, "to": ["The Minister"]}]
    return {"title": text, "summary": text, "text": text, "subject": text, "prompts": text, "demands": demands}


@pytest.mark.django_db
@pytest.mark.promise("G5")
def test_a_campaign_says_what_its_case_says_and_nothing_withheld(members: dict[str, Member]) -> None:
    campaign = Campaign.objects.create(
        kind="petition", slug="one", state="open", language="en", by=members["publisher"]
    )
    to = Addressee.objects.create(campaign=campaign, name="The Minister")
    texts = values = shown = gone = hidden = 0
    for number, one in enumerate(generated(CASES)):
        language = LANGUAGES[number % len(LANGUAGES)]
        facts = {fact.key: fact for fact in one.matter.facts}
        keys = [statement_key(reading, kind, said) for reading in one.raw for kind, said in reading.statements()]
        news = Update(titles={language: _text(keys)}, texts={language: _text(keys)}, day=date(2024, 8, 2), pk=1)
        page = Telling(language, _copy(_text(keys)), [news], facts.values()).page()
        values += _checked(page, facts, one)
        gone += sum(key not in facts for key in keys)
        campaign.shown = {language: page}
        campaign.language = language
        campaign.save()
        found = _markers(campaign, to, page, pages=number % PAGES_EACH == 0)
        assert not found & one.forbidden, f"seed {SEED}, case {number}"
        texts, shown, hidden = texts + 8, shown + len(found), hidden + len(one.forbidden)
    print(f"{texts} texts, {values} values, {gone} references refused, {hidden} withheld, none of these found")
    assert min(values, shown, gone) > CASES * 5


def _checked(page: dict[str, Any], facts: dict[str, Fact], one: Generated) -> int:
    """Every number leads to a permitted statement of the case, and stands behind what that statement says."""
    permitted = {statement_key(reading, kind, said) for reading in one.readings for kind, said in reading.statements()}
    sources = {source["n"]: facts[source["key"]] for source in page["sources"]}
    assert {fact.key for fact in sources.values()} <= permitted
    assert all(one.matter.case.id in fact.cases for fact in sources.values())
    parts = [*page["paragraphs"], *(demand["pieces"] for demand in page["demands"])]
    parts += [paragraph for update in page["updates"] for paragraph in update["paragraphs"]]
    count = 0
    for piece in (piece for part in parts for piece in part):
        if piece.get("n"):
            assert piece["t"] in ("", f"“{sources[piece['n']].quotation}”")
            count += 1
        else:
            assert piece["t"].strip() in ("", GONE)
    return count


def _markers(campaign: Campaign, to: Addressee, page: dict[str, Any], *, pages: bool) -> set[str]:
    given = document(campaign, to, ["Vera Lund"], at("2024-08-02"))
    texts = [msgspec.json.encode(page).decode(), *text_of(given), as_html(given)]
    if pages:
        names = {"slug": campaign.slug, "language": campaign.language}
        ways = [reverse("act-page", kwargs=names), reverse("act-snippet", kwargs=names), reverse("act-feed")]
        ways += [reverse("act-one-json", args=[campaign.slug]), reverse("act-feed-one", args=[campaign.slug])]
        ways += [reverse("act-index"), reverse("act-json"), reverse("act-csv")]
        ways += [reverse("act-demands-json"), reverse("act-demands-csv")]
        for way in ways:
            answer = Client().get(way)
            assert answer.status_code == 200
            texts.append(answer.content.decode())
        printed = pypdfium2.PdfDocument(as_pdf(given))
        texts += [one.get_textpage().get_text_range() for one in printed]
    return {marker for text in texts for marker in MARKER.findall(text)}
