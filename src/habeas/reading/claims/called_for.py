"""What is wanted and called for: "want the state to act", "called for an inquiry", "renewed its call for her"."""

from __future__ import annotations

from spacy.tokens import Token

from habeas.model.reading import Act
from habeas.model.span import Span
from habeas.reading.claims.asking import BY_PHONE, call
from habeas.reading.claims.stretches import own_edge, trimmed_span
from habeas.reading.page import Page
from habeas.reading.tables import words

Told = tuple[list[Span], str, Act]
"""What is said, by which rule, and what the speaker does by saying it."""
_ABLE = words("speech", "rules", "able")
_DUE = words("speech", "rules", "due")
_STATING = words("speech", "verbs", "state")
_STRIVING = words("speech", "renewing", "striving")
_RENEWING = words("speech", "renewing", "verbs")
_RENEWED = words("speech", "renewing", "nouns")


def wanted(page: Page, verb: Token) -> Told:
    """ "They want the state to act", "want to be let out": what others are to do; a wish of one's own is no demand."""
    for clause in verb.children:
        if clause.i < verb.i or clause.dep_ not in ("ccomp", "xcomp") or clause.pos_ not in ("VERB", "AUX"):
            continue
        infinitive = any(c.dep_ == "aux" and c.lower_ == "to" for c in clause.children)
        passive = any(c.dep_ == "auxpass" for c in clause.children) and clause.lemma_ in _DUE
        acting = any(c.dep_ == "nsubj" and c.lemma_.lower() in _ABLE for c in clause.children)
        acting = acting and clause.lemma_ not in _STATING
        if infinitive and (passive or acting):
            return [trimmed_span(page, clause.left_edge, own_edge(clause))], "wants", "demand"
    return [], "nothing", "demand"


def called(page: Page, verb: Token) -> Told | None:
    """ "called for", "appealed to X for"; "pressed" without more says nothing."""
    if verb.lemma_ not in _STRIVING:
        return _renewed(page, verb)
    asked = call(page, verb)
    if asked or verb.lemma_ in ("press", "campaign", "lobby", "push", "agitate"):
        return asked, "calls for", "demand"
    return ([], "quotes", "state") if verb.lemma_ != "call" else None


def asked_for(page: Page, verb: Token) -> Told | None:
    """ "asked for an acquittal"."""
    asked = call(page, verb) if verb.lemma_ == "ask" else []
    return (asked, "calls for", "demand") if asked else None


def _renewed(page: Page, verb: Token) -> Told | None:
    """ "renewed its call for an inquiry", "reiterated their request that he be moved"."""
    noun = next((c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i), None)
    if verb.lemma_ not in _RENEWING or noun is None or noun.lemma_.lower() not in _RENEWED:
        return None
    asked = [c for h in (noun, verb) for c in h.children if c.i > noun.i and (c.lower_ == "for" or _is_asked(c))]
    if not asked or (noun.lemma_ == "call" and any(c.lemma_ in BY_PHONE for c in asked)):
        return None
    if noun.lemma_ == "campaign" and not any(c.lower_ == "for" or c.lemma_ in _DUE for c in asked):
        return None  # "a campaign to denounce the families" is a deed
    last = max((c.right_edge for c in asked), key=lambda t: t.i)
    return [trimmed_span(page, noun.left_edge, last)], "calls for", "demand"


def _is_asked(clause: Token) -> bool:
    marks = {c.lower_ for c in clause.children if c.dep_ in ("mark", "aux")}
    return clause.dep_ in ("acl", "relcl", "ccomp", "advcl", "xcomp") and bool(marks & {"that", "to"})
