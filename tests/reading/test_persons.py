"""Names that the words around them show to be a person's."""

from __future__ import annotations

import pytest

from habeas.reading.cast.mention import NameMention
from habeas.reading.cast.names import find_names
from habeas.reading.cast.persons import is_person
from habeas.reading.nlp import english
from tests.reading.pages import cast_of, mentions


def _shown(text: str, name: str) -> bool:
    doc = english()(text)
    words = [token.text for token in doc]
    parts = name.split()
    first = next(i for i in range(len(words)) if words[i : i + len(parts)] == parts)
    return is_person(doc, NameMention(first, first + len(parts) - 1, "organisation"))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Police searched the home of artist Minho Mukar.", "Minho Mukar"),
        ("The 18-year-old Nikka Stonn was at home.", "Nikka Stonn"),
        ("Navlakar was arrested with four others.", "Navlakar"),
        ("The court spoke of the murder of Georg Flodd.", "Georg Flodd"),
        ("Omo Sower, an activist, was taken by police.", "Omo Sower"),
        ("Police asked for Omo Sower, who had left.", "Omo Sower"),
    ],
)
def test_a_person_is_known_by_the_words_around_the_name(text: str, name: str) -> None:
    assert _shown(text, name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The broadcaster Radio Vesna closed.", "Radio Vesna"),
        ("The member Norland Union left.", "Norland Union"),
        ("Vesna closed its office in Korda.", "Vesna"),
        ("The office of Omo Sower closed.", "Omo Sower"),
        ("The Norland Group, a publisher, closed.", "Norland Group"),
    ],
)
def test_a_body_stays_a_body(text: str, name: str) -> None:
    assert not _shown(text, name)


def test_a_ship_is_nobody() -> None:
    doc = english()("The Ben Tavis was detained in the harbour in October.")
    assert all(mention.kind != "person" for mention in find_names(doc))


def test_a_person_named_with_initials_is_found() -> None:
    doc = english()("K. Rishan was arrested on Monday.")
    assert [(m.first, m.last, m.kind) for m in find_names(doc)] == [(0, 1, "person")]


def test_an_office_is_neither_a_person_nor_a_body() -> None:
    doc = english()("They issued an appeal to the Justice Secretary, urging a meeting with the Interior Minister.")
    assert all(mention.kind != "person" for mention in find_names(doc))


@pytest.mark.parametrize("text", ["C. Release all prisoners at once.", "Write to P.O. Box 300 in Korda."])
def test_letters_of_lists_and_addresses_are_nobody(text: str) -> None:
    assert all(mention.kind != "person" for mention in find_names(english()(text)))


def test_a_name_does_not_reach_into_the_line_before() -> None:
    assert mentions(cast_of("Share this Print\n\nAbdel Mohsen Tawkari was held."), "Abdel Mohsen Tawkari")
