"""Marks nest however spans overlap, and never change the words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from habeas.publishing.marks import anchor, marked, merged, ranges

TEXT = "He was <beaten> & taken, his brother said.\n\nNobody saw “it”."
_PLACE = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, len(TEXT))).filter(lambda p: p[0] < p[1])
_SPANS = st.lists(st.tuples(_PLACE, st.sampled_from(["claim", "event"])).map(lambda s: (*s[0], s[1])), max_size=8)


def test_words_are_escaped_and_marked_with_an_anchor() -> None:
    (html,) = marked(TEXT, [(0, 23)], ranges([(7, 15, "event")]))
    assert html == 'He was <mark class="m-event" id="s7-15">&lt;beaten&gt;</mark> &amp; taken'


def test_a_span_inside_another_stands_inside_its_mark() -> None:
    (html,) = marked("abcdef", [(0, 6)], ranges([(2, 3, "event"), (1, 5, "claim")]))
    assert html == 'a<mark class="m-claim" id="s1-5">b<mark class="m-event" id="s2-3">c</mark>de</mark>f'


def test_spans_that_cross_are_marked_in_pieces_that_belong_together() -> None:
    (html,) = marked("abcdef", [(0, 6)], ranges([(0, 4, "claim"), (2, 6, "event")]))
    assert html == (
        '<mark class="m-claim" id="s0-4">ab<mark class="m-event h0" id="s2-6">cd</mark></mark>'
        '<mark class="m-event t0">ef</mark>'
    )


def test_one_place_with_two_statements_is_one_mark() -> None:
    (html,) = marked("abc", [(0, 3)], ranges([(0, 2, "event"), (0, 2, "attribute")]))
    assert html == '<mark class="m-attribute m-event" id="s0-2">ab</mark>c'


@given(_SPANS, st.integers(0, len(TEXT)))
def test_any_spans_give_well_formed_html_with_the_same_words(spans: list[tuple[int, int, str]], cut: int) -> None:
    blocks = [(start, end) for start, end in ((0, cut), (cut, len(TEXT))) if start < end]
    html = "".join(marked(TEXT, blocks, ranges(spans)))
    root = etree.fromstring(f"<p>{html}</p>")
    assert "".join(root.itertext()) == TEXT
    ids = [m.get("id") for m in root.iter("mark") if m.get("id")]
    assert sorted(ids) == sorted({anchor(start, end) for start, end, _ in spans})


@given(_SPANS)
def test_the_pieces_of_a_span_hold_exactly_its_words(spans: list[tuple[int, int, str]]) -> None:
    (html,) = marked(TEXT, [(0, len(TEXT))], ranges(spans))
    root = etree.fromstring(f"<p>{html}</p>")
    for start, end, _ in spans:
        (head,) = [m for m in root.iter("mark") if m.get("id") == anchor(start, end)]
        number = next((c[1:] for c in head.get("class").split() if c[0] == "h"), None)
        tails = [m for m in root.iter("mark") if number is not None and f"t{number}" in m.get("class").split()]
        words = "".join("".join(m.itertext()) for m in (head, *tails))
        assert words == TEXT[start:end]


def test_places_that_overlap_are_put_together() -> None:
    assert merged([(5, 9), (0, 3), (2, 4), (4, 5)]) == [(0, 4), (4, 5), (5, 9)]
