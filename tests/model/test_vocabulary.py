from __future__ import annotations

import re
from typing import get_args

import msgspec
import pytest

from habeas.model import vocabulary
from habeas.model.reading import Act
from habeas.model.vocabulary import ACTS, EVENT_TYPES, MEASURES, PROPERTIES, Term, Vocabulary

ALL = {"event_types": EVENT_TYPES, "properties": PROPERTIES, "measures": MEASURES, "acts": ACTS}
TERMS = [pytest.param(term, id=f"{name}.{term.id}") for name, terms in ALL.items() for term in terms.values()]
CODE = re.compile(r"MT \d{1,2}(: \d{2,12})?|ESF: \d{4}")


@pytest.mark.parametrize("term", TERMS)
def test_a_term_has_a_label_a_definition_and_an_example(term: Term) -> None:
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", term.id)
    assert term.label[0].isupper()
    assert term.definition.endswith(".")
    assert len(term.definition) > len(term.label)
    assert len(term.example) > 5
    assert "—" not in term.definition


@pytest.mark.parametrize("term", TERMS)
def test_a_code_names_its_list_and_its_number(term: Term) -> None:
    assert [code for code in term.huridocs if not CODE.fullmatch(code)] == []
    assert len(set(term.huridocs)) == len(term.huridocs)


@pytest.mark.parametrize("terms", ALL.values(), ids=ALL)
def test_no_two_terms_of_a_vocabulary_share_a_label_a_definition_or_an_example(terms: Vocabulary) -> None:
    for field in ("label", "definition", "example"):
        assert len({getattr(term, field) for term in terms.values()}) == len(terms)


def test_the_vocabularies_hold_the_words_of_the_public_format() -> None:
    assert len(EVENT_TYPES) == 36
    assert len(PROPERTIES) == 18
    assert len(MEASURES) == 16
    assert tuple(ACTS) == get_args(Act)


def test_a_vocabulary_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        EVENT_TYPES["picnic"] = EVENT_TYPES["arrest"]  # type: ignore[index]


def test_a_vocabulary_that_is_not_there_is_said_to_be_missing() -> None:
    with pytest.raises(FileNotFoundError):
        vocabulary.load("colours")


def test_a_term_without_a_definition_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError, match="definition"):
        msgspec.convert({"id": "x", "label": "X", "example": "an x"}, Term)
