"""Rows of names that a noun for several bodies leads in: "the offices that were closed are Tolm, Sarun and Orda"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from habeas.reading.cast.mention import NameMention, tokens_of
from habeas.reading.tables import words

_AREAS = frozenset({"government", "administration", "authority", "section", "court"})
_BODIES = (words("people", "body") - _AREAS) | {"firm", "bank", "brand", "airline", "hotel", "shop"}
_LEADING = frozenset({"are", "were", "include", "included", "including", "as", ":", "namely"})
_BACK = 10
_FEWEST, _LONGEST = 4, 4


def listed_bodies(doc: Doc) -> Iterator[NameMention]:
    """The names of a row of four and more behind such a noun."""
    for token in tokens_of(doc)[1:-_FEWEST]:
        after = doc[token.i + 1]
        if token.lower_ not in _LEADING or not after.text[:1].isupper() or not after.is_alpha:
            continue
        row = _row(doc, token.i + 1)
        if len(row) >= _FEWEST and _of_bodies(doc, token.i):
            yield from row


def _of_bodies(doc: Doc, lead: int) -> bool:
    """Whether the nearest noun in the plural before the lead is one for bodies."""
    for token in reversed(doc[max(0, lead - _BACK) : lead]):
        if token.tag_ in ("NNS", "NNPS"):
            return token.lemma_.lower() in _BODIES
        if token.is_sent_start:
            return False
    return False


def _row(doc: Doc, first: int) -> list[NameMention]:
    """Runs of capitalised words with commas between them, to the one behind "and"; none where a run is too long."""
    found: list[NameMention] = []
    i = first
    while i < len(doc):
        end = i
        while end < len(doc) and doc[end].text[:1].isupper() and doc[end].is_alpha and not doc[end].is_sent_start:
            end += 1
        if not 0 < end - i <= _LONGEST:
            return found
        found.append(NameMention(i, end - 1, "organisation"))
        between = [t.lower_ for t in doc[end : end + 2]]
        step = 2 if between == [",", "and"] else 1 if between[:1] in ([","], ["and"]) else 0
        if not step:
            return found
        i = end + step
    return found
