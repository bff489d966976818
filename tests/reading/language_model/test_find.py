"""Quoted words are found where they stand, or not at all."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.model.check import exact
from habeas.model.reading import Passage
from habeas.model.span import Span
from habeas.reading.language_model.answer import Words
from habeas.reading.language_model.find import Finder, plain
from habeas.reading.language_model.windows import paragraphs_of

TEXT = """Dana Iwu’s lawyer said she was ill. He said – twice – that
she was “very ill”.

The guards said nothing. She was moved.

José Marín said that the islanders were not moved."""


def finder(text: str = TEXT) -> Finder:
    whole = (Passage(role="body", start=0, end=len(text)),)
    return Finder(text, plain(text), paragraphs_of(text, whole, 10_000))


def found(words: str, p: int = 1, **where: object) -> Span | None:
    return finder().find(Words(p, words), **where)  # type: ignore[arg-type]


def test_words_are_found_in_the_paragraph_that_is_named() -> None:
    starts = [span.start for p in (1, 2, 3) if (span := found("said", p))]
    assert starts == [TEXT.index("said she"), TEXT.index("said nothing"), TEXT.index("said that the")]


def test_a_wrong_paragraph_leads_to_the_nearest_one_that_has_the_words() -> None:
    assert found("She was moved", 999) == Span.of(TEXT, TEXT.index("She was moved"), TEXT.index("She was moved") + 13)
    assert (span := found("lawyer", -(10**30))) is not None
    assert span.start == TEXT.index("lawyer")


def test_of_several_places_the_one_inside_the_given_words_comes_first() -> None:
    clause = Span.of(TEXT, TEXT.index("He said"), TEXT.index("very ill") + 8)
    assert (span := found("she was", 3, inside=(clause,))) is not None
    assert span.start == TEXT.index("she was “very")


def test_of_several_places_in_a_paragraph_the_nearest_comes_first() -> None:
    near = Span.of(TEXT, TEXT.index("twice"), TEXT.index("twice") + 5)
    assert (span := found("said", 1, near=near)) is not None
    assert span.start == TEXT.index("said – twice")


def test_the_same_words_again_are_the_next_place_as_long_as_there_is_one() -> None:
    first = found("said", 1)
    assert first is not None
    second = found("said", 1, without=(first,))
    assert second is not None
    assert second.start > first.start


@pytest.mark.parametrize(
    ("words", "quoted"),
    [
        ("Dana Iwu's lawyer", "Dana Iwu’s lawyer"),
        ('she was "very ill"', "she was “very ill”"),
        ("He said - twice - that she", "He said – twice – that\nshe"),
        ("  said   she ", "said she"),
        (unicodedata.normalize("NFD", "José Marín"), "José Marín"),
    ],
)
def test_only_marks_and_spaces_may_be_written_otherwise_and_the_quotation_is_the_texts(words: str, quoted: str) -> None:
    span = found(words)
    assert span is not None
    assert span.quote == quoted
    assert exact(span, TEXT)


@pytest.mark.parametrize(
    "words",
    ["", " ", "…", "“", "was healed", "DANA IWU", "dana", "Jose Marin", "land", "island", "sai", "wu’s lawyer",
     "she was … ill", "said nothing. She was released", "ill. He said nothing", "lawyer she", "\x00", "\ud800",
     "a" * 5_000, ".*", "[a-z]+"],
)  # fmt: skip
def test_whatever_does_not_stand_in_the_text_as_whole_words_is_not_found(words: str) -> None:
    assert found(words) is None


def test_words_do_not_run_on_from_one_paragraph_into_the_next() -> None:
    assert found("very ill”. The guards") is None


@given(st.text(max_size=60), st.integers())
def test_what_is_found_always_stands_there(words: str, p: int) -> None:
    span = finder().find(Words(p, words))
    assert span is None or exact(span, TEXT)


@given(st.integers(0, len(TEXT)), st.integers(1, 80))
def test_every_stretch_of_whole_words_of_a_paragraph_is_found(start: int, length: int) -> None:
    stretch = TEXT[start : start + length].strip()
    end = start + length
    end = start + length
    whole = not TEXT[max(0, start - 1) : start + 1].isalnum() and not TEXT[end - 1 : end + 1].isalnum()
    if whole and "\n\n" not in stretch and any(c.isalnum() for c in stretch):
        assert finder().find(Words(1, stretch)) is not None
