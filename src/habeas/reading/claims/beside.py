"""Whoever stands beside the verb of a quotation, outside its marks, whatever the parse makes of the sentence."""

from __future__ import annotations

from spacy.tokens import Token

from habeas.model.span import Span
from habeas.reading.cast.book import CastBook
from habeas.reading.claims.draft import DraftClaim
from habeas.reading.claims.quotations import Quotation
from habeas.reading.claims.speakers import PAPERS, Speaker, speaker_of
from habeas.reading.page import Page

_NEAR = 4
"""Tokens of a phrase within which its noun stands."""


def speaker_beside(page: Page, cast: CastBook, draft: DraftClaim, quotation: Quotation) -> None:
    """Whoever stands beside the verb, outside the marks, speaks, whatever the parse makes of a broken sentence.

    "…," said X: straight after the verb. "…," X said: between the marks and the verb, where the parse found the speaker
    inside the quotation.
    """
    verb = draft.cue
    if verb is None or page.start(verb) < quotation.end:
        return
    inside = draft.speaker_span is not None and draft.speaker_span.start < quotation.end
    if not page.text[quotation.end : page.start(verb)].strip(" ,.!?\"”»’'"):
        head = _noun_after(page, cast, verb)
        if head is None and inside and (paper := _paper_after(page, verb)) is not None:
            speaker = speaker_of(page, cast, paper, anyone=True)
            draft.speaker, draft.speaker_text, draft.speaker_span = _named(speaker)
    elif inside:
        head = next((t for t in reversed(page.doc[max(0, verb.i - 8) : verb.i]) if cast.at(t) is not None), None)
        head = head if head is not None and page.start(head) >= quotation.end else None
    else:
        head = None
    speaker = speaker_of(page, cast, head) if head is not None else None
    if speaker is not None and speaker.entity == draft.speaker and not inside:
        return
    if speaker is not None and speaker.entity is not None:
        draft.speaker, draft.speaker_text, draft.speaker_span = speaker.entity, speaker.text, speaker.span


def _named(speaker: Speaker | None) -> tuple[str | None, str | None, Span | None]:
    return (speaker.entity, speaker.text, speaker.span) if speaker is not None else (None, None, None)


def _paper_after(page: Page, verb: Token) -> Token | None:
    """The letter in "“…,” says the open letter": a thing that speaks, straight after the verb."""
    if verb.i + 2 >= len(page.doc) or verb.nbor().pos_ != "DET":
        return None
    phrase = page.doc[verb.i + 2 : verb.i + 2 + _NEAR]
    return next((t for t in phrase if t.lemma_.lower() in PAPERS), None)


def _noun_after(page: Page, cast: CastBook, verb: Token) -> Token | None:
    if verb.i + 1 >= len(page.doc):
        return None
    after = verb.nbor(1)
    after = after.head if after.dep_ == "poss" and after.head.i > after.i else after
    subject = next((c for c in verb.rights if c.dep_ == "nsubj" and c.left_edge.i <= after.i), None)
    if subject is not None and cast.at(subject) is not None and after.dep_ in ("det", "nmod", "compound", "poss"):
        return subject if page.paragraph(after) == page.paragraph(verb) else None
    head = next((t for t in (after, *after.ancestors) if cast.at(t) is not None and t.i > verb.i), None)
    straight = head is not None and head.left_edge.i <= after.i and page.paragraph(after) == page.paragraph(verb)
    return head if straight else None
