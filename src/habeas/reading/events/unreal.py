"""What a clause names without telling of it: what is insisted on, striven for, permitted, or only a condition; and what
somebody does to nobody else."""

from __future__ import annotations

from spacy.tokens import Token

from habeas.reading.clauses import children, is_verb
from habeas.reading.events.hits import Hit
from habeas.reading.standing import negated
from habeas.reading.standing_of_nouns import says

_SO_LONG = frozenset({"as", "so"})
_ON = frozenset({"on", "under", "underway", "afoot"})
_ANY = frozenset({"a", "an", "any", "no", "the"})
_PERMITS = frozenset({"permission", "permit", "clearance", "licence", "license"})


def unreal(hit: Hit) -> bool:
    """Whether the words only name it: nothing says that it happened, nor that it is to."""
    if is_verb(hit.clause):
        verb = _with_subject(hit.clause)
        return (
            _to_oneself(hit)
            or _condition(verb)
            or _insisted(verb)
            or _striven_for(verb)
            or _so_that_not(verb)
            or _argued_against(verb)
        )
    return _secured(hit.last) or _permitted(hit.last) or _by_a_citizen(hit.last)


def _to_oneself(hit: Hit) -> bool:
    """ "Set himself on fire"."""
    return hit.type == "ill_treatment" and any(o.lower_.endswith("self") for o in children(hit.last, "dobj"))


def _with_subject(verb: Token) -> Token:
    """The verb whose subject the others of its row share."""
    while verb.dep_ == "conj" and is_verb(verb.head) and not children(verb, "nsubj", "nsubjpass"):
        verb = verb.head
    return verb


def _condition(verb: Token) -> bool:
    """ "Even if she is beaten", "if he is not charged", "as long as the killers walk free": no case."""
    for mark in children(verb, "mark"):
        before = mark.nbor(-1) if mark.i else mark
        if mark.lower_ == "if" and (before.lower_ == "even" or children(verb, "neg")):
            return True
        if mark.lower_ == "as" and before.lower_ == "long" and before.i and before.nbor(-1).lower_ in _SO_LONG:
            return verb.tag_ in ("VBP", "VBZ") or bool([c for c in verb.children if c.tag_ in ("VBP", "VBZ")])
    return False


def _so_that_not(verb: Token) -> bool:
    """ "So no other printer is jailed", "so that she is not beaten again": what is to be kept from happening."""
    first = verb
    while first.dep_ == "advcl" and first.tag_ == "VBN" and is_verb(first.head) and not children(first, "aux", "mark"):
        first = first.head  # "so nobody is killed at home, abducted abroad …"
    marks = [c for c in first.children if c.lower_ == "so" and c.i < first.i and not c.nbor().is_punct]
    present = any(c.tag_ in ("VBZ", "VBP") for c in children(first, "aux", "auxpass"))
    return bool(marks) and present and negated(first)


def _argued_against(verb: Token) -> bool:
    """ "Argued against giving her bail", "warned against arresting him": nobody says that it was done."""
    if verb.dep_ not in ("pcomp", "pobj") or verb.tag_ != "VBG":
        return False
    return verb.head.lower_ == "against"


def _insisted(verb: Token) -> bool:
    """ "The insistence that prisoners be released", "their call that she be tried"."""
    if verb.dep_ != "acl" or not children(verb, "mark"):
        return False
    bare = any(c.lower_ == "be" for c in children(verb, "auxpass", "aux"))
    return bare and (says("demanding", verb.head) or verb.head.lemma_ in ("insistence", "insist"))


def _striven_for(verb: Token) -> bool:
    """ "Efforts are on to arrest them", "a hunt is under way to catch the men"."""
    above = verb.head
    if verb.tag_ != "VB" or verb.dep_ not in ("xcomp", "advcl") or above.lemma_ != "be":
        return False
    return any(c.lower_ in _ON for c in above.children)


def _secured(noun: Token) -> bool:
    """ "Securing her release should come first": what is to be secured."""
    first = noun.left_edge
    opens = first.is_sent_start is True or (first.i > 0 and first.nbor(-1).text == '"')
    return first.tag_ == "VBG" and first.i < noun.i and opens and says("demanding", first)


def _by_a_citizen(noun: Token) -> bool:
    """ "A citizen's arrest": whose it is makes it."""
    return noun.lemma_ == "arrest" and any(
        c.lemma_ == "citizen" and c.i and c.nbor(-1).lower_ in _ANY for c in noun.children
    )


def _permitted(noun: Token) -> bool:
    """ "Permission from the police for a march"."""
    if noun.dep_ != "pobj" or noun.head.lower_ not in ("for", "of"):
        return False
    above = noun.head.head
    return above.lemma_ in _PERMITS or any(c.lemma_ in _PERMITS for c in children(above, "dobj"))
