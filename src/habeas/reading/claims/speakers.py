"""Who the speaker of a cue is, and how the report's words name him or her."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from habeas.model.span import Span
from habeas.reading.cast.book import CastBook
from habeas.reading.cast.phrases import phrase_edges
from habeas.reading.clauses import antecedent
from habeas.reading.page import Page
from habeas.reading.tables import words

_SAYING = words("speech", "nouns", "saying") | words("speech", "nouns", "media")
_UNKNOWN_SPEAKERS = frozenset(
    {"source", "report", "sources", "witness", "account", "media", "medium", "press", "website"}
)
_THINGS = frozenset({"what", "which", "that", "this", "there", "these", "those", "it"})
_FINITE = ("VBD", "VBZ", "VBP")
_CLAUSAL = ("ccomp", "xcomp", "advcl", "conj", "pcomp", "acl")


@dataclass(frozen=True)
class Speaker:
    """`entity` is None where the text does not say who: "reports said". `medium` is the statement or letter used."""

    entity: str | None
    text: str | None
    span: Span | None
    medium: str | None = None


NOBODY = Speaker(None, None, None)


def subject_of(verb: Token) -> Token | None:
    """The subject of a verb; of a joined or subordinate verb without its own, that of the verb above it."""
    current, steps = verb, 0
    while steps < 4:
        agent = _agent(current)
        if agent is not None and current is not verb:
            return agent
        own = next((c for c in current.children if c.dep_ in ("nsubj", "csubj")), None)
        passive = next((c for c in current.children if c.dep_ == "nsubjpass"), None)
        if own is not None:
            return own
        if agent is not None and any(c.dep_ == "auxpass" for c in current.children):
            return agent
        if passive is not None:
            return agent if agent is not None and current is verb else passive
        if current.dep_ == "relcl" or current.dep_ not in _CLAUSAL:
            return None
        if current.dep_ == "acl" and current.head.pos_ in ("NOUN", "PROPN"):
            return current.head
        if current.dep_ == "conj" and current.tag_ in _FINITE and current.head.tag_ == "VBG":
            current = next((a for a in current.ancestors if a.tag_ in _FINITE), current.head)
            steps += 1
            continue
        current, steps = current.head, steps + 1
        if current.pos_ not in ("VERB", "AUX"):
            current = current.head
    return None


def _agent(verb: Token) -> Token | None:
    by = next((c for c in verb.children if c.dep_ == "agent"), None)
    return next((c for c in by.children if c.dep_ == "pobj"), None) if by is not None else None


def speaker_of(page: Page, cast: CastBook, subject: Token | None, *, anyone: bool = False) -> Speaker | None:
    """The speaker that a subject names; None where the subject cannot speak.

    `anyone`: the words of saying are strong enough to make a speaker of any noun ("critics say").
    """
    if subject is None:
        return NOBODY
    if subject.tag_ in ("WP", "WDT") and cast.noun(subject) is None and antecedent(subject) != subject:
        return speaker_of(page, cast, antecedent(subject), anyone=True)
    lemma = subject.lemma_.lower()
    owner = author_of(subject) if lemma in _SAYING else None
    if owner is not None:
        speaker = speaker_of(page, cast, owner)
        return Speaker(speaker.entity, speaker.text, speaker.span, lemma) if speaker is not None else None
    entity = cast.noun(subject)
    if entity is not None and cast.kind(entity) == "law":
        return None
    span = _words(page, cast, subject)
    if entity is not None or subject.pos_ == "PROPN" or lemma in _UNKNOWN_SPEAKERS | _SAYING:
        return Speaker(entity, span.quote, span)
    if anyone and subject.pos_ in ("NOUN", "NUM", "ADJ") and subject.lower_ not in _THINGS:
        return Speaker(None, span.quote, span)
    if subject.pos_ == "PRON" and subject.lower_ not in _THINGS:
        return Speaker(None, span.quote, span)
    return None


def author_of(noun: Token) -> Token | None:
    """Whose statement: "the ministry's statement", "a statement by the society", "a report from the agency"."""
    for child in noun.children:
        if child.dep_ == "poss":
            return child
        if child.dep_ in ("prep", "agent") and child.lower_ in ("by", "from", "of"):
            found = next((c for c in child.children if c.dep_ == "pobj"), None)
            if found is not None:
                return found
        if child.dep_ == "acl" and (by := _agent(child)) is not None:
            return by
    return None


def _words(page: Page, cast: CastBook, subject: Token) -> Span:
    entity = cast.at(subject)
    for mention in cast.figurants[entity].mentions if entity is not None else ():
        if mention.first <= subject.i <= mention.last:
            return page.span(page.doc[mention.first], page.doc[mention.last])
    first, last = phrase_edges(subject)
    return page.span(page.doc[first], page.doc[last])
