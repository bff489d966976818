"""Letters that stand for a name: "KPS" for "Karmanian Prison Service"."""

from __future__ import annotations

import re

from habeas.resolving.skeleton import folded

_MOST = 9  # letters
_SMALL = frozenset({"the", "of", "for", "and", "in", "at", "on", "to", "de", "la", "el", "du", "des"})


def is_letters(name: str) -> bool:
    """Whether a name is an abbreviation by its looks."""
    word = name.removeprefix("The ").removeprefix("the ").replace(".", "")
    return word.isupper() and word.isalpha() and folded(word).isascii() and 2 <= len(word) <= _MOST


def first_letter(name: str) -> str:
    """The letter with which the letters of a name begin."""
    words = main_words(name)
    return words[0][:1] if words else ""


def main_words(name: str) -> list[str]:
    """The words of a name that its letters come from; one with hyphens is one word."""
    words = re.findall(r"[a-z0-9]+", re.sub(r"['’ʼ`]s?\b|-", "", folded(name)))
    return [word for word in words if word not in _SMALL]


def stands_for(letters: str, name: str) -> bool:
    """Whether the letters stand in the name in this order, some of them at the beginning of each of its main words."""
    wanted = folded(letters.removeprefix("The ").removeprefix("the ")).replace(".", "")
    place = 0
    words = main_words(name)
    for word in words:
        taken = 0
        while place < len(wanted) and taken < len(word) and word[taken] == wanted[place]:
            taken, place = taken + 1, place + 1
        if not taken:
            return False
    return place == len(wanted) and len(words) > 1
