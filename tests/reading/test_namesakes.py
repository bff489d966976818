"""A sentence is parsed the same whoever stands in it."""

from __future__ import annotations

import pytest

from habeas.reading.nlp import english

_SENTENCES = (
    "The authorities in {town} executed {given} {family} at dawn on Wednesday, his sister said, the second this year.",
    "In a statement the ministry said {family}, 27, arrested in May, died on Monday of “a heart disease”.",
    "According to {given}’s younger son, the officer saw “{family}” and said: “He is already inside.”",
    "“There are 37 minors,” the commissioner, Major {given} {family}, said.",
)
_NAMES = (
    ("Bohdan", "Bondarchuk", "Hrabivka"),
    ("Yohannes", "Alemayehu", "Dessewat"),
    ("Étienne", "Pelletier", "Montagnac"),
    ("Farrukh", "Ismoilov", "Qoratepa"),
    ("Jagdish", "Sebastian", "Mandirpur"),
)


@pytest.mark.parametrize("sentence", _SENTENCES)
def test_names_of_any_tradition_leave_tags_and_parse_as_they_are(sentence: str) -> None:
    parses = set()
    for given, family, town in _NAMES:
        doc = english()(sentence.format(given=given, family=family, town=town))
        parses.add(tuple((token.tag_, token.dep_, token.head.i) for token in doc))
    assert len(parses) == 1


def test_a_place_whose_name_has_an_english_word_is_a_name_throughout() -> None:
    parses = set()
    for town in ("Binh Cat", "Qora Tepa", "Hrabivka Nova"):
        doc = english()(f"The authorities in {town} executed Bohdan Bondarchuk at dawn on Wednesday, his sister said.")
        parses.add(tuple((token.tag_, token.dep_, token.head.i) for token in doc))
    assert len(parses) == 1


def test_words_stay_what_they_are() -> None:
    doc = english()("Gunmen from Brazilian Workers gunned down lawyer Asma Ranna on Tuesday.")
    assert [(t.text, t.tag_) for t in doc if t.text in ("Gunmen", "gunned", "Tuesday", "Ranna")] == [
        ("Gunmen", "NNS"),
        ("gunned", "VBD"),
        ("Ranna", "NNP"),
        ("Tuesday", "NNP"),
    ]
