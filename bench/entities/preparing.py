"""Marked texts made ready: in paragraphs as the reader has them, after the published model's ways and with its labels.

The published model's articles are part of some names ("the Ministry of Justice") and not of others ("the ULK"), and it
finds dates, numbers and sums as well. What is trained further must keep to both, or it forgets them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, Final

from spacy.language import Language
from spacy.tokens import Doc

from bench.entities.marked import LABELS, Marked, Span
from bench.entities.training import Example, published
from habeas.reading.matrices import on_one_core
from habeas.reading.neutral import neutral

_PARAGRAPH: Final = re.compile(r"\S(?:[^\n]|\n(?!\s*\n))*")
_WITH_ARTICLE: Final = frozenset({"ORG", "FAC", "LAW", "EVENT", "LOC", "GPE"})
_LEFT_TO_THE_MODEL: Final = frozenset({"NORP", "LAW", "EVENT", "WORK_OF_ART", "PRODUCT", "LOC"})
"""What our own reports have no marks for, where they name it."""
_CAPITAL: Final = re.compile(r"[A-Z][\w'-]*")


@cache
def whole_model() -> Language:
    """The published model with the reader's tokens."""
    return published(whole=True)


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Where the paragraphs of a text begin and end."""
    return (found.span() for found in _PARAGRAPH.finditer(text))


def complete(texts: Iterable[Marked], *, marked_whole: bool) -> list[Marked]:
    """The texts with articles where the published model has them, and with its other labels.

    `marked_whole`: whether all names are marked; where they are not, nothing is said of what may be one.
    """
    nlp = whole_model()
    others = frozenset(nlp.get_pipe("ner").labels) - LABELS  # type: ignore[attr-defined]
    kept = others if marked_whole else others | _LEFT_TO_THE_MODEL
    found = []
    for one in texts:
        blocks = list(paragraphs(one.text))
        with on_one_core():
            docs = list(nlp.pipe(neutral(one.text[start:end]) for start, end in blocks))
        parts = [_completed(one, start, doc, marked_whole, kept) for (start, _), doc in zip(blocks, docs, strict=True)]
        spans = sorted(span for named, _ in parts for span in named)
        found.append(one._replace(spans=tuple(spans), unknown=tuple(u for _, hidden in parts for u in hidden)))
    return found


def _completed(
    one: Marked, offset: int, doc: Doc, marked_whole: bool, kept: frozenset[str]
) -> tuple[list[Span], list[tuple[int, int]]]:
    end = offset + len(doc.text)
    spans = [_with_article(span, offset, doc) for span in one.spans if offset <= span.start and span.end <= end]
    taken = {i for span in spans for i in range(span.start, span.end)}
    hidden = []
    for ent in doc.ents:
        place = (offset + ent.start_char, offset + ent.end_char)
        if not taken.isdisjoint(range(*place)):
            continue
        if ent.label_ in kept:
            spans.append(Span(*place, ent.label_))
            taken.update(range(*place))
    if not marked_whole:
        for word in _CAPITAL.finditer(doc.text):
            place = (offset + word.start(), offset + word.end())
            token: Any = doc.char_span(*word.span(), alignment_mode="expand")
            if taken.isdisjoint(range(*place)) and not token[0].is_sent_start:
                hidden.append(place)
    return spans, hidden


def _with_article(span: Span, offset: int, doc: Doc) -> Span:
    """With the "the" that belongs to a name of several words."""
    named = doc.char_span(span.start - offset, span.end - offset)
    if named is None or span.label not in _WITH_ARTICLE or named.start == 0 or len(named) == 1:
        return span
    before = doc[named.start - 1]
    if before.lower_ != "the" or not named.start <= before.head.i < named.end:
        return span
    return span._replace(start=offset + before.idx)


def examples(nlp: Language, texts: Iterable[Marked]) -> Iterator[Example]:
    """The paragraphs of texts as the reader has them."""
    for one in texts:
        for start, end in paragraphs(one.text):
            doc = nlp.make_doc(neutral(one.text[start:end]))
            inside = tuple(s for s in one.spans if start <= s.start and s.end <= end)
            hidden = tuple((a - start, b - start) for a, b in one.unknown if start <= a and b <= end)
            yield Example(doc, tuple((s.start - start, s.end - start, s.label) for s in inside), hidden)
