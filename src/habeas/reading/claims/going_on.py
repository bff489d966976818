"""Quotations without a verb of saying beside them: whoever spoke last goes on, or who is named behind them speaks."""

from __future__ import annotations

import re

from spacy.tokens import Token

from habeas.model.span import Span
from habeas.reading.cast.book import CastBook
from habeas.reading.claims.draft import DraftClaim
from habeas.reading.claims.places import Places
from habeas.reading.claims.quotations import Quotation
from habeas.reading.claims.speakers import speaker_of
from habeas.reading.page import Page

_NEAR = 8
_LONG = 4
"""Words from which a quotation without a verb of saying is a claim."""
_GAP = 90
"""Characters before a quotation in which a charge is told."""
_REACH = 2
"""Paragraphs back from which a speaker may go on without being named again."""
_CHARGED = re.compile(
    r"\b(?:charge[sd]?|accused|convicted|sentenced|indicted|suspected|guilty|prosecuted|tried|detained|arrested|article)\b",
    re.I,
)


def named_behind(page: Page, cast: CastBook, quotation: Quotation, span: Span) -> DraftClaim | None:
    """A draft for "“They took him,” Ada Lund sobbed": the quotation is hers who is named straight behind its comma."""
    comma = "," in page.text[quotation.end - 1 : quotation.end + 2]
    if not comma or len(span.quote.split()) < _LONG:
        return None
    token = next((t for t in page.tokens(quotation.end, quotation.end + _NEAR) if t.is_alpha), None)
    entity = cast.at(token) if token is not None else None
    if token is None or entity is None or not cast.named(entity) or cast.kind(entity) != "person":
        return None
    if page.paragraph(token) != quotation.paragraph:
        return None
    head = next((m.head for m in cast.figurants[entity].mentions if m.first <= token.i <= m.last), token.i)
    speaker = speaker_of(page, cast, page.doc[head])
    if speaker is None or page.doc[head].dep_ not in ("nsubj", "nsubjpass"):
        return None
    draft = DraftClaim("state", "named behind", quoted=True)
    draft.speaker, draft.speaker_text, draft.speaker_span = entity, speaker.text, speaker.span
    draft.content = [span]
    return draft


def go_on(page: Page, last: DraftClaim, quotation: Quotation, span: Span) -> DraftClaim | None:
    """A quotation without a cue: the last speaker goes on, if the words are more than a turn of phrase.

    What he said before, where that goes on, or a draft of its own.
    """
    token = page.token_at(quotation.start)
    if token is None or page.passage(token).role in ("title", "caption"):
        return None
    here = page.token_at(last.end - 1)
    same = here is not None and page.paragraph(here) == quotation.paragraph
    left_open = here is not None and quotation.goes_on and page.paragraph(here) == quotation.paragraph - 1
    if last.quoted and (same or left_open):
        last.content = [*last.content, span]
        return last
    if len(span.quote.split()) < _LONG or not _mostly_quoted(page, token, span, quotation):
        return None
    if _accused_of(page, quotation):
        return None
    draft = DraftClaim("state", "goes on", quoted=True)
    draft.speaker, draft.speaker_text, draft.speaker_span = last.speaker, last.speaker_text, last.speaker_span
    draft.content = [span]
    return draft


def _accused_of(page: Page, quotation: Quotation) -> bool:
    """ "Charged with “insulting …”": the words of a law or a charge, which nobody goes on to say."""
    before = page.text[max(0, quotation.start - _GAP) : quotation.start].rpartition(". ")[2]
    return bool(_CHARGED.search(before))


def _mostly_quoted(page: Page, token: Token, span: Span, quotation: Quotation) -> bool:
    """Whether marks hold half of the sentence: then it is told in the speaker's words, not decorated with a few."""
    sentence = token.sent
    start, end = page.start(sentence[0]), page.end(sentence[-1])
    marks = sum(page.text.count(mark, start, end) for mark in '"“”')
    inside = min(end, quotation.end) - max(start, span.start)
    return inside * 2 >= end - start or (marks >= 3 and inside * 4 >= end - start)


def last_speaker(page: Page, places: Places, quoted: frozenset[int], quotation: Quotation) -> DraftClaim | None:
    """The draft whose words stand last before the quotation, if near. Those `quoted` speak within others' words."""
    best: DraftClaim | None = None
    nearest = page.opening(max(0, quotation.paragraph - _REACH))
    for draft in places.near(page.start(nearest), quotation.start):
        if id(draft) in quoted or not draft.content or draft.speaker_text is None or draft.start >= quotation.start:
            continue
        token = page.token_at(draft.start)
        near = token is not None and quotation.paragraph - page.paragraph(token) <= _REACH
        if near and (best is None or draft.start > best.start):
            best = draft
    return _telling(places, best) if best is not None else None


def _telling(places: Places, inner: DraftClaim) -> DraftClaim:
    """Who tells of one who spoke, where that one is not quoted: he or she goes on, not whom it is told of."""
    told_of = inner.speaker_span
    if inner.quoted or told_of is None:
        return inner
    outer = [
        draft
        for draft in places.near(told_of.start, told_of.end)
        if draft is not inner
        and draft.speaker_text is not None
        and any(part.contains(told_of) for part in draft.content)
    ]
    return min(outer, key=lambda d: (d.start, -d.end)) if outer else inner
