"""Who says what: verbs of saying, "according to", quotations, and the chain of speakers."""

from __future__ import annotations

from bisect import bisect_right

import msgspec

from habeas.model.reading import Claim
from habeas.model.span import Span
from habeas.reading.cast.book import CastBook
from habeas.reading.claims.according import according_claims, without_sources
from habeas.reading.claims.acts import settle_acts
from habeas.reading.claims.asking import addressees, told
from habeas.reading.claims.carried import carried_claims
from habeas.reading.claims.citing import QUOTED, cited_claims
from habeas.reading.claims.closing import close_with
from habeas.reading.claims.contents import ORDERS
from habeas.reading.claims.cues import cue_claims
from habeas.reading.claims.direct import with_quotations
from habeas.reading.claims.draft import DraftClaim
from habeas.reading.claims.firstperson import speak_for_themselves
from habeas.reading.claims.handed import hand_on
from habeas.reading.claims.headless import headless_claims
from habeas.reading.claims.headlines import without_headlines
from habeas.reading.claims.hearsay import hearsay_claims
from habeas.reading.claims.inner import inner_claims
from habeas.reading.claims.minds import mind_claims
from habeas.reading.claims.misread import misread_claims
from habeas.reading.claims.nouns import noun_claims
from habeas.reading.claims.posts import post_claims
from habeas.reading.claims.pressed import press_within
from habeas.reading.claims.tags import relays_before, say_beside
from habeas.reading.claims.unnamed import unnamed_claims
from habeas.reading.claims.unveiled import unveil
from habeas.reading.claims.voice import speak_in_own_voice
from habeas.reading.page import Page

__all__ = ["DraftClaim", "Said", "read_claims"]


class Said:
    """The claims of a report, and which of them contain a stretch of text. Implements `habeas.reading.story.Scope`."""

    def __init__(self, claims: tuple[Claim, ...], drafts: dict[str, DraftClaim], voice: str | None = None) -> None:
        self.claims = claims
        self.voice = voice
        """Whose text it is, where it says "we" or "I"."""
        self.drafts = drafts
        parts = sorted((span.start, span.end, claim.id) for claim in claims for span in claim.content)
        self._parts = parts
        self._starts = [start for start, _, _ in parts]
        self._longest = max((end - start for start, end, _ in parts), default=0)

    def speaker(self, claim: str) -> str | None:
        """The entity that speaks in the claim with this id."""
        return self.drafts[claim].speaker

    def said_by(self, span: Span) -> tuple[str, ...]:
        """The innermost claim in whose content most of the span stands."""
        return tuple(self._around(span.start, span.end)[:1])

    def asked(self, span: Span) -> Span | None:
        """The words of the innermost claim that holds most of the span, where it is a demand and no order."""
        inner = next(iter(self._around(span.start, span.end)), None)
        if inner is None or self.drafts[inner].act != "demand" or self.drafts[inner].rule == ORDERS:
            return None
        return next((part for part in self.drafts[inner].content if part.overlaps(span)), None)

    def _around(self, start: int, end: int) -> list[str]:
        """The claims in whose content most of `text[start:end]` stands, the innermost first."""
        found: list[tuple[int, int, str]] = []
        index = bisect_right(self._starts, end)
        while index > 0:
            index -= 1
            first, last, claim = self._parts[index]
            if first < start - self._longest:
                break
            if (min(end, last) - max(start, first)) * 2 > end - start:
                found.append((last - first, self.drafts[claim].size, claim))
        return [claim for _, _, claim in sorted(found, key=lambda f: (f[0], f[1], int(f[2][1:])))]

    def container(self, claim: Claim) -> str | None:
        """The claim that reports this one: the smallest of the larger ones in whose content its cue stands."""
        cue = claim.cue or claim.speaker_span
        size = self.drafts[claim.id].size
        if cue is None:
            return None
        within = next((c for c in self._around(cue.start, cue.end) if self.drafts[c].size > size), None)
        if within is None and claim.speaker_span is not None:
            telling = self._around(claim.speaker_span.start, claim.speaker_span.end)
            within = next((c for c in telling if self.drafts[c].rule == QUOTED and self.drafts[c].size > size), None)
        return within


def read_claims(page: Page, cast: CastBook) -> Said:
    """Every claim of the report, in the order of its words, with the claim that contains it."""
    drafts = [
        *cue_claims(page, cast),
        *noun_claims(page, cast),
        *according_claims(page, cast),
        *mind_claims(page, cast),
        *hearsay_claims(page),
        *unnamed_claims(page),
    ]
    drafts += headless_claims(page, cast, drafts)
    drafts += misread_claims(page, cast, drafts)
    drafts += carried_claims(page, cast, drafts)
    close_with(page, cast, drafts)
    say_beside(page, drafts)
    relays_before(page, drafts)
    drafts += cited_claims(page, cast, drafts)
    drafts = with_quotations(page, cast, drafts)
    without_sources(drafts)
    hand_on(page, cast, [d for d in drafts if d.content])
    drafts += inner_claims(page, cast, drafts)
    drafts += post_claims(page, cast, drafts)
    unveil(page, cast, drafts)
    speak_for_themselves(page, cast, drafts)
    voice = speak_in_own_voice(page, cast, drafts)
    _hear(cast, drafts)
    settle_acts(page, cast, drafts)
    drafts = without_headlines(page, drafts)
    drafts += list(press_within(page, cast, drafts))
    drafts.sort(key=lambda d: (d.start, -d.end, d.cue.i if d.cue is not None else -1))
    claims = tuple(_claim(f"c{number}", draft) for number, draft in enumerate(drafts, start=1))
    for draft in drafts:
        cast.used |= {e for e in (draft.speaker, draft.to, *draft.addressees) if e is not None}
    said = Said(claims, {c.id: d for c, d in zip(claims, drafts, strict=True)})
    nested = tuple(msgspec.structs.replace(c, within=said.container(c)) for c in claims)
    return Said(nested, said.drafts, voice)


def _hear(cast: CastBook, drafts: list[DraftClaim]) -> None:
    """Who is told or asked, where "me" and "us" are known by now."""
    for draft in drafts:
        if draft.cue is not None and draft.cue.pos_ == "VERB" and draft.cue.lower_ != "according":
            draft.addressees = draft.addressees or addressees(cast, draft.cue)
            draft.to = draft.to or next(iter(told(cast, draft.cue)), None)


def _claim(ref: str, draft: DraftClaim) -> Claim:
    return Claim(
        id=ref,
        speaker=draft.speaker,
        speaker_text=draft.speaker_text,
        speaker_span=draft.speaker_span,
        cue=draft.cue_span,
        content=tuple(draft.content),
        manner=draft.manner,
        act=draft.act,
        to=draft.to,
        medium=draft.medium,
        rule=draft.rule,
    )
