"""Names that the model takes for people's, and what shows that they are a body's: "the Veskarian Sobor", "Tolm-PF"."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from habeas.reading.cast.given import begins_like_a_person, is_given
from habeas.reading.cast.mention import NameMention
from habeas.reading.cast.missed import HEADS, PERSON_NOUNS, TITLES
from habeas.reading.demonyms import for_a_people
from habeas.reading.tables import words

_NAMED_BODIES = words("people", "named_bodies") | words("people", "before_names")
_FIGHTING = words("people", "members_only")
"""Members of what is no person's following: "Harun Sahar fighters", where "Lund supporters" may be a person's."""
_GROUPS = frozenset({"gang", "cartel", "militia", "group", "network", "cult", "sect", "syndicate", "clan"})
_OF_WHOM = frozenset({"of", "for", "at", "from", "in", "with", "within"})
_MOST_INITIALS = 5
_NO_PARTY = frozenset({"US", "USA", "UK", "UN", "EU", "AU", "UAE", "NATO", "ASEAN", "TV", "DC", "II", "III", "IV"})
"""Capitals that are no part of a party's name: "Korda-US relations"."""


def is_body(doc: Doc, mention: NameMention) -> bool:
    """Whether the words around a supposed person's name show that it is a body's."""
    name = doc[mention.first : mention.last + 1]
    if _party_initials(name):
        return True
    if any(is_given(t.text) for t in name) or begins_like_a_person(tuple(t.text for t in name)):
        return False
    return _led_by_the(name) or _called_a_body(name) or _with_members(name)


def with_its_people(doc: Doc, mention: NameMention) -> NameMention:
    """ "the Veskarian Sobor", of which one word was found, with the people whose it is."""
    single = mention.first == mention.last and mention.first > 0 and of_a_people(doc[mention.first - 1])
    return replace(mention, first=mention.first - single, kind="organisation")


def of_a_people(token: Token) -> bool:
    """ "Veskarian": a word for a people, which opens no person's name unless it is a given name too."""
    return (token.ent_type_ == "NORP" or for_a_people(token.text)) and not is_given(token.text)


def _party_initials(name: Span) -> bool:
    """ "Tolm-PF": capitals behind a hyphen, as parties have."""
    last = name[-1].text
    tied = len(name) > 2 and name[-2].text == "-" and not name[-2].whitespace_ and not name[-3].whitespace_
    return tied and _capitals(last) and name[0].text.istitle()


def _capitals(word: str) -> bool:
    return word.isupper() and word.isalpha() and 2 <= len(word) <= _MOST_INITIALS


def with_initials(doc: Doc, mention: NameMention) -> NameMention:
    """ "Tolm-PF", "KRM-DPN", of which the model found the first part alone: a party's whole name."""
    i = mention.last + 1
    if i + 1 >= len(doc) or doc[i].text != "-" or doc[mention.last].whitespace_ or doc[i].whitespace_:
        return mention
    last = doc[i + 1]
    if (
        not _capitals(last.text)
        or last.text in _NO_PARTY
        or mention.first != mention.last
        or doc[mention.last].text in _NO_PARTY
    ):
        return mention
    behind = doc[i + 2 : i + 3]
    country = mention.kind == "place" and last.dep_ in ("compound", "nmod", "amod")  # "Korda-KPU talks"
    return mention if country or behind.text == "-" else replace(mention, last=i + 1, kind="organisation")


def of_a_group(doc: Doc, mention: NameMention) -> bool:
    """ "The Tolmen gang", "the Sarun network": behind an article, the noun of a body closes its name."""
    noun, led = doc[mention.last + 1], mention.first > 0 and doc[mention.first - 1].lower_ == "the"
    tied = doc[mention.last].dep_ in ("compound", "nmod") and doc[mention.last].head.i == noun.i
    return led and tied and noun.tag_ == "NN" and noun.lower_ in _GROUPS and doc[mention.first].ent_type_ != "NORP"


def called_a_group(doc: Doc, mention: NameMention) -> bool:
    """ "joined the Grey Dawn group": a body of two words and more, wherever else the model takes it for a place."""
    if mention.kind != "organisation" or mention.last == mention.first or mention.last + 1 >= len(doc):
        return False
    noun, last = doc[mention.last + 1], doc[mention.last]
    return noun.lower_ in _GROUPS and last.dep_ in ("compound", "nmod") and last.head.i == noun.i


def _led_by_the(name: Span) -> bool:
    """ "the members of the Sahar Ta Tolm", "the Veskarian Sobor": an article stands before no person's bare name."""
    first, root = name.start - 1, name.root
    adjective = first > 0 and of_a_people(name.doc[first])
    the = name.doc[first - adjective].lower_ if first - adjective >= 0 else ""
    if the != "the" or root.dep_ in ("compound", "nmod", "amod") or name.doc[name.start].is_sent_start:
        return False
    if any(t.lower_.strip(".") in TITLES for t in name) or root.text.endswith("s"):
        return False
    told = any(c.dep_ in ("relcl", "acl") or c.tag_ == "CD" for c in root.children)
    return not told and (adjective or len(name) > 1)


def _called_a_body(name: Span) -> bool:
    """ "regional television Tolm Sahar reported", "a rights project, Tolm Sahar,": the noun of what it is before it."""
    root, first = name.root, name.start
    before = name.doc[first - 1] if first else None
    if before is None:
        return False
    if before.tag_ == "NN" and _body_noun(before):
        return before.dep_ in ("compound", "nmod") and before.head.i == root.i
    noun = name.doc[first - 2] if first > 1 and before.text == "," else None
    if noun is None or not _body_noun(noun):
        return False
    closed = name.doc[name.end : name.end + 1].text == "," and noun.dep_ == "pobj" and noun.head.lower_ in ("to", "by")
    if not closed and (root.dep_ != "appos" or root.head.i != noun.i):
        return False
    of_whom = noun.dep_ == "pobj" and noun.head.lower_ in _OF_WHOM and noun.head.head.lemma_.lower() in PERSON_NOUNS
    return not of_whom


def _body_noun(token: Token) -> bool:
    return token.tag_ == "NN" and token.text.islower() and token.lower_ in _NAMED_BODIES


def _with_members(name: Span) -> bool:
    """ "Tolm Sahar fighters": those who fight for a body."""
    root = name.root
    behind = root.head.i == name.end and root.dep_ in ("compound", "nmod") and root.head.tag_ == "NNS"
    return behind and root.head.lemma_.lower() in _FIGHTING and not any(t.text in HEADS for t in name)
