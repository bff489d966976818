from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from habeas.model.text import Extracted, Origin, Segment

ONE_TO_ONE = Segment(start=0, end=10, where="page 1", origin_start=100, origin_end=110)
LIGATURE = Segment(start=10, end=12, where="page 1", origin_start=110, origin_end=111)
NEXT_PAGE = Segment(start=13, end=20, where="page 2", origin_start=0, origin_end=7)
TEXT = Extracted(text="x" * 20, media_type="application/pdf", segments=(ONE_TO_ONE, LIGATURE, NEXT_PAGE))


def test_characters_lead_back_to_the_same_number_of_characters() -> None:
    assert TEXT.origins(2, 5) == (Origin("page 1", 102, 105),)


def test_a_run_that_changed_its_length_leads_back_as_a_whole() -> None:
    assert TEXT.origins(11, 12) == (Origin("page 1", 110, 111),)


def test_words_over_a_page_break_lead_back_to_both_pages_in_order() -> None:
    assert TEXT.origins(8, 15) == (
        Origin("page 1", 108, 110),
        Origin("page 1", 110, 111),
        Origin("page 2", 0, 2),
    )


def test_white_space_that_the_text_stage_put_in_comes_from_nowhere() -> None:
    assert TEXT.origins(12, 13) == ()


def test_a_place_after_the_last_segment_comes_from_nowhere() -> None:
    assert TEXT.origins(20, 25) == ()


def test_a_text_without_segments_leads_nowhere() -> None:
    assert Extracted(text="abc", media_type="text/plain").origins(0, 3) == ()


@given(st.lists(st.integers(1, 5), min_size=1, max_size=8), st.data())
def test_every_character_of_a_plain_text_leads_back_to_itself(lengths: list[int], data: st.DataObject) -> None:
    starts = [sum(lengths[:i]) for i in range(len(lengths))]
    segments = tuple(
        Segment(start=s, end=s + n, where="", origin_start=s + 7, origin_end=s + n + 7)
        for s, n in zip(starts, lengths, strict=True)
    )
    whole = sum(lengths)
    start = data.draw(st.integers(0, whole - 1))
    end = data.draw(st.integers(start + 1, whole))
    places = Extracted(text="x" * whole, media_type="text/plain", segments=segments).origins(start, end)
    assert [i for place in places for i in range(place.start, place.end)] == list(range(start + 7, end + 7))
