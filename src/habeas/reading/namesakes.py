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

from habeas.reading.cast.given import is_given
from habeas.reading.tables import words

_GIVEN, _FAMILY = "John", "Smith"
"""Whose features names get: the first word of a name, and the last or only one."""
_OF_THE_WORD: Final = 4
"""The model's first columns tell the word (its norm, beginning, end and shape); those after them tell its spaces."""
_VERB, _NOUN, _ADJECTIVE = "verb", "noun", "adj"
_ENDS: Final = (
    *(("s", "", (_NOUN, _VERB)), ("es", "", (_NOUN, _VERB)), ("ies", "y", (_NOUN, _VERB)), ("men", "man", (_NOUN,))),
    *(("ed", "", (_VERB,)), ("ed", "e", (_VERB,)), ("ing", "", (_VERB,)), ("ing", "e", (_VERB,))),
    *(("er", "", (_VERB, _ADJECTIVE)), ("er", "e", (_VERB, _ADJECTIVE)), ("ers", "", (_VERB,)), ("ers", "e", (_VERB,))),
    *(("ly", "", (_ADJECTIVE,)), ("ally", "", (_ADJECTIVE,)), ("ness", "", (_ADJECTIVE,))),
)
"""Endings that a word of some kinds may have beyond its plain form, and what that has in their place."""
_SIBILANTS = ("s", "x", "z", "ch", "sh", "o")
"""How a word ends to which "es" is put, and not "s"."""
_PEOPLES = ("ian", "ean", "ese", "ish")
_ACRONYM = 6
"""Letters that capitals alone may have: what is longer is a name in capitals."""
_LEAST = 2
_TITLES = words("people", "titles") | frozenset(title.lower() for title in words("people", "short_titles"))
_Backward = Callable[[list[Any]], list[Any]]


def name_alike(nlp: Language) -> None:
    """Makes the pipeline find people first, and tag and parse every name as the same name."""
    order = [name for name, _ in nlp.components]
    nlp._components.insert(0, nlp._components.pop(order.index("ner")))  # pipes can be moved in no other way
    english, small = _English(nlp), frozenset(nlp.Defaults.stop_words)
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

    def __init__(self, english: _English, small: frozenset[str], *, in_person: bool) -> None:
        self._english, self._small, self._in_person = english, small, in_person

    def __call__(self, word: str) -> bool:
        if len(word) < _LEAST or not word[0].isupper() or not word.isalpha():
            return False
        low = word.lower()
        if (low.endswith(_PEOPLES) and not self._in_person) or word in words("demonyms", "peoples") or low in _TITLES:
            return False
        known = self._english.has(low)
        made = not known and not is_given(word) and self._english.makes(low)
        if self._in_person:
            return low not in self._small and not made
        if word.isupper() and len(word) <= _ACRONYM:
            return False
        return not known and not made


class _English:
    """The words that the model's lemmatizer knows, their plain forms and their odd ones, with their kinds."""

    def __init__(self, nlp: Language) -> None:
        lemmatizer: Any = nlp.get_pipe("lemmatizer")
        tables = lemmatizer.lookups
        self._odd = set(nlp.Defaults.stop_words)
        for of_kind in tables.get_table("lemma_exc").values():
            self._odd.update(of_kind)
        index = tables.get_table("lemma_index")
        self._plain = {kind: frozenset(index[kind]) for kind in (_VERB, _NOUN, _ADJECTIVE, "adv")}

    def has(self, low: str) -> bool:
        """Whether it is a word as it stands."""
        return low in self._odd or any(low in of_kind for of_kind in self._plain.values())

    def makes(self, low: str) -> bool:
        """Whether it is a word with an ending."""
        return any(
            low[: -len(end)] + new in self._plain[kind]
            for end, new, kinds in _ENDS
            if low.endswith(end) and len(low) > len(end) + 2 and (end != "es" or low[:-2].endswith(_SIBILANTS))
            for kind in kinds
        )
