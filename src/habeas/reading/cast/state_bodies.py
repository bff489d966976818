"""Bodies of a state told by what they are: "the Veskarian embassy in Lodva", "Veskaria's foreign ministry"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from habeas.reading.cast.bodily import of_a_people
from habeas.reading.cast.mention import NameMention, tokens_of
from habeas.reading.tables import words

_MISSIONS = frozenset({"embassy", "consulate", "consulate-general"})
_MATTERS = words("people", "ministries")
_STATES = frozenset({"US", "U.S.", "UK", "U.K.", "EU"})
_OWN = words("people", "of_all_states")


def of_a_state(doc: Doc) -> Iterator[NameMention]:
    """Embassies and consulates with their country, ministries with what they are for."""
    for token in tokens_of(doc)[1:]:
        if token.text in _MISSIONS:
            first = _country_before(doc, token.i)
            if first < token.i:
                yield NameMention(first, in_its_place(doc, token.i), "organisation")
        elif token.text == "ministry" and doc[token.i - 1].lower_ in _MATTERS:
            yield NameMention(_country_before(doc, token.i - 1), token.i, "organisation")


def in_its_place(doc: Doc, last: int) -> int:
    """ "the embassy of Veskaria in Lodva": a country has several, so the place belongs to the name."""
    place = last + 2
    if place >= len(doc) or doc[last + 1].lower_ != "in" or doc[place].ent_type_ != "GPE":
        return last
    while place + 1 < len(doc) and doc[place + 1].ent_type_ == "GPE" and doc[place + 1].ent_iob_ == "I":
        place += 1
    return place


def with_owner(doc: Doc, mention: NameMention) -> int:
    """Where the name of a body begins that every state has: "Veskaria's National Police", "Ostland's Supreme Court"."""
    named = [t for t in doc[mention.first : mention.last + 1] if t.lower_ not in ("of", "the")]
    if len(named) < 2 or not all(t.lower_ in _OWN for t in named):
        return mention.first
    return _country_before(doc, mention.first) if doc[mention.first - 1].tag_ == "POS" else mention.first


def _country_before(doc: Doc, first: int) -> int:
    """Where the country before a noun begins: "Veskaria's", "Veskarian", "US"; `first` itself where none stands."""
    owner = first - 1 - (first > 1 and doc[first - 1].tag_ == "POS")
    if first < 1 or owner < 0:
        return first
    word: Token = doc[owner]
    if owner == first - 1:
        return owner if of_a_people(word) or word.text in _STATES else first
    while owner > 0 and word.ent_type_ == "GPE" and doc[owner].ent_iob_ == "I":
        owner -= 1
    return owner if word.ent_type_ in ("GPE", "NORP") else first
