"""To whom a noun of happening happened: the places around it where the words for the person stand."""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Token

from habeas.reading.clauses import (
    by_phrase,
    children,
    is_verb,
    of_phrase,
    prepositional,
    subjects,
    undergoers,
)
from habeas.reading.events.hits import of_beyond_day, owner_tokens
from habeas.reading.events.lexicon import wordlist
from habeas.reading.people import in_custody, people, principal
from habeas.reading.story import Story
from habeas.reading.tables import words

_HEALTH = frozenset({"health", "condition"})
_UPON = frozenset({"upon", "on", "after", "following", "since"})
_MAX_UP = 5
_NEAR = 4
"""Tokens between two nouns that share an "of"."""


def tokens_at(story: Story, noun: Token, place: str) -> list[Token]:
    """The tokens that may name the person at a place of the table; else those after a preposition of that name."""
    finders: dict[str, Callable[[Story, Token], list[Token]]] = {
        "of": lambda _, noun: _of_either(noun),
        "upon": lambda _, noun: list(prepositional(noun, "on", "upon")),
        "named": lambda story, noun: [t for t in children(noun, "compound") if _is_named_person(story, t)],
        "poss": _possessed,
        "endured": _endured,
        "bare": _bare,
        "alleged": _alleged,
        "support": _with_support,
        "self": _itself,
        "health": _whose_health,
        "faced": _facing,
        "on": _bearer,
        "order": _of_order,
        "within": _within,
        "victim": _victim,
        "subjected": _subjected,
        "under": _under,
        "attended": _attending,
        "case": lambda _, noun: [o for c in prepositional(noun, "in") if c.lemma_ == "case" for o in owner_tokens(c)],
        "judged": lambda _, noun: [t for o in of_phrase(noun) if o in wordlist("appealed") for t in owner_tokens(o)],
    }
    finder = finders.get(place)
    return finder(story, noun) if finder is not None else list(prepositional(noun, place))


def _itself(story: Story, noun: Token) -> list[Token]:
    """ "Hunger striker Ada Lund"; "the strikers" are those of whom the text has told."""
    entity = story.cast.at(noun)
    told = noun.tag_ == "NNS" and any(c.lower_ in ("the", "these", "those") for c in children(noun, "det"))
    return [] if told and not (entity and story.cast.named(entity)) else [noun]


def _possessed(story: Story, noun: Token) -> list[Token]:
    if _its_doing(noun):
        return []
    return [t for t in children(noun, "poss") if people(story.cast, t) or (t.tag_ == "PRP$" and not story.cast.at(t))]


def _victim(_: Story, noun: Token) -> list[Token]:
    """ "Was the victim of a kidnapping", "Ada Lund, a survivor of torture", "bears the marks of torture"."""
    bearer = noun.head.head
    if noun.dep_ != "pobj" or noun.head.lower_ != "of":
        return []
    if bearer.lemma_ in words("event_nouns", "marks"):
        verb = bearer.head
        return subjects(verb) if bearer.dep_ == "dobj" and verb.lemma_ in words("event_nouns", "bearing") else []
    if bearer.lemma_ not in words("event_nouns", "victims"):
        return []
    if bearer.dep_ == "attr":
        return [t for t in subjects(bearer.head) if t.lower_ not in ("it", "this", "that")]
    return [bearer.head] if bearer.dep_ == "appos" else []


def _subjected(_: Story, noun: Token) -> list[Token]:
    """ "Was subjected to enforced disappearance"."""
    verb = noun.head.head
    return undergoers(verb) if noun.dep_ == "pobj" and verb.lemma_ == "subject" and is_verb(verb) else []


def _under(story: Story, noun: Token) -> list[Token]:
    """ "Confessed under torture", "a confession extracted from her under torture"."""
    verb = noun.head.head
    if noun.dep_ != "pobj" or noun.head.lower_ != "under" or not is_verb(verb):
        return []
    whom = [*prepositional(verb, "from"), *(o for s in undergoers(verb) for o in owner_tokens(s))]
    return [t for t in whom if people(story.cast, t)] or [t for t in subjects(verb) if people(story.cast, t)]


def _attending(story: Story, noun: Token) -> list[Token]:
    """ "At a hearing on Monday, Ada Lund denied …": somebody in custody or accused who speaks there."""
    verb = noun.head.head
    if noun.dep_ != "pobj" or noun.head.lower_ not in ("at", "during") or not is_verb(verb):
        return []
    if verb.lemma_ not in words("event_nouns", "before_a_court"):
        return []
    return [t for t in subjects(verb) if people(story.cast, t)]


def _its_doing(noun: Token) -> bool:
    """ "their abuses", "his attacks": whose they are does them."""
    return noun.tag_ == "NNS" and noun.lemma_ in ("abuse", "attack", "threat", "assault")


