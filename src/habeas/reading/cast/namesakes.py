"""Father and son of one name in one report: "Ivo Lund was freed. His son, Ivo Lund Rey, is held": two people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Literal, NamedTuple

from spacy.tokens import Doc, Token

from habeas.reading.cast.book import Figurant
from habeas.reading.cast.given import sex_of
from habeas.reading.cast.mention import NameMention, name_parts, solid_parts
from habeas.reading.cast.persons import kin_before
from habeas.reading.tables import words

_KIN = words("descriptions", "kin")
_YOUNGER_KIN = frozenset({"son", "daughter", "grandson", "granddaughter", "nephew", "niece", "stepson", "stepdaughter"})
_ELDER_KIN = frozenset({"father", "mother", "grandfather", "grandmother", "uncle", "aunt", "stepfather", "stepmother"})
_YOUNGER, _ELDER = frozenset({"younger", "junior"}), frozenset({"elder", "older", "senior"})

Age = Literal["younger", "elder"]


class Introduced(NamedTuple):
    """How somebody's name is brought in: as whose relative ("son"), by the parts of the last name before it."""

    kin: str
    owner: tuple[str, ...]


Relatives = Mapping[int, Introduced]
"""Those whom a word of kinship brings in, by the first token of the name."""


def relatives(doc: Doc, mentions: Iterable[NameMention]) -> Relatives:
    """The people whom a word of kinship and its owner bring in, where the last person named is the owner."""
    people = sorted((m for m in mentions if m.kind == "person"), key=lambda m: m.first)
    found = {}
    for owner, mention in pairwise(people):
        kin = kin_before(doc, mention.first)
        if kin is not None and _owns(doc, owner, kin):
            found[mention.first] = Introduced(kin.lower_, name_parts(doc, owner))
    return found


def _owns(doc: Doc, owner: NameMention, kin: Token) -> bool:
    """Whether "his" or "'s" before the word can mean the one who is named last: not where only a relative of theirs
    was spoken of ("Ivo Lund's mother wept. Her son, Ivo Lund Rey, …").
    """
    behind = doc[owner.last + 1 : owner.last + 3]
    if [t.lower_ for t in behind] in (["'s", kin.lower_], ["’s", kin.lower_]) and behind[-1].i == kin.i:
        return True
    if len(behind) > 1 and behind[0].tag_ == "POS":
        return False
    if owner.first > 1 and doc[owner.first - 1].lower_ == "of" and doc[owner.first - 2].lower_ in _KIN:
        return False
    pronoun = doc[kin.i - 1].lower_
    sex = sex_of(name_parts(doc, owner))
    return (pronoun == "his" and sex != "f") or (pronoun == "her" and sex == "f")


def is_the_relative(figurant: Figurant, mention: NameMention, parts: tuple[str, ...], known: Relatives) -> bool:
    """Whether a longer name is that of a relative of the one whom the shorter name, before it, means."""
    first = figurant.mentions[0].first
    told = known.get(first)
    if told is None or mention.first >= first or len(solid_parts(parts)) < 2:
        return False
    return bool(told.owner) and set(told.owner) <= set(parts)


def by_age(doc: Doc, mention: NameMention) -> Age | None:
    """ "The younger Lund", "the elder Lund": which of several of one name is told of; None where nothing says it."""
    before = doc[mention.first - 1].lower_ if mention.first else ""
    if before in _YOUNGER:
        return "younger"
    return "elder" if before in _ELDER else None


def of_the_other_age(figurant: Figurant, age: Age, known: Relatives) -> bool:
    """Whether the younger (or the elder) cannot be somebody, by how their own name was brought in."""
    told = known.get(figurant.mentions[0].first)
    if age == "younger":
        return told is None or told.kin not in _YOUNGER_KIN
    return told is not None and told.kin not in _ELDER_KIN
