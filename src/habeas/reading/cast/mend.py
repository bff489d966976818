"""What the rules of the language mend in a name: its edges, its extent, and what it names."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc, Token

from habeas.reading.cast.mention import PARTICLES, NameMention
from habeas.reading.cast.missed import (
    FACILITIES,
    FACILITY_NOUNS,
    HEADS,
    OFFICE_WORDS,
    PERSON_NOUNS,
    TITLES,
    is_capital,
    is_vessel,
)
from habeas.reading.cast.persons import is_person
from habeas.reading.tables import words

_TOLD = frozenset(
    {"statement", "interview", "remark", "comment", "testimony", "say", "add", "explain", "confirm", "state"}
)
_GOVERNING = words("people", "governing")
_PLACE_NOUNS = words("people", "place_nouns")
_PLACE_HEADS = words("people", "place_heads")
_EDGE = frozenset({"the", "a", "an", "'s", "'", ",", ".", "-", ":", ";", "(", ")", '"', "&", "and", "of", "with", "by"})
_CUSTODY = words("people", "custody")
_DASHES = frozenset({"–", "—", "--"})


def trimmed(doc: Doc, mention: NameMention) -> NameMention | None:
    """Without articles, titles and punctuation at the edges; None where nothing that can be a name is left."""
    first, last = mention.first, mention.last
    drop = _EDGE | TITLES | _CUSTODY if mention.kind == "person" else _EDGE
    while first <= last and (doc[first].lower_.strip(".") in drop or doc[first].is_space or doc[first].is_punct):
        first += 1
    while mention.kind == "person" and last - first >= 2 and _describes(doc[first]):
        first += 1
    if mention.kind == "person":
        last = next((i - 1 for i in range(first + 1, last + 1) if doc[i].text in _DASHES), last)
    while last >= first and (doc[last].lower_ in _EDGE or doc[last].is_space or doc[last].is_punct):
        last -= 1
    if first > last:
        return None
    if first == last and mention.kind in ("organisation", "facility") and not _noun_like(doc[first]):
        return None
    if mention.kind == "person" and (is_vessel(doc, first, last) or not _can_be_person(doc, first, last)):
        return None
    return NameMention(first, last, mention.kind)


def _describes(token: Token) -> bool:
    """Whether a word at the head of a name only says who it is: "comedienne Ada Lund", "Poet Ada Lund"."""
    return token.lower_ in PERSON_NOUNS or (token.text.islower() and token.lower_ not in PARTICLES)


def _noun_like(token: Token) -> bool:
    return token.pos_ in ("PROPN", "NOUN", "X") or (len(token) >= 2 and token.text.isupper())


def _can_be_person(doc: Doc, first: int, last: int) -> bool:
    head, texts = doc[first], [t.text for t in doc[first : last + 1]]
    if any(c.isdigit() or c in "@/_|=" for text in texts for c in text):
        return False
    if not any(text[:1].isupper() for text in texts):
        return False
    if all(text.lower() in TITLES or text in OFFICE_WORDS for text in texts):
        return False
    return not (len(texts) == 1 and head.pos_ in ("VERB", "AUX", "ADV", "ADP", "PRON"))


def extended(doc: Doc, mention: NameMention) -> NameMention:
    """A name followed by "prison" or "hospital" is that place's name; a surname's particle belongs to the name."""
    if mention.kind == "organisation":
        mention = _with_owners(doc, mention)
    if mention.kind == "person":
        mention = _with_given_name(doc, mention)
    after = mention.last + 1
    if mention.kind in ("place", "organisation", "facility", "person") and after < len(doc):
        noun = doc[after]
        if noun.lower_ in FACILITY_NOUNS and noun.tag_ == "NN" and not doc[mention.last].is_punct:
            two_words = after + 1 < len(doc) and doc[after + 1].lower_ in (
                "centre",
                "center",
                "hospital",
                "court",
            )
            return NameMention(mention.first, after + two_words, "facility")
        if mention.kind == "place" and noun.lower_ in _GOVERNING:
            return NameMention(mention.first, after, "organisation")
    return mention


def _with_given_name(doc: Doc, mention: NameMention) -> NameMention:
    """A surname that the model found alone, with the name before it that the parser ties to it."""
    first = mention.first
    while first > 0 and mention.last - first < 3:
        before = doc[first - 1]
        tied = before.dep_ == "compound" and mention.first <= before.head.i <= mention.last
        name = before.tag_ == "NNP" and before.is_alpha and before.ent_type_ in ("", "PERSON", "WORK_OF_ART", "PRODUCT")
        if not (tied and name) or before.lower_ in TITLES or before.text in OFFICE_WORDS:
            break
        first -= 1
    return replace(mention, first=first)


def _with_owners(doc: Doc, mention: NameMention) -> NameMention:
    """ "the Printers' Aid Society": a plural owner is part of the body's name, a country's possessive is not."""
    first = mention.first
    if first < 2 or doc[first - 1].text not in ("'", "'s") or not doc[first - 2].text[:1].isupper():
        return mention
    owner = doc[first - 2]
    if doc[first - 1].text == "'s" and owner.lower_ not in ("women", "children", "people", "men"):
        return mention
    first -= 2
    while first > 0 and is_capital(doc[first - 1]):
        first -= 1
    return replace(mention, first=first)


def retyped(doc: Doc, mention: NameMention) -> NameMention:
    """The head noun of a name decides what it names, whatever the model thought."""
    head = doc[mention.last].text
    several = mention.last > mention.first
    if mention.first >= 2 and doc[mention.first - 1].lower_ == "of" and doc[mention.first - 2].lower_ in _PLACE_NOUNS:
        return replace(mention, kind="place")
    if mention.kind == "person" and several and head in _PLACE_HEADS:
        return replace(mention, kind="place")
    if mention.kind == "place" and _is_told(doc[mention.last]):
        return replace(mention, kind="organisation")
    if several and head in FACILITIES:
        return replace(mention, kind="facility")
    if mention.kind in ("organisation", "facility", "place") and is_person(doc, mention):
        return replace(mention, kind="person")
    starts = doc[mention.first].text in HEADS and several and doc[mention.first + 1].lower_ in ("of", "for")
    if several and (head in HEADS or starts) and mention.kind != "law":
        return replace(mention, kind="organisation")
    return mention


def _is_told(token: Token) -> bool:
    """Whether something is said or stated to the one named: news agencies are often taken for places."""
    to = token.head
    if token.dep_ != "pobj" or to.lower_ != "to":
        return token.dep_ in ("dobj", "dative") and token.head.lemma_ == "tell"
    return to.head.lemma_ in _TOLD
