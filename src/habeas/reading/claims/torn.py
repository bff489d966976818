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
_FINITE = ("VBD", "VBZ", "VBP", "MD")
_STATING = words("speech", "verbs", "state") | words("speech", "verbs", "warn") | words("speech", "verbs", "believe")
_ASIDE = frozenset({"to", "with", "in", "during", "on", "at", "via", "by", "through"})
CONTENT_NOUNS = frozenset(
    {"condition", "fact", "ground", "basis", "idea", "way", "extent", "degree", "assumption", "understanding", "effect"}
)
"""Nouns whose "that …" says what they are: "on the condition that"."""
_NEAR = 12
"""Tokens within which "that" stands behind who is told, or with what feeling."""
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
    finite = any(t.tag_ in _FINITE for t in inside)
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
    return _clause_behind(page, verb, that)


def behind_aside(page: Page, verb: Token, clause: Token | None) -> list[Span]:
    """ "Explained to the lawyer that …", "noted with alarm that …" where the parser hangs the clause elsewhere."""
    if verb.lemma_ not in _STATING or verb.tag_ not in ("VBD", "VBZ", "VBP") or verb.i + 2 >= verb.sent.end:
        return []
    doc, opens = verb.doc, verb.nbor()
    if opens.lower_ not in _ASIDE or opens.head != verb or not any(c.dep_ == "pobj" for c in opens.children):
        return []
    that = next((t for t in doc[opens.i : min(opens.i + _NEAR, verb.sent.end - 3)] if t.lower_ == "that"), None)
    if that is None or any(t.pos_ in ("VERB", "AUX") or t.is_punct for t in doc[opens.i : that.i]):
        return []
    before = doc[that.i - 1]
    if before.pos_ not in ("NOUN", "PROPN") or before.lemma_ in CONTENT_NOUNS:
        return []
    if clause is not None and clause.left_edge.i <= that.i:
        return []
    return _clause_behind(page, verb, that.i)


def _clause_behind(page: Page, verb: Token, that: int) -> list[Span]:
    doc = verb.doc
    if doc[that + 1].pos_ in ("VERB", "AUX") or doc[that + 1].is_punct:
        return []
    inside = [t for t in doc[that + 1 : verb.sent.end] if t.tag_ in _FINITE]
    return [trimmed_span(page, doc[that + 1], verb.sent[-1])] if inside else []


def torn_clause(page: Page, verb: Token) -> list[Span]:
    """ "Stating his condition is grave" where the parser makes an object of the subject of what is said."""
    subject = next((c for c in verb.children if c.dep_ == "dobj" and c.left_edge.i == verb.i + 1), None)
    if subject is None or verb.lemma_ not in _CLAUSAL:
        return []
    if any(c.dep_ == "acl" and c.tag_ == "VBN" and _does(c) for c in subject.children):
        return [trimmed_span(page, subject.left_edge, subject.right_edge)]  # "says the paper published lists"
    if subject.right_edge.i + 2 >= verb.sent.end:
        return []
    after = subject.right_edge.nbor()
    told = after.head if after.dep_ in ("aux", "auxpass") else after
    if after.tag_ not in _FINITE or told.pos_ not in ("VERB", "AUX") or told.i < subject.i:
        return []
    return [trimmed_span(page, subject.left_edge, max(told.right_edge, after, key=lambda t: t.i))]


def behind_gap(page: Page, verb: Token) -> list[Span]:
    """ "Four men it alleges beat him", "what he says is a threat": the verb straight behind, hung elsewhere."""
    if verb.dep_ not in ("relcl", "pcomp", "ccomp", "acl") or verb.tag_ not in _FINITE or verb.lemma_ not in _STATING:
        return []
    first = verb.nbor() if verb.i + 2 < verb.sent.end else None
    if first is None or first.tag_ not in (*_FINITE, "VBN") or first.pos_ not in ("VERB", "AUX"):
        return []
    if not any(c.dep_ == "nsubj" and c.tag_ not in ("WP", "WDT") for c in verb.lefts):
        return []
    clause = first.head if first.dep_ in ("aux", "auxpass") else first
    own = any(c.dep_ in _SUBJECTS for c in clause.children) and clause.dep_ != "advcl"
    if own or clause.i < first.i or clause.right_edge.i <= first.i:
        return []
    return [trimmed_span(page, first, clause.right_edge)]


def _does(participle: Token) -> bool:
    return any(c.dep_ == "dobj" and c.i > participle.i for c in participle.children)
