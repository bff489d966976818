"""People whom a list or a noun shows in custody: "two prisoners died: A and B"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Token

from habeas.reading.clauses import children, is_verb, of_phrase, subjects, undergoers
from habeas.reading.lists import members, names_after
from habeas.reading.people import entities
from habeas.reading.standing import stated
from habeas.reading.story import Story
from habeas.reading.tables import words

_THEIR = frozenset({"their", "his", "her"})
_FAR = 12


def mark_held(story: Story) -> None:
    """Marks in the cast the named people whom lists of those in custody name."""
    for token in story.page.all_tokens:
        for entity in _held(story, token):
            if story.cast.kind(entity) == "person" and story.cast.named(entity):
                story.cast.mark_detained(entity)


def _held(story: Story, token: Token) -> Iterator[str]:
    lemma = token.lemma_.lower()
    if token.tag_ in ("NNS", "NNPS") and lemma in words("custody", "inmates") and not _owner(token):
        yield from (entity for entity, _ in members(story.cast, token))
        yield from _named_behind(story, token)
    elif lemma in ("identify", "name") and any(_inmates(u) for u in undergoers(token)):
        for preposition in children(token, "prep"):
            if preposition.lower_ == "as" and preposition.i + 1 < len(token.doc):
                yield from (entity for entity, _ in names_after(story.cast, preposition.nbor(), clause=token))
    elif _said_of_those(token, lemma):
        following = [s for s in subjects(token) if s.lower_ == "following" or s.tag_ in ("NNS", "CD")]
        yield from (e for s in following[:1] for e in _behind_colon(story, token, s))
        if token.head.lower_ in ("those", "people", "ones") or token.dep_ in ("pobj", "nsubj", "nsubjpass"):
            yield from (entity for entity, _ in members(story.cast, token))
            yield from (entity for entity, _ in members(story.cast, token.head))
    elif lemma in words("custody", "taking") and any(c.lower_ in _THEIR for c in children(token, "poss")):
        above = next((v for v in (token.head, token.head.head) if v.lemma_ in ("have", "see", "get")), None)
        if above is not None and token.dep_ in ("dobj", "nsubj", "nsubjpass") and stated(token) == "asserted":
            yield from (e for s in subjects(above) for e in entities(story.cast, s))


def _said_of_those(token: Token, lemma: str) -> bool:
    """A participle of holding or freeing, also where the parse takes "those freed" for a noun."""
    if token.tag_ == "VBN":
        return lemma in _held_or_freed()
    stems = (lemma, lemma.removesuffix("d"), lemma.removesuffix("ed"))
    return any(stem in _held_or_freed() for stem in stems) and any(c.lower_ == "those" for c in token.children)


@cache
def _held_or_freed() -> frozenset[str]:
    return words("people", "holding_verbs") | {"release", "free"}


def _inmates(noun: Token) -> bool:
    """ "the inmates", "five of the prisoners"."""
    return any(t.lemma_.lower() in words("custody", "inmates") for t in (noun, *of_phrase(noun)))


def _owner(token: Token) -> bool:
    """ "the lawyer of the prisoners, Ada Lund,": the name is the lawyer's."""
    return token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.pos_ == "NOUN"


def _named_behind(story: Story, noun: Token) -> Iterator[str]:
    """ "Two prisoners died: Ada Lund, 63, and Ivo Stenn": the names that a colon leads in after the clause."""
    if noun.dep_ in ("nsubj", "nsubjpass") and is_verb(noun.head):
        yield from _behind_colon(story, noun.head, noun)


def _behind_colon(story: Story, verb: Token, noun: Token) -> Iterator[str]:
    for token in noun.doc[verb.i + 1 : min(verb.i + _FAR, noun.sent.end - 1)]:
        if token.text == ":":
            yield from (entity for entity, _ in names_after(story.cast, token.nbor(), clause=verb))
            return
