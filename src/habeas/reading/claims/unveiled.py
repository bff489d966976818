"""A speaker first told by an office or as a relative, then by name.

News writes "A spokesman for the ministry denied it" and, a sentence on, "…," Oleg Tarn explained. Where the name is new
to the report, is given no description of its own and speaks next, it is the one just described.
"""

from __future__ import annotations

from itertools import pairwise

from habeas.reading.cast.book import CastBook, Figurant
from habeas.reading.cast.kin import RELATIVES
from habeas.reading.claims.draft import DraftClaim
from habeas.reading.page import Page

_OFFICES = frozenset(
    {
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "official",
        "representative",
        "lawyer",
        "attorney",
        "director",
        "head",
    }
)
_NEXT = 2
"""Paragraphs within which the name must follow."""


def unveil(page: Page, cast: CastBook, drafts: list[DraftClaim]) -> None:
    """Merges a described speaker with the name that speaks next, where both are surely one."""
    spoken = [d for d in drafts if d.content and d.speaker is not None]
    spoken.sort(key=lambda d: d.start)
    for first, second in pairwise(spoken):
        veiled = cast.figurants.get(first.speaker or "")
        named = cast.figurants.get(second.speaker or "")
        if veiled is None or named is None or not _one(page, veiled, named, second):
            continue
        for draft in drafts:
            draft.speaker = named.id if draft.speaker == veiled.id else draft.speaker
            draft.to = named.id if draft.to == veiled.id else draft.to
        named.owner = named.owner or veiled.owner
        cast.merge(veiled.id, named.id)


def _one(page: Page, veiled: Figurant, named: Figurant, second: DraftClaim) -> bool:
    told_of = RELATIVES if veiled.owner is not None else _OFFICES
    if veiled.named or veiled.kind != "person" or not veiled.nouns & told_of:
        return False
    if not named.named or named.kind != "person" or named.nouns or named.detained:
        return False
    if second.speaker_span is None or named.mentions[0].first < veiled.mentions[-1].last:
        return False
    if veiled.sex is not None and named.sex not in (None, veiled.sex):
        return False
    doc = page.doc
    new = page.start(doc[named.mentions[0].first]) == second.speaker_span.start
    near = page.paragraph(doc[named.mentions[0].first]) - page.paragraph(doc[veiled.mentions[-1].last]) <= _NEXT
    return new and near
