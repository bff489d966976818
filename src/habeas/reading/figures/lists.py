"""Counts in a list whose heading says of whom it is: "This list of detainees includes:"."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from habeas.reading.figures.counts import Count
from habeas.reading.story import Story
from habeas.reading.tables import load, words

_LINES = 20
_LONGEST = 40
_MARKS = frozenset({"-", "*", "–", "—", "•", "("})


def of_the_heading(story: Story, count: Count) -> str | None:
    """The measure that the heading above a list gives to its items; None where there is no such heading."""
    doc, page = story.page.doc, story.page
    if count.noun is None or not _opens(story, count.first):
        return None
    start = count.first
    for _ in range(_LINES):
        while start and page.paragraph(doc[start - 1]) == page.paragraph(doc[start]):
            start -= 1
        if start == 0:
            return None
        last = doc[start - 1]
        if last.text == ":":
            return _said(story, last)
        begin = start - 1
        while begin and page.paragraph(doc[begin - 1]) == page.paragraph(last):
            begin -= 1
        if start - begin > _LONGEST or not _opens(story, _first_word(doc, begin)):
            return None
        start = begin
    return None


def _opens(story: Story, index: int) -> bool:
    """Whether a number opens its paragraph, marks of a list passed over."""
    doc, page = story.page.doc, story.page
    if not doc[index].like_num and not doc[index].nbor().like_num:
        return False
    before = index - 1
    while before >= 0 and (doc[before].text in _MARKS or doc[before].is_space):
        before -= 1
    return before < 0 or page.paragraph(doc[before]) != page.paragraph(doc[index])


def _first_word(doc: Doc, index: int) -> int:
    while index + 1 < len(doc) and (doc[index].text in _MARKS or doc[index].is_space):
        index += 1
    return index


def _said(story: Story, colon: Token) -> str | None:
    """What the heading counts: people in custody, or what was done to them."""
    page = story.page
    arrests = load("figures")["happening_nouns"]["arrested"]
    found = None
    for token in colon.doc[max(0, colon.i - _LONGEST) : colon.i]:
        if page.paragraph(token) != page.paragraph(colon):
            continue
        lemma = token.lemma_.lower()
        if lemma in words("figures", "people", "custody"):
            found = "held"
        elif lemma in arrests or (token.tag_ == "VBN" and lemma in ("arrest", "detain")):
            found = found or "arrested"
    return found
