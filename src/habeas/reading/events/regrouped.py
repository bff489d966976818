"""The same event told again of people under other words: "13 people" and "the suspects", "a printer" and "the man"."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from habeas.model.reading import Event
from habeas.reading.events.retold import may_be_again, people_of
from habeas.reading.numerals import number_of
from habeas.reading.story import Story
from habeas.reading.tables import words

_PAIR = 2
_HANGING = frozenset({"from", "in", "at", "who", "with", "accused", "suspected", "including"})


def groups_once(story: Story, events: Sequence[Event]) -> tuple[Event, ...]:
    """The events without those that a group, or one person, meets again under other words.

    "Four editors and journalists", "the four editors"; "13 people", "the suspects"; "a printer", "the man". What the
    later telling adds stays.
    """
    kept: list[Event] = []
    for event in events:
        vague = any(not story.cast.named(p) for p in people_of(event))
        places = range(len(kept) - 1, -1, -1) if vague else ()
        earlier = next((n for n in places if _same_group(story, kept[n], event)), None)
        if earlier is None:
            kept.append(event)
        else:
            kept[earlier] = _both(kept[earlier], event)
    return tuple(kept)


def _both(earlier: Event, later: Event) -> Event:
    """Both tellings as one, the one with the day in the first place."""
    days = [len(event.when or "") for event in (earlier, later)]
    base, other = (later, earlier) if days[1] > days[0] else (earlier, later)
    told = {p.entity for p in base.participants}
    more = tuple(p for p in other.participants if p.entity not in told)
    evidence = (*base.evidence, *other.evidence) if more else base.evidence
    return msgspec.structs.replace(
        base, participants=(*base.participants, *more), evidence=evidence, where=base.where or other.where
    )


def _same_group(story: Story, earlier: Event, later: Event) -> bool:
    before, after = people_of(earlier), people_of(later)
    if not before or not may_be_again(earlier, later) or earlier.trigger.overlaps(later.trigger):
        return False
    if len(before) == len(after) == 1 and all(story.cast.kind(p) == "person" for p in before | after):
        return _the_same_one(story.cast.name(*after))
    groups = [
        [head_words(story.cast.name(p)) for p in sorted(who) if nameless_group(story, p)] for who in (before, after)
    ]
    if len(groups[0]) == len(before) and len(groups[1]) == len(after):
        return all(any(_alike(one, other) for one in groups[0]) for other in groups[1])
    return any(_as_many(one, other) for one in groups[0] for other in groups[1])  # "four aid workers, A, B, C and D"


def nameless_group(story: Story, entity: str) -> bool:
    """Whether somebody is a group that the report tells of without a name."""
    return story.cast.kind(entity) == "group" and not story.cast.named(entity)


def _the_same_one(name: str) -> bool:
    """ "The man", "the suspect": no other than the one told of before."""
    first, _, rest = name.casefold().partition(" ")
    return first == "the" and rest in words("event_words", "the_one")


def _alike(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether two words for people may be of the same: they end alike, have one number above two, or the later is as
    plain as "the suspects", and no number of one stands against one of the other."""
    if not a or not b or words("event_words", "of_others") & {*a, *b}:
        return False
    counts = numbers(a), numbers(b)
    if counts[0] and counts[1]:
        return _as_many(a, b) or (counts[0] == counts[1] and a[-1] == b[-1])
    if "of" in a or "of" in b:
        return False  # "one of the students", "the students"
    return a[-1] == b[-1] or (b[0] in ("the", "all") and b[-1] in words("event_words", "the_same"))


def _as_many(a: Sequence[str], b: Sequence[str]) -> bool:
    """ "Four aid workers", "the four": one number above two, so that it is hardly chance."""
    counts = numbers(a)
    apart = words("event_words", "of_others") & {*a, *b}
    return bool(counts) and counts == numbers(b) and min(counts) > _PAIR and not apart


def numbers(told: Sequence[str]) -> set[int]:
    return {n for word in told if (n := number_of(word)) is not None}


def head_words(name: str) -> list[str]:
    """The words for people without what hangs from them: "four workers" of "four workers of the charity"."""
    told = name.casefold().replace("more than ", "").split()
    return told[: next((n for n, word in enumerate(told) if n and word in _HANGING), len(told))]
