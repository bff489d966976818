"""What is said where a thing is the object: "called the raid theft", "put the number at 40", "complained of pain"."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from habeas.model.span import Span
from habeas.reading.claims.stretches import own_edge, trimmed_span
from habeas.reading.page import Page
from habeas.reading.tables import load, words

_AS = words("speech", "things", "as_something")
NAMING = words("speech", "things", "naming")
_BINDING = frozenset({"tie", "pin"})
_LIMBS = words("event_words", "limbs")
_AMOUNT = words("speech", "things", "at_number")
_AMOUNTS = words("speech", "things", "numbers")
_COUNTING = words("speech", "things", "counting")
_BESIDE = words("speech", "things", "beside")
_BETWEEN = words("speech", "things", "between")
_WITH: dict[str, frozenset[str]] = {
    verb: frozenset(kind["prepositions"]) for kind in load("speech")["through"].values() for verb in kind["verbs"]
}


def thing_said(page: Page, verb: Token) -> tuple[list[Span], str]:
    """What is said of or about a thing, and by which rule; nothing where the verb says nothing by its object."""
    lemma = verb.lemma_.lower()
    for verbs, find, rule in (
        (_AS, _as_something, "describes as"),
        (NAMING, _named, "calls so"),
        (_BESIDE, _beside, "puts beside"),
        (_AMOUNT, _put_at, "puts a number"),
        (_COUNTING, _counted, "counts"),
        (_WITH, _through, "speaks of"),
    ):
        found = find(page, verb) if lemma in verbs else []
        if found:
            return found, rule
    return [], "quotes"


def object_of(verb: Token) -> Token | None:
    """The object after a verb."""
    return next((c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i), None)


def agent_of(verb: Token) -> Token | None:
    """By whom it is done: the noun after "by"."""
    by = next((c for c in verb.children if c.dep_ == "agent"), None)
    return next((c for c in by.children if c.dep_ == "pobj"), None) if by is not None else None


def joined_span(page: Page, parts: Iterable[Token]) -> Span:
    """From the first to the last word of some phrases."""
    parts = list(parts)
    first = min((p.left_edge for p in parts), key=lambda t: t.i)
    return trimmed_span(page, first, max((own_edge(p) for p in parts), key=lambda t: t.i))


def _as_something(page: Page, verb: Token) -> list[Span]:
    """ "described the raid as theft", "the raid was described by her as theft": the thing and what it is called."""
    target = object_of(verb) if verb.lemma_ != "refer" else _referred_to(verb)
    by = agent_of(verb)
    holders = [t for t in (verb, target, by) if t is not None]
    word = next((c for h in holders for c in h.children if c.lower_ == "as" and c.i > verb.i), None)
    done = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    if done is not None and word is not None and done.pos_ != "PRON" and word.right_edge.i > word.i:
        return [joined_span(page, (done,)), joined_span(page, (word,))] if by is not None else []
    if target is None or word is None or word.right_edge.i == word.i:
        return []
    return [joined_span(page, (target, word))]


def _referred_to(verb: Token) -> Token | None:
    """ "Referred to the war as an operation": the war."""
    to = next((c for c in verb.children if c.dep_ == "prep" and c.lower_ == "to" and c.i > verb.i), None)
    return next((c for c in to.children if c.dep_ == "pobj"), None) if to is not None else None


def _named(page: Page, verb: Token) -> list[Span]:
    """ "called the raid theft", "considers him innocent": a thing and what it is said to be."""
    if any(c.lower_.endswith(("self", "selves")) for t in verb.children for c in (t, *t.children)):
        return []
    small = next((c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i and c.pos_ in ("NOUN", "ADJ")), None)
    if small is not None and any(c.dep_ == "nsubj" for c in small.children):
        return [joined_span(page, (small,))]
    target = object_of(verb)
    name = next((c for c in verb.children if c.dep_ in ("oprd", "acomp", "attr") and c.i > verb.i), None)
    if target is None or name is None or target.i > name.i:
        return []
    return [joined_span(page, (target, name))]


def _beside(page: Page, verb: Token) -> list[Span]:
    """ "Compared the camp to a cage", "blamed the fire on the guards": a thing, and that beside which it is put."""
    target = object_of(verb)
    if target is None or not is_finite(verb) or _bound(verb, target):
        return []
    holders = (verb, target)
    other = next((c for h in holders for c in h.children if c.lower_ in _BETWEEN and c.i > target.i), None)
    if other is None or other.dep_ not in ("prep", "dative") or other.right_edge.i == other.i:
        return []
    return [joined_span(page, (target, other))]


def _bound(verb: Token, target: Token) -> bool:
    """ "Tied his hands to the bed", "pinned him to the ground": what is done to somebody, and nothing said."""
    return verb.lemma_ in _BINDING and (target.pos_ in ("PRON", "PROPN") or target.lemma_.lower() in _LIMBS)


def is_finite(verb: Token) -> bool:
    """Whether a verb is said of somebody at a time: not "linked to", "comparing" at the head of a phrase alone."""
    return verb.tag_ in ("VBD", "VBZ", "VBP", "VBG") or any(c.dep_ == "aux" for c in verb.children)


def _put_at(page: Page, verb: Token) -> list[Span]:
    """ "put the toll at 40"."""
    target = object_of(verb)
    number = next((p for p in verb.children if p.dep_ == "prep" and p.lower_ == "at" and p.i > verb.i), None)
    if target is None:
        return []
    inside = (t for t in target.subtree if t.lower_ == "at" and any(c.pos_ == "NUM" for c in t.children))
    number = number or next(inside, None)
    if number is None or not any(t.lemma_.lower() in _AMOUNTS for t in target.subtree):
        return []
    return [joined_span(page, (target, number))]


def _counted(page: Page, verb: Token) -> list[Span]:
    """ "documented 118 abductions": what is counted, with its number."""
    target = object_of(verb)
    if (
        target is None
        or target.lower_.endswith("selves")
        or not any(t.pos_ == "NUM" or t.dep_ == "nummod" for t in target.subtree if t.i <= target.i)
    ):
        return []
    return [joined_span(page, (target,))]


def _through(page: Page, verb: Token) -> list[Span]:
    """ "complained of chest pain", "confessed to the theft", "warned of hunger"."""
    allowed = _WITH[verb.lemma_.lower()]
    for child in verb.children:
        if child.dep_ == "prep" and child.i > verb.i and child.lower_ in allowed:
            inner = next((c for c in child.children if c.dep_ in ("pobj", "pcomp")), None)
            if inner is not None and inner.pos_ != "PRON":
                return [joined_span(page, (inner,))]
    return []
