"""Verbs that the parser ties to the wrong one: "told them to disclose it, grant access, and let her go"."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Token

NAME = "reattached"
_FINITE = frozenset({"VBD", "VBZ", "VBP", "VBN", "VBG"})
_TIED = frozenset({"conj", "advcl"})
_OF_ITS_OWN = frozenset({"aux", "auxpass", "nsubj", "nsubjpass", "expl", "mark"})
_ALIKE = frozenset({"put", "cut", "hit", "set", "let", "shut", "read", "beat", "hurt", "cost", "cast", "quit", "split"})
"""Verbs whose past looks like their infinitive."""


@Language.component(NAME, requires=["token.dep", "token.tag"], assigns=["token.head", "token.dep"])
def reattached(doc: Doc) -> Doc:
    """The document, with infinitives of a row under the one that opens it, and what stands before ";" on its own."""
    for token in doc:
        if token.dep_ in _TIED and token.tag_ == "VB" and token.head.tag_ in _FINITE and _bare(token):
            opening = _infinitive_before(token)
            if opening is not None:
                token.head, token.dep_ = opening, "conj"
        elif token.dep_ == "ccomp" and _set_apart(token):
            token.dep_ = "parataxis"
    return doc


def _set_apart(token: Token) -> bool:
    """ "He died in a chair; the examiner ruled it a homicide": the first sentence is no part of what is ruled."""
    subject = next((c for c in token.head.lefts if c.dep_ in ("nsubj", "nsubjpass")), None)
    return subject is not None and token.i < subject.left_edge.i and token.doc[subject.left_edge.i - 1].text == ";"


def _bare(token: Token) -> bool:
    return token.lower_ not in _ALIKE and not any(
        child.dep_ in _OF_ITS_OWN or child.tag_ == "WRB" for child in token.children
    )


def _infinitive_before(token: Token) -> Token | None:
    """The last infinitive with "to" that depends on the verb to which `token` was tied and stands before it."""
    found = None
    for child in token.head.children:
        if child.i < token.i and child.tag_ == "VB" and any(c.lower_ == "to" for c in child.lefts):
            found = child
    return found
