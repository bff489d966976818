"""Whether somebody really says it: not denied, only possible, wished for or prevented."""

from __future__ import annotations

from spacy.tokens import Token

from habeas.reading.tables import words

_MODAL_NOT = frozenset({"can", "could", "may", "might", "would", "should"})
_MARCHING = words("speech", "rules", "marching")
_TAKEN_TO = words("speech", "rules", "taken_to")
_TAKING = words("speech", "rules", "taking")
_LEADING = frozenset({"lead", "prompt"})
_WISHING = frozenset({"like", "love", "wish"})
_POLITELY = words("speech", "rules", "politely")
_REACHING = frozenset({"call", "phone", "ring", "telephone", "write", "text", "email", "e-mail", "contact", "message"})
_PREVENTING = frozenset(
    {
        "prevent",
        "stop",
        "bar",
        "ban",
        "keep",
        "prohibit",
        "discourage",
        "deter",
        "refrain",
        "block",
        "abstain",
        "dissuade",
    }
)
_GOES_ON = frozenset(
    {
        "continue",
        "go",
        "proceed",
        "begin",
        "start",
        "use",
        "come",
        "manage",
        "appear",
        "seem",
        "dare",
        "keep",
        "rush",
        "hasten",
        "quick",
        "swift",
        "seek",
    }
)
"""Verbs whose infinitive is asserted with them: "went on to say" is saying, "asked them to say" is not."""


def unreal(verb: Token) -> bool:
    """Saying that is denied, only possible, or conditional ("could say", "did not say", "if asked")."""
    if any(c.dep_ == "nsubj" and _nobody(c) for c in verb.children) or _kept_from(verb):
        return True
    if verb.lemma_ in _POLITELY and _politely(verb):
        return False
    for child in verb.children:
        if child.dep_ == "neg" or (child.dep_ == "aux" and child.lemma_ in _MODAL_NOT):
            return True
        if child.dep_ == "mark" and child.lower_ in ("if", "unless", "whether"):
            return True
    infinitive = verb.tag_ == "VB" and any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)
    said = verb.head.lemma_ in _GOES_ON or marched(verb) or _reached(verb) or _led(verb)
    return infinitive and not said


def _reached(verb: Token) -> bool:
    """ "Called the family to say", "wrote to the court to complain": what somebody is reached for is said."""
    above = verb.head
    asked = any(c.lower_ in ("on", "upon", "for") for c in above.children)
    fits = above.lemma_ in _REACHING and above.tag_ in ("VBD", "VBN", "VBZ", "VBP") and not asked
    return fits and verb.dep_ in ("advcl", "xcomp") and not unreal(above)


def _politely(verb: Token) -> bool:
    """ "I would urge the state to act", "we would like to thank her": said by being wished."""
    wish = verb.head if verb.dep_ == "xcomp" and verb.head.lemma_ in _WISHING else verb
    would = any(c.dep_ == "aux" and c.lower_ in ("would", "'d") for c in wish.children)
    subject = next((c for c in wish.children if c.dep_ == "nsubj"), None)
    barred = any(c.dep_ == "neg" or c.lower_ == "if" for c in wish.children)
    if subject is None or barred or not (would or wish.lemma_ == "wish"):
        return False
    return wish is not verb or subject.lower_ in ("i", "we")


def _led(verb: Token) -> bool:
    """ "The strike led the minister to promise reforms": what somebody is led to is done."""
    above = verb.head
    told = verb.dep_ in ("xcomp", "ccomp") and above.lemma_ in _LEADING and above.tag_ in ("VBD", "VBN", "VBZ")
    return told and not unreal(above)


def _kept_from(verb: Token) -> bool:
    """ "Kept them from demanding justice": what is prevented is not said."""
    return verb.dep_ == "pcomp" and verb.head.lower_ == "from" and verb.head.head.lemma_ in _PREVENTING


def _nobody(subject: Token) -> bool:
    """ "Nobody said so", "no authority has confirmed it"."""
    negative = subject.lower_ in ("nobody", "none", "nothing", "neither")
    return negative or any(c.dep_ in ("det", "preconj", "cc") and c.lower_ in ("no", "neither") for c in subject.lefts)


def marched(verb: Token) -> bool:
    """ "Thousands marched to demand": whoever marches can ask."""
    first = verb.head if verb.dep_ == "conj" and verb.head.tag_ == "VB" else verb
    if first.dep_ not in ("advcl", "xcomp", "acl"):
        return False
    return first.head.lemma_ in _MARCHING or _took_to(first.head)


def _took_to(verb: Token) -> bool:
    """ "Took to the streets to demand", "went on strike to protest", "held a vigil to call for"."""
    if verb.lemma_ not in _TAKING:
        return False
    things = [c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i]
    things += [c for p in verb.children if p.dep_ == "prep" and p.i > verb.i for c in p.children if c.dep_ == "pobj"]
    return any(c.lemma_.lower() in _TAKEN_TO for c in things)
