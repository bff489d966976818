"""A quotation with the document that holds it behind it: "…," the 11-page ruling of Judge Tarn read."""

from __future__ import annotations

import re

from habeas.model.span import Span
from habeas.reading.cast.book import CastBook
from habeas.reading.claims.draft import DraftClaim
from habeas.reading.claims.quotations import Quotation
from habeas.reading.claims.speakers import author_of, body_before
from habeas.reading.page import Page
from habeas.reading.tables import words

_BEHIND = re.compile(
    r"[,.!?]?[”\"»’']{1,2}\s+(?P<what>(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er|[Tt]his|[Tt]hat|[Oo]ne)\s[^.!?\"“”\n]{3,90}?)"
    r"\s(?P<cue>reads?|said|says|states?|stated|went on|continued|added|concluded|warned|noted)(?=[.,:;]|\s*$)",
    re.M,
)
DOCUMENTS = (
    words("speech", "documents", "speaking")
    | words("speech", "documents", "issued")
    | words("speech", "nouns", "media")
)
_WORD = re.compile(r"[\w’'-]+")
_HEAD = 4
"""Words within which the document's own noun stands."""


def read_out(page: Page, cast: CastBook, quotation: Quotation, span: Span) -> DraftClaim | None:
    """The draft for a quotation behind which a document "reads"; None where there is no such thing."""
    found = _BEHIND.match(page.text, quotation.end)
    if found is None:
        return None
    ahead = list(_WORD.finditer(page.text, found.start("what"), found.end("what")))
    noun = next((w for w in ahead[1 : 1 + _HEAD] if w.group().lower() in DOCUMENTS), None)
    head = page.token_at(noun.start()) if noun is not None else None
    if head is None:
        return None
    draft = DraftClaim("state", "reads out", cue_span=Span.of(page.text, *found.span("cue")), quoted=True)
    author = author_of(head)
    inside = author is not None and page.end(author) <= found.end("what")
    draft.speaker = cast.noun(author) if author is not None and inside else body_before(cast, head)
    draft.speaker_span = Span.of(page.text, *found.span("what"))
    draft.speaker_text = draft.speaker_span.quote
    draft.content = [span]
    return draft
