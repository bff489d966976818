from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.model.span import Span


def test_a_span_quotes_what_stands_at_its_offsets() -> None:
    assert Span.of("He was freed.", 3, 12) == Span(3, 12, "was freed")


def test_white_space_at_both_ends_is_left_out_and_the_offsets_follow() -> None:
    assert Span.of("He  was\n freed.", 2, 9) == Span(4, 7, "was")


@given(st.text(max_size=40), st.integers(-3, 45), st.integers(-3, 45))
def test_a_span_is_exact_or_refused(text: str, start: int, end: int) -> None:
    try:
        span = Span.of(text, start, end)
    except ValueError:
        assert not (0 <= start < end <= len(text) and text[start:end].strip())
    else:
        assert text[span.start : span.end] == span.quote == text[start:end].strip()
        assert start <= span.start < span.end <= end


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (2, 2), (3, 2), (0, 99)])
def test_offsets_outside_the_text_are_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="no span"):
        Span.of("some words", start, end)


def test_a_span_of_white_space_is_refused() -> None:
    with pytest.raises(ValueError, match="holds no words"):
        Span.of("a   b", 1, 4)


def test_offsets_count_code_points_of_any_script() -> None:
    text = "𐤀 حميد said"
    assert Span.of(text, 2, 6).quote == "حميد"


def test_spans_overlap_only_where_they_share_a_character() -> None:
    text = "one two three"
    one, two, both = Span.of(text, 0, 3), Span.of(text, 4, 7), Span.of(text, 0, 7)
    assert both.overlaps(one)
    assert one.overlaps(both)
    assert not one.overlaps(two)
    assert not Span.of(text, 0, 3).overlaps(Span(3, 4, " "))


def test_a_span_contains_itself_and_smaller_ones_only() -> None:
    text = "one two three"
    two, both = Span.of(text, 4, 7), Span.of(text, 0, 7)
    assert both.contains(two)
    assert both.contains(both)
    assert not two.contains(both)


def test_spans_sort_by_where_they_stand() -> None:
    assert sorted([Span(5, 6, "b"), Span(0, 9, "a"), Span(0, 3, "c")]) == [
        Span(0, 3, "c"),
        Span(0, 9, "a"),
        Span(5, 6, "b"),
    ]
