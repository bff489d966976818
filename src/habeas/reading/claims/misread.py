"""Verbs of saying that the tagger takes for nouns: "The weekly claims that …", "The Movement pledges that …".

Which word is a verb must not hang on how familiar the name before it looks, so forms of these verbs are looked for by
their place: after somebody known, before "that" and a clause.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from habeas.model.reading import Act
from habeas.reading.cast.book import CastBook
from habeas.reading.claims.asking import listed
from habeas.reading.claims.draft import DraftClaim
from habeas.reading.claims.speakers import Speaker, speaker_of
from habeas.reading.claims.stretches import trimmed_span
from habeas.reading.page import Page
from habeas.reading.tables import load

_FORMS: dict[str, Act] = {form: act for act, forms in load("speech")["forms"].items() for form in forms}
_ASKING = frozenset({"appeal", "demand", "call", "request", "petition", "urge", "ask", "plead"})
_CLOSING = frozenset({",", ")", "-"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_VERBAL = frozenset({"VERB", "AUX"})
_RULE = "says that (by place)"


def misread_claims(page: Page, cast: CastBook, drafts: list[DraftClaim]) -> Iterator[DraftClaim]:
    """A draft for every such form that is no draft's cue yet."""
    cues = {draft.cue.i for draft in drafts if draft.cue is not None}
    yield from _asked_by_us(page, cast, cues)
    for token in page.all_tokens:
        act = _FORMS.get(token.lower_)
        if act is None or token.i in cues or (token.pos_ in _VERBAL and token.dep_ != "amod"):
            continue
        clause = _clause(token)
        speaker = _speaker(page, cast, token) if clause is not None else None
        if clause is None or speaker is None:
            continue
        draft = DraftClaim(act, _RULE, cue=token, cue_span=page.span(token, token))
        draft.speaker, draft.speaker_text, draft.speaker_span = speaker.entity, speaker.text, speaker.span
        draft.content = [trimmed_span(page, clause, token.sent[-1])]
        yield draft


def _asked_by_us(page: Page, cast: CastBook, cues: set[int]) -> Iterator[DraftClaim]:
    """ "We, the families, appeal to you to free them", "We (prisoners) demand food": verbs taken for nouns."""
    for we in page.all_tokens:
        if we.lower_ != "we" or not _set_off(we):
            continue
        rest = we.doc[we.i + 2 : we.sent.end - 1]
        verb = next((t for t in rest if t.lower_ in _ASKING and t.nbor(-1).text in _CLOSING), None)
        speaker = speaker_of(page, cast, we)
        if verb is None or speaker is None or verb.i in cues or any(t.tag_ in _FINITE for t in we.doc[we.i : verb.i]):
            continue
        asked = verb.nbor(2 if verb.nbor(1).lower_ in ("to", "on", "for", "upon") else 1)
        draft = DraftClaim("demand", _RULE, cue=verb, cue_span=page.span(verb, verb))
        draft.speaker, draft.speaker_text, draft.speaker_span = speaker.entity, speaker.text, speaker.span
        led = not any(t.is_alpha for t in we.doc[asked.i : we.sent.end])  # "We, the families, demand:" leads a list
        draft.leads_list = led
        draft.content = listed(page, verb) if led else [trimmed_span(page, asked, we.sent[-1])]
        if not draft.content:
            continue
        if verb.nbor(1).lower_ in ("to", "on", "upon") and verb.nbor(1).right_edge.i >= asked.i:
            draft.addressees = tuple(e for t in verb.nbor(1).children if t.dep_ == "pobj" for e in cast.nouns(t))
        yield draft


def _set_off(we: Token) -> bool:
    """Whether "we" is told of at once, as in "We, the families" and "We (prisoners)"."""
    after = we.nbor(1) if we.i + 1 < we.sent.end else None
    return after is not None and (after.text in (",", "(", "-") or after.lower_ == "the")


def _clause(token: Token) -> Token | None:
    """The first token after "that", where a clause with a subject of its own seems to follow."""
    doc = token.doc
    if token.i + 3 >= token.sent.end or doc[token.i + 1].lower_ != "that":
        return None
    first = doc[token.i + 2]
    return None if first.pos_ in _VERBAL or first.tag_ == "MD" or first.pos_ == "ADV" else first


def _speaker(page: Page, cast: CastBook, token: Token) -> Speaker | None:
    """Whoever stands straight before the word, and is known as somebody."""
    if token.i == token.sent.start:
        return None
    before = token.nbor(-1)
    if before.dep_ == "poss" or before.tag_ == "POS" or (cast.at(before) is None and before.pos_ != "PROPN"):
        return None
    return speaker_of(page, cast, before)
