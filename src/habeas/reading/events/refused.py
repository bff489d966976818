"""To whom something is refused, and who refuses it."""

from __future__ import annotations

from spacy.tokens import Token

from habeas.reading.clauses import (
    antecedent,
    children,
    is_verb,
    passive,
    prepositional,
    recipients,
    subjects,
    undergoers,
)
from habeas.reading.events.hits import gather_doers, owner_tokens
from habeas.reading.events.lexicon import Refused
from habeas.reading.people import Found, doing, in_custody, principal
from habeas.reading.story import Story
from habeas.reading.tables import words

_OWN = frozenset({"visit_denied", "counsel_denied"})
"""Where a relative or lawyer who is refused is not the person in custody."""


def by_oneself(token: Token, persons: Found) -> bool:
    """ "He failed to …", "they refused treatment": nobody refused it to them."""
    if not is_verb(token) or passive(token) or token.lemma_.lower() in words("event_refusals", "permitting"):
        return False
    return bool(persons.tokens) and persons.tokens[0] in subjects(token) and token.lemma_ not in ("lack", "deny")


def beside(token: Token, kind: Refused) -> bool:
    """Whether a word names who would come to the person: the lawyer refused, the wife, not the one in custody."""
    return kind.type in _OWN and (is_kin(token) or token in kind.nouns or token.lemma_.lower() in kind.objects)


def refuser(story: Story, token: Token) -> Found:
    found = gather_doers(story.cast, token) if is_verb(token) else Found()
    for owner in children(token, "poss"):
        found.add(doing(story.cast, owner), owner)
    return found


def person_tokens(story: Story, token: Token, thing: Token, vessel: Token | None, kind: Refused) -> list[Token]:
    """Where the person may stand, likeliest first."""
    acted = _acted_on(thing) if is_verb(thing) else []
    if vessel is not None and is_verb(vessel):
        acted += [t for t in children(vessel, "dobj", "dative") if t != thing]
    if kind.type == "body_withheld":
        bodies = [t for t in [thing, *children(thing, "dobj")] if t.lemma_.lower() in kind.objects]
        acted = [o for body in bodies for o in owner_tokens(body)]
        return [*acted, *_given(token)]
    owners = [o for noun in (thing, vessel) if noun is not None and not is_verb(noun) for o in _whose(noun)]
    given = [principal(t) if kind.type in _OWN else t for t in _given(token)]
    if not given and _says_prisoners(story, token):
        given = subjects(token)
    if token.lower_ == "without":
        return [*undergoers(token.head), *subjects(token.head)] if is_verb(token.head) else []
    if kind.type in _OWN and is_verb(thing):
        seen = [t for t in acted if t.lemma_.lower() not in kind.objects and not is_kin(t)]
        return [*seen, *given, *_inner_subject(thing), *_custody_subject(story, token)]
    return [*acted, *given, *owners, *_inner_subject(thing), *_custody_subject(story, token)]


def _whose(noun: Token) -> list[Token]:
    """Whose care or release it is; a visit "of" somebody is the visitor's, not the prisoner's."""
    owners = children(noun, "poss") if noun.lemma_ in ("visit", "call", "letter") else owner_tokens(noun)
    return [principal(t) for t in owners] + list(prepositional(noun, "to", "by"))


def _acted_on(verb: Token) -> list[Token]:
    found = children(verb, "dobj", "dative")
    for noun in list(found):
        found += owner_tokens(noun)
    reached = [o for o in prepositional(verb, "to", "with") if verb.lemma_ in ("speak", "talk", "write")]
    return found + reached + [t for o in prepositional(verb, "on") for t in (o, *owner_tokens(o))]


def _given(token: Token) -> list[Token]:
    if not is_verb(token) or token.pos_ == "NOUN":
        return [*prepositional(token, "to"), *_indirect_owner(token)]
    found = recipients(token)
    if passive(token):
        found = [*prepositional(token, "to"), *found]
    if token.lemma_.lower() in words("event_refusals", "permitting") and not passive(token):
        found = [*subjects(token)] if token.lemma_ in ("receive", "get", "have", "able") else found
    return [antecedent(t) for t in found]


def _indirect_owner(noun: Token) -> list[Token]:
    """ "his delays in treatment" belongs to somebody only through the thing; "X's denial" is the refuser's."""
    return [o for p in children(noun, "prep") for t in children(p, "pobj") for o in prepositional(t, "to", "for")]


def _inner_subject(thing: Token) -> list[Token]:
    return [antecedent(t) for t in children(thing, "nsubj", "nsubjpass")] if is_verb(thing) else []


def _says_prisoners(story: Story, token: Token) -> bool:
    """ "Prisoners denied visits": nobody in custody denies visits."""
    if not is_verb(token) or passive(token) or token.lemma_ not in ("deny", "refuse", "ban", "bar", "deprive"):
        return False
    own = children(token, "nsubj")
    return token.tag_ in ("VBD", "VBN") and token.lemma_ == "deny" and any(in_custody(story.cast, t) for t in own)


def _custody_subject(story: Story, token: Token) -> list[Token]:
    if is_verb(token) and token.lemma_ in ("lack",):
        return subjects(token)
    if is_verb(token):
        return []
    verb = next((step for step in token.ancestors if is_verb(step)), None)
    return [t for t in subjects(verb) if in_custody(story.cast, t)] if verb is not None else []


def is_kin(token: Token) -> bool:
    return token.lemma_.lower() in words("people", "kinship")
