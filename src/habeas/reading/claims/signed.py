"""Speech without a verb of saying: a dash and a name under the words, or a name and a colon before them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from habeas.model.span import Span
from habeas.reading.cast.book import CastBook
from habeas.reading.cast.mention import PARTICLES
from habeas.reading.claims.draft import DraftClaim
from habeas.reading.claims.quotations import Quotation
from habeas.reading.claims.speakers import speaker_of
from habeas.reading.page import Page
from habeas.reading.script import CAPITALS

_SIGNATURE = re.compile(r"[”\"»’.]*\s{0,3}(?P<dash>[—–―]|--)\s?(?P<name>[" + CAPITALS + "])")
_SMALL = "|".join(sorted(PARTICLES - {"an", "as", "at", "do"}, key=lambda word: (-len(word), word)))
_TURN = re.compile(
    rf"(?P<name>[{CAPITALS}][\w.’'-]+(?: (?:(?:{_SMALL})[ -]){{0,2}}[{CAPITALS}][\w.’'-]+){{0,3}}):\s+(?=\S)"
)
_LED = re.compile(rf"(?P<who>(?:The )?[{CAPITALS}][^:\"“”«»\n.!?]{{1,80}}):\s+[\"“«](?P<said>[^\"“”»\n]+)")
"""Somebody told with more words than a name, and what he or she says in marks: "Ada Lund, his sister: “…”"."""
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_INITIALS = 3
_LETTER_HEADS = frozenset(
    {"to", "from", "cc", "bcc", "subject", "re", "date", "attn", "attention", "dear", "via", "by"}
)
_LEAST = 3
"""Words that a turn of an interview or a signed sentence has at least."""


def signature(page: Page, quotation: Quotation) -> re.Match[str] | None:
    """The dash and the name that stand straight after a quotation, as under a saying."""
    return _SIGNATURE.match(page.text, quotation.end)


def signed_claims(
    page: Page, cast: CastBook, quotations: tuple[Quotation, ...], owned: Collection[Quotation]
) -> Iterator[DraftClaim]:
    """Drafts for quotations with a name under them, and for the turns of a transcript."""
    for quotation in quotations:
        found = signature(page, quotation) if quotation not in owned else None
        if found is not None:
            span = Span.of(page.text, quotation.start, quotation.end)
            yield from _draft(page, cast, found.start("name"), found.span("dash"), span, "signed")
    yield from _turns(page, cast)


def _turns(page: Page, cast: CastBook) -> Iterator[DraftClaim]:
    for passage in page.passages:
        if passage.role not in ("body", "list_item"):
            continue
        found = _TURN.match(page.text, passage.start, passage.end)
        if found is not None and not _of_a_dateline(found["name"]):
            if not any(map(str.isalnum, page.text[found.end() : passage.end])):
                continue  # a name, a colon and a mark
            cue = (found.end("name"), found.end("name") + 1)
            content = _unmarked(page.text, found.end(), passage.end)
            yield from _draft(page, cast, found.start("name"), cue, content, "turn")
            continue
        led = _LED.match(page.text, passage.start, passage.end)
        if led is not None and (who := _somebody(page, cast, *led.span("who"))) is not None:
            cue = (led.end("who"), led.end("who") + 1)
            yield from _draft(page, cast, who, cue, Span.of(page.text, *led.span("said")), "turn")


def _unmarked(text: str, start: int, end: int) -> Span:
    """What is said, without the marks that hold all of it."""
    said = text[start:end].rstrip()
    marks = said[:1] in ('"', "“", "«") and said[-1:] in ('"', "”", "»") and not set(said[1:-1]) & set('"“”«»')
    return Span.of(text, start + marks, start + len(said) - marks)


def _somebody(page: Page, cast: CastBook, start: int, end: int) -> int | None:
    """Where the one stands who is told of before a colon, in words without a verb."""
    tokens = list(page.tokens(start, end))
    if any(t.tag_ in _FINITE for t in tokens):
        return None
    known = [t for t in tokens if cast.at(t) is not None or cast.noun(t) is not None]
    named = (t for t in known if (e := cast.at(t)) is not None and cast.named(e) and t.dep_ != "poss")
    first = next(named, known[0] if known else None)
    return page.start(first) if first is not None else None


def _of_a_dateline(name: str) -> bool:
    """ "KORDA: Reports say …": a word in capitals is a town; "To:" heads a letter."""
    return (name.isupper() and len(name) > _INITIALS) or name.lower() in _LETTER_HEADS


def _draft(
    page: Page, cast: CastBook, name: int, cue: tuple[int, int], content: Span, rule: str
) -> Iterator[DraftClaim]:
    token = page.token_at(name)
    entity = (cast.at(token) or cast.noun(token)) if token is not None else None
    if token is None or entity is None or cast.kind(entity) not in ("person", "organisation"):
        return
    if len(content.quote.split()) < _LEAST:
        return
    mentions = cast.figurants[entity].mentions
    head = next((m.head for m in mentions if m.first <= token.i <= m.last), token.i)
    speaker = speaker_of(page, cast, page.doc[head])
    if speaker is not None:
        draft = DraftClaim("state", rule, cue_span=Span.of(page.text, *cue), quoted=True)
        draft.speaker, draft.speaker_text, draft.speaker_span = entity, speaker.text, speaker.span
        draft.content = [content]
        yield draft
