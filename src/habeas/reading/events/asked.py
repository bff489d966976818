"""What a demand asks for has not happened: the items of a list of demands are no events."""

from __future__ import annotations

from spacy.tokens import Token

from habeas.reading.events.hits import Hit
from habeas.reading.story import Story

_WISHED = frozenset({"VB", "VBP", "NN", "NNS"})
_GIVEN = frozenset({"grant", "order", "secure", "ensure", "allow", "permit", "give", "authorise"})
"""Verbs whose object is what is asked for: "to order her release"."""


def asked_for(story: Story, hit: Hit) -> bool:
    """Whether an event is the very thing that a demand asks for: "we demand: 1. the release of …; 2. …"."""
    if hit.head.tag_ not in _WISHED:
        return False
    if _item(story, hit.head):
        return True
    words = story.scope.asked(story.page.span(hit.first, hit.last))
    if words is None:
        return False
    return _leads(hit.head, {t.i for t in story.page.tokens(words.start, words.end)})


def _item(story: Story, verb: Token) -> bool:
    """ "1. The board to grant her release": an item of a list that says who is to do what."""
    to = any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)
    if verb.tag_ != "VB" or verb.dep_ != "ROOT" or not to:
        return False
    return story.page.passage(verb).role == "list_item"


def _leads(token: Token, inside: set[int]) -> bool:
    """Whether a token is the head of the words `inside`, stands in one row with it, or is what it asks to be given."""
    if token.dep_ == "dobj" and token.head.i in inside and token.head.lemma_ in _GIVEN:
        token = token.head
    while token.dep_ == "conj" and token.head.i in inside:
        token = token.head
    return token.head == token or token.head.i not in inside
