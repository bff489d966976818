"""Who an unnamed group of an event is: those whom the report names next, or those it told of before.

"Police arrested two more suspects. Ada Lund and Ivo Stenn were held for …"; "the pair", "the three", "the boys".
Only where the numbers are the same, so that nobody is guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec
from spacy.tokens import Token

from habeas.model.reading import Event, Participant
from habeas.model.span import Span
from habeas.reading.events.regrouped import head_words, nameless_group, numbers
from habeas.reading.events.retold import by_name, people_of
from habeas.reading.lists import names_after
from habeas.reading.story import Story
from habeas.reading.tables import words

_FAMILIES = (
    frozenset(
        {"arrest", "charge", "conviction", "sentence", "hearing", "detention_order", "acquittal", "release_refused"}
    ),
    frozenset({"abduction", "release", "death", "disappearance", "prisoner_exchange"}),
)
"""Types of which one person is told several in one story: who is charged was arrested."""
_FINAL = frozenset({"death", "execution"})
_FEWEST, _MOST = 2, 12
_NEXT = 2500
"""Characters within which those who are meant are named, or were told of."""
_LEADING = frozenset({"those", "include", "includes", "including", "are"})
_NAMING = frozenset({"identified", "named"})
_LED = 6
"""Words before a row of names within which stands what leads to it: "those charged are A", "named by police as A"."""
_SOON = 300
"""Characters after an event within which "the boys" are those of whom it tells."""
_SETS = {"pair": 2, "duo": 2, "couple": 2, "two": 2, "both": 2, "trio": 3}
_DEFINITE = frozenset({"the", "these", "both", "all"})


def meant(story: Story, events: Sequence[Event]) -> list[Event]:
    """The events in text order, with people in the place of words for a group where it is sure who they are."""
    out: list[Event] = []
    for number, event in enumerate(events):
        groups = [p.entity for p in event.participants if p.role == "person" and nameless_group(story, p.entity)]
        found = event
        for group in groups if len(people_of(event)) == 1 else ():
            again = _told_before(story, event, group, out)
            named = any(not nameless_group(story, entity) for entity in again)
            later = () if named else _named_later(story, event, group, events[number + 1 :])
            if again or later:
                people = tuple(entity for entity, _ in later) or again
                found = _with(found, group, people, tuple(span for _, span in later))
        out.append(_without_group(story, found, out))
    return out


def _without_group(story: Story, event: Event, before: Sequence[Event]) -> Event:
    """ "The four kidnapped, A, B, C and D", told of before by their names: no more than the four who are named."""
    groups = [p for p in people_of(event) if nameless_group(story, p)]
    named = people_of(event) - {*groups}
    told = any(other.type == event.type and named and named <= people_of(other) for other in before)
    if not told or len(groups) != 1 or _count(_words_for(story, groups[0])) != len(named):
        return event
    return msgspec.structs.replace(event, participants=tuple(p for p in event.participants if p.entity != groups[0]))


def _with(event: Event, group: str, people: Sequence[str], told: Sequence[Span]) -> Event:
    """The event with people in the place of a group, and the words that name them."""
    others = tuple(p for p in event.participants if p.entity != group and p.entity not in people)
    new = tuple(Participant(entity, "person") for entity in people)
    return msgspec.structs.replace(event, participants=(*new, *others), evidence=(*event.evidence, *told))


def _count(told: Sequence[str]) -> int | None:
    """How many the words for a group say that they are: a number of their own, none of others."""
    if words("event_words", "rounding") & {*told}:
        return None
    own = {_SETS[w] for w in told if w in _SETS} or numbers(told)
    count = own.pop() if len(own) == 1 else None
    return count if count is not None and _FEWEST <= count <= _MOST else None


def _words_for(story: Story, group: str) -> list[str]:
    """ "Two lecturers" of "two lecturers of the college"; nothing of "two of the lecturers", a part of others."""
    told = head_words(story.cast.name(group))
    before = told[: told.index("of")] if "of" in told else told
    return before if len(before) > 1 or before == told else []


def _told_before(story: Story, event: Event, group: str, before: Sequence[Event]) -> tuple[str, ...]:
    """ "The pair", "the three": the people of the last event that tells of as many."""
    told = _words_for(story, group)
    count = _count(told)
    if told[:1] == ["the"] and told[-1] in words("event_words", "told_again_as_group") and len(told) == _FEWEST:
        return _just_told(story, event, group, before)
    if count is None or words("event_words", "of_others") & {*told} or not (told[0] in _DEFINITE or told[-1] in _SETS):
        return ()
    for other in reversed(before):
        if event.trigger.start - other.trigger.start > _NEXT:
            return ()
        if other.type in _FINAL:
            continue
        people = [p.entity for p in other.participants if p.role == "person" and p.entity != group]
        named = [p for p in people if story.cast.kind(p) == "person" and story.cast.named(p)]
        same = [p for p in people if nameless_group(story, p) and _count(_words_for(story, p)) == count]
        if len(named) == len(people) == count or (len(same) == 1 and len(named) + 1 == len(people)):
            return tuple(people)
    return ()


def _just_told(story: Story, event: Event, group: str, before: Sequence[Event]) -> tuple[str, ...]:
    """ "More than 60 rowers were kidnapped. The boys were freed": the one group told of right before."""
    first = next((t for t in story.page.tokens(0, event.trigger.start) if story.cast.at(t) == group), None)
    start = story.page.start(first) if first is not None else 0
    last = next((other for other in reversed(before) if other.trigger.start < start), None)
    if last is None or start - last.trigger.start > _SOON or last.status != "asserted":
        return ()
    people = [p.entity for p in last.participants if p.role == "person"]
    if last.type in {event.type, *_FINAL} or len(people) != 1 or not nameless_group(story, people[0]):
        return ()
    others = words("event_words", "of_others") & {*_words_for(story, people[0])}
    return () if others or people[0] == group else tuple(people)


def _named_later(story: Story, event: Event, group: str, later: Sequence[Event]) -> tuple[tuple[str, Span], ...]:
    """Those not named before who are told of next in the same way, where they are as many as the group."""
    told = _words_for(story, group)
    count = _count(told)
    family = next((kinds for kinds in _FAMILIES if event.type in kinds), None)
    if count is None or family is None or "other" in told:
        return ()
    known = set(_named_in(story, 0, event.trigger.start))
    found: dict[str, Span] = {}
    end = _of_as_many_others(story, event, group, later)
    for other in later:
        if other.trigger.start > end or other.type not in family or other.status != event.status:
            continue
        for who in people_of(other):
            name = _first_name(story, who, event.trigger.end)
            if who not in known and name is not None and not _besides(story, other, name):
                found.setdefault(who, name)
    if len(found) != count:
        return _in_a_row(story, event, told, known, end)
    return tuple(sorted(found.items(), key=lambda item: item[1].start))


def _of_as_many_others(story: Story, event: Event, group: str, later: Sequence[Event]) -> int:
    """Where the text goes on to tell of as many others: "two Estavians were held … two Varnish women were freed"."""
    own = _words_for(story, group)
    count = _count(own)
    for other in later if own and own[0] not in _DEFINITE and own[-1] not in _SETS else ():
        for who in people_of(other) - {group}:
            told = _words_for(story, who) if nameless_group(story, who) else []
            if told and told[0] not in _DEFINITE and told[-1] not in _SETS and _count(told) == count:
                return min(other.trigger.start, event.trigger.end + _NEXT)
    return event.trigger.end + _NEXT


def _in_a_row(
    story: Story, event: Event, told: Sequence[str], known: set[str], end: int
) -> tuple[tuple[str, Span], ...]:
    """ "Those charged are A, B and C", "the teachers were named as A, B and C": a row of as many new names."""
    for token in story.page.tokens(event.evidence[-1].end, end):
        who = by_name(story, token)
        if who is None or who in known or story.cast.kind(who) != "person":
            continue
        row = names_after(story.cast, token)
        if len(row) == _count(told) and _led_in(token, told[-1]):
            return tuple((entity, story.page.span(last, last)) for entity, last in row)
        known = known | {who, *(entity for entity, _ in row)}
    return ()


def _led_in(first: Token, noun: str) -> bool:
    """ "Those charged include A", "the teachers were named as A"; but "senators, including A" are others."""
    before = first.doc[first.sent.start : first.i]
    near = {t.lower_ for t in before[-_LED:]}
    if noun in near or near & _NAMING:
        return True
    lead = next((t for t in reversed(before[-_LED:]) if t.lower_ in _LEADING), None)
    if lead is None:
        return False
    last = next(
        (t for t in reversed(first.doc[max(first.sent.start, lead.i - _LED) : lead.i]) if t.tag_ == "NNS"), None
    )
    return last is None or last.lower_ == noun or last.lower_ in words("event_words", "the_same")


def _besides(story: Story, event: Event, name: Span) -> bool:
    """ "Ivo Stenn was also charged": besides those told of before."""
    verb, first = story.page.token_at(event.trigger.start), story.page.token_at(name.start)
    if verb is None or first is None or verb.sent != first.sent:
        return False
    return any(child.lower_ == "also" for child in verb.children)


def _named_in(story: Story, start: int, end: int) -> Iterator[str]:
    """Those named in the body of `text[start:end]`."""
    for token in story.page.tokens(start, end):
        entity = by_name(story, token)
        if entity is not None and story.page.passage(token).role not in ("title", "caption"):
            yield entity


def _first_name(story: Story, who: str, start: int) -> Span | None:
    """The words that name a person first after a place of the text."""
    if story.cast.kind(who) != "person" or not story.cast.named(who):
        return None
    first = next((t for t in story.page.tokens(start, start + _NEXT) if by_name(story, t) == who), None)
    if first is None:
        return None
    last = first
    while last.i + 1 < first.sent.end and story.cast.at(last.nbor()) == who:
        last = last.nbor()
    return story.page.span(first, last)
