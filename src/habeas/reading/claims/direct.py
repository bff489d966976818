"""Quotations given to their speakers.

A quotation belongs to the verb of saying beside it; without one, a quotation of some length goes on with whoever spoke
last. A few words in marks are the manner of a claim (mixed), not a claim of their own.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import islice

from spacy.tokens import Token

from habeas.model.span import Span
from habeas.reading.cast.book import CastBook
from habeas.reading.claims.beside import speaker_beside
from habeas.reading.claims.draft import DraftClaim
from habeas.reading.claims.going_on import go_on, last_speaker, named_behind
from habeas.reading.claims.nested import keep_inside, relayed, within_quotation
from habeas.reading.claims.places import Places, across
from habeas.reading.claims.quotations import Quotation, find_quotations
from habeas.reading.claims.reading_out import read_out
from habeas.reading.claims.set_off import speak_set_off
from habeas.reading.claims.signed import signature, signed_claims
from habeas.reading.page import Page

_IDLE = frozenset({"think", "guess", "suppose", "feel", "expect", "assume"})
"""What people are said to think within somebody's words is a turn of phrase as often as not."""
_LONG = 4
"""Words that make a clause said before its verb."""
_FEW = 2
_GAP = 90
"""Characters between a quotation and the verb that introduces or follows it."""
_SMALL = 3
"""Letters up to which a word may be written small in a title."""
_NAMED_SO = frozenset(
    {"titled", "entitled", "called", "named", "dubbed", "headlined", "captioned", "programme", "program"}
)
_SHORTENED = re.compile(r"\b[A-Z][a-z]{0,4}\.(?= )")
"""A title or an initial: "Mr.", "Capt.", "J."; its full stop ends no sentence."""
_ANOTHER = re.compile(r"[,.!?]?[\"”],? (?:and|but) (?:he|she|they|it|I|we) ")
_ENDED = re.compile(r"[.!?] [\"“]\Z")
_INTRODUCES = re.compile(r"[^.!?\"“”]*[:,] [\"“]")
"""What stands between a verb of saying and the quotation that it introduces."""


def with_quotations(page: Page, cast: CastBook, drafts: list[DraftClaim]) -> list[DraftClaim]:
    """The drafts with their quotations, and new ones where a speaker goes on. Empty drafts are left out."""
    drafts.sort(key=lambda d: d.cue.i if d.cue is not None else 0)
    quotations = find_quotations(page)
    keep_inside(page, drafts, quotations)
    owners = _owners(page, drafts, quotations)
    new: list[DraftClaim] = []
    places = Places(drafts)
    quoted = frozenset(id(d) for d in drafts if within_quotation(page, d, quotations) is not None)
    for quotation in quotations:
        owner = owners.get(quotation)
        span = Span.of(page.text, quotation.start, quotation.end)
        if owner is not None and not _belongs(page, owner, quotation):
            continue
        if owner is not None:
            for draft in relayed(owner, drafts):
                _attach(page.text, draft, span)
                places.moved(draft)
            speaker_beside(page, cast, owner, quotation)
        elif (read := read_out(page, cast, quotation, span)) is not None:
            new.append(read)
            places.add(read)
        elif (told := _running_on(places, span)) is not None:
            places.moved(told)
        elif not _inside_content(places, span) and signature(page, quotation) is None and not _is_title(page, span):
            last = last_speaker(page, places, quoted, quotation)
            going_on = named_behind(page, cast, quotation, span)
            if going_on is None and last is not None:
                going_on = go_on(page, last, quotation, span)
            if going_on is not None and going_on is not last:
                new.append(going_on)
                places.add(going_on)
            elif going_on is not None:
                places.moved(going_on)
    speak_set_off(page, drafts)
    _parataxis(page, drafts)
    whole = [d for d in [*drafts, *new, *signed_claims(page, cast, quotations, owners)] if d.content]
    whole = [d for d in whole if id(d) not in quoted or d.cue is None or d.cue.lemma_ not in _IDLE]
    for draft in whole:
        _settle(page, draft, quotations)
    return _without_repeats(whole)


