"""Whom "the man", "the woman", "the victim" means: words that fit almost anybody told of before."""

from __future__ import annotations

from spacy.tokens import Token

from habeas.reading.cast.book import Figurant
from habeas.reading.cast.described import has_died, singled_out
from habeas.reading.cast.stage import Stage, sex_of_noun

ANYBODY = frozenset({"man", "woman", "boy", "girl", "victim", "patient", "person", "teenager", "youth"})
_HARMED = frozenset({"victim", "patient"})
_IN_OFFICE = (
    "officer",
    "magistrate",
    "judge",
    "prosecutor",
    "policeman",
    "spokesman",
    "spokeswoman",
    "official",
    "lawyer",
)
"""How nouns end for those who deal with what has befallen somebody, and are no victims of it."""
_DEAD = frozenset({"dead", "deceased", "slain", "murdered", "killed", "executed", "late"})
_NEAR = 3
"""Sentences back in which somebody was told of whom "the woman" means."""


def anybody(stage: Stage, token: Token, people: list[Figurant]) -> Figurant | None:
    """Who was told of lately and is known to be of that sex, has died ("the dead man"), or was the victim; `people`
    are those told of, the latest first.
    """
    if singled_out(token):
        return None
    if any(c.lower_ in _DEAD for c in token.children):
        people = [f for f in people if has_died(stage, f)] or people
    lemma = token.lemma_.lower()
    sex = sex_of_noun(lemma)
    fitting = [f for f in people if sex is None or f.sex in (None, sex)]
    if lemma in _HARMED:
        fitting = [f for f in fitting if f.named or not any(noun.endswith(_IN_OFFICE) for noun in f.nouns)]
    elif (one := _victim_just_told(stage, token, fitting)) is not None:
        return one
    near = {f.id for i, f, _ in stage.lately() if stage.sentence[token.i] - stage.sentence[i] <= _NEAR}
    known = (f for f in fitting if f.sex == sex and f.id in near)
    return next(known, fitting[0] if fitting else None)


def _victim_just_told(stage: Stage, token: Token, fitting: list[Figurant]) -> Figurant | None:
    """ "The victim told police … The man was tied up": who has no name, the subject of the sentence before."""
    before = stage.sentence[token.i] - 1
    subjects = (f for i, f, subject in stage.lately() if subject and stage.sentence[i] == before)
    return next((f for f in subjects if f in fitting and not f.named and f.nouns & _HARMED), None)
