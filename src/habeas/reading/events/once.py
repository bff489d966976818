"""One event once in one voice: a retelling is left out, and what it adds goes to the fuller telling."""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from habeas.model.reading import Event
from habeas.model.span import Span
from habeas.reading.events.retold import people_of
from habeas.reading.story import Story
from habeas.reading.tables import words

_FINAL = frozenset({"death", "execution"})
"""What happens to a person once, however it is told."""
_BEARS = ("adjective:", "noun:hunger_strike")
"""Rules that find what somebody is said to bear: "the hunger-striking printer", "his hunger strike", told before."""
_OPEN = frozenset({"planned", "reported_possible"})
_SHOT = frozenset({"shot", "shoots", "shooting", "stabbed"})
_ONCE_AT_A_TIME = frozenset(
    {"arrest", "abduction", "release", "execution", "death", "deportation", "conviction", "acquittal"}
)
_TAKEN = frozenset({"arrest", "abduction", "release", "charge"})
_DETAILS = ("when", "where", "cause", "stated_reason")
_AGAIN = re.compile(
    r"\b(?:again|another|second|third|fourth|once more|re-?arrest\w*|twice|(?<!for )further|also|new)\b", re.I
)


def once(story: Story, events: Iterable[Event]) -> tuple[Event, ...]:
    """The events without those that an earlier one already tells; a later one with a date stands for one without.

    Accounts by different speakers that differ in a detail all stay. Ids are given in text order.
    """
    kept: list[Event] = []
    for event in _come_true(events):
        earlier = next((i for i, other in enumerate(kept) if _same(story, other, event)), None)
        if earlier is None:
            kept.append(event)
        elif _voices(story, kept[earlier]) == _voices(story, event):
            kept[earlier] = _joined(story, kept[earlier], event)
        elif event.said_by and kept[earlier].said_by:
            kept[earlier] = _said_by_both(story, kept[earlier], event)
        elif _fullness(story, event) > _fullness(story, kept[earlier]):
            kept[earlier] = event
    kept.sort(key=lambda event: event.trigger.start)
    return tuple(msgspec.structs.replace(event, id=f"v{i}") for i, event in enumerate(kept, 1))


def _come_true(events: Iterable[Event]) -> list[Event]:
    """The events without what was to be, or might be, and is told elsewhere as having happened to the same people."""
    told = list(events)
    happened = [event for event in told if event.status == "asserted"]
    told = [event for event in told if not _died_otherwise(event, happened)]
    return [event for event in told if event.status not in _OPEN or not any(_was(event, other) for other in happened)]


def _died_otherwise(event: Event, happened: Iterable[Event]) -> bool:
    """ "She never died of sugar", "he was shot in the face" of whom the report tells as dead: denied is only the way,
    and the shot was the death."""
    denied = event.status == "denied" and event.type == "death"
    shot = event.type == "ill_treatment" and event.trigger.quote.casefold() in _SHOT
    if not (denied or shot) or not people_of(event):
        return False
    return any(
        other.type in _FINAL and people_of(event) <= people_of(other) and not _contradict(event.when, other.when)
        for other in happened
    )


def _was(expected: Event, happened: Event) -> bool:
    alike = expected.type == happened.type and expected.type in _ONCE_AT_A_TIME
    if not alike or not people_of(expected) or not people_of(expected) <= people_of(happened):
        return False
    return not _AGAIN.search(_words(expected)) and not _contradict(expected.when, happened.when)


def _same(story: Story, earlier: Event, later: Event) -> bool:
    """Whether the later telling is of the same event and says nothing that the earlier one contradicts."""
    same_kind = _one_kind(story, earlier, later) and people_of(later) <= people_of(earlier)
    if not same_kind or _of_one_of_them(earlier, later):
        return False
    single = later.type in words("event_nouns", "single") or (later.rule or "").startswith(_BEARS)
    told_again = single and (_dies_once(story, later) or not _AGAIN.search(_words(later)))
    dates_agree = not _contradict(earlier.when, later.when)
    if told_again and dates_agree and later.type in _FINAL and "denied" not in (earlier.status, later.status):
        return True
    if earlier.status != later.status or not (told_again or people_of(earlier) == people_of(later)):
        return False
    if earlier.trigger.overlaps(later.trigger):
        return True
    if _by_others(story, earlier, later):
        return False
    same_voice = _voices(story, earlier) == _voices(story, later)
    if told_again and dates_agree and (same_voice or not _contradict(earlier.where, later.where)):
        return True
    for field in _DETAILS:
        old, new = _plain(getattr(earlier, field)), _plain(getattr(later, field))
        if new is None or old == new:
            continue
        if old is not None or not same_voice or field != "when":
            return False
    return True


