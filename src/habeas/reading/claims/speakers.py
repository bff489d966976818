"""Who the speaker of a cue is, and how the report's words name him or her."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from habeas.model.span import Span
from habeas.reading.cast.book import CastBook
from habeas.reading.cast.phrases import phrase_edges
from habeas.reading.claims.objects import agent_of
from habeas.reading.claims.saying_subjects import FINITE, subject_of
from habeas.reading.clauses import antecedent
from habeas.reading.page import Page
from habeas.reading.tables import words

_SAYING = words("speech", "nouns", "saying") | words("speech", "nouns", "media")
_COUNTS = words("speech", "nouns", "counts")
_ISSUED = words("speech", "documents", "issued") - words("people", "body")
_CARRIED = words("speech", "documents", "carried")
_SITES = words("speech", "documents", "sites")
_PRINTED = words("speech", "documents", "printed")
_UNKNOWN_SPEAKERS = words("speech", "documents", "speaking") | frozenset(
    {"source", "report", "sources", "witness", "account", "media", "medium", "press", "website"}
)
PAPERS = _SAYING | _ISSUED | words("speech", "documents", "speaking")
"""Things that speak: letters, statements, rulings."""
_THINGS = frozenset({"what", "which", "that", "this", "there", "these", "those", "it"})
_HE = frozenset({"he", "she", "it", "they"})
_SEEN = words("speech", "documents", "seen")
_ISSUING = words("speech", "documents", "issuing")
_PLACING = frozenset({"at", "in", "from", "inside", "near", "on", "with"})
_CARRYING = frozenset(
    {"carry", "chant", "hold", "shout", "wave", "raise", "hoist", "brandish", "wear", "bear", "display"}
)
_ONE_OF = frozenset({"one", "another"})
_PLACE_PHRASE = 7
"""Tokens of a phrase of place behind a nameless speaker."""
_LIST = 18
"""Tokens over which a list of speakers may run."""


@dataclass(frozen=True)
class Speaker:
    """`entity` is None where the text does not say who: "reports said". `medium` is the statement or letter used."""

    entity: str | None
    text: str | None
    span: Span | None
    medium: str | None = None


NOBODY = Speaker(None, None, None)


def speaker_of(page: Page, cast: CastBook, subject: Token | None, *, anyone: bool = False) -> Speaker | None:
    """The speaker that a subject names; None where the subject cannot speak.

    `anyone`: the words of saying are strong enough to make a speaker of any noun ("critics say").
    """
    if subject is None:
        return NOBODY
    if (whole := _whole(subject)) != subject:
        both = page.span(page.doc[phrase_edges(subject)[0]], whole)
        return Speaker(cast.noun(whole), both.quote, both)
    lemma = subject.lemma_.lower()
    if subject.tag_ in ("WP", "WDT") and antecedent(subject) != subject:
        return _relative(page, cast, subject)
    if lemma in ("one", "some", "several", "many", "two") and (of := _of_them(subject)) is not None:
        subject, lemma = of, of.lemma_.lower()
    said = lemma in _SAYING | _COUNTS | _ISSUED | _CARRIED and not _is_body(cast, _named_beside(cast, subject))
    through = _through(page, cast, subject) if said else ()
    if through:
        return through[0]
    entity = cast.noun(subject)
    if entity is not None and cast.kind(entity) == "law" and not anyone:
        return None
    if entity is not None and subject.tag_ == "NNS" and _is_one_person(cast, entity) and not _is_name(cast, subject):
        entity = None  # "relatives of detainee Ivo Lund said": they are not he
    of = _pobj(subject, "of") if lemma in _ONE_OF else None
    named = _named_beside(cast, subject) or (_named_beside(cast, of) if of is not None else None)
    if named is not None and (entity is None or not cast.named(entity)):
        entity = cast.noun(named)
        both = page.span(subject.left_edge, named)
        return Speaker(entity, both.quote, both)
    entity = entity or _by_surname(cast, subject)
    span = _several(page, subject) or _words(page, cast, subject)
    capital = subject.text[:1].isupper() and not subject.is_sent_start and subject.pos_ != "PRON"
    if entity is not None or subject.pos_ == "PROPN" or capital or lemma in _UNKNOWN_SPEAKERS | _SAYING:
        return Speaker(entity, span.quote, span)
    able = subject.pos_ == "PRON" or _one_of_some(cast, subject) or (anyone and subject.pos_ in ("NOUN", "NUM", "ADJ"))
    return Speaker(None, span.quote, span) if able and subject.lower_ not in _THINGS else None


def _one_of_some(cast: CastBook, subject: Token) -> bool:
    """ "One of the guards called him a dog": one of those who are told of can speak."""
    of = _pobj(subject, "of") if subject.lemma_.lower() in _ONE_OF | {"some", "many", "several", "two"} else None
    return of is not None and cast.noun(of) is not None and cast.kind(cast.noun(of) or "") in ("person", "group")


def _is_name(cast: CastBook, token: Token) -> bool:
    """Whether the token is part of a name: "Griffiths"."""
    own = cast.at(token)
    mentions = cast.figurants[own].mentions if own is not None else []
    return any(m.sort == "name" and m.first <= token.i <= m.last for m in mentions)


def _is_one_person(cast: CastBook, entity: str) -> bool:
    return cast.kind(entity) == "person" and cast.named(entity) and not cast.figurants[entity].plural


def _through(page: Page, cast: CastBook, noun: Token) -> tuple[Speaker | None, ...]:
    """Who speaks by a statement: its owner or author, or the body named before it; () for nobody."""
    owner, medium = author_of(noun), noun.lemma_.lower()
    if owner is not None:
        speaker = speaker_of(page, cast, owner, anyone=True)
        return (Speaker(speaker.entity, speaker.text, speaker.span, medium) if speaker is not None else None,)
    body = body_before(cast, noun) if cast.noun(noun) is None else None
    span = _words(page, cast, noun)
    return (Speaker(body, span.quote, span, medium),) if body is not None else ()


def _pobj(noun: Token, preposition: str) -> Token | None:
    found = next((c for c in noun.children if c.dep_ == "prep" and c.lower_ == preposition), None)
    return next((c for c in found.children if c.dep_ == "pobj"), None) if found is not None else None


def _whole(subject: Token) -> Token:
    """ "Co-chairs": the noun behind the hyphen, where the parser makes a speaker of what stands before it."""
    doc, i = subject.doc, subject.i
    hyphened = i + 2 < len(doc) and doc[i + 1].text == "-" and not subject.whitespace_ and not doc[i + 1].whitespace_
    return doc[i + 2] if hyphened and doc[i + 2].pos_ == "NOUN" else subject


def _of_them(subject: Token) -> Token | None:
    """ "One of her letters", "some of the reports": the things of which it is one."""
    found = _pobj(subject, "of")
    return found if found is not None and found.lemma_.lower() in _SAYING else None


def _relative(page: Page, cast: CastBook, pronoun: Token) -> Speaker | None:
    """ "Anna Lund, who said …": the words are those before the comma; whom "who" stands for is known to the cast."""
    head = antecedent(pronoun)
    of = next((c for c in head.children if c.dep_ == "prep" and c.lower_ == "of" and c.i == head.i + 1), None)
    inner = next((c for c in of.children if c.dep_ == "pobj"), None) if of is not None else None
    if pronoun.tag_ == "WP" and inner is not None and cast.noun(head) is None and cast.noun(inner) is not None:
        return speaker_of(page, cast, inner, anyone=True)  # "the plight of their relatives, who ask"
    speaker = speaker_of(page, cast, head, anyone=True)
    entity = cast.noun(pronoun)
    if entity is None or (speaker is not None and speaker.entity == entity):
        return speaker
    own = page.span(pronoun, pronoun)
    return Speaker(entity, speaker.text if speaker else own.quote, speaker.span if speaker else own)


def author_of(noun: Token) -> Token | None:
    """Whose statement: "the ministry's statement", "a statement by the society", "a report from the agency"."""
    for child in noun.children:
        if child.dep_ == "poss":
            return child
        printed = child.lower_ in ("in", "on") and noun.lemma_.lower() in _PRINTED
        if child.dep_ in ("prep", "agent") and (child.lower_ in ("by", "from", "of") or printed):
            found = next((c for c in child.children if c.dep_ == "pobj"), None)
            if found is not None and (not printed or found.pos_ == "PROPN" or found.lemma_.lower() in _SITES):
                return found
        if child.dep_ == "acl" and child.lemma_ not in _SEEN and (by := agent_of(child)) is not None:
            return by
    return _issuer(noun)


def body_before(cast: CastBook, noun: Token) -> str | None:
    """ "A police statement", "a Harbour Union report": the body whose name or word stands before what it issued."""
    for child in noun.lefts:
        if child.dep_ not in ("compound", "nmod", "amod"):
            continue
        known = cast.at(child)
        if known is not None and cast.kind(known) == "organisation":
            return known
        alike = [f for f in cast.figurants.values() if f.kind != "person" and child.lower_ in f.nouns]
        named = [f for f in alike if f.named and child.i > f.mentions[0].first]
        nameless = (f for f in alike if not f.named and f.nouns == {child.lower_})
        found = named[0] if len(named) == 1 else next(nameless, None)
        if found is not None:
            return found.id
    return None


def _issuer(noun: Token) -> Token | None:
    """Who issued, sent or signed it: "the union issued a statement", "the petition was signed by thousands"."""
    verb = noun.head
    if verb.lemma_ not in (_CARRYING if noun.lemma_.lower() in _CARRIED else _ISSUING):
        return None
    if noun.dep_ == "dobj":
        return subject_of(verb)
    return agent_of(verb) if noun.dep_ == "nsubjpass" else None


def _placed(subject: Token, last: int) -> int:
    """The last token of "at …", "in …" or "from …" straight after a nameless speaker: "a doctor at the camp"."""
    for child in subject.rights:
        if child.dep_ == "prep" and child.i == last + 1 and child.lower_ in _PLACING:
            inside = list(child.subtree)
            if len(inside) <= _PLACE_PHRASE and not any(t.ent_type_ in ("DATE", "TIME") for t in inside):
                return inside[-1].i
    return last


def _named_beside(cast: CastBook, subject: Token) -> Token | None:
    """The name in "the commandant, Colonel Gleb Tarn,": the name's head, where it names a person or a body."""
    for child in subject.children:
        known = cast.at(child) if child.dep_ == "appos" and child.pos_ == "PROPN" else None
        if known is not None and subject.tag_ == "NNS" and _is_one_person(cast, known):
            continue
        if known is not None and cast.named(known) and cast.kind(known) in ("person", "organisation"):
            return child
    return None


