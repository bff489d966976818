"""What of a name is enough to see that another is surely no spelling of it: most who stand beside each other are
strangers, and need not be held against each other part by part.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import Indel

from habeas.resolving.names import OTHERWISE, SPELLING, TOGETHER, as_english, has_short_forms, parsed
from habeas.resolving.naming import ONE_LENGTH, SAME_CONSONANTS, WRITTEN_TOGETHER, consonants
from habeas.resolving.skeleton import enough, sound_of

_SPELLING, _READ, _TOGETHER = enough(SPELLING), enough(SPELLING / OTHERWISE), enough(TOGETHER)
_LEAST = 2  # parts that must be spellings of one another


class Glance(NamedTuple):
    """The `sounds` of a name's parts, and with their letters read as in another language where one has such (else
    none); those of each two neighbours written `together`; all `consonants` in order; whether a part has `short` forms;
    whether it may be a `chinese` name.
    """

    sounds: tuple[str, ...]
    read: tuple[str, ...]
    together: tuple[str, ...]
    consonants: str
    short: bool
    chinese: bool


@lru_cache(maxsize=65536)
def glance(text: str) -> Glance | None:
    """What is seen of a name at a glance; None where it takes a closer look."""
    parts = parsed(text).parts
    words = [part.word for part in parts]
    if len(parts) < _LEAST or not all(part.plain and part.word.text.isascii() for part in parts):
        return None
    return Glance(
        sounds=tuple(word.sound for word in words),
        read=tuple(as_english(word).sound for word in words) if any(part.foreign for part in parts) else (),
        together=tuple(sound_of(one.text + two.text) for one, two in pairwise(words)),
        consonants=consonants(text),
        short=any(map(has_short_forms, parts)),
        chinese=any(part.mandarin is not None for part in parts),
    )


def surely_two(left: Glance | None, right: Glance | None) -> bool:
    """Whether two names are surely not one person's: False says nothing."""
    if left is None or right is None or (left.short and right.short) or (left.chinese and right.chinese):
        return False
    few, many = (left, right) if len(left.sounds) <= len(right.sounds) else (right, left)
    one_length = len(few.sounds) == len(many.sounds)
    if _meet(few.consonants, many.consonants, SAME_CONSONANTS if one_length else WRITTEN_TOGETHER):
        return False
    others = list(zip(many.sounds, many.read or many.sounds, strict=True))
    met = 0
    for sound, read in zip(few.sounds, few.read or few.sounds, strict=True):
        if any(_meet(sound, other, _SPELLING) or _meet(read, otherwise, _READ) for other, otherwise in others):
            met += 1
            if met == _LEAST:
                return False
    return one_length or not any(_meet(sound, both, _TOGETHER) for sound in few.sounds for both in many.together)


def consonants_differ(left: Glance, right: Glance) -> bool:
    """Whether two names have another number of parts, or too few consonants in common to be spellings of one: False
    says nothing.
    """
    if left.chinese or right.chinese:
        return False
    return len(left.sounds) != len(right.sounds) or not _meet(left.consonants, right.consonants, ONE_LENGTH)


def _meet(one: str, other: str, least: float) -> bool:
    return Indel.normalized_similarity(one, other, score_cutoff=least) >= least