def _dies_once(story: Story, event: Event) -> bool:
    """Whether it is the death of somebody named, of which "another" and "also" can say nothing."""
    people = people_of(event)
    return event.type in _FINAL and all(story.cast.named(p) and story.cast.kind(p) == "person" for p in people)


def _one_kind(story: Story, earlier: Event, later: Event) -> bool:
    """Whether both may be one event by their types: whom one line has killed and another put to death died once."""
    if earlier.type == later.type:
        return True
    return _dies_once(story, later) and {earlier.type, later.type} == _FINAL


def _by_others(story: Story, earlier: Event, later: Event) -> bool:
    """Whether other doers are told: of a custody, where both have names ("a squad", "the officers" may be the same)."""
    before, after = _doers(earlier), _doers(later)
    if not before or not after or before & after:
        return False
    return later.type not in _TAKEN or all(any(story.cast.named(d) for d in doers) for doers in (before, after))


def _of_one_of_them(earlier: Event, later: Event) -> bool:
    """Whether the day of one of a group is told after what befell the group: it need not be the day of the others."""
    return later.when is not None and earlier.when is None and people_of(later) != people_of(earlier)


def _contradict(one: str | None, other: str | None) -> bool:
    """Whether both are told and neither is a part of the other ("2021-03" of "2021-03-04")."""
    if one is None or other is None:
        return False
    return not (one.startswith(other) or other.startswith(one))


def _fullness(story: Story, event: Event) -> tuple[int, bool, bool, bool, int]:
    """How much a telling says: of the day, in a clause of its own, in the body, by name, and of what else."""
    state = (event.rule or "").startswith("noun") or event.trigger.quote.casefold() in words("event_nouns", "states")
    token = story.page.token_at(event.trigger.start)
    sheet = token is None or (event.rule or "").startswith("label:")
    body = sheet or token is None or story.page.passage(token).role not in ("title", "caption")
    people = people_of(event)
    told = [t for span in event.evidence for t in story.page.tokens(span.start, span.end)]
    named = any(t.pos_ == "PROPN" and story.cast.at(t) in people for t in told)
    details = sum(getattr(event, field) is not None for field in _DETAILS)
    exact = 0 if event.when is None else 1 if "/" in event.when else len(event.when)
    return exact, not state, body, named, details


def _joined(story: Story, earlier: Event, later: Event) -> Event:
    """The fuller telling, with what the other adds and the words for it."""
    later_is_base = _fullness(story, later) > _fullness(story, earlier)
    base, other = (later, earlier) if later_is_base else (earlier, later)
    added = {f: getattr(other, f) for f in _DETAILS if getattr(base, f) is None and getattr(other, f) is not None}
    if base.when is not None and other.when is not None and other.when.startswith(f"{base.when}-"):
        added["when"] = other.when
    known = {p.entity for p in base.participants}
    more = tuple(p for p in other.participants if p.entity not in known)
    if not added and not more:
        return base
    evidence = (*base.evidence, *other.evidence) if base is earlier else (*other.evidence, *base.evidence)
    return msgspec.structs.replace(base, participants=(*base.participants, *more), evidence=evidence, **added)


def _said_by_both(story: Story, earlier: Event, later: Event) -> Event:
    """What two speakers tell alike: one event, the fuller telling's, with the words of both and both their claims."""
    base, other = (later, earlier) if _fullness(story, later) > _fullness(story, earlier) else (earlier, later)
    words_said = sorted((*base.evidence, *(s for s in other.evidence if s not in base.evidence)), key=lambda s: s.start)
    said_by = tuple(dict.fromkeys((*base.said_by, *other.said_by)))
    return msgspec.structs.replace(base, evidence=tuple(words_said), said_by=said_by)


def _plain(value: str | Span | None) -> str | None:
    return value.quote if isinstance(value, Span) else value


def _words(event: Event) -> str:
    return " ".join(span.quote for span in event.evidence)


def _voices(story: Story, event: Event) -> frozenset[str | None]:
    return frozenset(story.scope.speaker(claim) for claim in event.said_by)


def _doers(event: Event) -> frozenset[str]:
    return frozenset(p.entity for p in event.participants if p.role in ("actor", "authority"))
