"""What is told twice: in a headline and in the body; of "a man" first and then of somebody named."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from habeas.model.reading import Event, Participant
from habeas.reading.numerals import number_of
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
        fuller = next((other for other in later if _people(other) == {named} and _again(event, other)), None)
        if fuller is None:
            out.append(event)
        elif _voices(story, event) == _voices(story, fuller):
            kept[kept.index(fuller)] = _joined(event, fuller)
        else:
            out.append(msgspec.structs.replace(event, participants=(*_others(event), *_named(fuller))))
    return tuple(out)


def _in_headline(story: Story, event: Event) -> bool:
    token = None if (event.rule or "").startswith("label:") else story.page.token_at(event.trigger.start)
    return token is not None and story.page.passage(token).role in ("title", "caption")


def _headlines(story: Story, headline: Event, body: Event) -> bool:
    alike = headline.type == body.type or any(headline.type in kinds and body.type in kinds for kinds in _KINDS)
    if not alike:
        return False
    above, below = _people(headline), _people(body)
    vague = not any(story.cast.named(p) for p in above) or not any(story.cast.named(p) for p in below)
    return bool(above & below) or vague


def _unnamed(story: Story, event: Event) -> bool:
    people = _people(event)
    if len(people) != 1:
        return False
    (who,) = people
    vague = story.cast.name(who).lower().startswith(("a ", "an ", "one "))
    return vague and story.cast.kind(who) == "person" and not story.cast.named(who)


def _again(event: Event, later: Event) -> bool:
    """Whether a later event may be the same."""
    if later.type != event.type or later.status != event.status:
        return False
    return event.when is None or later.when is None or _agree(event.when, later.when)


def _next_named(story: Story, event: Event) -> str | None:
    """The first person to be named after an event, of those not named before."""
    known = {story.cast.at(token) for token in story.page.tokens(0, event.trigger.start)}
    for token in story.page.tokens(event.evidence[-1].end, event.evidence[-1].end + _NEXT):
        entity = story.cast.at(token)
        if entity is None or entity in known or token.pos_ != "PROPN":
            continue
        if story.cast.kind(entity) == "person" and story.cast.named(entity):
            return entity
    return None


def groups_once(story: Story, events: Sequence[Event]) -> tuple[Event, ...]:
    """The events without those that a group meets again under other words: "four editors and journalists", "the four
    editors"."""
    kept: list[Event] = []
    for event in events:
        people = _people(event)
        groups = bool(people) and all(story.cast.kind(p) == "group" and not story.cast.named(p) for p in people)
        if not groups or not any(_same_group(story, other, event) for other in kept):
            kept.append(event)
    return tuple(kept)


def _same_group(story: Story, earlier: Event, later: Event) -> bool:
    before, after = _people(earlier), _people(later)
    if not before or not _again(earlier, later):
        return False
    return all(any(_alike_names(story.cast.name(a), story.cast.name(b)) for b in before) for a in after)


def _alike_names(one: str, other: str) -> bool:
    """Whether two words for people end alike, and no number of one stands against one of the other."""
    a, b = one.casefold().split(), other.casefold().split()
    if not a or not b or a[-1] != b[-1]:
        return False
    numbers = [{n for word in words_said if (n := number_of(word)) is not None} for words_said in (a, b)]
    return not numbers[0] or not numbers[1] or numbers[0] == numbers[1]


def _voices(story: Story, event: Event) -> frozenset[str | None]:
    return frozenset(story.scope.speaker(claim) for claim in event.said_by)


def _others(event: Event) -> tuple[Participant, ...]:
    return tuple(p for p in event.participants if p.role != "person")


def _named(event: Event) -> tuple[Participant, ...]:
    return tuple(p for p in event.participants if p.role == "person")


def _agree(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def _joined(event: Event, fuller: Event) -> Event:
    when = max((w for w in (event.when, fuller.when) if w is not None), key=len, default=None)
    spans = fuller.evidence if fuller.when == when else (*event.evidence, *fuller.evidence)
    people = {p.entity for p in fuller.participants}
    gone = _people(event)
    more = tuple(p for p in event.participants if p.entity not in people | gone)
    return msgspec.structs.replace(
        fuller, when=when, evidence=spans, where=fuller.where or event.where, participants=(*fuller.participants, *more)
    )


def _people(event: Event) -> frozenset[str]:
    return frozenset(p.entity for p in event.participants if p.role == "person")
