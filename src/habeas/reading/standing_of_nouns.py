"""How a noun of happening stands: what is set to come, put off, stopped, and what is taken as having happened."""

from __future__ import annotations

from typing import Literal

from spacy.tokens import Token

from habeas.model.reading import Status
from habeas.reading.clauses import children, is_verb
from habeas.reading.tables import words

Standing = Status | Literal["demanded", "undone", "general"]
"""A status of the format, or why there is nothing to state at all."""

_FIRST = frozenset({"first", "last", "only", "latest", "next"})
_BORNE = frozenset({"harassment", "intimidation", "abuse", "violence", "beating", "mistreatment", "ill-treatment"})
_COMING_ABOUT = frozenset({"happen", "occur", "take", "go", "proceed", "follow", "be"})


def says(name: str, token: Token) -> bool:
    table = words("standing", name)
    return token.lemma_.lower() in table or token.lower_ in table


def taken_as_given(noun: Token, verb: Token) -> bool:
    """ "Will go on with the killing of …", "if her arrest is connected with it": it has happened."""
    if is_verb(noun) or not is_verb(verb) or not any(c.lower_ == "the" or c.dep_ == "poss" for c in noun.children):
        return False
    if noun.dep_ == "pobj" and noun.head.head == verb:
        return noun.head.lower_ in ("with", "over", "about", "by", "from")
    asked = any(c.dep_ == "mark" and c.lower_ in ("if", "whether") for c in verb.children)
    return noun.dep_ in ("nsubj", "nsubjpass") and noun.head == verb and asked and verb.lemma_ not in _COMING_ABOUT


def set_to(noun: Token) -> bool:
    """ "His trial is due to begin on 5 May", "is to open in May"."""
    verb = noun.head
    if noun.dep_ != "nsubj" or verb.lemma_ != "be" or verb.tag_ not in ("VBZ", "VBP", "VBD"):
        return False
    if any(says("planning", c) and not _owing(c) for c in children(verb, "acomp")):
        return True
    return any(any(t.tag_ == "TO" for t in c.children) for c in children(verb, "xcomp"))


def awaited(verb: Token) -> bool:
    """ "Is due in court on Friday"."""
    if verb.lemma_ != "be" or verb.tag_ not in ("VBZ", "VBP", "VBD"):
        return False
    return any(c.lower_ in ("due", "scheduled", "expected") and not _owing(c) for c in children(verb, "acomp"))


def _owing(word: Token) -> bool:
    """ "His detention is due to his articles": why it is so, nothing that is to come."""
    return word.lower_ == "due" and any(
        c.lower_ == "to" and (children(c, "pobj") or any(p.tag_ == "VBG" for p in children(c, "pcomp")))
        for c in children(word, "prep", "pcomp")
    )


def fixed(participle: Token) -> Standing | None:
    """ "The hearing, delayed twice, …", "the execution, set for 1 July, …"."""
    if says("postponing", participle):
        return "postponed"
    to_come = participle.lemma_ in ("set", "schedule", "plan", "fix", "expect", "slate")
    return "planned" if to_come and any(c.lower_ in ("for", "on", "to") for c in participle.children) else None


def stopped(noun: Token) -> Standing | None:
    """ "His deportation was halted", "the execution was stayed": what has been stopped was still to come."""
    if noun.dep_ not in ("nsubjpass", "dobj", "nsubj") or not says("can_be_stopped", noun):
        return None
    verb = noun.head
    if noun.dep_ == "nsubj" and verb.lemma_ in ("stop", "halt"):
        return None
    if any(c.dep_ == "neg" for c in verb.children) or (children(verb, "nsubj") and noun.dep_ == "nsubj"):
        return None
    return "denied" if says("stopping", verb) else "postponed" if says("staying", verb) else None


def to_be_done(verb: Token) -> bool:
    """ "An operation to free the students", "a reason to jail her": what something is for; but "the first to be jailed"
    was."""
    if verb.dep_ != "relcl" or not any(c.tag_ == "TO" for c in verb.children):
        return False
    near = (verb.head, *verb.head.children)
    return not any(c.lower_ in _FIRST or c.tag_ == "JJS" or c.ent_type_ == "ORDINAL" for c in near)


def was_able(word: Token) -> bool:
    """ "The police were able to free her": they did."""
    return word.lemma_ == "able" and word.dep_ == "acomp" and word.head.tag_ == "VBD"


def attained(step: Token, head: Token) -> bool:
    """ "Secured the release of five men", "were able to secure her release": no longer only sought."""
    if head.lemma_ != "secure" or step.dep_ not in ("dobj", "nsubjpass"):
        return False
    able = head.head.lemma_ in ("able", "manage") if head.dep_ == "xcomp" else False
    return able or head.tag_ == "VBD" or any(c.lemma_ == "have" for c in children(head, "aux"))


def borne(noun: Token, verb: Token) -> bool:
    """ "Faced continuous harassment": in the past what is faced again and again has happened."""
    return verb.tag_ in ("VBD", "VBN") and noun.lemma_ in _BORNE


def recovered_from(preposition: Token) -> bool:
    """ "Is reeling from the killing of …": tried is the recovering, the killing has happened."""
    return preposition.lower_ == "from" and preposition.head.lemma_ in ("recover", "reel", "heal")
