"""What somebody is held to: "must be released", "needs to act", "it is vital that the state answer"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from habeas.reading.story import Story
from habeas.reading.tables import words

_MUST = frozenset({"must", "should", "ought"})
_BOUND = frozenset({"require", "oblige"})
_NEEDING = frozenset({"need", "have"})
_PRESSING = words("speech", "rules", "pressing")
_PEOPLE_OF_ALL_KINDS = words("speech", "rules", "not_held_to")
_MINDED = words("speech", "rules", "minded")
"""What should be thought or said of a thing, which nobody is asked to do."""
_ENDING = frozenset({"stop", "end", "cease", "finish"})
_ABLE = words("speech", "rules", "able")
_DUE = words("speech", "rules", "due")
_BIDDING = words("speech", "rules", "bidding") | {"impose", "act", "cease", "answer", "explain", "ban", "shut"}
_UNDER = frozenset({"under", "by", "according", "to"})
_RULES = frozenset({"law", "constitution", "code", "rule", "regulation", "statute", "procedure", "article", "act"})


def subject_of_duty(verb: Token) -> Token | None:
    """Who is to act, or to whom something is to be done."""
    for step in _conjoined(verb):
        subject = next((c for c in step.children if c.dep_ in ("nsubj", "nsubjpass")), None)
        clause = next((c for c in step.children if c.dep_ in ("csubj", "csubjpass")), None)
        whose = clause.children if subject is None and clause is not None else ()
        subject = subject or next((c for c in whose if c.dep_ in ("nsubj", "nsubjpass")), None)
        if subject is not None:
            return step.head if step.dep_ == "relcl" and subject.tag_ in ("WDT", "WP") else subject
    return next((c for c in verb.head.children if c.dep_ in ("nsubj", "nsubjpass")), None)


def _conjoined(verb: Token) -> Iterator[Token]:
    """The verb and those that it is joined to, as far as one with a subject may stand: "is ill and must be freed"."""
    yield verb
    while verb.dep_ == "conj" or (verb.dep_ == "advcl" and verb.tag_ in ("VBN", "VBG")):
        verb = verb.head
        yield verb


def is_passive(verb: Token) -> bool:
    """Whether the duty is to be done to its subject: "must be released"."""
    done = any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children)
    return done and not is_bound(verb)


def in_own_voice(story: Story, verb: Token, subject: Token) -> bool:
    """ "The authorities must release her": asked by the report itself of a body, by a word of asking."""
    must = any(c.dep_ == "aux" and c.lower_ in ("must", "should") for c in verb.children)
    must = must or (verb.dep_ == "ccomp" and verb.head.lemma_ == "be" and verb.tag_ in ("VB", "VBP"))
    entity = story.cast.noun(subject)
    body = entity is not None and story.cast.kind(entity) in ("organisation", "group", "place")
    body = body or subject.lemma_.lower() in _ABLE
    asked = is_due(verb) or verb.lemma_ in _BIDDING
    return must and body and asked and not _by_law(verb) and subject.lemma_.lower() not in _PEOPLE_OF_ALL_KINDS


def _by_law(verb: Token) -> bool:
    """ "Under the law police must bring …", "must be renewed within a day by statute": a rule, and nobody's demand."""
    return any(c.dep_ == "pobj" and c.lemma_.lower() in _RULES for c in verb.subtree if c.head.lower_ in _UNDER)


def is_bound(verb: Token) -> bool:
    """ "Is required to", "are obliged to": the subject has to act, though the verb is passive."""
    return verb.lemma_ in _BOUND


def is_due(verb: Token) -> bool:
    """Whether it is a thing that is asked to be done: "released", "investigated"."""
    return verb.lemma_ in _DUE


def can_be_asked(verb: Token) -> bool:
    """Whether somebody asks that it be done: "must be revised", but not "it should be noted", "must be seen"."""
    if verb.lemma_ in _MINDED or verb.tag_ != "VBN" or verb.dep_ == "relcl":
        return False
    return not (verb.dep_ == "xcomp" and verb.head.lemma_ == "have")


def can_be_held(story: Story, subject: Token, verb: Token, by: str | None) -> bool:
    """Whether the subject can be told to do something: nobody in custody; for "needs to", a body or several people."""
    entity = story.cast.noun(subject)
    if entity is None:
        ends = verb.lemma_ in _ENDING and subject.pos_ in ("NOUN", "PROPN")
        return by is not None and (ends or subject.lemma_.lower() in _ABLE)
    bodies = subject.lower_ == "they" and story.cast.kind(entity) in ("organisation", "place") and by is not None
    someone = subject.lower_ in ("they", "he", "she") and not bodies
    if story.cast.detained(entity) or (someone and not is_due(verb)):
        return False
    needed = verb.dep_ == "xcomp" and verb.head.lemma_ in _NEEDING
    person = subject.pos_ == "PRON" or (story.cast.kind(entity) == "person" and subject.tag_ != "NNS")
    return not needed or (by is not None and not person)


def bound_verb(token: Token) -> Token | None:
    """The verb that tells what is to be done, where the token is the word that says it must be."""
    if token.lower_ in _MUST and token.dep_ == "aux" and token.head.pos_ in ("VERB", "AUX"):
        subject = next((c for c in token.head.children if c.dep_ in ("nsubj", "nsubjpass")), None)
        if subject is not None and subject.i > token.i:
            return None  # "should the court find …", "should they be released?"
        if token.head.dep_ != "relcl" and any(_asked_of(c) for c in token.head.children if c.i < token.i):
            return None
        perfect = any(c.dep_ == "aux" and c.lemma_ == "have" for c in token.head.children)
        return None if perfect else token.head
    if token.lemma_ in _NEEDING and token.tag_ in ("VBZ", "VBP") and not any(c.dep_ == "neg" for c in token.children):
        return next((c for c in token.children if c.dep_ == "xcomp" and _with_to(c)), None)
    if token.lower_ in _PRESSING and token.head.lemma_ == "be" and token.dep_ in ("acomp", "attr"):
        clauses = [c for h in (token, token.head) for c in h.children if c.dep_ == "ccomp" and c.i > token.i]
        return next((c for c in clauses if c.tag_ in ("VB", "VBP") or _is_passive(c)), None)
    if token.lemma_ in _BOUND and any(c.dep_ == "auxpass" for c in token.children):
        return token if any(c.dep_ == "xcomp" for c in token.children) else None
    return None


def _asked_of(word: Token) -> bool:
    """Whether a word makes a question of what it opens: "whether they should be freed", "why the world must act"."""
    return (word.dep_ == "mark" and word.lower_ in ("if", "whether")) or word.lower_ in ("why", "how", "who", "whom")


def _with_to(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def _is_passive(verb: Token) -> bool:
    return any(c.dep_ == "auxpass" and c.lower_ == "be" for c in verb.children)
