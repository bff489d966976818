"""Whether a verb speaks of what was, is or will be: what a relative date without a direction counts on."""

from __future__ import annotations

from spacy.tokens import Token

from habeas.reading.tables import words
from habeas.reading.times.reckon import Tense

_CLAUSES = frozenset({"VERB", "AUX"})


def governor(token: Token) -> Token | None:
    """The verb in whose clause a token stands; itself if it is one."""
    step = token
    while step.pos_ not in _CLAUSES:
        if step.head == step:
            return None
        step = step.head
    return step


def tense_at(token: Token) -> Tense:
    """The tense of what is said where `token` stands. Without any verb it is the past, as in headlines."""
    if _coming(token):
        return "future"
    verb = governor(token)
    return tense_of(verb) if verb is not None else "past"


def tense_of(verb: Token) -> Tense:
    """The tense of a verb; an infinitive, participle or gerund takes it from the verb it hangs on."""
    step, depth = verb, 0
    while depth < 8:
        own = _own(step)
        if own is not None:
            return own
        above = governor(step.head) if step.head != step else None
        if above is None:
            break
        to_be = above.lemma_ == "be" and step.dep_ == "xcomp"  # "the trial is to open in May"
        if _infinitive(step) and (_ahead(above) or to_be):
            return "future"
        step, depth = above, depth + 1
    return "past"


def _own(verb: Token) -> Tense | None:
    helpers = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    modals = [h.lower_ for h in helpers if h.lower_ in words("times", "verbs", "modal")]
    if modals:
        past_perfect = any(h.lower_ == "have" for h in helpers)
        ahead: Tense = "open" if "could" in modals else "future"
        return "past" if past_perfect else ahead
    if any(h.tag_ in ("VBD", "VBZ", "VBP") and h.lemma_ == "have" for h in helpers):
        return "past"
    finite = next((h for h in (*helpers, verb) if h.tag_ in ("VBD", "VBZ", "VBP")), None)
    if finite is None:
        done = verb.tag_ == "VBN" and verb.dep_ == "acl" and not helpers and not _ahead(verb)
        return "past" if done else None  # "a printer arrested on Monday is …"
    if finite.tag_ == "VBD":
        return "past"
    if verb.tag_ == "VBG" and verb.lemma_ == "go" and any(c.dep_ == "xcomp" for c in verb.children):
        return "future"
    passive = any(h.dep_ == "auxpass" for h in helpers)
    facing = verb.lemma_ in ("face", "await") and not helpers  # "faces trial in June"
    if facing or (_ahead(verb) and (passive or verb.pos_ == "AUX")):
        return "future"
    if verb.lemma_ == "be" and any(c.lower_ in words("times", "verbs", "ahead") for c in verb.children):
        return "future"
    return "present"


def _infinitive(verb: Token) -> bool:
    return verb.tag_ == "VB" and any(child.lower_ == "to" for child in verb.children)


def _ahead(verb: Token) -> bool:
    return verb.lemma_ in words("times", "verbs", "ahead") or verb.lemma_ in words("times", "verbs", "setting")


def _coming(token: Token) -> bool:
    """Whether a noun that the date belongs to is said to be still to come: "the next hearing on Monday"."""
    if token.pos_ not in ("NOUN", "PROPN"):
        return False
    return any(c.lower_ in ("next", "upcoming", "coming", "planned", "scheduled", "future") for c in token.children)


def simple_past(verb: Token) -> bool:
    """Whether a verb tells of a day that is over ("entered"), unlike "enters", "has entered", "will enter"."""
    if any(child.dep_ == "aux" and child.lemma_ == "have" and child.tag_ in ("VBZ", "VBP") for child in verb.children):
        return False
    return any(t.tag_ == "VBD" for t in (verb, *verb.children) if t == verb or t.dep_ in ("aux", "auxpass"))
