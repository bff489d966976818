"""The name's part in a join: how well two people's names agree, as parts (`names`) and as a whole (`pairs`).

A name whose given names are initials only is a weak candidate: it leads to a proposal where other evidence is strong.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz.distance import Indel

from habeas.resolving.names import NO_MATCH, NameMatch, PersonName, compare, parsed, part_alike, short_form
from habeas.resolving.pairs import score_as_one, score_names

_LIKELY = 0.9
_NEVER = 2.0  # a score that none reaches: the reasons are not asked for
_INITIALS = 0.85
_TOGETHER = 0.9  # a name that only agrees once words are joined or read as another language reads them
_PERHAPS = 0.8  # the same where a part is less surely the other's spelling
_PERHAPS_TURNED = 0.6  # and the parts stand in another order
_BESIDE = 0.6  # likelihood that is enough for a full name beside one person
_ONE_WORD = 0.85
ONE_LENGTH = 0.65  # likeness of the consonants of two names of equally many parts, below which they are not compared
_OTHER_LENGTH = 0.5  # the same where one has more parts than the other
_BREATHS = frozenset({"h", "w", "y", ""})  # which some write before a vowel and others do not (Elena, Yelena)
_LIQUIDS = frozenset("rlmn")
_ONE_LIQUID = (frozenset("rl"), frozenset("mn"))  # Anbar, Ambar
_LEAST_BONES = 2  # consonants of a part of which one may be another's
SAME_CONSONANTS = 0.75  # likeness of the consonants without which a closer look is not worth its time
WRITTEN_TOGETHER = 0.85  # the same where one name has more parts than the other


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
    least = SAME_CONSONANTS if len(left.parts) == len(right.parts) else WRITTEN_TOGETHER
    if Indel.normalized_similarity(consonants(left.text), consonants(right.text), score_cutoff=least) < least:
        return NO_MATCH
    scored = score_as_one(left.text, right.text, _LIKELY)
    if scored is None or scored.child or scored.score < _LIKELY or (not scored.surely and vowels_differ(left, right)):
        return NO_MATCH
    if not scored.surely and (len(left.parts) != len(right.parts) or _another_consonant(left, right)):
        return NO_MATCH
    if not scored.surely:
        why = f"“{left.text}” and “{right.text}” may be one name: {'; '.join(scored.reasons)}"
        likeness = scored.score * (_PERHAPS_TURNED if scored.turned else _PERHAPS)
        return NameMatch(likeness, True, why, initials=True, turned=scored.turned)
    why = f"“{left.text}” and “{right.text}” are one name: {'; '.join(scored.reasons)}"
    return NameMatch(scored.score * _TOGETHER, True, why)


def vowels_differ(left: PersonName, right: PersonName) -> bool:
    """Whether two parts have the same consonants and yet are other names (Hassan, Hussein)."""
    return any(
        a.word.bones == b.word.bones and a.word.bones and part_alike(a, b) < _ONE_WORD
        for a in left.parts
        for b in right.parts
    ) or _begin_otherwise(left, right)


def _begin_otherwise(left: PersonName, right: PersonName) -> bool:
    """Whether one given name is the other with a consonant before its first vowel (Ahmad, Mahmoud)."""
    if not left.parts or not right.parts:
        return False
    a, b = left.parts[0].word.bones, right.parts[0].word.bones
    first = {a[:1], b[:1]}
    return len(first) == 2 and "a" in first and first.isdisjoint(_BREATHS) and a[1:] == b[1:] != ""


def _another_consonant(left: PersonName, right: PersonName) -> bool:
    """Whether in some part one has r, l, m or n where the other has another consonant (Gareth, James): no way of
    writing a name changes these but for each other.
    """
    for a, b in zip(left.parts, right.parts, strict=True):
        one, other = a.word.coarse, b.word.coarse
        if len(one) == len(other) > _LEAST_BONES:
            changed = [frozenset(pair) for pair in zip(one, other, strict=True) if pair[0] != pair[1]]
            if len(changed) == 1 and changed[0] & _LIQUIDS and changed[0] not in _ONE_LIQUID:
                return True
    return False


def borne_by(company: Iterable[PersonName], names: Iterable[PersonName]) -> bool:
    """Whether somebody in the company bears one of the names."""
    return any((match := held(name, other)).whole and not match.against for name in names for other in company)


def letters_meet(left: PersonName, right: PersonName) -> bool:
    """Whether two names have enough consonants in common that a closer look is worth its time."""
    if any(part.mandarin is not None for part in left.parts):
        return True  # Jin is Chin elsewhere
    least = ONE_LENGTH if len(left.parts) == len(right.parts) else _OTHER_LENGTH
    return Indel.normalized_similarity(consonants(left.text), consonants(right.text), score_cutoff=least) >= least


@lru_cache(maxsize=65536)
def consonants(text: str) -> str:
    """The consonants of all parts of a name, in alphabetical order."""
    return "".join(sorted("".join(part.word.coarse for part in parsed(text).parts)))


@lru_cache(maxsize=262144)
def beside_one(left_text: str, right_text: str) -> NameMatch:
    """Two names that stand beside one and the same person: spellings of one name, a lone name included.

    The whole name is likelier to be the same than elsewhere, so the likelihood of the names alone decides.
    """
    left, right = parsed(left_text), parsed(right_text)
    if not letters_meet(left, right):
        return NO_MATCH
    match = _held(left_text, right_text)
    if match.score > 0.0 or match.against:
        return match
    lone = min(len(left.parts), len(right.parts)) < 2
    enough = _LIKELY if lone else _BESIDE
    scored = score_as_one(left_text, right_text, enough)
    if scored is None or scored.child or scored.score < enough or vowels_differ(left, right):
        return NO_MATCH
    if len(left.parts) != len(right.parts) and not scored.surely:
        return NO_MATCH  # the father's name of the one may be the other's own: Ivan Petrovich, Petr
    why = f"“{left_text}” and “{right_text}” may be one name: {'; '.join(scored.reasons)}"
    return NameMatch(scored.score * _PERHAPS, len(left.parts) == len(right.parts), why, initials=True)
