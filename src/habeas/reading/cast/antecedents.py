"""How well somebody on stage fits as the one whom "he" or "she" means: a sum of weighted facts, from a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Token

from habeas.reading.cast.book import Figurant, Sex
from habeas.reading.cast.stage import SPEECH, Stage, in_heading, one_person
from habeas.reading.clauses import subjects
from habeas.reading.tables import load, words

WEIGHTS: dict[str, dict[str, float]] = load("pronouns")
REACH = 6
"""Sentences back in which a pronoun's antecedent is looked for."""
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_OBJECTS = frozenset({"dobj", "dative"})
_ROWS = frozenset({"conj", "appos"})
_PRONOUNS = frozenset({"PRP", "PRP$", "WP"})
_COUNSELS = words("descriptions", "counsels")
_CASE = frozenset(
    {"arrest", "detention", "imprisonment", "release", "trial", "case", "sentence", "conviction", "lawyer", "cell"}
    | {"abduction", "kidnapping", "captor", "captivity", "death", "murder", "killing", "client", "prosecution"}
    | {"disappearance"}
)
"""What belongs to somebody in custody, or to somebody harmed, more often than to others told of."""
_LEVELS = 2


Facts = dict[str, float]


@dataclass
class Candidate:
    """Somebody on stage, with the places where they were spoken of lately, the latest first."""

    who: Figurant
    places: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Asked:
    """The word in question: a pronoun, or a description such as "the 42-year-old"."""

    token: Token
    sex: Sex | None
    quoted: bool


def lately(stage: Stage, token: Token) -> list[Candidate]:
    """Single people who were spoken of within reach, the latest first."""
    found: dict[str, Candidate] = {}
    here = stage.sentence[token.i]
    for at, figurant, _ in reversed(stage.seen):
        if here - stage.sentence[at] > REACH:
            break
        if one_person(figurant):
            found.setdefault(figurant.id, Candidate(figurant)).places.append(at)
    return list(found.values())


def best(which: str, token: Token, options: Sequence[tuple[Figurant, Facts]]) -> Figurant | None:
    """Whom a word means: the one whose facts weigh most, the first of equals. Training looks at `token`."""
    weights = WEIGHTS[which]
    scored = [(sum(weights.get(name, 0.0) * fact for name, fact in facts.items()), who) for who, facts in options]
    return max(scored, key=lambda pair: pair[0])[1] if scored else None


def facts_of(stage: Stage, asked: Asked, candidate: Candidate, rank: int) -> Facts:
    """What speaks for and against a candidate; `rank` counts those spoken of since."""
    token, who = asked.token, candidate.who
    latest = stage.doc[candidate.places[0]]
    page = stage.book.page
    back = stage.sentence[token.i] - stage.sentence[latest.i]
    apart = page.paragraph(token) - page.paragraph(latest)
    role = "subject" if token.dep_ in _SUBJECTS else "owner" if token.tag_ == "PRP$" else "object"
    own = _place(latest)
    facts: Facts = {
        "same_sentence": back == 0,
        "sentence_before": back == 1,
        "back": back,
        "rank": min(rank, 4),
        "latest": rank == 0,
        f"{role}_after_{own}": 1.0,
        "by_pronoun": latest.tag_ in _PRONOUNS,
        "paragraph": apart == 0,
        "paragraph_before": apart == 1,
        "named": who.named,
        "known": who.sex is not None and who.sex == asked.sex,
        "against": asked.sex is not None and who.sex not in (None, asked.sex),
        "detained": who.detained,
        "relative": who.owner is not None,
        "indefinite": not who.named and who.name[:2].lower() in ("a ", "an"),
        "topic": stage.entered[who.id] / max(1, stage.entered.total()),
        "whole": stage.share_of_names(who),
        "in_heading": in_heading(stage, latest),
    }
    if back == 1:
        facts["root_before"] = float(any(_heads_sentence(stage, token, stage.doc[at]) for at in candidate.places))
    if who.detained and (_of_a_case(token) or token.dep_ == "nsubjpass"):
        facts["held"] = 1.0
    if stage.last_meant.get(asked.sex) is who:
        facts["goes_on"] = 1.0
        facts["goes_on_near"] = float(back <= 1)
    facts |= _by_clauses(stage, token, who, role)
    return facts | _by_speech(stage, asked, who, latest)


def facts_ahead(stage: Stage, asked: Asked, who: Figurant) -> Facts:
    """What speaks for somebody whom the sentence names behind the pronoun."""
    return {
        "ahead": 1.0,
        "ahead_first": float(not stage.entered[who.id]),
        "ahead_owner": float(asked.token.tag_ == "PRP$"),
        "known": float(who.sex is not None and who.sex == asked.sex),
        "topic": stage.entered[who.id] / max(1, stage.entered.total()),
        "whole": stage.share_of_names(who),
    }


def _place(head: Token) -> str:
    """What somebody's latest mention is in its sentence."""
    while head.dep_ in _ROWS and head.head.pos_ in ("NOUN", "PROPN"):
        head = head.head
    if head.dep_ in _SUBJECTS:
        return "subject"
    if head.dep_ in _OBJECTS:
        return "object"
    return {"poss": "owner", "pobj": "pobj"}.get(head.dep_, "other")


def _heads_sentence(stage: Stage, token: Token, head: Token) -> bool:
    before = stage.sentence[token.i] - stage.sentence[head.i] == 1
    return before and head.dep_ in _SUBJECTS and head.head.dep_ == "ROOT"


def _of_a_case(token: Token) -> bool:
    return token.tag_ == "PRP$" and token.head.lemma_.lower() in _CASE


def _by_clauses(stage: Stage, token: Token, who: Figurant, role: str) -> Facts:
    """Whether somebody is the subject of a clause in which the pronoun stands, the nearest or the one above it."""
    for level, subject in enumerate(_governors(token)):
        if stage.book.at(subject) == who.id:
            return {f"{role}_under_{min(level, _LEVELS)}": 1.0}
    return {}


def _governors(token: Token) -> Iterator[Token]:
    """The subjects of the clauses round a pronoun, before it, the nearest first."""
    for verb in token.ancestors:
        if verb.pos_ in ("VERB", "AUX"):
            yield from [s for s in subjects(verb) if s.i < token.i][:1]


def _by_speech(stage: Stage, asked: Asked, who: Figurant, latest: Token) -> Facts:
    """Who spoke last, who says what the pronoun stands in, and what stands in quotation marks."""
    token, facts = asked.token, {}
    speaks = token.dep_ in _SUBJECTS and token.head.lemma_ in SPEECH and not asked.quoted
    if stage.speaker is who:
        facts["quoted_speaker" if asked.quoted else "speaker_speaks" if speaks else "speaker"] = 1.0
    if speaks and who.id in stage.spoke:
        facts["spoke_speaks"] = 1.0
    inside = stage.quoted(latest)
    if inside and not asked.quoted:
        facts["from_quotation"] = 1.0
        if speaks:
            facts["from_quotation_speaks"] = 1.0
    if asked.quoted and inside:
        facts["both_quoted"] = 1.0
    if who.nouns & _COUNSELS:
        facts["counsel"] = 1.0
        if _of_a_case(token):
            facts["counsel_of_case"] = 1.0
    return facts
