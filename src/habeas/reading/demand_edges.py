"""Where the words of a demand end: with the last of a row that is asked for, and before what only surrounds it."""

from __future__ import annotations

import re

from spacy.tokens import Token

from habeas.model.span import Span
from habeas.reading.page import Page

_ROW = frozenset({"dep", "conj", "appos", "dobj", "pobj", "npadvmod"})
_THINGS = frozenset({"NOUN", "PROPN", "ADP", "PRON"})
_SPEECH_ENDS = frozenset({'"', "”", "“", "(", ":", ";"})
_AROUND = re.compile(r"\s(?:amid(?:st)?|in the wake of|against the background of)\s")
_LEAST = 3
"""Words that are left of a demand before what surrounds it."""


def with_the_row(page: Page, cue: Token | None, asked: Span) -> Span:
    """ "Demand an end to searches, the return of their books and visits": all that the verb asks for."""
    last = page.token_at(asked.end - 1)
    while cue is not None and last is not None:
        item = _next_item(cue, last)
        if item is None or item.right_edge.i <= last.i:
            break
        last = item.right_edge
        while last.is_punct:
            last = last.nbor(-1)
    return Span.of(page.text, asked.start, max(asked.end, page.end(last))) if last is not None else asked


def _next_item(cue: Token, last: Token) -> Token | None:
    """The thing asked for that a comma or "and" joins to the words before it."""
    start = last.i + 1
    while start < cue.sent.end and cue.doc[start].lower_ in (",", "and"):
        start += 1
    if start == last.i + 1 or start >= cue.sent.end or cue.doc[start].text in _SPEECH_ENDS:
        return None
    step = cue.doc[start]
    while step.head.i > cue.i and step.head != step and step.head.i > last.i:
        step = step.head
    own = step.dep_ in _ROW and step.pos_ in _THINGS and step.left_edge.i == start
    asks = step.head == cue or (step.head.i > cue.i and step.head.head == cue)
    return step if own and asks and step.i > last.i else None


def without_what_surrounds(text: str, asked: Span) -> Span:
    """ "Urging citizens to leave amid deepening insecurity": what is asked, without the news around it."""
    around = _AROUND.search(asked.quote)
    if around is None or len(asked.quote[: around.start()].split()) < _LEAST:
        return asked
    return Span.of(text, asked.start, asked.start + around.start())
