"""The day of an event that a later noun with "the" calls back: "The 26 September kidnapping is still unsolved"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec
from spacy.tokens import Token

from habeas.model.reading import Event
from habeas.model.span import Span
from habeas.reading.events.lexicon import noun_frames
from habeas.reading.story import Story

_LONGEST = 40
"""Characters that a date before its noun may have, with "the"."""


def recalled(story: Story, events: Sequence[Event]) -> tuple[Event, ...]:
    """The events, one that has no day with the day that stands before the noun that calls it back.

    Only where it is the one event of its type in the report: else nobody can say which is meant.
    """
    found = list(events)
    for noun, first, when in _with_days(story):
        types = {frame.type for _, frame in noun_frames()[noun.lemma_.lower()]}
        places = [n for n, event in enumerate(found) if event.type in types]
        if len(places) != 1:
            continue
        event, words = found[places[0]], story.page.span(first, noun)
        if event.when is None and event.status == "asserted" and event.trigger.end < words.start:
            evidence: tuple[Span, ...] = (*event.evidence, words)
            found[places[0]] = msgspec.structs.replace(event, when=when, evidence=evidence)
    return tuple(found)


def _with_days(story: Story) -> Iterator[tuple[Token, Token, str]]:
    """The nouns of events with a date right before them and "the" before that: noun, "the", EDTF."""
    page = story.page
    for noun in page.all_tokens:
        if noun.tag_ != "NN" or noun.lemma_.lower() not in noun_frames():
            continue
        start = page.start(noun)
        dates = story.times.within(max(0, start - _LONGEST), start)
        if not dates or page.text[dates[-1][0].end : start].strip():
            continue
        before = page.token_at(dates[-1][0].start)
        if before is not None and before.i and before.nbor(-1).lower_ == "the":
            yield noun, before.nbor(-1), dates[-1][1]
