"""How well a person on stage fits as the one whom "he" or "she" means: a sum of weighted facts, from a table."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from habeas.reading.cast.book import Figurant, Sex
from habeas.reading.tables import load, words

WEIGHTS: dict[str, float] = load("pronouns")
_SPEECH = words("speech", "verbs", "state") | words("speech", "verbs", "believe") | words("speech", "verbs", "warn")


@dataclass(frozen=True)
class Entrance:
    """One time that somebody came on stage: where, who, and whether as a subject."""

    at: int
    who: Figurant
    subject: bool


@dataclass(frozen=True)
class Asked:
    """The pronoun in question. `quoted`: it stands inside quotation marks. `people`: all mentions of people so far."""

    token: Token
    sex: Sex | None
    quoted: bool
    people: int


def fitness(asked: Asked, entrance: Entrance, back: int, *, same_paragraph: bool, speaks: bool) -> float:
    """The candidate's score; higher is likelier. `back` counts sentences, `speaks`: the candidate spoke last."""
    who, head = entrance.who, asked.token.doc[entrance.at]
    facts = {
        "back": float(back),
        "subject": entrance.subject,
        "named": who.named,
        "known": who.sex == asked.sex,
        "detained": who.detained,
        "own_subject": entrance.subject and back == 0 and entrance.at < asked.token.i,
        "paragraph": same_paragraph,
        "topic": len(who.mentions) / max(1, asked.people),
        "indefinite": not who.named and who.name[:2].lower() in ("a ", "an"),
        "possessive": head.dep_ == "poss",
        "speaker_quoted": speaks and asked.quoted,
        "reported_speaker": not asked.quoted and _says_it(asked.token, head),
    }
    return sum(WEIGHTS[name] * float(fact) for name, fact in facts.items())


def _says_it(pronoun: Token, head: Token) -> bool:
    """ "Tarn said he …": the pronoun is the subject of the clause that the candidate says."""
    clause = pronoun.head
    verb = head.head
    return (
        pronoun.dep_ in ("nsubj", "nsubjpass")
        and clause.dep_ == "ccomp"
        and clause.head.i == verb.i
        and head.dep_ == "nsubj"
        and verb.lemma_ in _SPEECH
    )
