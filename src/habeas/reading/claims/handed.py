"""Whose words a thing speaks, and whom "it" and "they" mean when they go on speaking.

"The statement said": the body that issued it, told a little before. "…, they said" after "Police said …": the police.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from habeas.reading.cast.book import CastBook
from habeas.reading.claims.draft import DraftClaim
from habeas.reading.claims.saying_subjects import subject_of
from habeas.reading.claims.speakers import author_of
from habeas.reading.page import Page
from habeas.reading.tables import words

_DOCUMENTS = words("speech", "nouns", "media") | words("speech", "documents", "issued") | {"text"}
_OWN = frozenset({"the", "this", "that", "its", "their", "it"})
_REACH = 3
"""Paragraphs back in which the one who issued a document, or spoke last, may stand."""
_NEAR = 1
_WRITTEN = {"letter": "write", "petition": "petition", "appeal": "appeal", "report": "report", "complaint": "complain"}
_ADDING = frozenset(
    {"add", "continue", "conclude", "explain", "point", "stress", "note", "confirm", "emphasise", "emphasize"}
)
_OF_PROSECUTORS = frozenset({"indictment", "sheet"})
_PROSECUTING = frozenset({"prosecutor", "prosecutors", "prosecution", "prosecutor's", "prosecutor’s"})
_SEXES = {"he": "m", "she": "f"}
_BODIES = ("organisation", "facility", "group")


def hand_on(page: Page, cast: CastBook, drafts: list[DraftClaim]) -> None:
    """Gives documents and pronouns that speak, and that nobody is known to stand behind, to who spoke before them."""
    spoken = sorted((d for d in drafts if d.speaker_span is not None), key=lambda d: (_at(d), -d.size))
    for number, draft in enumerate(spoken):
        said = (draft.speaker_text or "").lower().split()
        document = _document(said)
        if said == ["it"] and (written := _in_the_same(page, spoken[:number], draft)) is not None:
            draft.speaker = written
        elif draft.speaker is None and (document is not None or said == ["it"]):
            draft.speaker = _issuer(page, cast, spoken[:number], draft, document)
        elif said in (["they"], ["it"]) and draft.speaker is not None:
            draft.speaker = _goes_on(page, cast, spoken[:number], draft, several=said == ["they"]) or draft.speaker
        elif said in (["he"], ["she"]):
            draft.speaker = _adds(page, cast, spoken, number, said[0]) or draft.speaker


def _in_the_same(page: Page, before: Sequence[DraftClaim], draft: DraftClaim) -> str | None:
    """ "The indictment accuses Lund of theft. It says …": whose document "it" is, in the same paragraph."""
    last = before[-1] if before else None
    if last is None or last.speaker is None or _paragraphs(page, last, draft) or _told(draft, before):
        return None
    return last.speaker if _document((last.speaker_text or "").lower().split()) is not None else None


def _at(draft: DraftClaim) -> int:
    return draft.speaker_span.start if draft.speaker_span is not None else -1


def _document(said: list[str]) -> str | None:
    """ "The statement": what speaks, where it is a thing that somebody issued."""
    known = 1 < len(said) <= 3 and said[0] in _OWN and (said[-1] in _DOCUMENTS or " ".join(said[1:]) in _DOCUMENTS)
    return said[-1] if known else None


def _issuer(
    page: Page, cast: CastBook, before: Sequence[DraftClaim], draft: DraftClaim, document: str | None
) -> str | None:
    """Who spoke through that document before, else the body or group that spoke last."""
    if document in _OF_PROSECUTORS and (prosecutors := _prosecutors(cast)) is not None:
        return prosecutors
    near = [d for d in reversed(before) if d.speaker is not None and _paragraphs(page, d, draft) <= _REACH]
    through = (d.speaker for d in near if document is not None and d.medium == document)
    bodies = (d.speaker for d in near if d.speaker in cast.figurants and cast.kind(d.speaker or "") in _BODIES)
    named = next((b for b in bodies if cast.named(b or "")), None)
    return next(through, None) or (document and _wrote(page, cast, draft, document)) or named


def _prosecutors(cast: CastBook) -> str | None:
    """Those who prosecute, where the report tells of them as one body or group only: an indictment is theirs."""
    found = [
        f.id
        for f in cast.figurants.values()
        if f.kind in _BODIES and (f.nouns & _PROSECUTING or _PROSECUTING.intersection(f.name.lower().split()))
    ]
    return found[0] if len(found) == 1 else None


def _wrote(page: Page, cast: CastBook, draft: DraftClaim, document: str) -> str | None:
    """Whose document of that kind was told of before: "the union's letter", "the union issued a statement"."""
    here = page.token_at(_at(draft))
    if here is None:
        return None
    for token in reversed(page.doc[: here.i]):
        if page.paragraph(here) - page.paragraph(token) > _REACH:
            return None
        wrote = token.pos_ == "VERB" and token.lemma_ == _WRITTEN.get(document)
        author = author_of(token) if token.lemma_.lower() == document else subject_of(token) if wrote else None
        if author is not None and author.lemma_.lower() in _DOCUMENTS and author != token:
            author = author_of(author) or subject_of(token.head)
        entity = cast.noun(author) if author is not None else None
        if entity is not None and (cast.named(entity) or cast.kind(entity) in _BODIES):
            return entity
    return None


def _goes_on(
    page: Page, cast: CastBook, before: Sequence[DraftClaim], draft: DraftClaim, *, several: bool
) -> str | None:
    """The last who spoke, in the same paragraph or the one before, where "they" or "it" can be they."""
    if draft.cue is None or _told(draft, before):
        return None
    known = (d for d in reversed(before) if d.speaker is not None and d.content)
    near = takewhile(lambda d: _paragraphs(page, d, draft) <= _NEAR, known)
    last = next((d for d in near if not _told(d, before)), None)
    if last is not None and last.act == "accuse" and any(d.speaker == draft.speaker for d in before):
        return None  # "Prosecutors accuse them of theft. …": told of by those who speak on
    figurant = cast.figurants.get(last.speaker or "") if last is not None else None
    if figurant is None:
        return None
    fits = (figurant.plural or figurant.kind in _BODIES) if several else figurant.kind in _BODIES[:2]
    return figurant.id if fits else None


def _adds(page: Page, cast: CastBook, spoken: Sequence[DraftClaim], number: int, pronoun: str) -> str | None:
    """Who adds to what he or she has just said; a body too where nobody else can be meant, as translators write."""
    draft = spoken[number]
    if draft.cue is None or draft.cue.lemma_ not in _ADDING or _told(draft, spoken):
        return None
    known = (d for d in reversed(spoken[:number]) if d.speaker is not None and d.content)
    near = takewhile(lambda d: _paragraphs(page, d, draft) <= _NEAR, known)
    last = next((d for d in near if not _told(d, spoken)), None)
    figurant = cast.figurants.get(last.speaker or "") if last is not None else None
    if figurant is None or (figurant.kind != "person" and draft.speaker is not None):
        return None
    fits = figurant.sex in (None, _SEXES[pronoun]) and not figurant.plural
    return figurant.id if fits else None


def _told(draft: DraftClaim, others: Sequence[DraftClaim]) -> bool:
    """Whether it is somebody else's words that this one speaks."""
    at = _at(draft)
    return any(span.start <= at < span.end for other in others if other is not draft for span in other.content)


def _paragraphs(page: Page, earlier: DraftClaim, later: DraftClaim) -> int:
    one, other = page.token_at(_at(earlier)), page.token_at(_at(later))
    return page.paragraph(other) - page.paragraph(one) if one is not None and other is not None else _REACH + 1
