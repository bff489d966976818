"""The desk in French and Arabic: nothing untranslated, nothing broken, and what no person has read says so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo
from django.test import Client, RequestFactory
from django.utils import translation

from docs.make_messages import DESK, MACHINE, catalogue, languages, path, unread
from habeas.desk.index.templatetags.desk import ltr
from habeas.desk.languages import CONTEXT, notice, progress, terms, translated
from habeas.desk.sentences import in_language

_TAG = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)
_TRANSLATED = re.compile(r"{% (blocktranslate|comment)\b.*?{% end\1 %}", re.DOTALL)
_MARKUP = re.compile(r"<(script|style)\b.*?</\1>|<[^>]*>", re.DOTALL)
_ENTITY = re.compile(r"&#?\w+;")
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\d\}")
_BARE = frozenset(
    {"Habeas", "CSV", "XLSX", "JSON", "PDF", "DOCX", "ICS", "ZIP", "FollowTheMoney", "OR", "XML", "HTML", "SHA", "Atom"}
)


# It is shown where the program fails, and so says itself in every language.
TEMPLATES = sorted(set(DESK.rglob("templates/**/*.html")) - {DESK / "templates" / "500.html"})


def _texts(of: Catalog) -> list[Message]:
    return [one for one in of if one.id]


def _plain(context: str | bytes | None) -> str | None:
    return context.decode() if isinstance(context, bytes) else context


def _forms(words: str | tuple[str, ...] | list[str] | None) -> list[str]:
    return [words] if isinstance(words, str) else list(words or [""])


@pytest.mark.parametrize("language", languages())
def test_every_text_and_every_term_of_the_core_is_translated(language: str) -> None:
    found = catalogue(language)
    assert not [one.id for one in _texts(found) if not all(_forms(one.string))]
    assert not [term for term in terms() if found.get(term, CONTEXT) is None]


@pytest.mark.parametrize("language", languages())
def test_a_translation_has_the_places_that_its_text_has(language: str) -> None:
    for one in _texts(catalogue(language)):
        wanted = {place for form in _forms(one.id) for place in _PLACEHOLDER.findall(form)}
        for form in _forms(one.string):
            assert set(_PLACEHOLDER.findall(form)) <= wanted, one.id
        assert {place for form in _forms(one.string) for place in _PLACEHOLDER.findall(form)} == wanted, one.id


@pytest.mark.parametrize("language", languages())
def test_what_is_compiled_is_what_was_written(language: str) -> None:
    with path(language).with_suffix(".mo").open("rb") as file:
        compiled = read_mo(file)
    written = {(one.context, _forms(one.id)[0]): _forms(one.string) for one in _texts(catalogue(language))}
    found = {(_plain(one.context), _forms(one.id)[0]): _forms(one.string) for one in _texts(compiled)}
    assert found == written


@pytest.mark.parametrize("language", languages())
def test_what_a_machine_translated_is_counted_until_somebody_has_read_it(language: str) -> None:
    found = catalogue(language)
    assert progress()[language].texts == len(_texts(found))
    assert progress()[language].unread == unread(found) == sum(MACHINE in one.user_comments for one in _texts(found))


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: str(one.name))
def test_no_template_has_words_that_cannot_be_translated(template: Path) -> None:
    text = _MARKUP.sub(" ", _TAG.sub(" ", _TRANSLATED.sub(" ", template.read_text(encoding="utf-8"))))
    words = re.findall(r"[^\W\d_]{2,}", _ENTITY.sub(" ", text))
    assert not [word for word in words if word not in _BARE]


def test_a_term_of_the_core_speaks_the_language_in_use() -> None:
    with translation.override("ar"):
        assert translated("Arrest") == "اعتقال"
        assert translated("Tamsa Prison") == "Tamsa Prison"
    assert translated("Arrest") == "Arrest"


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "direction"), [("fr", "ltr"), ("ar", "rtl"), ("en", "ltr")])
def test_a_page_runs_the_way_of_its_language_and_says_that_a_machine_translated_it(
    language: str, direction: str, client: Client
) -> None:
    page = client.get("/account/login/", headers={"accept-language": language}).content.decode()
    assert f'<html lang="{language}" dir="{direction}">' in page
    with translation.override(language):
        notice = translation.gettext(
            "A machine made this translation; nobody has read %(unread)s of its %(texts)s texts yet."
        ).partition("%")[0]
    assert (notice in page) is (language != "en")


def test_days_and_times_run_from_left_to_right_among_arabic_letters() -> None:
    with translation.override("ar"):
        assert ltr("2021-05-04") == "\u20662021-05-04\u2069"
        assert "\u20662021-05-04\u2069" in in_language("both detained at the same time (2021-05-04)")
        assert notice(RequestFactory().get("/"))["arrow"] == "←"
    assert ltr("2021-05-04") == "2021-05-04"
    assert ltr(None) == ""
    assert notice(RequestFactory().get("/"))["arrow"] == "→"


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: str(one.name))
def test_no_template_has_a_day_or_an_arrow_that_cannot_turn(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    if template.parent.name != "act":
        assert not re.findall(r'\|date:"Y-m-d[^"]*"(?!\|ltr)', text)
        assert "→" not in text or template.name == "keys.html"
