""" "I" and "we" inside a quotation are whoever speaks it, "he" and "she" are not."""

from __future__ import annotations

from habeas.reading.cast.book import CastBook
from habeas.reading.claims.draft import DraftClaim
from habeas.reading.page import Page

_ONE = frozenset({"i", "me", "my", "mine", "myself"})
_THIRD = frozenset({"he", "she"})
_SEVERAL = frozenset({"we", "us", "our", "ours", "ourselves"})


def speak_for_themselves(page: Page, cast: CastBook, drafts: list[DraftClaim]) -> None:
    """Ties the first person in direct speech to the speaker, outer quotations first, claims within claims included."""
    direct = [d for d in drafts if d.manner != "indirect" and d.speaker is not None]
    waiting = [d for d in drafts if d.speaker is None and (d.speaker_text or "").lower() in _ONE | _SEVERAL]
    for draft in sorted(direct, key=lambda d: -d.size):
        speaker = cast.figurants.get(draft.speaker or "")
        if speaker is None:
            continue
        body = speaker.plural or speaker.kind != "person"
        for span in draft.content:
            for token in page.tokens(span.start, span.end):
                if token.lower_ in (_SEVERAL if body else _ONE):
                    cast.link(token, speaker.id)
        _inner_speakers(waiting, draft)
        _others(drafts, draft)
    drafts[:] = [d for d in drafts if not _says_nothing_new(d, drafts)]


def _others(drafts: list[DraftClaim], outer: DraftClaim) -> None:
    """ "He" and "she" of whom somebody quoted tells are not who is quoted."""
    if outer.manner != "direct":
        return
    for inner in drafts:
        if inner is outer or inner.speaker != outer.speaker or inner.speaker_span is None:
            continue
        told_of = (inner.speaker_text or "").lower() in _THIRD
        if told_of and any(span.contains(inner.speaker_span) for span in outer.content):
            inner.speaker = None


def _says_nothing_new(inner: DraftClaim, drafts: list[DraftClaim]) -> bool:
    """ "I think that" inside one's own quotation: the quotation is the claim."""
    words = (inner.speaker_text or "").lower()
    if words not in _ONE | _SEVERAL or inner.act not in ("state", "believe") or inner.cue_span is None:
        return False
    return any(
        outer is not inner and outer.speaker == inner.speaker and span.contains(inner.cue_span)
        for outer in drafts
        for span in outer.content
    )


def _inner_speakers(waiting: list[DraftClaim], outer: DraftClaim) -> None:
    """Of those who say "I" and are nobody yet, the ones whom this quotation holds are who speaks it."""
    for inner in waiting:
        if inner is outer or inner.speaker is not None or inner.speaker_span is None:
            continue
        if any(span.contains(inner.speaker_span) for span in outer.content):
            inner.speaker = outer.speaker
