"""Whose name stands straight before the verb behind a body: "the Harbour Union's director Ivo Lund said"."""

from __future__ import annotations

from spacy.tokens import Span as Stretch
from spacy.tokens import Token

from habeas.reading.cast.book import CastBook
from habeas.reading.cast.missed import PERSON_NOUNS
from habeas.reading.cast.phrases import phrase_edges
from habeas.reading.claims.speakers import Speaker
from habeas.reading.page import Page
from habeas.reading.tables import words

_FAR = 9
"""Tokens that may stand between the name of a body and that of the one who speaks for it."""
_POSTS = (
    PERSON_NOUNS | words("descriptions", "offices") | words("descriptions", "posts") | {"general", "representative"}
)
_WITHIN = frozenset({"in", "of", "and", "at", "for", "on"})
_FINITE = ("VBD", "VBZ", "VBP", "MD")
_SKIPPED = 4
_BOTH = 3
"""Tokens of "and President" between two who speak together."""
_KINDS = ("organisation", "place", "facility")


def holder_before(page: Page, cast: CastBook, verb: Token, speaker: Speaker) -> Speaker:
    """Who holds a post of the body that the parser takes for the speaker, where he or she is named behind it."""
    if speaker.entity is None or speaker.span is None or cast.kind(speaker.entity) not in _KINDS:
        return speaker
    last = _last_before(verb)
    entity = cast.at(last) if last is not None else None
    if last is None or entity is None or entity == speaker.entity or not cast.named(entity):
        return speaker
    name = next((m for m in cast.figurants[entity].mentions if m.first <= last.i == m.last), None)
    body = next((m for m in reversed(cast.figurants[speaker.entity].mentions) if m.first < last.i), None)
    if name is None or body is None or not body.last < name.first <= body.last + _FAR:
        return speaker
    if not _holds_a_post(cast, entity, page.doc[body.last + 1 : name.first]):
        return speaker
    first = min(body.first, phrase_edges(page.doc[body.head])[0])
    whole = page.span(page.doc[first], page.doc[name.last])
    return Speaker(entity, whole.quote, whole, speaker.medium)


def _last_before(verb: Token) -> Token | None:
    """The last word before the verb but its auxiliaries, its adverbs and a comma."""
    at = verb.i - 1
    while at > verb.sent.start and (verb.doc[at].pos_ in ("AUX", "ADV") or verb.doc[at].text == ","):
        at -= 1
    return verb.doc[at] if at > verb.sent.start and verb.i - at <= _SKIPPED else None


def _holds_a_post(cast: CastBook, entity: str, between: Stretch) -> bool:
    """Whether "'s" or a post stands between a body and a name: "'s director", "in Arvia executive director"."""
    inside = [t for t in between if t.text != ","]
    if not inside or any(t.tag_ in _FINITE or (t.pos_ == "ADP" and t.lower_ not in _WITHIN) for t in inside):
        return False
    if len(inside) == 1 and inside[0].tag_ == "POS":
        return cast.kind(entity) == "person" or " " in cast.name(entity)
    joined = inside[0].lower_ == "and" and len(inside) <= _BOTH
    return not joined and inside[-1].lemma_.lower() in _POSTS