def _owners(page: Page, drafts: list[DraftClaim], quotations: tuple[Quotation, ...]) -> dict[Quotation, DraftClaim]:
    """Which draft each quotation belongs to by its place: a cue outside the marks, in the same paragraph, close by."""
    cued = [d for d in drafts if d.cue is not None]
    cues = [page.start(d.cue) for d in cued if d.cue is not None]
    owners: dict[Quotation, DraftClaim] = {}
    for quotation in quotations:
        best: tuple[int, DraftClaim] | None = None
        low = bisect_left(cues, quotation.start - 4 * _GAP)
        for draft, at in zip(islice(cued, low, None), islice(cues, low, None), strict=True):
            if at > quotation.end + 2 * _GAP:
                break
            distance = _distance(page, draft, quotation, quotations)
            if distance is not None and (best is None or distance < best[0]):
                best = (distance, draft)
        if best is not None:
            behind = best[1].cue is not None and page.start(best[1].cue) >= quotation.end
            owners[quotation] = (_teller(page, drafts[low:], quotation) if behind else None) or best[1]
    return owners


def _teller(page: Page, drafts: list[DraftClaim], quotation: Quotation) -> DraftClaim | None:
    """The draft before a quotation in whose words it stands: no later verb takes it away."""
    for draft in drafts:
        if draft.cue is None or page.start(draft.cue) > quotation.start:
            return None
        before = [span for span in draft.content if span.start >= page.end(draft.cue)]
        if any(span.start <= quotation.start and quotation.end <= span.end + _FEW for span in before):
            return draft
    return None


def _distance(page: Page, draft: DraftClaim, quotation: Quotation, quotations: tuple[Quotation, ...]) -> int | None:
    """How far the cue stands from the quotation; None where it cannot introduce it."""
    if draft.cue is None:
        return None
    at = page.start(draft.cue)
    if page.paragraph(draft.cue) != quotation.paragraph:
        return _led_in(page, draft, quotation)
    if across(quotations, at, at + 1):
        return None
    if at >= quotation.end:
        between = _SHORTENED.sub("", page.text[quotation.end : at])
        if page.text[quotation.end - 1] == "." and _opens_anew(page, draft, quotation):
            return None
        short = page.text.count(" ", quotation.start, quotation.end) < _FEW
        if short and page.text[quotation.end - 1] == "." and page.start(draft.cue.sent[0]) >= quotation.end - 1:
            return None
        stop = any(mark in between.strip(" \"”’'»,.!?") for mark in '.!?;\n"“”')
        return len(between) if len(between) <= _GAP and not stop else None
    between = page.text[at : quotation.start]
    colon = ":" in between[-4:]
    if any(mark in between[:-3] for mark in '.!?\n”"“') and not colon:
        return None
    limit = 3 * _GAP if colon or between.rstrip(' "“„«').endswith(",") else _GAP // 2
    goes_on = between.rstrip(' "“„«').endswith(",") and page.text[quotation.start].islower()
    directly = not draft.content or draft.start >= quotation.start - 3 or colon or goes_on
    near = _touches(page, draft, quotation) or (len(between) <= limit and directly)
    return len(between) + 1 if near else None


def _touches(page: Page, draft: DraftClaim, quotation: Quotation) -> bool:
    """ "Called for an inquiry “because …”": what is said goes on in marks, in the same sentence."""
    if not draft.content or not draft.start > page.start(draft.cue or page.doc[0]):
        return False
    between = page.text[draft.end : quotation.start].strip(' “"„«')
    return draft.end <= quotation.start and not between and page.text[quotation.start].islower()


def _led_in(page: Page, draft: DraftClaim, quotation: Quotation) -> int | None:
    """How far "She said:" stands from a quotation that opens the next paragraph; None where it leads no such thing."""
    if draft.cue is None or draft.content or page.paragraph(draft.cue) != quotation.paragraph - 1:
        return None
    between = page.text[page.end(draft.cue) : quotation.start].rstrip(' "“„«')
    leads = between.rstrip().endswith((":", ";")) and between.count("\n") and not re.search(r"[.!?]\s", between)
    return len(between) if leads and len(between) <= 3 * _GAP else None


