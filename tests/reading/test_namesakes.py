"""A sentence is parsed the same whoever stands in it."""

from __future__ import annotations

import pytest

from habeas.model.reading import ReportInfo
from habeas.model.text import Extracted
from habeas.reading import load_reader, read_report
from habeas.reading.nlp import english
from habeas.reading.report_date import dateline_end

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


def test_a_name_that_ends_like_an_english_word_is_a_name() -> None:
    """ "Dolor" and "alp" are nouns, but of neither is there such a form; "Taras" is known as a given name."""
    parses = set()
    for given in ("Saodat", "Dolores", "Alper", "Taras"):
        doc = english()(f"By the words of his wife {given}, two in civil clothes said to him: “There is one question.”")
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


@pytest.mark.parametrize(
    "name",
    ["Bogdan Zimkovic", "Bogdan Živković", "Łucja Śmigła", "Émile Đorić", "Rashid al-Sabbah", "Omar bin Nasser"],
)
def test_a_turn_is_spoken_by_whoever_stands_before_the_colon(name: str) -> None:
    text = f"The deputy {name} wrote on his channel.\n\n{name}: Six masked men came at night. They beat the husband."
    info = ReportInfo(id="sha256:" + "0" * 64, source="test.txt")
    reading = read_report(info, Extracted(text=text, media_type="text/plain"), load_reader())
    said = [claim for claim in reading.claims if (claim.rule or "").endswith("turn")]
    assert [claim.speaker_text for claim in said] == [name]


@pytest.mark.parametrize("town", ["ZEMUN", "ŽEMUN", "ŁÓDKA"])
def test_a_dateline_opens_with_any_capital(town: str) -> None:
    text = f"{town} (Orda) — Police arrested nine men."
    assert dateline_end(text) == text.index("Police")
