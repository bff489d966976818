"""Which nouns name an illness or injury: "lung cancer", "Parkinson's disease", "burns on her legs"."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from habeas.reading.attributes.draft import noun_core
from habeas.reading.clauses import children, prepositional
from habeas.reading.phrases import Phrases
from habeas.reading.tables import load, words


@cache
def _named() -> Phrases:
    return Phrases(load("health")["illnesses"])


def is_illness(token: Token) -> bool:
    """Whether a noun heads the name of an illness or injury."""
    if token.pos_ not in ("NOUN", "PROPN", "ADJ"):
        return False
    if token in _named():
        return True
    low = token.lower_
    if token.lemma_.lower() in words("health", "bones"):
        return any(c.lower_ in words("health", "breaking") for c in token.children)
    if token.lemma_.lower() == "pressure":
        return any(c.lower_ in ("high", "low") for c in noun_core(token))
    if len(low) > 6 and low.endswith(tuple(load("health")["endings"])) and low not in words("health", "not_endings"):
        return True
    if low in words("health", "abbreviations"):
        return token.text.isupper() and token.dep_ == "pobj" and token.head.lower_ in ("from", "with")
    if token.lemma_.lower() in words("health", "qualified"):
        return _told_which(token)
    return token.lemma_.lower() in ("shortness", "loss", "lack") and of_a_function(token)


def _told_which(noun: Token) -> bool:
    """Whether something says which problem, disease or injury it is."""
    told = any(c.lower_ in words("health", "qualifiers") for c in noun_core(noun)) or bool(eponym(noun))
    return told or (noun.lemma_.lower() in ("injury", "wound", "damage", "pain") and bool(on_the_body(noun)))


def of_a_function(noun: Token) -> bool:
    """ "shortness of breath", "loss of balance"."""
    return any(o.lemma_.lower() in words("health", "functions") for o in prepositional(noun, "of"))


def eponym(noun: Token) -> list[Token]:
    """ "Parkinson 's" of "Parkinson's disease"."""
    named = [c for c in children(noun, "poss") if c.lower_ in words("health", "eponyms")]
    return [t for c in named for t in (c, *children(c, "case"))]


def on_the_body(noun: Token) -> list[Token]:
    """The part of the body that follows an injury: "burns on her legs", "a fracture of the right arm"."""
    doc = noun.doc
    if noun.i + 1 >= len(doc) or doc[noun.i + 1].lower_ not in ("of", "on", "in", "to"):
        return []
    for token in doc[noun.i + 2 : min(noun.i + 6, noun.sent.end)]:
        if token.lemma_.lower() in words("health", "body") | words("health", "bones"):
            return list(doc[noun.i + 1 : token.i + 1])
        if token.pos_ not in ("DET", "PRON", "ADJ") and token.tag_ != "PRP$":
            break
    return []
