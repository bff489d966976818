"""Who speaks behind the verb: "“…,” bellowed Lund on Monday", "…, reported the Korda Times." """

from __future__ import annotations

from spacy.tokens import Token

from habeas.model.span import Span
from habeas.reading.cast.book import CastBook
from habeas.reading.claims.stretches import trimmed_span
from habeas.reading.page import Page

_TAGS = ("VBD", "VBZ", "VBN")
_TELLING = frozenset({"report", "say", "write", "state", "announce", "note", "add", "explain", "recall", "tweet"})
"""Verbs before which what is said may stand without marks."""
_LEAST = 4
"""Words that are said without marks."""


def speaker_behind(cast: CastBook, verb: Token) -> Token | None:
    """The name behind a verb of saying that follows closing marks, or a comma where the name ends the sentence."""
    if verb.tag_ not in _TAGS or verb.i - verb.sent.start < 1 or verb.i + 2 >= len(verb.doc):
        return None
    if any(c.dep_ in ("nsubj", "nsubjpass", "aux", "auxpass", "neg") for c in verb.children):
        return None
    mark, head = verb.nbor(-1).text, _head_behind(verb)
    known = cast.at(head) if head is not None else None
    if head is None or known is None or not cast.named(known) or cast.kind(known) not in ("person", "organisation"):
        return None
    if mark == '"':
        return head
    ends = head.right_edge.i + 2 >= verb.sent.end
    return head if mark == "," and ends and verb.lemma_ in _TELLING and verb.i - verb.sent.start > _LEAST else None


def said_before(page: Page, verb: Token) -> list[Span]:
    """What stands before the comma of a verb whose speaker follows; [] where marks hold what is said."""
    return [trimmed_span(page, verb.sent[0], verb.nbor(-2))] if verb.nbor(-1).text == "," else []


def _head_behind(verb: Token) -> Token | None:
    """The noun of the phrase that begins straight behind the verb."""
    first = verb.nbor()
    head = first
    while head.head.i > head.i and head.head.i < verb.sent.end:
        head = head.head
    return head if head.pos_ == "PROPN" and head.left_edge.i <= first.i else None
