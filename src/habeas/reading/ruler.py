"""The model's parts of speech and lemmas, looked up instead of worked out: the same annotations, sooner.

What spaCy's attribute ruler, and its lemmatizer behind it, say of a token follows from its form, tag and dependency
alone, but for a few pairs of words; so they are asked once for each such triple. Where a pair may stand, they are asked
for the whole paragraph.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from spacy.language import Language
from spacy.pipeline import AttributeRuler, Lemmatizer
from spacy.tokens import Doc
from spacy.vocab import Vocab

NAME: Final = "remembering_ruler"
_RULER: Final = "attribute_ruler"
_LEMMATIZER: Final = "lemmatizer"
OF_PAIRS: Final = frozenset({"ai", "gon", "got", "let", "c'm", "y", "y'"})
EXPLETIVE: Final = "expl"
"""The words, and the dependency, of which every pattern of two tokens has one ("ai n't", "let 's", "there is")."""

_Triple = tuple[int, ...]
"""Form, tag and dependency of a token, as spaCy's numbers for them."""
_Said = tuple[int, ...]
"""What is said of it: part of speech, morphology and lemma."""


class RememberingRuler:
    """Annotates a parsed document as the ruler and the lemmatizer do."""

    def __init__(self, ruler: AttributeRuler, lemmatizer: Lemmatizer) -> None:
        self._ruler = ruler
        self._lemmatizer = lemmatizer
        self._said: dict[_Triple, _Said | None] = {}

    def __call__(self, doc: Doc) -> Doc:
        said = self._said
        triples: list[_Triple] = list(map(tuple, doc.to_array(["ORTH", "TAG", "DEP"]).tolist()))
        new = [triple for triple in dict.fromkeys(triples) if triple not in said]
        if new:
            self._learn(doc.vocab, new)
        found = [said[triple] for triple in triples]
        if None in found:
            return self._lemmatizer(self._ruler(doc))
        said_of_all: Any = np.array(found, dtype="uint64").reshape(len(doc), 3)
        return doc.from_array(["POS", "MORPH", "LEMMA"], said_of_all)

    def _learn(self, vocab: Vocab, triples: list[_Triple]) -> None:
        """Asks for all of them at once, without those of which the answer may hang on the token's neighbours."""
        self._said.update(dict.fromkeys(triples))
        triples = [triple for triple in triples if not _of_pairs(vocab, triple)]
        forms, tags, deps = ([vocab.strings[triple[n]] for triple in triples] for n in range(3))
        apart = Doc(vocab, words=forms, tags=tags, deps=deps, heads=list(range(len(forms))))
        told = self._lemmatizer(self._ruler(apart)).to_array(["POS", "MORPH", "LEMMA"]).tolist()
        self._said.update(zip(triples, map(tuple, told), strict=True))


def _of_pairs(vocab: Vocab, triple: _Triple) -> bool:
    form, _, dep = (vocab.strings[number] for number in triple)
    return form.lower() in OF_PAIRS or dep == EXPLETIVE or form.isspace()


@Language.factory(NAME)
def _made(nlp: Language, name: str) -> RememberingRuler:
    ruler, lemmatizer = nlp.get_pipe(_RULER), nlp.get_pipe(_LEMMATIZER)
    assert isinstance(ruler, AttributeRuler), name
    assert isinstance(lemmatizer, Lemmatizer), name
    return RememberingRuler(ruler, lemmatizer)


def remember(nlp: Language) -> None:
    """Puts it in the place of the two that the model brings."""
    nlp.add_pipe(NAME, before=_RULER)
    for replaced in (_RULER, _LEMMATIZER):
        nlp.disable_pipe(replaced)
