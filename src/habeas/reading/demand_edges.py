"""Where the words of a demand end: with the last of a row that is asked for, and before what only surrounds it."""

from __future__ import annotations

import re

from spacy.tokens import Token

from habeas.model.span import Span
from habeas.reading.page import Page

_ROW = frozenset({"dep", "conj", "appos", "dobj", "pobj", "npadvmod"})
_THINGS = frozenset({"NOUN", "PROPN", "ADP", "PRON"})
_ON_WITH = frozenset({"to", "of", "for", "against", "into", "between", "among", "from"})
_SPEECH_ENDS = frozenset({'"', "”", "“", "(", ":", ";"})
_AROUND = re.compile(r"\s(?:amid(?:st)?|in the wake of|against the background of)\s")
_ASKED = frozenset({"dobj", "pobj", "pcomp", "xcomp", "ccomp", "advcl"})
_ROW_LEAST = 3
_LEAST = 3
"""Words that are left of a demand before what surrounds it."""


def with_the_row(page: Page, cue: Token | None, asked: Span) -> Span:
    """ "Demand an end to searches, the return of their books and visits": all that the verb asks for."""
    last = page.token_at(asked.end - 1)
    if cue is not None and last is not None:
        last = _carried_on(cue, last)
    while cue is not None and last is not None:
        item = _next_item(cue, last)
        if item is None or item.right_edge.i <= last.i:
            break
        last = item.right_edge
        while last.is_punct:
            last = last.nbor(-1)
    return Span.of(page.text, asked.start, max(asked.end, page.end(last))) if last is not None else asked


def _carried_on(cue: Token, last: Token) -> Token:
    """The end of "a halt *to the raids*", "calm *among residents*", where the parser hangs it from the verb."""
    for child in cue.children:
        if child.dep_ == "prep" and child.i == last.i + 1 and child.lower_ in _ON_WITH:
            return child.right_edge
    return last


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


def items_of_row(page: Page, cue: Token | None, asked: Span) -> list[Span]:
    """The items of "called for an end to A, the release of B and access to C", one each; alone, all that is asked.

    Two that "and" joins are one demand, unless both begin with "to": "ordered it to stop, and to keep the evidence".
    """
    if cue is None:
        return [asked]
    heads = [c for c in cue.children if c.i > cue.i]
    heads += [o for c in heads if c.dep_ == "prep" and c.lower_ in ("for", "to") for o in c.children]
    rows = [[h, *(c for c in h.conjuncts if c.i > h.i)] for h in heads if h.dep_ in _ASKED]
    gerunds = [row for row in rows if row[0].tag_ == "VBG"]  # "for ending A, lifting B and freeing C", torn in two
    rows.append([item for row in gerunds for item in row])
    row = max((r for r in rows if not any(c.lower_ == "or" for t in r for c in t.children)), key=len, default=[])
    row = [item for item in sorted(row, key=lambda t: t.i) if page.start(item) < asked.end]
    if len(row) < _ROW_LEAST and not (len(row) == 2 and _each_bids(row)):
        return [asked]
    starts = [page.token_at(asked.start) or row[0], *(item.left_edge for item in row[1:])]
    last = page.token_at(asked.end - 1) or row[-1]
    ends = [*(_before(start) for start in starts[1:]), last]
    if any(end.i - start.i < 1 or start.i > item.i for start, end, item in zip(starts, ends, row, strict=True)):
        return [asked]
    return [page.span(start, end) for start, end in zip(starts, ends, strict=True)]


def _each_bids(row: list[Token]) -> bool:
    return all(any(c.lower_ == "to" and c.dep_ == "aux" for c in item.children) for item in row)


def _before(start: Token) -> Token:
    """The last word before an item, without what joins the two."""
    end = start.nbor(-1)
    while end.is_punct or end.dep_ == "cc":
        end = end.nbor(-1)
    return end


def without_what_surrounds(text: str, asked: Span) -> Span:
    """ "Urging citizens to leave amid deepening insecurity": what is asked, without the news around it."""
    around = _AROUND.search(asked.quote)
    if around is None or len(asked.quote[: around.start()].split()) < _LEAST:
        return asked
    return Span.of(text, asked.start, asked.start + around.start())
