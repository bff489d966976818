"""Forms are data: what each asks for, where it comes from, and that another file makes another document."""

from __future__ import annotations

from datetime import date
from importlib.resources import files

import pytest

from habeas.acting.forms import FormError, form_of, forms
from habeas.acting.naming import term_words, words
from habeas.documents.model import LANGUAGES, Language
from habeas.model.vocabulary import ACTS, EVENT_TYPES, MEASURES, PROPERTIES


def text_of(name: str) -> str:
    return (files("habeas.acting") / "forms" / f"{name}.toml").read_text(encoding="utf-8")


def test_the_forms_are_those_of_the_field() -> None:
    assert list(forms()) == [
        "arbitrary_detention",
        "enforced_disappearance",
        "letter",
        "special_procedures",
        "urgent_action",
    ]


@pytest.mark.parametrize("name", forms())
def test_each_form_says_where_it_is_from_and_when_it_was_seen(name: str) -> None:
    origin = forms()[name].origin
    assert origin.title
    assert origin.published
    assert date.fromisoformat(origin.seen)
    assert origin.languages


@pytest.mark.parametrize("name", forms())
def test_what_was_held_against_an_official_form_is_said_field_by_field(name: str) -> None:
    form = forms()[name]
    compared = {field.id for field in form.fields if field.compared}
    assert form.unsure == frozenset() if form.origin.sure else form.unsure == {f.id for f in form.fields} - compared
    assert bool(compared) is bool(form.origin.compared) is not form.origin.sure
    assert all(field.compared for field in form.fields if field.number or field.element)


def test_the_numbers_of_the_questionnaire_on_detention_are_its_own() -> None:
    numbers = [field.number for field in forms()["arbitrary_detention"].fields if field.number]
    arrest = [f"II.{number}" for number in range(1, 8)]
    assert numbers == ["I.1, I.2", *(f"I.{number}" for number in range(3, 9)), *arrest]


def test_a_disappearance_has_six_required_elements() -> None:
    fields = forms()["enforced_disappearance"].fields
    assert sorted(field.element for field in fields if field.element) == [1, 2, 3, 4, 5, 6]
    assert all(field.need == "required" for field in fields if field.element)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('events = ["*"]', 'events = ["arest"]', "no vocabulary has arest"),
        ('ar = "رسالة"', "", "the form has no label in ar"),
        ('id = "body"', 'id = "subject"', "two fields are called subject"),
        ('layout = "letter"', 'layout = "song"', "Invalid enum value 'song'"),
        ("sure = true", "", "missing required field `sure`"),
        ("layout", "laiout", "unknown field `laiout`"),
        ("[origin]", "[origin", "Expected ']'"),
        ("[{ name = true", "[{ name = false", "a selector selects nothing"),
    ],
)
def test_a_form_that_says_something_else_is_refused(before: str, after: str, said: str) -> None:
    with pytest.raises(FormError, match=said.replace("[", r"\[").replace("`", "`")):
        form_of("letter", text_of("letter").replace(before, after, 1))


def test_an_edited_form_is_another_form() -> None:
    made = form_of("letter", text_of("letter").replace("limit = 4000", "limit = 10"))
    field = made.field("body")
    assert field is not None
    assert field.limit == 10


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_term_has_its_words_in_every_language(language: Language) -> None:
    vocabularies = {"event": EVENT_TYPES, "attribute": PROPERTIES, "figure": MEASURES, "claim": ACTS}
    for kind, terms in vocabularies.items():
        assert all(term_words(kind, term, language) for term in terms)
    assert words(language).gap
