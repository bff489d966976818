""" "According to X" and its kind: a speaker without a verb."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span as DocSpan
from spacy.tokens import Token

from habeas.model.span import Span
from habeas.reading.cast.book import CastBook
from habeas.reading.claims.draft import DraftClaim
from habeas.reading.claims.speakers import speaker_of
from habeas.reading.claims.stretches import trimmed
from habeas.reading.clauses import is_verb
from habeas.reading.page import Page
from habeas.reading.tables import load

_SOURCES: dict[str, frozenset[str]] = {word: frozenset(nouns) for word, nouns in load("speech")["sources"].items()}
_LEADS = {"according": "to", "as": "per"}
_LED_IN = 14
_RAGGED = 12
_YEAR = 4
"""Digits of a year."""
_OPENERS = frozenset({"that", "which", "who", "whom", "whose", "where", "because", "when", "while"})


def according_claims(page: Page, cast: CastBook) -> Iterator[DraftClaim]:
    """A draft for every "according to X", "in the words of X": its content is the rest of the sentence."""
    for token in page.all_tokens:
        found = _according(token) if token.lower_ in _LEADS else _in_words_of(token)
        if found is None:
            continue
        last, source = found
        speaker = speaker_of(page, cast, source, anyone=True)
        content = _rest(page, cast, token, source, last)
        if speaker is None or content is None:
            continue
        draft = DraftClaim("state", "according to", cue=token)
        draft.cue_span = page.span(token, last)
        draft.speaker, draft.speaker_text, draft.speaker_span = speaker.entity, speaker.text, speaker.span
        draft.medium = speaker.medium
        draft.content = [page.span(*content)]
        yield draft


def _according(token: Token) -> tuple[Token, Token] | None:
    """The last word of "according to" or "as per" and the source after it."""
    if token.i + 2 >= len(token.doc) or token.nbor(1).lower_ != _LEADS[token.lower_]:
        return None
    for head in (token.nbor(1), token):
        found = next((c for c in head.children if c.dep_ == "pobj"), None)
        if found is not None:
            return token.nbor(1), found
    return None


def _in_words_of(token: Token) -> tuple[Token, Token] | None:
    """ "In the words of X", "by her lawyer's account": the last word of the phrase before or after the source."""
    names = _SOURCES.get(token.lower_)
    noun = next((c for c in token.children if c.dep_ == "pobj"), None) if names and token.dep_ == "prep" else None
    if names is None or noun is None or noun.lower_ not in names or not is_verb(token.head):
        return None
    of = next((c for c in noun.children if c.dep_ == "prep" and c.lower_ == "of"), None)
    if of is not None and noun.nbor(-1) == token and noun.lower_ == "view":
        return None  # "in view of the storm" is nobody's view
    source = next((c for c in of.children if c.dep_ == "pobj"), None) if of is not None else None
    if of is not None and source is not None:
        return of, source
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    set_off = noun.i + 1 < len(token.doc) and noun.nbor(1).is_punct
    return (noun, owner) if owner is not None and set_off else None


def _name_beside(cast: CastBook, source: Token) -> int:
    """The end of the name in "according to the group's spokesman, Ivo Lund, …", where it is his; else the source's."""
    for child in source.children:
        known = cast.at(child)
        if child.dep_ != "appos" or child.pos_ != "PROPN" or source.pos_ != "NOUN":
            continue
        one = known is None or known == cast.noun(source) or cast.kind(known) == "organisation"
        if one and child.right_edge.i + 1 < source.sent.end and child.right_edge.nbor().text == ",":
            return child.right_edge.i
    return source.i