def _opens_anew(page: Page, draft: DraftClaim, quotation: Quotation) -> bool:
    """ "…." She said that …: a full stop ends the quotation, and the verb of the next sentence has words of its own."""
    verb = draft.cue
    if verb is None or page.start(verb.sent[0]) < quotation.end - 1:
        return False
    after = page.text[page.end(verb) : page.end(verb) + _GAP]
    return bool(draft.content and draft.start > page.start(verb)) or bool(_INTRODUCES.match(after))


def _attach(text: str, draft: DraftClaim, span: Span) -> None:
    """Joins a quotation to its draft; content that the quotation holds or that holds it is not told twice."""
    draft.quoted = True
    draft.content = [span if _more_than_said(text, draft, part, span) else part for part in draft.content]
    if any(part.contains(span) for part in draft.content):
        return
    for part in draft.content:
        behind_cue = draft.cue_span is None or part.start > draft.cue_span.end
        if behind_cue and part.end < span.start <= part.end + _FEW:
            span = Span(part.start, span.end, f"{part.quote}{text[part.end : span.start]}{span.quote}")
        elif behind_cue and part.start < span.start < part.end < span.end:
            span = _joined(part, span)  # "that the state “take bold steps to free them”"
    kept = [part for part in draft.content if not span.contains(part) and not span.overlaps(part)]
    draft.content = sorted([*kept, span])


def _more_than_said(text: str, draft: DraftClaim, part: Span, span: Span) -> bool:
    """Whether the parse drew into what is said the sentence before the marks, or another saying behind them.

    "It is set for 6 p.m. “Come,” she said", "told me that “we came,” and he noted …".
    """
    if not part.contains(span) or draft.cue_span is None:
        return False
    if draft.cue_span.start < span.end:
        return part.start + _FEW > span.start and _ANOTHER.match(text, span.end, part.end) is not None
    return _ENDED.search(text, part.start, span.start) is not None


def _belongs(page: Page, owner: DraftClaim, quotation: Quotation) -> bool:
    """Whether a quotation is speech of its verb: words in marks before an indirect saying are others' words."""
    if not owner.content:
        return _set_off(page, quotation) and not _in_passing(page, owner, quotation)
    span = Span.of(page.text, quotation.start, quotation.end)
    if _is_title(page, span) and not any(s.overlaps(span) for s in owner.content):
        return False
    if owner.cue is None or quotation.end > page.start(owner.cue) or any(s.overlaps(span) for s in owner.content):
        return True
    return _set_off(page, quotation) and page.start(owner.cue.sent[0]) < quotation.end


def _in_passing(page: Page, owner: DraftClaim, quotation: Quotation) -> bool:
    """One word or two in marks amid a sentence, away from the verb: "he filmed mostly while “undercover,”"."""
    if owner.cue is None or page.text.count(" ", quotation.start, quotation.end) >= _FEW:
        return False
    between = page.text[page.end(owner.cue) : quotation.start].rstrip(' “"„«‘')
    return len(between.split()) >= _FEW and between[-1:].isalpha()


def _is_title(page: Page, span: Span) -> bool:
    """Whether the words in marks are the name of a book, a talk or a programme: "a talk titled “Life on the Hills”"."""
    before = page.text[max(0, span.start - 30) : span.start].rstrip(" “\"„«‘'").rsplit(maxsplit=1)
    long = [word for word in re.findall(r"[^\W\d_]+", span.quote) if len(word) > _SMALL]
    capital = len(long) > 2 and all(word[0].isupper() for word in long)
    return (bool(before) and before[-1].lower() in _NAMED_SO) or (
        capital and before[-1:] != [] and before[-1][-1] not in ",:"
    )


def _set_off(page: Page, quotation: Quotation) -> bool:
    """Whether a comma, a colon or the edge of the paragraph sets the quotation off: that is how speech is set."""
    before = page.text[max(0, quotation.start - 4) : quotation.start].rstrip(" \"“”„«‘'")
    after = page.text[max(quotation.start, quotation.end - 1) : quotation.end + 3]
    return not before or before[-1] in ",:\n.!?" or any(mark in after for mark in ",.!?")


