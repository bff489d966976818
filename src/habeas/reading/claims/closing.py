"""Who says it at the end of a sentence or by the way: "…, the Ledger reports.", "…, as the Ledger reported, …".

Whether a long sentence is parsed so that such a tag is found hangs on chance, so this goes by place: behind the last
comma stands nothing but a name or a noun and a verb of saying, and everything before it is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span as Stretch
from spacy.tokens import Token

from habeas.model.reading import Act
from habeas.model.span import Span
from habeas.reading.cast.book import CastBook
from habeas.reading.claims.draft import DraftClaim
from habeas.reading.claims.speakers import PAPERS, Speaker, speaker_of
from habeas.reading.claims.stretches import trimmed_span
from habeas.reading.page import Page
from habeas.reading.tables import load, words

_FORMS: dict[str, Act] = {form: act for act, forms in load("speech")["closing"].items() for form in forms}
_SHOWING = words("speech", "closing_rules", "showing")
_EVIDENCE = words("speech", "rules", "evidence")
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_HEADS = frozenset({"NOUN", "PROPN", "PRON"})
_OPENERS = frozenset({"that", "which", "who", "whom", "whose", "as", "if", "when", "while", "because", "and", "but"})
_TIMES = frozenset({"on", "in", "late", "later", "early", "earlier", "last", "this", "also", "yesterday", "today"})
_BY_THE_WAY = frozenset({"report", "say", "note", "write", "state", "announce", "reveal", "confirm", "explain", "tell"})
_LONG = 9
"""Tokens of a speaker."""
_LEAST = 4
"""Tokens of what is said."""
_BEHIND = 5
"""Tokens that may tell the day behind the verb."""


@dataclass(frozen=True)
class _Tag:
    """The tokens `first` to `verb` name who says it; `end` is the last token of what is said."""

    first: Token
    head: Token
    verb: Token
    end: Token


def close_with(page: Page, cast: CastBook, drafts: list[DraftClaim]) -> None:
    """Gives what stands before a tag at the end of its sentence to who is named there, and to nobody else."""
    for aside in drafts:
        if aside.cue is not None and not aside.content:
            aside.content = _around(page, aside.cue)
    cues = {draft.cue.i: draft for draft in drafts if draft.cue is not None}
    for sentence in page.sentences():
        tag = _tag(sentence)
        if tag is None:
            continue
        draft = cues.get(tag.verb.i)
        if draft is not None and draft.content and _is_inside(page, draft.speaker_span, tag):
            continue
        speaker = _speaker(page, cast, tag)
        if draft is None:
            draft = DraftClaim(_FORMS[tag.verb.lower_], "said at the end", cue=tag.verb)
            draft.cue_span = page.span(tag.verb, tag.verb)
            drafts.append(draft)
        draft.rule = "said at the end"
        draft.speaker, draft.speaker_text, draft.speaker_span = speaker.entity, speaker.text, speaker.span
        draft.medium = speaker.medium
        draft.content = [trimmed_span(page, sentence[0], tag.end)]
        _cut(page, drafts, draft, tag)


def _around(page: Page, verb: Token) -> list[Span]:
    """What stands before and behind ", as the Ledger reported,"; [] where the verb is in no such aside."""
    opens = next((c for c in verb.lefts if c.dep_ == "mark" and c.lower_ == "as"), None)
    if verb.dep_ != "advcl" or opens is None or verb.lemma_ not in _BY_THE_WAY or opens.i - 1 <= verb.sent.start:
        return []
    doc, last = verb.doc, verb.i
    while last + 1 < verb.sent.end and (doc[last + 1].ent_type_ in ("DATE", "TIME") or doc[last + 1].lower_ in _TIMES):
        last += 1
    if doc[opens.i - 1].text != "," or last + 1 >= verb.sent.end or doc[last + 1].text not in (",", "."):
        return []
    before, after = doc[verb.sent.start : opens.i - 1], doc[last + 2 : verb.sent.end]
    told = any(t.tag_ in _FINITE for part in (before, after) for t in part)
    parts = [part for part in (before, after) if any(t.is_alpha for t in part)]
    return [trimmed_span(page, part[0], part[-1]) for part in parts] if told and '"' not in verb.sent.text else []


def _speaker(page: Page, cast: CastBook, tag: _Tag) -> Speaker:
    """Who the tag names, in its own words where the parse takes others for them."""
    own = page.span(tag.first, tag.head)
    found = speaker_of(page, cast, tag.head, anyone=True)
    if found is None or found.span is None:
        return Speaker(None, own.quote, own)
    astray = found.span.start < own.start or found.span.end > own.end
    return Speaker(found.entity, own.quote, own, found.medium) if astray else found


def _is_inside(page: Page, span: Span | None, tag: _Tag) -> bool:
    return span is not None and page.start(tag.first) <= span.start < page.start(tag.verb)


def _tag(sentence: Stretch) -> _Tag | None:
    verb = _last_verb(sentence)
    if verb is None or verb.i - sentence.start < _LEAST:
        return None
    head = verb.nbor(-1)
    first = next(_back_to_comma(sentence, verb), None)
    if first is None or head.pos_ not in _HEADS or first.lower_ in _OPENERS or not _speaks(head, verb):
        return None
    before = sentence.doc[sentence.start : first.i - 1]
    told = len(before) >= _LEAST and any(t.tag_ in _FINITE for t in before) and before[-1].text != '"'
    return _Tag(first, head, verb, before[-1]) if told else None


def _last_verb(sentence: Stretch) -> Token | None:
    """The form of saying with which a sentence ends, whatever the tagger calls it; a day may stand behind it."""
    behind = 0
    for token in reversed(sentence):
        if token.text == '"' or behind > _BEHIND:
            return None
        if token.lower_ in _FORMS:
            return token if token.text.islower() else None
        if token.is_punct or token.is_space:
            continue
        if token.ent_type_ not in ("DATE", "TIME") and token.lower_ not in _TIMES:
            return None
        behind += 1
    return None


def _back_to_comma(sentence: Stretch, verb: Token) -> Iterator[Token]:
    """The first token behind the last comma, where nothing but a speaker stands between it and the verb."""
    for token in reversed(sentence.doc[max(sentence.start, verb.i - _LONG) : verb.i]):
        if token.text == "," and token.i + 1 < verb.i:
            yield token.nbor()
            return
        if token.is_punct and token.text not in ("-", ".", "'", "/", "&"):
            return
        if token.tag_ in _FINITE or token.lower_ in ("to", "not", "and", "or", "than", "no", "any"):
            return


def _speaks(head: Token, verb: Token) -> bool:
    """Whether "states", "claims" and the like are a verb here: behind a name, a pronoun or a noun with its article."""
    if verb.lower_ in _SHOWING:
        return head.lemma_.lower() in _EVIDENCE | PAPERS
    if head.pos_ == "PRON":
        return head.lower_ in ("he", "she", "they", "it", "we")
    sure = verb.pos_ == "VERB" or head.pos_ == "PROPN"
    return sure or any(t.dep_ in ("det", "poss") or t.pos_ == "DET" for t in head.doc[max(0, verb.i - _LONG) : head.i])


def _cut(page: Page, drafts: list[DraftClaim], own: DraftClaim, tag: _Tag) -> None:
    """Takes the tag off the end of what others say in the sentence."""
    start = page.end(tag.end)
    for draft in drafts:
        if draft is own:
            continue
        draft.content = [
            Span.of(page.text, part.start, start) if part.start < start < part.end else part for part in draft.content
        ]