def _is_body(cast: CastBook, name: Token | None) -> bool:
    """ "The judiciary's website Clear Day": what is named speaks, not its owner."""
    entity = cast.noun(name) if name is not None else None
    return entity is not None and cast.kind(entity) == "organisation"


def _several(page: Page, subject: Token) -> Span | None:
    """ "Relatives, lawyers and activists": all who say it, where a short list names them."""
    others = [t for t in subject.conjuncts if t.pos_ in ("NOUN", "PROPN") and t.i > subject.i]
    if not others or subject.pos_ not in ("NOUN", "PROPN"):
        return None
    first, last = phrase_edges(subject)[0], phrase_edges(others[-1])[1]
    finite = any(t.tag_ in FINITE for t in page.doc[first : last + 1])
    return page.span(page.doc[first], page.doc[last]) if last - first <= _LIST and not finite else None


def _by_surname(cast: CastBook, subject: Token) -> str | None:
    """The one person told before with this word at an edge of his or her name: "Ren" for "Ren Quan"."""
    named = subject.pos_ == "PROPN" or (subject.tag_ == "NN" and subject.text.istitle() and not subject.is_sent_start)
    if not named or any(c.dep_ in ("compound", "flat", "amod", "det") for c in subject.children):
        return None
    found = [
        f.id
        for f in cast.figurants.values()
        if f.named and f.kind == "person" and subject.text in (f.name.split()[0], f.name.split()[-1])
    ]
    before = [f for f in found if cast.figurants[f].mentions[0].first < subject.i]
    return before[0] if len(before) == 1 else None


def _words(page: Page, cast: CastBook, subject: Token) -> Span:
    entity = cast.at(subject) if subject.lower_ not in _HE else None
    for mention in cast.figurants[entity].mentions if entity is not None else ():
        if mention.first <= subject.i <= mention.last:
            return page.span(page.doc[mention.first], page.doc[mention.last])
    first, last = phrase_edges(subject)
    last = max(last, _placed(subject, last)) if entity is None or not cast.named(entity) else last
    return page.span(page.doc[first], page.doc[last])
