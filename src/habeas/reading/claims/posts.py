"""Saved posts of a short-message service: what somebody says there, in his or her own words.

An outlet's own post tells what the outlet reports, as the rest of the page does; it is no second voice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from habeas.model.reading import Passage
from habeas.model.span import Span
from habeas.reading.cast.book import CastBook
from habeas.reading.claims.draft import DraftClaim
from habeas.reading.page import Page

_SIGNED = re.compile(
    r"[—–-]{1,2}(?=\s?[^\n—–@()]{1,61}+\s?\(@)\s?(?P<name>[^\n—–@()]{1,60}?)\s?\(@\w{1,30}\)[^\n]{0,200}+\s{0,9}+$"
)
_LED = re.compile(r"\s*+(?P<name>[^\n:@]{2,60}?)(?: ?\(@\w{1,30}\)| ?@\w{1,30})?(?: ?· ?[^\n:]{3,24})?:\s+")
_TRAILING = re.compile(r"(?:#\w++|\s@\w++|https?://\S++|\bpic\.\w++\.com/\S++|\bt\.co/\S++|…)\s{0,9}+$")
_LEAST = 3
"""Words of a post that says something."""
_RULE = "post"


def post_claims(page: Page, cast: CastBook, drafts: Sequence[DraftClaim]) -> Iterator[DraftClaim]:
    """A draft for every post whose author is known and whose words no draft tells as a whole already."""
    for passage in page.passages:
        if passage.role != "embedded_post":
            continue
        found = _parts(page, passage)
        if found is None:
            continue
        name, said = found
        author = _author(page, cast, name)
        if _is_own(page, name):
            continue
        if len(said.quote.split()) < _LEAST or any(_holds(draft, said) for draft in drafts):
            continue
        draft = DraftClaim("state", _RULE, quoted=True, manner="direct", medium="post")
        draft.speaker, draft.speaker_text, draft.speaker_span = author, name.quote, name
        draft.content = [said]
        yield draft


def _parts(page: Page, passage: Passage) -> tuple[Span, Span] | None:
    """The author's name and the words of a post: "… — Name (@handle) date", "Name · date: …"."""
    text = page.text
    signed = _SIGNED.search(text, passage.start, passage.end)
    led = _LED.match(text, passage.start, passage.end) if signed is None else None
    if signed is not None:
        return Span.of(text, *signed.span("name")), _bare(text, passage.start, signed.start())
    if led is None or not (passage.author or "").startswith(led["name"]):
        return None
    return Span.of(text, *led.span("name")), _bare(text, led.end(), passage.end)


def _bare(text: str, start: int, end: int) -> Span:
    """The words without the tags and addresses at their end."""
    said = text[start:end]
    while (cut := _TRAILING.search(said)) is not None:
        said = said[: cut.start()]
    lead = len(said) - len(said.lstrip())
    said = said.strip()
    return Span(start + lead, start + lead + len(said), said)


def _author(page: Page, cast: CastBook, name: Span) -> str | None:
    """The one of the cast who has this name, here or elsewhere in the report."""
    own_name = f" {name.quote.casefold()}"
    known = (f.id for f in cast.figurants.values() if f.named and f" {f.name.casefold()}".endswith(own_name))
    here = [e for t in page.tokens(name.start, name.end) if (e := cast.at(t)) is not None]
    own = (e for e in here if cast.figurants[e].name.split()[0] in name.quote)
    return next(known, None) or next(own, None)


def _is_own(page: Page, name: Span) -> bool:
    """Whether the page's publisher wrote the post."""
    publisher = (page.report.publisher or "").casefold()
    return bool(publisher) and (name.quote.casefold() in publisher or publisher in name.quote.casefold())


def _holds(draft: DraftClaim, said: Span) -> bool:
    return any(2 * (min(p.end, said.end) - max(p.start, said.start)) > said.end - said.start for p in draft.content)
