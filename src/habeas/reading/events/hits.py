"""What the readers of events hand on: a trigger, who it happened to, who did it, in which clause."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Token

from habeas.reading.clauses import (
    at_hands_of,
    by_phrase,
    children,
    doers,
    is_verb,
    joined,
    of_phrase,
    passive,
    prepositional,
    recipients,
    subjects,
    undergoers,
)
from habeas.reading.events.counted import counted, for_people, pair, row
from habeas.reading.events.lexicon import wordlist
from habeas.reading.lists import members
from habeas.reading.people import PEOPLE, Found, doing, people
from habeas.reading.phrases import Phrases
from habeas.reading.story import Cast
from habeas.reading.tables import words


@dataclass(slots=True)
class Hit:
    """An event as found. `clause` is the verb or noun whose clause tells it; `used` are tokens that it explains."""

    type: str
    first: Token
    last: Token
    clause: Token
    rule: str
    persons: Found = field(default_factory=Found)
    actors: Found = field(default_factory=Found)
    witnesses: Found = field(default_factory=Found)
    place: Token | None = None
    used: list[Token] = field(default_factory=list)
    standing_at: Token | None = None
    negation_spent: bool = False
    nobody: bool = False
    possible: bool = False

    @property
    def head(self) -> Token:
        """The token whose standing is the event's."""
        return self.standing_at if self.standing_at is not None else self.clause


_DIRECT = ("dobj", "attr", "acomp", "oprd", "dative", "xcomp", "ccomp", "npadvmod")
_UNITS = frozenset({"year", "month", "week", "day", "term", "period"})
_AHEAD = frozenset({"due", "expected", "scheduled", "back"})


def complements(verb: Token, *prepositions: str) -> Iterator[Token]:
    """The heads of what completes a verb, with what is joined to them; only after the prepositions, where given."""
    if not prepositions:
        for child in children(verb, *_DIRECT):
            yield from joined(child)
    for found in prepositional(verb, *prepositions):
        yield from joined(found)
        if found.lemma_ in _UNITS:
            yield from of_phrase(found)  # "sentenced to six months of administrative detention"
    if not prepositions and passive(verb):
        yield from (s for be in children(verb, "xcomp") if be.lemma_ == "be" for s in children(be, "acomp", "attr"))
    if verb.lemma_ == "stand" and not prepositions:
        yield from (c for c in children(verb, "advcl") if c.tag_ == "VBN")  # "stands accused of"
    for child in children(verb, "acomp", "advmod") if prepositions else ():
        if child.lower_ in _AHEAD:  # "is due in court"
            yield from prepositional(child, *prepositions)
    for child in children(verb, "conj"):
        if child.pos_ == "ADP" and (not prepositions or child.lower_ in prepositions):
            yield from children(child, "pobj", "pcomp")


def subject_tokens(verb: Token) -> list[Token]:
    """The verb's own grammatical subject with what is joined to it."""
    own = children(verb, "nsubj", "nsubjpass")
    return joined(own[0]) if own else []


def first_of(tokens: Iterator[Token], lists: tuple[Phrases, ...]) -> Token | None:
    """The first token that one of the lists holds."""
    for token in tokens:
        state = token.tag_ == "VBN" and token.dep_ in ("acomp", "oprd", "attr", "advcl", "xcomp")  # "stands accused of"
        if (token.pos_ != "VERB" or state) and any(token in phrases for phrases in lists):
            return token
    return None


def gather(cast: Cast, tokens: list[Token]) -> Found:
    """The people named at the given tokens."""
    found = Found()
    for token in map(_oneself, tokens):
        listed = members(cast, token)
        if listed and token.lower_ == "those":
            found.list(listed)
        elif token not in wordlist("no_victims") and not stands_for_nobody(token):
            whom = pair(cast, token) or row(cast, token) or people(cast, token) or counted(cast, token)
            found.add(whom or _owning(cast, token), token)
            found.list(listed)
            for other in children(token, "conj"):
                found.add(() if people(cast, other) else counted(cast, other), other)
            for other in _torn_off(cast, token):
                found.add(counted(cast, other) or (cast.introduce(other),), other)
    return found


