"""Sources named by the way: "reported, citing two officials, that …", "…, the paper said, quoting her lawyer".

The words are the source's, told by whoever cites it: a chain of two.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from habeas.model.span import Span
from habeas.reading.cast.book import CastBook
from habeas.reading.claims.draft import DraftClaim
from habeas.reading.claims.objects import agent_of
from habeas.reading.claims.speakers import speaker_of
from habeas.reading.claims.stretches import trimmed_span
from habeas.reading.page import Page
from habeas.reading.tables import words

_RELAYING = words("speech", "rules", "relaying")
QUOTED = "quoted by"
"""The rule of claims that tell of somebody quoted."""
_SOURCES = (
    words("speech", "rules", "evidence") | words("speech", "nouns", "saying") | words("speech", "nouns", "counts")
)
_STEPS = 3
_DOCUMENTS = words("speech", "nouns", "media") | words("speech", "nouns", "saying")


def cited_claims(page: Page, cast: CastBook, drafts: list[DraftClaim]) -> Iterator[DraftClaim]:
    """A draft for every source cited in a participle beside a saying; the saying gets the citing as its words too."""
    telling = {draft.cue.i: draft for draft in drafts if draft.cue is not None and draft.content}
    for token in page.all_tokens:
        if token.lemma_ not in _RELAYING and token.lemma_ != "refer":
            continue
        if token.tag_ != "VBG":
            yield from _quoted(page, cast, token, drafts)
            continue
        source = _source(token)
        outer = _outer(token, telling) or _torn(page, token, drafts)
        if source is None or outer is None or any(c.lower_ == "as" for c in token.children):
            continue
        speaker = speaker_of(page, cast, source, anyone=True) if _is_source(cast, token, source) else None
        if speaker is None or speaker.span is None:
            continue
        draft = DraftClaim(outer.act, "cited", cue=token, cue_span=page.span(token, token))
        draft.speaker, draft.speaker_text, draft.speaker_span = speaker.entity, speaker.text, speaker.span
        draft.medium = speaker.medium
        draft.content = _words_of_source(page, token, outer)
        citing = trimmed_span(page, token, source.right_edge)
        outer.content = sorted([citing, *(s for s in draft.content if not s.overlaps(citing))])
        if draft.content:
            yield draft


def _source(token: Token) -> Token | None:
    """Who is cited: the object of "citing", the object of "to" after "referring"."""
    direct = next((c for c in token.children if c.dep_ == "dobj" and c.i > token.i), None)
    to = next((c for c in token.children if c.dep_ == "prep" and c.lower_ == "to" and c.i > token.i), None)
    if token.lemma_ != "refer":
        return direct
    return next((c for c in to.children if c.dep_ == "pobj"), None) if to is not None else None


def _is_source(cast: CastBook, citing: Token, source: Token) -> bool:
    """Whether who or what is cited can have said it: "citing security" cites nobody.

    "Referring to" may only explain a word, or tell whom somebody means: it cites nothing but words of somebody.
    """
    if source.lemma_ == "release" and not any(c.lower_ in ("press", "news") for c in source.lefts):
        return False
    if source.lemma_.lower() in _DOCUMENTS:
        return True
    return citing.lemma_ != "refer" and (cast.noun(source) is not None or source.lemma_.lower() in _SOURCES)


def _quoted(page: Page, cast: CastBook, token: Token, drafts: list[DraftClaim]) -> Iterator[DraftClaim]:
    """ "His wife, quoted by the Ledger, said …": the Ledger tells that she said it."""
    if token.tag_ != "VBN" or token.dep_ not in ("acl", "relcl") or token.lemma_ == "refer":
        return
    speaker = speaker_of(page, cast, agent_of(token), anyone=True)
    noun = page.start(token.head)
    inner = next(
        (d for d in drafts if d.content and d.speaker_span and d.speaker_span.start <= noun < d.speaker_span.end), None
    )
    if speaker is None or speaker.span is None or inner is None or inner.speaker_span is None:
        return
    draft = DraftClaim(inner.act, QUOTED, cue=token, cue_span=page.span(token, token))
    draft.speaker, draft.speaker_text, draft.speaker_span = speaker.entity, speaker.text, speaker.span
    draft.content = sorted([*(s for s in inner.content if not s.overlaps(inner.speaker_span)), inner.speaker_span])
    yield draft


def _outer(token: Token, telling: dict[int, DraftClaim]) -> DraftClaim | None:
    """The saying beside which the source is cited."""
    step = token
    for _ in range(_STEPS):
        step = step.head
        if any(t.lower_ == "that" for t in token.doc[token.i : max(step.i, token.i)]):
            continue  # the saying is told by the source, and does not cite it
        if step.i in telling and telling[step.i].act in ("state", "deny", "believe", "warn", "estimate"):
            return telling[step.i]
    return None


def _torn(page: Page, token: Token, drafts: list[DraftClaim]) -> DraftClaim | None:
    """ "reported, citing X, that …" with the clause hung from the citing: it belongs to the saying before it."""
    clause = next((c for c in token.children if c.dep_ in ("ccomp", "relcl") and c.i > token.i), None)
    clause = clause or next((t for t in token.subtree if t.dep_ == "relcl" and t.i > token.i), None)
    before = [d for d in drafts if d.cue is not None and token.sent.start <= d.cue.i < token.i and not d.content]
    if clause is None or not before:
        return None
    outer = max(before, key=lambda d: d.cue.i if d.cue is not None else -1)
    outer.content = [trimmed_span(page, token, clause.right_edge)]
    return outer


def _words_of_source(page: Page, citing: Token, outer: DraftClaim) -> list[Span]:
    """What the outer saying tells, without the words of citing at its head: they end at "that" or at the comma."""
    kept = []
    at = page.start(citing)
    for span in outer.content:
        if not span.start <= at < span.end:
            kept.append(span)
            continue
        rest = [t for t in page.tokens(at, span.end) if t.lower_ == "that" or t.text == ","]
        stop = next((t for t in rest if t.lower_ == "that"), rest[0] if rest else None)
        last = page.token_at(span.end - 1)
        if stop is not None and last is not None and stop.i < last.i:
            kept.append(trimmed_span(page, page.doc[stop.i + 1], last))
    return kept
