"""The model's table of parts of speech, looked up instead of matched: the same annotations, sooner.

What spaCy's attribute ruler says of a token follows from its form, tag and dependency alone, but for a few pairs of
words; so it is asked once for each such triple. Where a pair may stand, it is asked for the whole paragraph.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from spacy.language import Language
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc, MorphAnalysis, Token

NAME: Final = "remembering_ruler"
_RULER: Final = "attribute_ruler"
OF_PAIRS: Final = frozenset({"ai", "gon", "got", "let", "c'm", "y", "y'"})
EXPLETIVE: Final = "expl"
"""The words, and the dependency, of which every pattern of two tokens has one ("ai n't", "let 's", "there is")."""


class _Said(NamedTuple):
    """What the ruler says of a token; None for what it leaves as it is."""

    pos: int | None
    morph: MorphAnalysis | None
    lemma: int | None


class RememberingRuler:
    """Annotates a parsed document as the ruler does."""

    def __init__(self, ruler: AttributeRuler) -> None:
        self._ruler = ruler
        self._said: dict[tuple[int, int, int], _Said | None] = {}

    def __call__(self, doc: Doc) -> Doc:
        said = self._said
        found = []
        for token in doc:
            key = (token.orth, token.tag, token.dep)
            if key not in said:
                said[key] = self._ask(token)
            answer = said[key]
            if answer is None:
                return self._ruler(doc)
            found.append((token, answer))
        for token, (pos, morph, lemma) in found:
            if pos is not None:
                token.pos = pos
            if morph is not None:
                token.morph = morph
            if lemma is not None:
                token.lemma = lemma
        return doc

    def _ask(self, token: Token) -> _Said | None:
        """None where the answer may hang on the token's neighbours, or is about more than is kept here."""
        if token.lower_ in OF_PAIRS or token.dep_ == EXPLETIVE or token.is_space:
            return None
        alone = Doc(token.vocab, words=[token.text], tags=[token.tag_], deps=[token.dep_], heads=[0])
        self._ruler(alone)
        one = alone[0]
        return _Said(one.pos or None, one.morph if one.has_morph() else None, one.lemma or None)


@Language.factory(NAME)
def _made(nlp: Language, name: str) -> RememberingRuler:
    ruler = nlp.get_pipe(_RULER)
    assert isinstance(ruler, AttributeRuler), name
    return RememberingRuler(ruler)


def remember(nlp: Language) -> None:
    """Puts it in the place of the ruler that the model brings."""
    nlp.add_pipe(NAME, before=_RULER)
    nlp.disable_pipe(_RULER)