def _inside_content(places: Places, span: Span) -> bool:
    """Whether words in marks stand in what is told already; a full stop may stand inside the marks."""
    words_end = span.end - (len(span.quote) - len(span.quote.rstrip(".,!?; ")))
    near = (part for draft in places.near(span.start, span.end) for part in draft.content)
    return any(part.start <= span.start and words_end <= part.end for part in near)


def _running_on(places: Places, span: Span) -> DraftClaim | None:
    """What is told indirectly, began before these marks and ends within them: it goes on to their end."""
    for draft in places.near(span.start, span.end):
        for n, part in enumerate(draft.content):
            if part.start < span.start < part.end < span.end and (part.end - span.start) * 2 > span.end - span.start:
                draft.content[n] = _joined(part, span)
                return draft
    return None


def _joined(part: Span, span: Span) -> Span:
    """Two stretches that overlap, the first of which begins before the other; marks at the end add nothing."""
    more = span.quote[part.end - span.start :]
    if not any(letter.isalnum() for letter in more):
        return part
    return Span(part.start, span.end, part.quote + more)


def _parataxis(page: Page, drafts: list[DraftClaim]) -> None:
    """ "…, X said." with no clause tied to the verb by the parse: what stands before it in the sentence is said."""
    for draft in drafts:
        if draft.content or draft.cue is None or draft.rule != "quotes":
            continue
        verb = draft.cue
        subject = draft.speaker_span
        if subject is None or verb.lemma_ not in (
            "say",
            "report",
            "add",
            "explain",
            "state",
            "note",
            "announce",
        ):
            continue
        before = min(page.start(verb), subject.start)
        first = verb.sent[0]
        start = page.start(first)
        words = page.text[start:before].rstrip()
        told = (
            words.endswith(",")
            and _finite(page, start, start + len(words))
            and first.tag_ not in ("VBG", "VBN", "IN", "WRB")
            and not _when(first)
        )
        if told and len(words.split()) >= _LONG:
            draft.content = [Span.of(page.text, start, start + len(words) - 1)]
            draft.rule = "said afterwards"


def _finite(page: Page, start: int, end: int) -> bool:
    """Whether words make a clause: not "Lately, in a report of May,"."""
    return any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in page.tokens(start, end))


def _when(first: Token) -> bool:
    """ "But when she left, she said, “…”": a clause that only tells when or why."""
    after = first.nbor(1) if first.pos_ == "CCONJ" and first.i + 1 < len(first.doc) else first
    return after.tag_ in ("IN", "WRB", "VBG")


def _settle(page: Page, draft: DraftClaim, quotations: tuple[Quotation, ...]) -> None:
    """Says whether the words are direct, indirect or mixed."""
    quoted = 0
    around = within_quotation(page, draft, quotations)
    if around is not None and not draft.quoted:
        return  # told by somebody who is quoted: not in the words of this speaker
    for part in draft.content:
        for quotation in across(quotations, part.start, part.end):
            quoted += min(part.end, quotation.end) - max(part.start, quotation.start)
    if quoted and not _words_outside(page, draft, quotations):
        draft.manner = "direct"
    elif quoted:
        draft.manner = "mixed"


def _words_outside(page: Page, draft: DraftClaim, quotations: tuple[Quotation, ...]) -> bool:
    """Whether some words of what is said stand outside all marks."""
    for part in draft.content:
        at = part.start
        for quotation in [*across(quotations, part.start, part.end), None]:
            until = quotation.start if quotation is not None else part.end
            if any(letter.isalnum() for letter in page.text[at:until]):
                return True
            at = max(at, quotation.end) if quotation is not None else at
    return False


def _without_repeats(drafts: list[DraftClaim]) -> list[DraftClaim]:
    """Of two drafts with the same words, the first stays."""
    seen: set[tuple[Span, ...]] = set()
    kept = []
    for draft in drafts:
        key = tuple(draft.content)
        if key not in seen:
            seen.add(key)
            kept.append(draft)
    return kept
