"""Words for who belongs to a state or a people: "Emirati", "Azerbaijani", "Uyghur".

The model takes those that it has seldom met for places, people or bodies; the table knows all of them alike.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from habeas.reading.tables import words

NAME: Final = "peoples"
_LABEL = "NORP"
_WITHOUT_S = ("s", "sh", "ch", "ese", "x", "z", "y")
"""Ends of words that are no plural with an "s" behind them, or seldom."""
_MISTAKEN = frozenset({"GPE", "LOC", "ORG", "PERSON", "FAC", "PRODUCT", "WORK_OF_ART", "LANGUAGE", "EVENT"})


@cache
def _known() -> frozenset[str]:
    """The words of the table, and those for several people: "Serbs", "Uzbeks"."""
    one = words("demonyms", "peoples")
    return one | words("demonyms", "several") | {f"{word}s" for word in one if not word.endswith(_WITHOUT_S)}


@cache
def _forms(vocab: Vocab) -> frozenset[int]:
    """The same words as numbers, as documents have them."""
    return frozenset(vocab.strings.add(word) for word in _known())


def for_a_people(word: str) -> bool:
    """Whether a word of the table names a people or those who belong to it: "Uzbek", "Uzbeks"."""
    return word in _known()


@Language.component(NAME)
def peoples(doc: Doc) -> Doc:
    """Labels the words of the table as peoples where they stand alone, before anything is tagged or parsed."""
    known = _forms(doc.vocab)
    found = [doc[i] for i, form in enumerate(doc.to_array("ORTH").tolist()) if form in known]
    if not found:
        return doc
    ends = {i: ent for ent in doc.ents for i in range(ent.start, ent.end)}
    changed: list[Span] = []
    gone: set[int] = set()
    for token in found:
        ent = ends.get(token.i)
        if ent is None:
            after = doc[token.i + 1] if token.i + 1 < len(doc) else token
            apart = after.text != "-" and not after.text[:1].isupper()
        else:
            apart = len(ent) == 1 and ent.label_ in _MISTAKEN
        if apart:
            gone.add(token.i)
            changed.append(Span(doc, token.i, token.i + 1, label=_LABEL))
    doc.set_ents([*(e for e in doc.ents if e.start not in gone), *changed])
    return doc
