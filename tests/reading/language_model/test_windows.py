"""Long reports are shown in windows of whole paragraphs that overlap."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from habeas.model.reading import Passage
from habeas.reading.language_model.windows import OVERLAP, Paragraph, paragraphs_of, windows


def body(text: str, longest: int = 10_000) -> tuple[Paragraph, ...]:
    return paragraphs_of(text, (Passage(role="body", start=0, end=len(text)),), longest)


def test_furniture_is_not_shown_and_what_is_shown_keeps_its_place_and_role() -> None:
    text = "Title\n\nRead more\n\nFirst.\n\nSecond."
    roles = (("title", 0, 5), ("furniture", 7, 16), ("body", 18, 33))
    found = paragraphs_of(text, [Passage(role=r, start=s, end=e) for r, s, e in roles], 100)  # type: ignore[arg-type]
    assert [(p.number, p.role, text[p.start : p.end]) for p in found] == [
        (1, "title", "Title"),
        (2, "body", "First."),
        (3, "body", "Second."),
    ]


def test_a_paragraph_that_is_too_long_is_cut_between_sentences_else_between_words() -> None:
    text = "One two three. Four five six. Seven"
    assert [text[p.start : p.end] for p in body(text, 16)] == ["One two three. ", "Four five six. ", "Seven"]
    blank = "x" * 25
    assert [blank[p.start : p.end] for p in body(blank, 10)] == ["x" * 10, "x" * 10, "x" * 5]


@given(st.lists(st.integers(1, 400), max_size=40), st.integers(50, 600))
def test_every_paragraph_is_fresh_exactly_once_and_only_the_last_ones_are_shown_again(
    lengths: list[int], size: int
) -> None:
    paragraphs, place = [], 0
    for number, length in enumerate(lengths, 1):
        paragraphs.append(Paragraph(number, place, place + length, "body", None))
        place += length + 2
    found = list(windows(paragraphs, size))
    fresh = [p for window in found for p in window.paragraphs[window.again :]]
    assert fresh == paragraphs
    for before, window in itertools.pairwise(found):
        again = window.paragraphs[: window.again]
        assert again == before.paragraphs[len(before.paragraphs) - len(again) :]
        assert len(again) < len(before.paragraphs)
        assert sum(p.end - p.start for p in again) <= size // OVERLAP
    for window in found:
        assert len(window.paragraphs) > window.again
        assert len(window.paragraphs) - window.again == 1 or sum(p.end - p.start for p in window.paragraphs) <= size
