"""Letters within a report: to whom they go, and whose demands theirs are."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from habeas.model.reading import Demand, Passage
from habeas.reading.page import READ_ROLES
from habeas.reading.story import Story

_TO_WHOM = re.compile(
    r"\s*(?:To(?: the attention of)?|Attention|Attn\.?|Dear|(?:His|Her) (?:Excellency|Majesty|Highness|Royal Highness)"
    r"|H\. ?E\.|The (?:Rt\.? |Right )?Hon(?:ou?rable|\.))(?!\w)[:,]?\s"
)
"""How the head of a letter says to whom it goes."""
_GREETING = re.compile(r"\s{0,9}(?:Your (?:Excellency|Excellencies|Hono[u]?r|Majesty|Highness|Worship)|Dear )")
_CLOSING = re.compile(r"\s{0,9}(?:Yours|Sincerely|Respectfully|Kind regards|With respect)\b")
_YOU = re.compile(r"\byou(?:r)?\b", re.I)
_HEAD, _SHORT_LINE = 6, 25
_ABOVE = 5
"""Short lines above a greeting that may be the address."""


def as_letters(story: Story, found: list[Demand], voice: str | None) -> list[Demand]:
    """The demands, those of a letter to whom it goes; what a letter asks is never asked by whom it goes to."""
    for start, end, to in _letters(story):
        found = [_of_letter(d, to) if start <= d.evidence[0].start < end else d for d in found]
    ours = [d for d in found if not d.to and d.by is not None and d.by == voice]
    head = _letter_to(story) if ours else None
    return [msgspec.structs.replace(d, to=(head,)) if head and d in ours else d for d in found]


def _of_letter(demand: Demand, to: str) -> Demand:
    """What a letter's writer asks of "you"."""
    if demand.by == to:
        demand = msgspec.structs.replace(demand, by=None)
    asked = not demand.to and _YOU.search(demand.evidence[0].quote) is not None
    return msgspec.structs.replace(demand, to=(to,)) if asked else demand


def _letters(story: Story) -> Iterator[tuple[int, int, str]]:
    """Beginning, end and addressee of each letter that greets somebody: "Your Excellency", "Dear Minister"."""
    page = story.page
    read = [p for p in page.passages if p.role in READ_ROLES and page.text[p.start : p.end].strip()]
    for n, passage in enumerate(read):
        if not _short(story, passage) or not _GREETING.match(page.text, passage.start, passage.end):
            continue
        near = [passage]
        for above in reversed(read[max(0, n - _ABOVE) : n]):
            if not _short(story, above) or page.text[above.start : above.end].rstrip().endswith("."):
                break
            near.append(above)
        to = next((e for p in near if (e := _first_named(story, p)) is not None), None)
        if to is not None:
            closed = (p.start for p in read[n + 1 :] if _CLOSING.match(page.text, p.start, p.end))
            yield passage.start, next(closed, len(page.text)), to


def _letter_to(story: Story) -> str | None:
    page = story.page
    for passage in [p for p in page.passages if p.role in READ_ROLES][:_HEAD]:
        if not _short(story, passage) or not _TO_WHOM.match(page.text, passage.start, passage.end):
            continue
        found = _first_named(story, passage)
        if found is not None:
            return found
    return None


def _short(story: Story, passage: Passage) -> bool:
    return len(story.page.text[passage.start : passage.end].split()) <= _SHORT_LINE


def _first_named(story: Story, passage: Passage) -> str | None:
    tokens = story.page.tokens(passage.start, passage.end)
    return next((e for t in tokens if (e := story.cast.noun(t)) is not None), None)
