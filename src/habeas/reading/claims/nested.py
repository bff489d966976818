"""Sayings inside quotations: what somebody quoted says of another stays between the marks."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from habeas.model.span import Span
from habeas.reading.claims.draft import DraftClaim
from habeas.reading.claims.quotations import Quotation
from habeas.reading.page import Page

_OPENED = re.compile(r"[,:]\s?[‘']")
_CLOSED = re.compile(r"([^\n‘“”]{3,}?)[,.]?[’'](?!\w)")
"""Words in single marks after a comma or a colon: how a quotation stands within a quotation."""
_NEAR = 60


def within_quotation(page: Page, draft: DraftClaim, quotations: Sequence[Quotation]) -> Quotation | None:
    """The quotation in which a draft's own verb of saying stands: "They told us to go," she said."""
    at = page.start(draft.cue) if draft.cue is not None else -1
    before = bisect_left(quotations, at, key=lambda q: q.end)
    found = before < len(quotations) and quotations[before].start <= at
    return quotations[before] if found else None


def keep_inside(page: Page, drafts: list[DraftClaim], quotations: Sequence[Quotation]) -> None:
    """Cuts what is said inside a quotation at its marks, and finds quotations within it."""
    for draft in drafts:
        around = within_quotation(page, draft, quotations)
        if around is None:
            continue
        inner = _single(page, draft, around)
        if inner is not None:
            draft.content, draft.quoted = [inner], True
            continue
        cut = [(max(s.start, around.start), min(s.end, around.end)) for s in draft.content]
        draft.content = [Span.of(page.text, start, end) for start, end in cut if start < end]


def _single(page: Page, draft: DraftClaim, around: Quotation) -> Span | None:
    """What stands in single marks shortly after the verb."""
    if draft.cue is None:
        return None
    begin, end = page.end(draft.cue), around.end + 1
    # Only marks that open near the verb are tried, so that a long quotation is not gone through from each of its marks.
    for opened in _OPENED.finditer(page.text, begin, min(end, begin + _NEAR + 3)):
        found = _CLOSED.match(page.text, opened.end(), end) if opened.start() - begin <= _NEAR else None
        if found is not None:
            return Span.of(page.text, found.start(1), found.end(1))
    return None


def relayed(owner: DraftClaim, drafts: list[DraftClaim]) -> list[DraftClaim]:
    """ "“…,” the paper quoted her as saying": the quotation is hers, and the paper's that tells it."""
    verb = owner.cue
    if verb is None or owner.rule != "quoted by":
        return [owner]
    inner = [d for d in drafts if d.cue is not None and d.cue.head.lower_ == "as" and d.cue.head.head == verb]
    return [owner, *inner]
