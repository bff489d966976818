"""What is told twice: in a headline and in the body; of "a man" first and then of somebody named."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from spacy.tokens import Token

from habeas.model.dates import one_within_other
from habeas.model.reading import Event, Participant
from habeas.reading.story import Story

_KINDS = (
    frozenset({"arrest", "abduction", "detention_order", "sentence", "charge", "conviction"}),
    frozenset({"death", "execution"}),
    frozenset({"ill_treatment", "torture", "sexual_violence"}),
)
"""Types that a headline's one word may stand for: it "jails" whom the court sentences."""
_NEXT = 1200
"""Characters after an event within which the one it happened to is named."""
_LEAD = 2500
"""Characters from the beginning within which somebody not yet named may be named later."""

_PAIR = 2
_HEADS = frozenset({"title", "caption"})


def told_once(story: Story, events: Sequence[Event]) -> tuple[Event, ...]:
    """The events in text order, without those that the body tells better."""
    above = [_in_headline(story, event) for event in events]
    body = [event for event, up in zip(events, above, strict=True) if not up]
    kept = [
        event
        for event, up in zip(events, above, strict=True)
        if not up or not any(_headlines(story, event, other) for other in body)
    ]
    out: list[Event] = []
    for number, event in enumerate(kept):
        named = _next_named(story, event) if event.trigger.start < _LEAD and _unnamed(story, event) else None
        later = kept[number + 1 :] if named is not None else []
        fuller = next((other for other in later if people_of(other) == {named} and may_be_again(event, other)), None)
        fuller = fuller or _all_named(story, event, kept[number + 1 :])
        if fuller is None:
            out.append(event)
        elif _voices(story, event) == _voices(story, fuller):
            kept[kept.index(fuller)] = _joined(event, fuller)
        else:
            out.append(msgspec.structs.replace(event, participants=(*_others(event), *_named(fuller))))
    return tuple(out)


def _in_headline(story: Story, event: Event) -> bool:
    token = None if (event.rule or "").startswith("label:") else story.page.token_at(event.trigger.start)
    return token is not None and story.page.passage(token).role in _HEADS


def _headlines(story: Story, headline: Event, body: Event) -> bool:
    alike = headline.type == body.type or any(headline.type in kinds and body.type in kinds for kinds in _KINDS)
    if not alike:
        return False
    above, below = people_of(headline), people_of(body)
    vague = not any(story.cast.named(p) for p in above) or not any(story.cast.named(p) for p in below)
    return bool(above & below) or vague


def _unnamed(story: Story, event: Event) -> bool:
    people = people_of(event)
    if len(people) != 1:
        return False
    (who,) = people
    vague = story.cast.name(who).lower().startswith(("a ", "an ", "one "))
    return vague and story.cast.kind(who) == "person" and not story.cast.named(who)


def _all_named(story: Story, event: Event, later: Sequence[Event]) -> Event | None:
    """ "A pastor and his daughter were freed", where as many people with names are told of next: the same."""
    people = people_of(event)
    unnamed = not any(story.cast.named(p) for p in people) and all(story.cast.kind(p) == "person" for p in people)
    if len(people) < _PAIR or not unnamed or event.trigger.start >= _LEAD:
        return None
    next_told = next((other for other in later if may_be_again(event, other)), None)
    if next_told is None or next_told.trigger.start - event.trigger.end > _NEXT:
        return None
    others = people_of(next_told)
    named = all(story.cast.named(p) and story.cast.kind(p) == "person" for p in others)
    return next_told if named and len(others) == len(people) else None


def may_be_again(event: Event, later: Event) -> bool:
    """Whether a later event may be the same."""
    if later.type != event.type or later.status != event.status:
        return False
    return event.when is None or later.when is None or one_within_other(event.when, later.when)


def _next_named(story: Story, event: Event) -> str | None:
    """The first person to be named after an event, of those not named before."""
    before = (t for t in story.page.tokens(0, event.trigger.start) if story.page.passage(t).role not in _HEADS)
    known = {entity for token in before if (entity := by_name(story, token))}
    for token in story.page.tokens(event.evidence[-1].end, event.evidence[-1].end + _NEXT):
        entity = story.cast.at(token)
        if entity is None or entity in known or token.pos_ != "PROPN":
            continue
        if story.cast.kind(entity) == "person" and story.cast.named(entity):
            return entity
    return None


def by_name(story: Story, token: Token) -> str | None:
    """Whom a word names: "Lund", but not "British photographer", who is known by name only later."""
    entity = story.cast.at(token)
    if entity is None or token.text.casefold() not in story.cast.name(entity).casefold().split():
        return None
    return entity


def _voices(story: Story, event: Event) -> frozenset[str | None]:
    return frozenset(story.scope.speaker(claim) for claim in event.said_by)


def _others(event: Event) -> tuple[Participant, ...]:
    return tuple(p for p in event.participants if p.role != "person")


def _named(event: Event) -> tuple[Participant, ...]:
    return tuple(p for p in event.participants if p.role == "person")


def _joined(event: Event, fuller: Event) -> Event:
    when = max((w for w in (event.when, fuller.when) if w is not None), key=len, default=None)
    spans = fuller.evidence if fuller.when == when else (*event.evidence, *fuller.evidence)
    people = {p.entity for p in fuller.participants}
    gone = people_of(event)
    more = tuple(p for p in event.participants if p.entity not in people | gone)
    return msgspec.structs.replace(
        fuller, when=when, evidence=spans, where=fuller.where or event.where, participants=(*fuller.participants, *more)
    )


def people_of(event: Event) -> frozenset[str]:
    """To whom it happened, or who did it to themself."""
    return frozenset(p.entity for p in event.participants if p.role == "person")
