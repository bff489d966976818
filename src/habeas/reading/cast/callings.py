"""Callings told by more than one word: a barrister is "the lawyer", a colonel "the retired officer"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from spacy.tokens import Doc

from habeas.reading.tables import load

_BACK = 3
"""Tokens before a name in which its titles stand."""


@cache
def _callings() -> dict[str, frozenset[int]]:
    """The rows of the table in which a word stands, by the word."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    for number, row in enumerate(load("people")["same_calling"]):
        for word in row:
            found[word].add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


def of_one_calling(lemma: str, nouns: Iterable[str]) -> bool:
    """Whether a word may be said of somebody who is told of by any of `nouns`."""
    rows = _callings().get(lemma)
    return rows is not None and any(rows & _callings().get(noun, frozenset()) for noun in nouns)


def titles_before(doc: Doc, first: int) -> set[str]:
    """The words for a calling that stand as titles right before a name: "Retired Colonel Ada Lund"."""
    found = set()
    for i in range(first - 1, max(-1, first - 1 - _BACK), -1):
        word = doc[i].lower_.strip(".")
        if word in _callings() and doc[i].text[:1].isupper():
            found.add(word)
        elif doc[i].text not in (".", "-"):
            break
    return found
