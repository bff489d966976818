"""The name's part in a join: how well two people's names agree, as parts (`names`) and as a whole (`pairs`).

A name whose given names are initials only is a weak candidate: it leads to a proposal where other evidence is strong.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz.distance import Indel, LCSseq

from habeas.resolving.names import NO_MATCH, NameMatch, PersonName, compare, parsed, part_alike, short_form
from habeas.resolving.pairs import score_names

_LIKELY = 0.9
_NEVER = 2.0  # a score that none reaches: the reasons are not asked for
_INITIALS = 0.85
_TOGETHER = 0.9  # a name that only agrees once words are joined or read as another language reads them
_PERHAPS = 0.8  # the same where a part is less surely the other's spelling
_BESIDE = 0.6  # likelihood that is enough for a full name beside one person
_ONE_WORD = 0.85
_IN_COMMON = 0.5  # share of the consonants of the shorter name without which two names are not held together
_SAME_CONSONANTS = 0.6  # below it not even the letters of the two names are the same


def held(left: PersonName, right: PersonName) -> NameMatch:
    """Two names held against each other; the score is never above the likelihood that they are one name."""
    return _held(left.text, right.text)


@lru_cache(maxsize=262144)
def _held(left_text: str, right_text: str) -> NameMatch:
    left, right = parsed(left_text), parsed(right_text)
    match = compare(left, right)
    if match.score == 0.0:
        return _together(left, right)
    if match.against:
        return match
    if match.initials:
        return match._replace(score=match.score * _INITIALS, why=f"{match.why}, as far as initials can tell")
    if match.whole and any(short_form(a, b) for a in left.parts for b in right.parts):
        return match._replace(score=match.score * _TOGETHER)
    return match._replace(score=min(match.score, score_names(left_text, right_text, _NEVER).score))


def _together(left: PersonName, right: PersonName) -> NameMatch:
    """Names whose parts do not match one by one, but do once words are joined or read as other languages do."""
    if min(len(left.parts), len(right.parts)) < 2:
        return NO_MATCH
    if Indel.normalized_similarity(_consonants(left), _consonants(right)) < _SAME_CONSONANTS:
        return NO_MATCH
    scored = score_names(left.text, right.text, _LIKELY)
    if scored.child or scored.two or scored.score < _LIKELY or (not scored.surely and vowels_differ(left, right)):
        return NO_MATCH
    if not scored.surely and len(left.parts) != len(right.parts):
        return NO_MATCH
    if not scored.surely:
        why = f"“{left.text}” and “{right.text}” may be one name: {'; '.join(scored.reasons)}"
        return NameMatch(scored.score * _PERHAPS, True, why, initials=True)
    why = f"“{left.text}” and “{right.text}” are one name: {'; '.join(scored.reasons)}"
    return NameMatch(scored.score * _TOGETHER, True, why)


def vowels_differ(left: PersonName, right: PersonName) -> bool:
    """Whether two parts have the same consonants and yet are other names (Hassan, Hussein)."""
    return any(
        a.word.bones == b.word.bones and a.word.bones and part_alike(a, b) < _ONE_WORD
        for a in left.parts
        for b in right.parts
    )


def borne_by(company: Iterable[PersonName], names: Iterable[PersonName]) -> bool:
    """Whether somebody in the company bears one of the names."""
    return any((match := held(name, other)).whole and not match.against for name in names for other in company)


def letters_meet(left_text: str, right_text: str) -> bool:
    """Whether the shorter name has enough consonants in common with the other that a closer look is worth its time."""
    left, right = _consonants(parsed(left_text)), _consonants(parsed(right_text))
    few = min(len(left), len(right))
    # Of letters in order, those that stand in both in this order are those that both have.
    return few == 0 or LCSseq.similarity(left, right) >= _IN_COMMON * few


@lru_cache(maxsize=65536)
def _consonants(name: PersonName) -> str:
    return "".join(sorted("".join(part.word.coarse for part in name.parts)))


@lru_cache(maxsize=262144)
def beside_one(left_text: str, right_text: str) -> NameMatch:
    """Two names that stand beside one and the same person: spellings of one name, a lone name included.

    The whole name is likelier to be the same than elsewhere, so the likelihood of the names alone decides.
    """
    if not letters_meet(left_text, right_text):
        return NO_MATCH
    left, right = parsed(left_text), parsed(right_text)
    match = _held(left_text, right_text)
    if match.score > 0.0 or match.against:
        return match
    lone = min(len(left.parts), len(right.parts)) < 2
    enough = _LIKELY if lone else _BESIDE
    scored = score_names(left_text, right_text, enough)
    if scored.child or scored.two or scored.score < enough or vowels_differ(left, right):
        return NO_MATCH
    if len(left.parts) != len(right.parts) and not scored.surely:
        return NO_MATCH  # the father's name of the one may be the other's own: Ivan Petrovich, Petr
    why = f"“{left_text}” and “{right_text}” may be one name: {'; '.join(scored.reasons)}"
    return NameMatch(scored.score * _PERHAPS, len(left.parts) == len(right.parts), why, initials=True)
