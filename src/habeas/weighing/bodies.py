"""What one body is called: "Society" or "Club", in full or by letters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from habeas.weighing.known import WEIGHING
from habeas.weighing.wording import content, folded

_LETTERS = 9  # an abbreviation has at most so many


def same_body(names: Iterable[str]) -> Mapping[str, str]:
    """By each name one that stands for all names of its body.

    Names with the same words beside those for a body ("Committee", "Union") are one body's. Letters are the one full
    name's that they can be the letters of; where there are several or none they stand for themselves.
    """
    ordered = sorted(set(names))
    full: dict[frozenset[str], list[str]] = defaultdict(list)
    short = []
    for name in ordered:
        if _is_letters(name):
            short.append(name)
        else:
            full[_telling(name) or content(name)].append(name)
    found = {name: members[0] for members in full.values() for name in members}
    by_letter: dict[str, list[str]] = defaultdict(list)
    for members in full.values():
        for name in members:
            by_letter[folded(name)[:1]].append(name)
    for name in short:
        fits = {found[other] for other in by_letter[folded(name)[:1]] if _letters_of(folded(name), other)}
        found[name] = fits.pop() if len(fits) == 1 else name
    return found


def _is_letters(name: str) -> bool:
    word = name.removeprefix("The ").removeprefix("the ")
    return word.isupper() and word.isalpha() and 2 <= len(word) <= _LETTERS


def _telling(name: str) -> frozenset[str]:
    return content(name) - WEIGHING.bodies["generic"]


def _letters_of(letters: str, name: str) -> bool:
    """Whether the letters stand in the name in this order, some of them at the beginning of each of its main words."""
    words = [w for w in folded(name).split() if w not in ("the", "of", "for", "and", "s")]
    place = 0
    for word in words:
        taken = 0
        while place < len(letters) and taken < len(word) and word[taken] == letters[place]:
            taken, place = taken + 1, place + 1
        if not taken:
            return False
    return place == len(letters)
