"""A form filled from a case: what it rests on, its gaps, and that without consent nothing is made."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
import pytest

from habeas.acting.facts import Fact, all_facts
from habeas.acting.filling import Consent, Filled, FilledField, Matter, NoConsentError, exact_enough, filled, matter_of
from habeas.acting.forms import form_of, forms
from habeas.acting.laying import Edition, laid_out
from habeas.acting.saying import token
from habeas.documents.model import LANGUAGES, Language, runs_of, sources_of, text_of
from tests.acting.world import public

GIVEN = Consent(stands=True, who="her sister", when="2024-08-01")


def matter(consent: Consent = GIVEN) -> Matter:
    copy = public()
    return matter_of(copy.book, all_facts(copy.book, copy.readings), copy.book.cases[0], consent)


def fact(term: str) -> Fact:
    return next(one for one in matter().facts if one.term == term)


def made(form: str, own: Mapping[str, str] | None = None, language: Language = "en") -> Filled:
    return filled(forms()[form], matter(), own or {}, language)


def field(of: Filled, name: str) -> FilledField:
    return next(one for one in of.fields if one.field.id == name)


def test_fields_are_filled_with_values_and_the_facts_they_rest_on() -> None:
    form = made("arbitrary_detention")
    shown = {one.field.id: [answer.text for answer in one.answers] for one in form.fields}
    assert shown["name"] == ["Tamar Veld"]
    assert shown["born"] == ["41 (as of 10 May 2024)"]
    assert shown["arrest_date"] == ["2 May 2024", "4 May 2024"]
    assert shown["arrest_forces"] == ["officers of the Interior Directorate"]
    assert shown["consent"] == ["Given by her sister, 1 August 2024."]
    assert field(form, "arrest_date").answers[0].keys == (fact("arrest").key,)


def test_whoever_says_it_stands_beside_the_words() -> None:
    (ill,) = (a for a in field(made("special_procedures"), "facts").answers if a.keys == (fact("deterioration").key,))
    assert ill.who == "The Lantern Post → her sister"
    assert field(made("special_procedures"), "about").answers[0].who == "", "the publisher's own word"
    assert "The Lantern Post → her sister" in set(text_of(laid_out(made("letter"), Edition())))


def test_a_gap_is_a_gap_and_the_required_ones_count() -> None:
    form = made("arbitrary_detention")
    assert field(form, "nationality").lacking
    assert field(form, "papers").empty
    assert not field(form, "papers").lacking
    assert not form.complete
    assert "not known" in set(text_of(laid_out(form, Edition())))


def test_the_meter_of_a_disappearance_counts_its_six_elements() -> None:
    bare = made("enforced_disappearance").meter
    assert [one.number for one in bare] == [1, 2, 3, 4, 5, 6]
    assert [one.number for one in bare if not one.met] == [5, 6]
    more = made("enforced_disappearance", {"search": "They asked.", "submitter": "A, B"}).meter
    assert all(one.met for one in more)


def test_a_year_alone_is_no_date_of_a_disappearance() -> None:
    assert exact_enough("2024-05", "month")
    assert not exact_enough("2024", "month")
    assert not exact_enough("../2024-05", "month")


@pytest.mark.parametrize("consent", [Consent(stands=False), Consent(stands=False, who="her sister")])
def test_without_consent_nothing_is_made(consent: Consent) -> None:
    with pytest.raises(NoConsentError):
        filled(forms()["letter"], matter(consent), {}, "en")


def test_where_none_is_needed_the_form_says_why() -> None:
    one = filled(
        forms()["arbitrary_detention"], matter(Consent(stands=True, needed=False, why="She is the author.")), {}, "en"
    )
    assert field(one, "consent").answers[0].text == "Not needed: She is the author."


def test_what_names_somebody_else_who_has_a_case_is_left_out_until_they_consent() -> None:
    mine = matter()
    (arrest, *_) = (one for one in mine.facts if one.term == "arrest")
    shared = msgspec.structs.replace(arrest, key="st:" + "1" * 20, cases=(mine.case.id, "ca:other"), quotation="both")
    both = msgspec.structs.replace(mine, facts=(*mine.facts, shared))
    assert filled(forms()["letter"], both, {}, "en").left_out == (shared,)
    may = msgspec.structs.replace(both, others=frozenset({"ca:other"}))
    assert filled(forms()["letter"], may, {}, "en").left_out == ()
    named = msgspec.structs.replace(mine, silent=("Lower Gate",))
    left = filled(forms()["letter"], named, {}, "en")
    assert left.left_out
    assert not any("Lower Gate" in text for text in text_of(laid_out(left, Edition())))


def test_what_is_denied_never_stands_as_what_happened() -> None:
    form = made("special_procedures")
    happened = {key for answer in field(form, "facts").answers for key in answer.keys}
    assert fact("ill_treatment").key not in happened
    (denied,) = (answer for answer in field(form, "denials").answers if fact("ill_treatment").key in answer.keys)
    assert denied.remark == "denied"


def test_a_writers_words_are_checked_and_measured() -> None:
    text = f"Tamar Veld was arrested on 2 May 2024.{token(fact('arrest'))} She was tortured."
    form = made(
        "urgent_action", {"lede": text, "addressees": "Orlo Tann", "asked": "Orlo Tann, let her go." + "!" * 1300}
    )
    assert [one.words for one in field(form, "lede").beyond] == ["tortured"]
    assert field(form, "asked").beyond == ()
    assert field(form, "asked").over == len("Orlo Tann, let her go." + "!" * 1300) - 1200
    assert form.facts[0] == fact("arrest")


def test_words_for_a_field_that_takes_none_are_not_taken() -> None:
    assert field(made("urgent_action", {"events": "He was killed."}), "events").own == ""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", forms())
def test_each_document_bears_a_source_for_each_of_its_facts(form: str, language: Language) -> None:
    done = made(form, {"deadline": "2024-12-01"}, language)
    document = laid_out(done, Edition(made="2024-08-02"))
    assert [source.key for source in sources_of(document).values()] == [one.key for one in done.facts]
    marks = {number for run in runs_of(document) for number in run.sources}
    assert marks == set(sources_of(document))
    assert all(source.sha256 and source.address for source in sources_of(document).values())


def test_translated_labels_say_so_until_somebody_has_read_them() -> None:
    english = " ".join(text_of(laid_out(made("letter"), Edition())))
    french = " ".join(text_of(laid_out(made("letter", language="fr"), Edition())))
    assert "machine" not in english
    assert "traduits par une machine" in french


def test_an_edited_form_makes_another_document() -> None:
    from tests.acting.test_forms import text_of as file_of

    changed = form_of("letter", file_of("letter").replace('en = "What is reported"', 'en = "Reported to us"', 1))
    texts = list(text_of(laid_out(filled(changed, matter(), {}, "en"), Edition())))
    assert "Reported to us" in texts
    assert "What is reported" not in texts
