"""Reasons that somebody gives by citing a thing: "shut the port, citing danger to the crews"; a source is no reason."""

from __future__ import annotations

from spacy.tokens import Token

from habeas.reading.cast.book import CastBook
from habeas.reading.claims.called_for import Told
from habeas.reading.claims.objects import joined_span, object_of
from habeas.reading.claims.reading_out import DOCUMENTS
from habeas.reading.page import Page
from habeas.reading.tables import words

_SOURCES = (
    DOCUMENTS
    | words("speech", "rules", "evidence")
    | words("speech", "nouns", "saying")
    | words("speech", "nouns", "counts")
    | words("people", "body")
    | {"source", "witness", "media", "official", "law", "article", "section", "paragraph", "code"}
)
_REASONS = words("speech", "rules", "reasons")


def cited_reason(cast: CastBook, verb: Token) -> Token | None:
    """The thing that "cite" has for its object, where it is neither somebody nor what somebody published."""
    thing = object_of(verb) if verb.lemma_ == "cite" else None
    if thing is None or thing.pos_ != "NOUN" or any(c.dep_ == "auxpass" for c in verb.children):
        return None
    lemma = thing.lemma_.lower()
    if lemma in _REASONS:
        return thing
    return thing if lemma not in _SOURCES and cast.noun(thing) is None else None


def told_reason(page: Page, cast: CastBook, verb: Token) -> Told | None:
    """ "Cited the change of government as a reason", "citing the lack of laws"."""
    thing = cited_reason(cast, verb)
    if thing is None:
        return None
    behind = [c for c in verb.children if c.lower_ == "as" and c.i > thing.i]
    return [joined_span(page, (thing, *behind))], "says a thing", "state"
