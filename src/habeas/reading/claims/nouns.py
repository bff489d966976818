"""Nouns of saying with who says and what: "a report by the agency that …", "the lawyer's claim that …"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from habeas.model.reading import Act
from habeas.reading.cast.book import CastBook
from habeas.reading.claims.draft import DraftClaim
from habeas.reading.claims.saying_subjects import subject_of
from habeas.reading.claims.speakers import author_of, speaker_of
from habeas.reading.claims.stretches import trimmed_span
from habeas.reading.page import Page
from habeas.reading.tables import load, words

_LIGHT = words("speech", "light", "verbs")
_TO_DO = words("speech", "light", "to_do")
_IMPERSONAL = words("speech", "light", "impersonal")
_AMID = frozenset({"amid", "amidst", "despite", "after", "following"})
_ACT_OF: dict[str, Act] = {noun: act for act, nouns in load("speech")["noun_acts"].items() for noun in nouns}


def noun_claims(page: Page, cast: CastBook) -> Iterator[DraftClaim]:
    """A draft for every noun of saying that has both its author and a clause with "that"."""
    for token in page.all_tokens:
        act = _ACT_OF.get(token.lemma_.lower()) if token.pos_ == "NOUN" else None
        if act is None:
            continue
        clause = _clause(token) or _is_that(token)
        author = author_of(token) or _giver(token)
        if author is None and clause is not None and _is_nobodys(token):
            draft = DraftClaim(act, "noun of saying", cue=token, cue_span=page.span(token, token))
            draft.content = [trimmed_span(page, clause.left_edge, clause.right_edge)]
            yield draft
            continue
        speaker = speaker_of(page, cast, author, anyone=True) if author is not None and clause is not None else None
        if clause is None or speaker is None:
            continue
        draft = DraftClaim(act, "noun of saying", cue=token, cue_span=page.span(token, token))
        draft.speaker, draft.speaker_text, draft.speaker_span = speaker.entity, speaker.text, speaker.span
        draft.medium = token.lemma_.lower()
        draft.content = [trimmed_span(page, clause.left_edge, clause.right_edge)]
        yield draft


def _clause(noun: Token) -> Token | None:
    """The clause with "that" which says what is said, not one that only tells of the noun."""
    for child in noun.subtree:
        if child.dep_ in ("acl", "ccomp", "relcl") and child.i > noun.i and child.head.i <= child.i:
            marked = any(c.dep_ == "mark" and c.lower_ == "that" for c in child.children)
            marked = marked and (child.head == noun or child.head.pos_ != "VERB" or child.dep_ != "ccomp")
            if marked and (child.head.i == noun.i or noun.i in {a.i for a in child.head.ancestors}):
                return child
            if child.head == noun and noun.lemma_ in _TO_DO and any(c.lower_ == "to" for c in child.children):
                return child
    return None


def _is_that(noun: Token) -> Token | None:
    """ "The word from the prison is that …"."""
    if noun.dep_ != "nsubj" or noun.head.lemma_ != "be":
        return None
    clause = next((c for c in noun.head.children if c.dep_ == "ccomp" and c.i > noun.head.i), None)
    marked = clause is not None and any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.children)
    return clause if marked else None


def _giver(noun: Token) -> Token | None:
    """Whose saying it is in "gave assurances that", "sent word that"."""
    light = noun.dep_ == "dobj" and noun.head.lemma_ in _LIGHT and not any(c.dep_ == "poss" for c in noun.children)
    return subject_of(noun.head) if light else None


def _is_nobodys(noun: Token) -> bool:
    """ "There are reports that …", "reports that … are wrong"."""
    if noun.lemma_.lower() not in _IMPERSONAL or any(c.dep_ == "det" and c.lower_ == "no" for c in noun.children):
        return False
    there = noun.dep_ == "attr" and any(c.dep_ == "expl" for c in noun.head.children)
    negated = any(c.dep_ == "neg" for c in noun.head.children)
    amid = noun.dep_ == "pobj" and noun.head.lower_ in _AMID
    return (there and not negated) or amid or noun.dep_ in ("nsubj", "nsubjpass")
