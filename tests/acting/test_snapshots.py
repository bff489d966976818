"""Each form in each language, word for word, as it was when somebody last looked at its pages.

HABEAS_SNAPSHOTS=1 writes them anew; then look at the differences, and at the pages.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import pytest

from habeas.acting.facts import all_facts
from habeas.acting.filling import Consent, Matter, filled, matter_of
from habeas.acting.forms import forms
from habeas.acting.laying import Edition, laid_out
from habeas.acting.saying import token
from habeas.documents import as_pdf, page_count
from habeas.documents.model import LANGUAGES, Language, text_of
from habeas.model.decision import Decision
from habeas.model.identity import statement_key
from habeas.model.reading import Participant
from habeas.pipeline import public_copy
from tests.factory import Draft

HERE = Path(__file__).parent / "snapshots"
TEXT = """Tamar Veld, 41, a teacher, was arrested in Karsova on 2 May 2024 by officers of the Interior Directorate.

She was charged with spreading false news. "She has lost nine kilos," her sister said.

The Interior Directorate denied that Tamar Veld was beaten.

The Qindeel Centre demands that the Interior Directorate release Tamar Veld by 1 June 2024."""


@cache
def matter() -> Matter:
    """A case of all that a form can ask, read by hand, so that no reader changes it."""
    draft = Draft(TEXT, published="2024-05-10", publisher="The Lantern Post").described(
        title="A teacher is held", url="https://lantern.example/a"
    )
    who = draft.person("Tamar Veld", detained=True)
    body, place = draft.entity("Interior Directorate", "organisation"), draft.entity("Karsova", "place")
    centre = draft.entity("Qindeel Centre", "organisation")
    sister = draft.claim("She has lost nine kilos", text="her sister")
    denied = draft.claim("Tamar Veld was beaten", by=body, act="deny")
    draft.attribute(who, "age", 41, "Tamar Veld, 41")
    draft.attribute(who, "occupation", "teacher", "a teacher")
    draft.attribute(who, "charge", "spreading false news", "spreading false news")
    parts = (Participant(who, "person"), Participant(body, "actor"))
    taken = {"participants": parts, "where": place, "when": "2024-05-02"}
    draft.event("arrest", "was arrested in Karsova on 2 May 2024", **taken)  # type: ignore[arg-type]
    draft.event("deterioration", "She has lost nine kilos", who=[who], said_by=[sister])
    draft.event("ill_treatment", "Tamar Veld was beaten", who=[who], said_by=[denied], status="denied")
    draft.demand("demands that the Interior Directorate release Tamar Veld", by=centre, to=[body], about=[who])
    reading = draft.reading()
    keys = [statement_key(reading, kind, one) for kind, one in reading.statements()]
    acts = [(action, key) for key in keys for action in ("accept", "permit")]
    decisions = [
        Decision(id=f"{n:03}", action=action, targets=(key,), author="Mira", time=f"2024-08-01T00:00:{n:02}Z")  # type: ignore[arg-type]
        for n, (action, key) in enumerate(acts)
    ]
    copy = public_copy([reading], decisions, {})
    consent = Consent(stands=True, who="her sister", when="2024-08-01")
    facts = all_facts(copy.book, copy.readings, {reading.report.id: "2024-05-11"})
    return matter_of(copy.book, facts, copy.book.cases[0], consent)


def own() -> dict[str, str]:
    """What a writer adds."""
    arrest = next(fact for fact in matter().facts if fact.term == "arrest")
    said = f"Tamar Veld was arrested on 2 May 2024.{token(arrest)}"
    return {
        **dict.fromkeys(("lede", "body", "circumstances", "category"), said),
        "asked": "Release Tamar Veld.\nLet her see a doctor.",
        **dict.fromkeys(("submitter",), "The Lamp Centre\n1 Lamp Street"),
        **dict.fromkeys(("addressee", "addressees", "mandate"), "The Minister of Justice"),
        "deadline": "2024-12-01",
        "salutation": "Dear Minister,",
        "closing": "Yours sincerely,",
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", forms())
def test_a_document_says_what_it_said_when_somebody_looked_at_it(form: str, language: Language) -> None:
    document = laid_out(filled(forms()[form], matter(), own(), language), Edition(made="2024-08-02"))
    text = "\n".join(line for line in text_of(document) if line.strip()) + "\n"
    path = HERE / f"{form}-{language}.txt"
    if os.environ.get("HABEAS_SNAPSHOTS"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")
    assert 1 <= page_count(as_pdf(document)) <= 4