def _torn_off(cast: Cast, token: Token) -> list[Token]:
    """ "The head of the party and several other politicians": people whom the parse joins to the party."""
    if token.pos_ != "NOUN":
        return []
    inner = [o for o in prepositional(token, "of", "at") if not _of_people(cast, o, token)]
    return [c for o in inner for c in joined(o) if c != o and _so_many_people(c)]


def _of_people(cast: Cast, noun: Token, whole: Token) -> bool:
    entity = cast.noun(noun)
    return entity is not None and entity != cast.noun(whole) and cast.kind(entity) in PEOPLE


def _so_many_people(noun: Token) -> bool:
    """ "28 others", "several activists", "three employees"."""
    many = words("event_words", "quantities")
    if noun.tag_ != "NNS" or not any(c.tag_ == "CD" or c.lower_ in many for c in noun.children):
        return False
    return noun.lower_ == "others" or for_people(noun)


def _oneself(token: Token) -> Token:
    """ "Ten workers killed themselves": the subject, for a word that only points back to it."""
    if token.dep_ != "dobj" or token.lower_ not in ("themselves", "himself", "herself", "itself"):
        return token
    return next(iter(subjects(token.head)), token)


def stands_for_nobody(token: Token) -> bool:
    """ "Nobody", "no one", "anyone" where it is denied."""
    if token.lower_ == "one":
        return any(c.lower_ in ("no", "any") for c in token.children)
    return token.lower_ in ("nobody", "none", "anyone", "anybody", "no-one", "noone") and not of_phrase(token)


def _owning(cast: Cast, token: Token) -> tuple[str, ...]:
    """ "The two bloggers, A and B, had their detention renewed": whose "their" is, where the cast does not know.

    "After his arrest in May, Ada Lund was …": of whom the sentence goes on to tell.
    """
    if token.tag_ != "PRP$" or cast.at(token) is not None or token.lower_ not in ("their", "his", "her"):
        return ()
    told = next((step for step in token.ancestors if is_verb(step) and step.i > token.i), None)
    later = [s for s in children(told, "nsubj", "nsubjpass") if s.i > token.i] if told is not None else []
    if later and later[0].pos_ == "PROPN":
        return people(cast, later[0])
    verb = next((step for step in token.ancestors if step.lemma_ == "have" and step.pos_ == "VERB"), None)
    found = [e for subject in (subjects(verb) if verb is not None else []) for e in people(cast, subject)]
    return tuple(found)


def gather_doers(cast: Cast, clause: Token) -> Found:
    """Who did it: the subject or "by …"."""
    found = Found()
    tokens = doers(clause) if is_verb(clause) else by_phrase(clause)
    if not tokens and is_verb(clause) and passive(clause):
        tokens = _shared_doers(clause)
    for token in (*tokens, *at_hands_of(clause)):
        found.add(doing(cast, token), token)
    return found


def _shared_doers(verb: Token) -> list[Token]:
    """ "Beaten and kicked by police": those who did the last of a row did them all."""
    for other in children(verb, "conj"):
        if is_verb(other) and not children(other, "nsubj", "nsubjpass", "aux", "auxpass"):
            return by_phrase(other) or _shared_doers(other)
    return []


def owner_tokens(noun: Token) -> list[Token]:
    """Whose a thing is: "her detention", "the detention of two men"."""
    found = children(noun, "poss")
    for child in children(noun, "prep"):
        if child.lower_ in ("of", "against", "for"):
            found += children(child, "pobj")
    return found or of_beyond_day(noun)


def of_beyond_day(noun: Token) -> list[Token]:
    """ "The arrest on Tuesday of Ada Lund", "rejected the appeal Friday of …": what the parse makes the day's."""
    days = [o for o in prepositional(noun, "on", "in") if o.ent_type_ == "DATE"]
    days += [c for c in children(noun.head, "npadvmod") if c.ent_type_ == "DATE" and c.i == noun.i + 1]
    return [o for day in days for o in of_phrase(day) if o.ent_type_ != "DATE"]


def argument_tokens(verb: Token, role: str) -> list[Token]:
    """The tokens that fill a role of a verb frame, without its thing."""
    if role == "object":
        return undergoers(verb)
    if role == "recipient":
        return recipients(verb)
    return []
