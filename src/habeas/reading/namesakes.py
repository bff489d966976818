"""Names all look alike to the tagger and the parser, so that a sentence is parsed the same whoever stands in it.

The model has met some names often and others never, and parses a sentence with the ones otherwise than with the others:
who said something, and whether it is said at all, would hang on the names. So the features that it reads of a name are
those of one and the same name. What is a name is told by the model's own names of people and places, which are found
first and by weights of their own, and by capitals: a word with a capital that is no English word.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc

from habeas.reading.tables import words

_GIVEN, _FAMILY = "John", "Smith"
"""Whose features names get: the first word of a name, and the last or only one."""
_OF_THE_WORD: Final = 4
"""The model's first columns tell the word (its norm, beginning, end and shape); those after them tell its spaces."""
_ENDS: Final = (
    *(("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e")),
    *(("er", ""), ("ers", ""), ("ly", ""), ("ally", ""), ("ness", ""), ("men", "man")),
)
"""Endings that a word may have beyond its plain form, and what that has in their place."""
_PEOPLES = ("ian", "ean", "ese", "ish")
_ACRONYM = 6
"""Letters that capitals alone may have: what is longer is a name in capitals."""
_LEAST = 2
_Backward = Callable[[list[Any]], list[Any]]


def name_alike(nlp: Language) -> None:
    """Makes the pipeline find people first, and tag and parse every name as the same name."""
    order = [name for name, _ in nlp.components]
    nlp._components.insert(0, nlp._components.pop(order.index("ner")))  # pipes can be moved in no other way
    english, small = _english_words(nlp), frozenset(nlp.Defaults.stop_words)
    alone = nlp.vocab.add_flag(_Names(english, small, in_person=False))
    within = nlp.vocab.add_flag(_Names(english, small, in_person=True))
    tok2vec: Any = nlp.get_pipe("tok2vec")
    layer = next(one for one in tok2vec.model.walk() if one.name == "extract_features")
    columns = layer.attrs["columns"]
    alike = Doc(nlp.vocab, words=[_GIVEN, _FAMILY]).to_array(columns)[:, :_OF_THE_WORD]

    def features(model: Any, docs: list[Doc], is_train: bool) -> tuple[list[Any], _Backward]:
        found = []
        for doc in docs:
            array = doc.to_array(columns)
            names = _names(doc, alone, within)
            given = names & np.append(names[1:], False) & ~np.append(False, names[:-1])
            array[given, :_OF_THE_WORD] = alike[0]
            array[names & ~given, :_OF_THE_WORD] = alike[1]
            found.append(model.ops.asarray2i(array, dtype="uint64"))
        return found, lambda gradients: []

    layer._func = features


def _names(doc: Doc, alone: int, within: int) -> NDArray[np.bool_]:
    """Which tokens are words of a name."""
    names, within_one = np.asarray(doc.to_array([alone, within])).astype(bool).reshape(-1, 2).T
    for entity in doc.ents:
        here = slice(entity.start, entity.end)
        place = entity.label_ in ("GPE", "LOC") and bool(names[here].any())
        if place or entity.label_ == "PERSON":
            names[here] |= within_one[here]
    return names


class _Names:
    """Whether a word can only be a name: it has a capital and is no English word. `in_person`: among words that are
    found to be a person, or a place with such a name in it, where it is enough that it is no small word and no form
    of a verb.
    """

    def __init__(self, english: frozenset[str], small: frozenset[str], *, in_person: bool) -> None:
        self._english, self._small, self._in_person = english, small, in_person

    def __call__(self, word: str) -> bool:
        if len(word) < _LEAST or not word[0].isupper() or not word.isalpha():
            return False
        low = word.lower()
        if (low.endswith(_PEOPLES) and not self._in_person) or word in words("demonyms", "peoples"):
            return False
        if self._in_person:
            return low not in self._small and (low in self._english or not self._inflected(low))
        if word.isupper() and len(word) <= _ACRONYM:
            return False
        return low not in self._english and not self._inflected(low)

    def _inflected(self, low: str) -> bool:
        stems = (low[: -len(end)] + new for end, new in _ENDS if low.endswith(end) and len(low) > len(end) + 2)
        return any(stem in self._english for stem in stems)


def _english_words(nlp: Language) -> frozenset[str]:
    """The words that the model's lemmatizer knows: their plain forms, their odd forms, and small words."""
    lemmatizer: Any = nlp.get_pipe("lemmatizer")
    words = set(nlp.Defaults.stop_words)
    for table in ("lemma_index", "lemma_exc"):
        for of_kind in lemmatizer.lookups.get_table(table).values():
            words.update(of_kind)
    return frozenset(words)
