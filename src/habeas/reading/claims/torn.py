"""What is said where the parser has torn it from the verb of saying."""

from __future__ import annotations

from spacy.tokens import Token

from habeas.model.span import Span
from habeas.reading.claims.objects import NAMING
from habeas.reading.claims.stretches import trimmed_span
from habeas.reading.page import Page
from habeas.reading.tables import words

_SUBJECTS = ("nsubj", "nsubjpass", "expl")
_TELLING_SOMEBODY = words("speech", "rules", "telling_verbs")
_CLAUSAL = frozenset(
    {"say", "state", "claim", "allege", "argue", "insist", "warn", "add", "stress", "maintain", "note", "complain"}
    | {"contend", "believe", "fear", "deny", "confirm", "think", "admit", "assert", "reveal", "announce", "suggest"}
)


def before_participle(page: Page, clause: Token, verb: Token) -> list[Span]:
    """ "Argued she should be freed, citing a ruling": what stands between, where the parser takes "citing" for it."""
    bare = clause.tag_ == "VBG" and not any(c.dep_ in (*_SUBJECTS, "aux", "mark") for c in clause.children)
    comma = clause.left_edge.i - 1
    if not bare or comma <= verb.i + 2 or page.doc[comma].text != ",":
        return []
    inside = page.doc[verb.i + 1 : comma]
    finite = any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in inside)
    return [trimmed_span(page, inside[0], inside[-1])] if finite else []


def its_subject(clause: Token, verb: Token) -> Token | None:
    """ "They claim others saw him beaten": the subject of what is said where the parse makes it the verb's object."""
    own = any(c.dep_ in ("nsubj", "nsubjpass", "csubj", "expl", "mark") for c in clause.children)
    if own or clause.tag_ not in ("VBD", "VBZ", "VBP") or verb.lemma_ in _TELLING_SOMEBODY | NAMING:
        return None
    return next((c for c in verb.children if c.dep_ == "dobj" and verb.i < c.i < clause.i), None)


def after_that(page: Page, verb: Token) -> list[Span]:
    """ "wrote that …" where the parser has torn the clause off: all that follows in the sentence.

    Which words of a sentence hold together must not hang on how familiar the names in it look.
    """
    doc, that = verb.doc, verb.i + 1
    if that + 3 >= verb.sent.end or doc[that].lower_ != "that" or verb.tag_ not in ("VBD", "VBZ", "VBP", "VBN", "VB"):
        return []
    if doc[that + 1].pos_ in ("VERB", "AUX") or doc[that + 1].is_punct:
        return []
    inside = [t for t in doc[that + 1 : verb.sent.end] if t.tag_ in ("VBD", "VBZ", "VBP", "MD")]
    return [trimmed_span(page, doc[that + 1], verb.sent[-1])] if inside else []


def torn_clause(page: Page, verb: Token) -> list[Span]:
    """ "Stating his condition is grave" where the parser makes an object of the subject of what is said."""
    subject = next((c for c in verb.children if c.dep_ == "dobj" and c.left_edge.i == verb.i + 1), None)
    if subject is None or verb.lemma_ not in _CLAUSAL or subject.right_edge.i + 2 >= verb.sent.end:
        return []
    after = subject.right_edge.nbor()
    told = after.head if after.dep_ in ("aux", "auxpass") else after
    if after.tag_ not in ("VBD", "VBZ", "VBP", "MD") or told.pos_ not in ("VERB", "AUX") or told.i < subject.i:
        return []
    return [trimmed_span(page, subject.left_edge, max(told.right_edge, after, key=lambda t: t.i))]
