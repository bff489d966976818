"""People whom nothing but their office or age behind a comma shows: "Raj Parmar, acting attorney for …, said"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from habeas.reading.cast.mention import NameMention, tokens_of
from habeas.reading.cast.missed import FACILITIES, HEADS, OFFICE_WORDS, PERSON_NOUNS, TITLES, is_aged
from habeas.reading.tables import words

_OFFICES = PERSON_NOUNS | words("descriptions", "offices") | words("descriptions", "posts")
_OFFICES |= words("descriptions", "occupations")
_MOST, _REACH = 4, 7
_LEADING = frozenset({"a", "an", "the", "acting", "former", "then", "deputy", "senior", "chief", "who"})
_LIKE_NAMES = frozenset({"", "PERSON", "WORK_OF_ART", "PRODUCT"})


def before_office(doc: Doc) -> Iterator[NameMention]:
    """Runs of two to four capitalised words before a comma and what somebody is."""
    for comma in tokens_of(doc)[2:-2]:
        if comma.text != "," or not _part(doc[comma.i - 1]):
            continue
        first = comma.i - 1
        while first > 0 and comma.i - first < _MOST and _part(doc[first - 1]) and not doc[first].is_sent_start:
            first -= 1
        if comma.i - first < 2 or (first and _part(doc[first - 1])):
            continue
        if is_aged(doc, comma.i - 1) or _office_behind(doc, comma.i + 1):
            yield NameMention(first, comma.i - 1, "person")


def _part(token: Token) -> bool:
    """Whether a word can be part of a person's name, and of nothing else."""
    if token.tag_ != "NNP" or not token.is_alpha or not token.text.istitle() or token.ent_type_ not in _LIKE_NAMES:
        return False
    no_name = token.text in HEADS or token.text in FACILITIES or token.text in OFFICE_WORDS
    return not no_name and token.lower_ not in TITLES and token.lower_ not in _OFFICES


def _office_behind(doc: Doc, first: int) -> bool:
    """Whether what somebody is follows at once: "a lawyer", "acting U.S. Attorney", "Chairman of the Commission"."""
    for token in doc[first : first + _REACH]:
        if token.lemma_.lower() in _OFFICES and token.tag_ in ("NN", "NNP"):
            return token.i + 1 >= len(doc) or doc[token.i + 1].tag_ not in ("NNP", "POS")
        inside = token.lower_ in _LEADING or token.pos_ in ("ADJ", "PROPN", "NOUN", "PUNCT")
        if not inside or token.text in (",", ".", ";", '"') or token.is_sent_start:
            return False
    return False