def _rest(page: Page, cast: CastBook, according: Token, source: Token, phrase: Token) -> tuple[Token, Token] | None:
    """First and last token of what the source says: after the phrase where it opens the sentence, else before it."""
    sentence = _stretch(according)
    last = max(source.right_edge.i, phrase.i)
    inside = _clause_around(according, source, phrase)
    if inside is not None:
        return trimmed(page, *inside)
    behind = page.doc[max(source.i, phrase.i, _name_beside(cast, source)) : sentence.end]
    comma = next((t.i for t in behind if t.text == "," and not _within_date(t) and not _dated(t)), None)
    if comma is not None and according.i == sentence.start and comma + 2 < sentence.end:
        led_in = page.doc[according.i + 2 : comma]
        if len(led_in) <= _LED_IN and not any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in led_in):
            last = comma - 1
    words_before = [t for t in page.doc[sentence.start : according.i] if t.is_alpha]
    if len(words_before) >= 3:
        return trimmed(page, page.doc[sentence.start], page.doc[according.i - 1])
    begin = comma + 1 if comma is not None and comma < last + 2 else max(source.i, phrase.i) + 1
    if comma is not None and begin <= source.i:
        begin = last + 1
    if begin >= sentence.end - 1:
        return None
    return trimmed(page, page.doc[begin], page.doc[sentence.end - 1])


def _stretch(according: Token) -> DocSpan:
    """The sentence, or what stands between semicolons of it: "She is ill; according to her son she …"."""
    sentence = according.sent
    parts = [t.i for t in sentence if t.text == ";"]
    start = max((i + 1 for i in parts if i < according.i), default=sentence.start)
    end = min((i for i in parts if i > according.i), default=sentence.end)
    return according.doc[start:end]


def _dated(comma: Token) -> bool:
    """ "According to the report, dated May 3, two …": what tells of the source goes on behind the comma."""
    return comma.i + 1 < len(comma.doc) and comma.nbor(1).lower_ in ("dated", "published", "issued", "released", "seen")


def _within_date(comma: Token) -> bool:
    """ "On 1 December, 2019", "on December 1, 2019": the comma before a year."""
    after = comma.nbor(1).text if comma.i + 1 < len(comma.doc) else ""
    return len(after) == _YEAR and after.isdigit() and (comma.nbor(-1).like_num or comma.nbor(-1).ent_type_ == "DATE")


def _clause_around(according: Token, source: Token, phrase: Token) -> tuple[Token, Token] | None:
    """ "… that, according to X, he was beaten": first and last token of the clause in which the phrase stands."""
    doc, before = according.doc, according.i - 1
    while before > according.sent.start and doc[before].text in (",", "-"):
        before -= 1
    if before < according.sent.start or doc[before].lower_ not in _OPENERS or before == according.sent.start:
        return None
    begin = max(source.right_edge.i, phrase.i) + 1
    if source.right_edge.i > according.i + 12:
        begin = source.i + 1
    while begin < according.sent.end and doc[begin].is_punct:
        begin += 1
    verb = next((t for t in doc[begin : according.sent.end] if t.pos_ in ("VERB", "AUX") and t.dep_ != "amod"), None)
    if verb is None:
        return None
    verb = verb.head if verb.dep_ in ("aux", "auxpass") else verb
    relative = doc[before].tag_ in ("WDT", "WP")
    last = verb.right_edge if relative and verb.right_edge.i > begin else according.sent[-1]
    return doc[begin], last


def without_sources(drafts: list[DraftClaim]) -> None:
    """Takes "…, according to X" off the end of what somebody else says, where X is the one who tells of all of it."""
    for outer in drafts:
        if outer.rule != "according to" or outer.cue_span is None or outer.speaker_span is None or not outer.content:
            continue
        for draft in drafts:
            cue = draft.cue_span
            if draft is outer or cue is None or not outer.content[0].contains(cue):
                continue
            draft.content = [_before(part, outer.cue_span.start, outer.speaker_span.end) for part in draft.content]


def _before(part: Span, start: int, end: int) -> Span:
    if not part.start < start < part.end or end < part.end - _RAGGED:
        return part
    kept = part.quote[: start - part.start].rstrip(" ,-–—")
    return Span(part.start, part.start + len(kept), kept) if kept else part