def _endured(_: Story, noun: Token) -> list[Token]:
    """ "the torture he suffered", "torture he says he suffered", "beatings meted out to him"."""
    for clause in children(noun, "relcl", "acl"):
        inner = [c for c in children(clause, "ccomp") if c.lemma_ in words("event_nouns", "enduring")]
        for verb in (clause, *inner):
            if verb.lemma_ in words("event_nouns", "enduring"):
                return by_phrase(verb) if verb.dep_ == "acl" else [t for t in subjects(verb) if t != noun]
            if verb.lemma_ in ("subject", "expose") and children(verb, "nsubjpass"):
                return children(verb, "nsubjpass")
            if verb.lemma_ in words("event_nouns", "inflicting"):
                return list(prepositional(verb, "on", "upon", "against", "to", "out"))
    return []


def _bare(story: Story, noun: Token) -> list[Token]:
    """ "Upon arrest on 3 May, Ada Lund said …", "after release he …": that of whom the clause tells."""
    preposition = noun.head
    if noun.dep_ != "pobj" or preposition.lower_ not in _UPON or not is_verb(preposition.head):
        return []
    if children(noun, "det", "poss", "amod", "compound", "nummod", "conj") or of_phrase(noun):
        return []
    whom = subjects(preposition.head)
    return [t for t in whom if _is_named_person(story, t) or in_custody(story.cast, t)]


def _alleged(story: Story, noun: Token) -> list[Token]:
    """ "He has alleged repeated torture by his guards": what somebody in custody, or a lawyer for them, tells of."""
    step = noun
    while step.dep_ in ("conj", "pobj", "prep", "dobj") and step.head != step and not is_verb(step):
        step = step.head
    if not is_verb(step) or step.lemma_ not in words("event_nouns", "alleging"):
        return []
    return [p for s in subjects(step) for p in (principal(s),) if in_custody(story.cast, p)]


def _of_either(noun: Token) -> list[Token]:
    """The objects of "of", shared by nouns joined to each other: "the kidnapping and murder of …"."""
    inside = [o for p in children(noun, "prep") if p.lower_ in ("in", "inside") for o in children(p, "pobj")]
    own = of_phrase(noun) or [o for place in inside if place in wordlist("in_custody") for o in of_phrase(place)]
    if own:
        return own
    first = noun
    while first.dep_ == "conj" and first.head != first:
        first = first.head
        found = [o for o in of_phrase(first) if o.i > noun.i]
        if found:
            return found
    others = [o for other in children(noun, "conj") if other.i - noun.i <= _NEAR for o in of_phrase(other)]
    return others or of_beyond_day(noun)


def _is_named_person(story: Story, token: Token) -> bool:
    entity = story.cast.at(token)
    return entity is not None and story.cast.named(entity) and story.cast.kind(entity) == "person"


def _with_support(_: Story, noun: Token) -> list[Token]:
    support = support_of(noun)
    return _supported(support) if support is not None else []


def _whose_health(_: Story, noun: Token) -> list[Token]:
    """ "a deterioration in his health"."""
    return [o for h in prepositional(noun, "in", "of") if h.lemma_ in _HEALTH for o in children(h, "poss")]


def _facing(_: Story, noun: Token) -> list[Token]:
    if noun.dep_ == "dobj" and noun.head.lemma_ in words("standing", "facing"):
        return subjects(noun.head)
    risk = noun.head.head
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and risk.lemma_ in ("risk", "danger"):
        verb = verb_above(risk)
        return subjects(verb) if verb is not None and verb.lemma_ in ("be", "remain", "face", "run") else []
    return []


def _of_order(_: Story, noun: Token) -> list[Token]:
    """ "the extension of her detention"."""
    return [t for o in of_phrase(noun) if o in wordlist("orders") for t in owner_tokens(o)]


def _within(story: Story, noun: Token) -> list[Token]:
    return [t for p in children(noun, "prep") for t in p.subtree if t.dep_ == "poss" and people(story.cast, t)]


def _bearer(_: Story, noun: Token) -> list[Token]:
    """ "X, on hunger strike for 30 days,": the phrase hangs from the person."""
    preposition = noun.head
    if preposition.lower_ in ("on", "in", "under") and preposition.dep_ == "prep" and not is_verb(preposition.head):
        return [preposition.head]
    return []


def _supported(verb: Token) -> list[Token]:
    if verb.lemma_ in ("subject", "place", "put", "keep", "hold"):
        return undergoers(verb)
    return subjects(verb)


def verb_above(noun: Token) -> Token | None:
    """The verb on whose complement the noun stands, through "in the twelfth day of her …" and the like."""
    step = noun
    for _ in range(_MAX_UP):
        if step.head == step or step.dep_ in ("relcl", "advcl", "appos", "nsubj"):
            return step.head if step.dep_ == "nsubj" else None
        step = step.head
        if is_verb(step):
            return step
    return None


def support_of(noun: Token) -> Token | None:
    """The verb that lends the noun its subject: "are going on hunger strike", "was subjected to torture"."""
    step = noun
    for _ in range(_MAX_UP):
        if step.dep_ not in ("dobj", "pobj", "attr", "prep", "conj", "agent") or step.head == step:
            return None
        step = step.head
        if is_verb(step):
            return step if step.lemma_ in words("event_nouns", "support") else None
        if step.pos_ != "ADP" and step.lemma_ not in ("day", "part", "week", "month", "campaign", "number", "form"):
            return None
    return None
