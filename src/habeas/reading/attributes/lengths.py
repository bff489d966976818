"""How long somebody was held, told around a measure of time: "after 14 months of unjust imprisonment", "for two nights
in a cell"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from habeas.reading.attributes.draft import Draft, persons, text_of
from habeas.reading.attributes.terms import MOST
from habeas.reading.clauses import children, is_verb, passive, prepositional, subjects, undergoers
from habeas.reading.events.lexicon import wordlist
from habeas.reading.evidence import phrase
from habeas.reading.numerals import number_of
from habeas.reading.story import Story
from habeas.reading.tables import words

_BEFORE_NUMBER = frozenset(
    {"at", "least", "more", "than", "over", "nearly", "almost", "about", "some", "around", "roughly", "fewer", "less",
     "a", "an", "-", "and", "half", "full", "several", "many", "long", "whole", "just", "under", "entire", "only"}
)  # fmt: skip
_MANY = frozenset({"a", "an", "several", "many"})
_DESCRIBING = frozenset({"ADJ", "DET", "PRON", "PROPN", "NOUN", "ADV"})
_REACH = 6
"""Tokens behind the measure within which a word of custody stands."""
_THROUGH = frozenset({"spend", "endure", "suffer", "survive", "pass", "complete", "undergo"})
_EDGES = frozenset({"beginning", "start", "end"})
_ORDERING = frozenset({"order", "rule", "ask", "request", "want", "sentence"})
_BY_ORDER = frozenset({"remand", "send", "commit", "place", "consign", "jail", "imprison", "arrest"})
_INTO = ("in", "into", "behind", "under")


def length_drafts(story: Story, noun: Token) -> Iterator[Draft]:
    """The time in custody that a noun for a measure of time tells, with whose it was."""
    told = _told(noun)
    if not told:
        return
    lead = noun.doc[told[0].i - 1] if told[0].i > noun.sent.start else None
    custody = _inside(noun)
    holders, verb = _whose(story, noun, lead, custody)
    last = custody or noun
    if last.i + 1 < len(noun.doc) and any(t in wordlist("isolation") for t in (last, last.nbor())):
        return
    found = dict.fromkeys(s for h in holders[:1] for s in persons(story, h))
    for subject in list(found)[:MOST]:
        named = phrase(holders[0], appositions=False) if verb is not None and verb.i < told[0].i else []
        evidence = [*named, *([lead] if lead is not None else []), *told, *([custody] if custody is not None else [])]
        yield Draft(subject, "time_held", text_of(story, told), evidence, "held for", at=verb)


def _told(noun: Token) -> list[Token]:
    """ "More than 15 months": the measure with its number and what is said of that."""
    first = noun.i
    while first > noun.sent.start:
        before = noun.doc[first - 1]
        if before.lower_ not in _BEFORE_NUMBER and number_of(before.text) is None:
            break
        first -= 1
    told = list(noun.doc[first : noun.i + 1])
    while told and told[0].lower_ in ("-", "and", "at") and not (told[0].lower_ == "at" and told[1].lower_ == "least"):
        told = told[1:]
    counted = any(number_of(t.text) is not None or t.lower_ in _MANY for t in told[:-1])
    return told if counted else []


def _inside(noun: Token) -> Token | None:
    """The word of custody behind the measure: "in captivity", "of unjust imprisonment"."""
    doc, at = noun.doc, noun.i + 1
    if at >= noun.sent.end or doc[at].lower_ not in ("in", "of", "behind"):
        return None
    for token in doc[at + 1 : min(noun.sent.end, at + _REACH)]:
        if token.lemma_.lower() in words("custody", "inside"):
            return token
        if token.pos_ not in _DESCRIBING and token.tag_ not in ("VBN", "POS", "HYPH"):
            return None
    return None


def _whose(story: Story, noun: Token, lead: Token | None, custody: Token | None) -> tuple[list[Token], Token | None]:
    """Of whom the measure is told, and the verb by which it stands."""
    if lead is None:
        return [], None
    if custody is not None and lead.tag_ == "PRP$":
        return [lead], None
    verb = next((t for t in noun.ancestors if is_verb(t)), None)
    if verb is None:
        return [], None
    if lead.lower_ in ("after", "following", "during"):
        let_go = _let_go(verb)
        return ((undergoers(verb) or subjects(verb)), verb) if custody is not None or let_go else ([], None)
    if custody is not None and lead.lower_ == "of" and lead.head.lemma_ in _EDGES:
        return undergoers(verb) or subjects(verb), verb
    if custody is not None and verb.lemma_ in _THROUGH:
        return subjects(verb), verb
    if lead.lower_ == "for":
        return _held_for(lead), verb
    return [], None


def _let_go(verb: Token) -> bool:
    going = verb.lemma_ in ("release", "free", "let") or (verb.lemma_ == "go" and verb.head.lemma_ == "let")
    return going and not children(verb, "dobj")


def _held_for(lead: Token) -> list[Token]:
    """ "Was held for at least eight hours", "remained in custody for three weeks", "was behind bars for a decade"."""
    verb = lead if is_verb(lead) else next((t for t in lead.ancestors if is_verb(t)), lead)
    if any(c.tag_ == "MD" for c in children(verb, "aux")) or verb.head.lemma_ in _ORDERING:
        return []
    kept = any(t.lemma_.lower() in words("custody", "held_in") for t in prepositional(verb, *_INTO))
    if verb.lemma_ in words("custody", "being"):
        return subjects(verb) if kept else []
    holding = verb.lemma_ in ("hold", "detain", "intern", "incarcerate") and passive(verb)
    moved = kept and verb.lemma_ in (words("custody", "moving") | words("custody", "holding")) - _BY_ORDER
    return undergoers(verb) if holding or moved else []
