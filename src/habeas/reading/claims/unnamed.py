"""Accused and asked by somebody whom the text does not name: "he was accused of theft", "asked whether she was fed"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from habeas.reading.claims.contents import said_clause
from habeas.reading.claims.draft import DraftClaim
from habeas.reading.claims.stretches import own_edge, trimmed_span
from habeas.reading.claims.unreal import unreal
from habeas.reading.page import Page
from habeas.reading.tables import load, words

_CHARGING: dict[str, frozenset[str]] = {
    verb: frozenset(kind["prepositions"]) for kind in load("speech")["unnamed"].values() for verb in kind["verbs"]
}
_QUESTIONS = words("speech", "rules", "questions")
_SUBJECTS = ("nsubj", "nsubjpass")


def unnamed_claims(page: Page) -> Iterator[DraftClaim]:
    """A draft without a speaker for every finite "was accused of …" and every "asked whether …" of nobody."""
    for verb in page.all_tokens:
        if verb.tag_ != "VBN" or verb.pos_ != "VERB" or any(c.dep_ == "agent" for c in verb.children):
            continue
        asked = verb.lemma_ == "ask"
        words_of = _question(verb) if asked else _charge(verb)
        if words_of is None or page.passage(verb).role == "title":
            continue
        draft = DraftClaim("ask" if asked else "accuse", "asked by nobody" if asked else "accused by nobody", cue=verb)
        draft.cue_span = page.span(verb, verb)
        draft.content = [trimmed_span(page, words_of.left_edge, own_edge(words_of))]
        yield draft


def _charge(verb: Token) -> Token | None:
    """ "Of theft" in "he was accused of theft"; a bare participle ("men accused of theft") only describes."""
    allowed = _CHARGING.get(verb.lemma_)
    if allowed is None or unreal(verb) or not _finite(verb):
        return None
    found = (c for c in verb.children if c.dep_ == "prep" and c.i > verb.i and c.lower_ in allowed)
    return next((c for c in found if c.right_edge.i > c.i), None)


def _finite(verb: Token) -> bool:
    """Whether the passive is told of somebody at a time, by itself or by the verb to which it is joined."""
    helped = verb.head if verb.dep_ == "conj" and not any(c.dep_ == "auxpass" for c in verb.children) else verb
    own = [c for c in helped.children if c.dep_ in ("aux", "auxpass")]
    passive = any(c.dep_ == "auxpass" for c in own)
    return passive and any(c.tag_ in ("VBD", "VBZ", "VBP") for c in own)


def _question(verb: Token) -> Token | None:
    """ "Whether she was fed" in "asked whether she was fed, …", "when asked if …", "he was asked why …"."""
    clause = said_clause(verb) or next((c for c in verb.children if c.dep_ == "advcl" and c.i > verb.i), None)
    if clause is None or clause.i < verb.i or verb.i + 1 >= len(verb.doc):
        return None
    if any(c.dep_ == "neg" or (c.dep_ == "mark" and c.i < verb.i) for c in verb.children):
        return None
    bare = not any(c.dep_ in (*_SUBJECTS, "aux") for c in verb.children)
    told = _finite(verb) and any(c.dep_ in _SUBJECTS for c in verb.children)
    return clause if (bare or told) and clause.left_edge.lower_ in _QUESTIONS else None
