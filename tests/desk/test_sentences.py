"""The sentences of the core in French and Arabic: none unknown, each with its values, nobody's own words touched."""

from __future__ import annotations

import re
import tomllib

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import pgettext

from docs.core_sentences import numbered, sentences
from docs.make_messages import languages
from habeas.desk.index.models import Pair
from habeas.desk.sentences import CONTEXT, TEXTS, in_language, templates
from tests.desk.conftest import SignedIn
from tests.desk.room import arrest, stored

VALUES = ("Qa1", "Qb2", "Qc3", "Qd4", "Qe5", "Qf6", "Qg7")


def _filled(words: str) -> str:
    for number, value in enumerate(VALUES, start=1):
        words = words.replace(f"{{{number}}}", value)
    return words


def test_every_sentence_that_the_core_composes_is_listed() -> None:
    listed = tomllib.loads(TEXTS.read_text(encoding="utf-8"))["texts"]
    assert listed == list(sentences()), "make messages, and translate what is new"


@pytest.mark.parametrize("language", languages())
def test_every_sentence_is_known_again_with_its_values(language: str) -> None:
    wrong = []
    with translation.override(language):
        for one in templates():
            said, wanted = in_language(_filled(one.text)), _filled(pgettext(CONTEXT, one.text))
            if said.strip() != wanted.strip():
                wrong.append((one.text, said, wanted))
    assert not wrong


def test_a_sentence_of_several_parts_is_translated_part_by_part() -> None:
    text = "Charge: accounts differ. Only one can be true: “theft” (Dana Petrak, 3 May 2021); “spying” (the court)."
    with translation.override("fr"):
        assert in_language(text) == (
            "Inculpation : les récits diffèrent. "
            "Un seul peut être vrai : “theft” (Dana Petrak, 3 mai 2021) ; “spying” (the court)."
        )
    assert in_language(text) == text


@pytest.mark.parametrize(
    "quoted", ["“in custody”", "“born 1980 the one, 1990 the other, as told”", "“A; B. C: D and E”"]
)
def test_what_a_report_says_is_never_touched(quoted: str) -> None:
    with translation.override("ar"):
        assert quoted in in_language(f"Reports agree. One after the other, with {quoted} between them.")
        assert in_language(quoted) == quoted


def test_what_nobody_knows_stays_as_it_is() -> None:
    with translation.override("fr"):
        for text in ("", "Wheel and Rail", "a sentence that no rule of the core makes", "\ue000 and \ue001"):
            assert in_language(text) == text


def test_code_and_words_of_one_letter_are_no_sentences() -> None:
    assert [numbered(text) for text in ("in", "{}", "\0 and \0", "st:\0", "a\nb c d e")] == [None] * 5
    assert numbered("born \0 the one, \0 the other") == "born {1} the one, {2} the other"


@pytest.mark.django_db
def test_why_two_people_may_be_one_is_said_in_the_language_of_whoever_asks(signed_in: SignedIn) -> None:
    for day in ("2021-05-03", "2021-05-04"):
        stored(arrest("Ilmar Sotnik", "Brenna", "2021-05-03", published=day, publisher=f"The Post of {day}"))
    reasons = [reason for pair in Pair.objects.all() for reason in pair.reasons]
    assert reasons
    client = signed_in("reviewer")
    client.cookies["django_language"] = "fr"
    page = client.get(reverse("pairs")).content.decode()
    assert not [one for one in reasons if f"<bdi>{one}</bdi>" in page]
    assert re.search("<li><bdi>les deux s&#x27;appellent “Ilmar Sotnik”</bdi></li>", page)
