"""What an event takes from another of the report: the date of "since his arrest", of the other verdicts of a day, or
whose trial it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec
from spacy.tokens import Token

from habeas.model.reading import Event
from habeas.model.span import Span
from habeas.reading.clauses import children, is_verb, prepositional
from habeas.reading.events.hits import Hit
from habeas.reading.events.lexicon import wordlist
from habeas.reading.numerals import number_of
from habeas.reading.story import Story

Told = tuple[Hit, Event]
_VERDICTS = frozenset({"sentence", "conviction", "acquittal"})
_MOVES = frozenset({"transfer", "hospitalisation", "disappearance"})
_CAUGHT = frozenset({"arrest", "abduction"})
_TRIED = frozenset({"charge", "hearing", "conviction"})
_TAKING = frozenset({"take", "lead", "drag", "snatch", "whisk", "drive", "march", "haul"})
_NEAR = 12
"""Tokens of the sentence behind that of an abduction within which whoever is taken is taken by the same."""
_AFTER_AGAIN = 6
_DAY = 10
"""Characters of a whole day in EDTF."""


def settled(story: Story, told: Sequence[Told]) -> list[Event]:
    """The events in text order, those without a date with the one that another event gives them for certain."""
    out: list[Told] = []
    for hit, found in told:
        if _held_since_then(hit, found, out) or _one_taking(hit, found, out):
            continue
        event = _of_captors(hit, _of_those_charged(story, hit, found, out), out)
        when = event.when or _when(story, hit, event, out, told)
        out.append((hit, event if when == event.when else msgspec.structs.replace(event, when=when)))
        more = _again(story, hit, event)
        if more is not None:
            out.append((hit, more))
    return [event for _, event in out]


def _of_those_charged(story: Story, hit: Hit, event: Event, before: Sequence[Told]) -> Event:
    """ "Two officers were charged. The trial was put back": the trial of those last charged in its paragraph."""
    if event.type != "hearing" or not hit.rule.startswith("noun") or hit.persons.tokens:
        return event
    for other, earlier in reversed(before):
        if story.page.paragraph(other.last) != story.page.paragraph(hit.last):
            return event
        if earlier.type in _TRIED and earlier.status == "asserted":
            tried = [p for p in earlier.participants if p.role == "person"]
            others = [p for p in event.participants if p.role != "person"]
            return msgspec.structs.replace(event, participants=(*tried, *others)) if tried else event
    return event


def _held_since_then(hit: Hit, event: Event, before: Sequence[Told]) -> bool:
    """ "He has been held since then": the arrest told before, no other."""
    since = [c for c in hit.clause.children if c.lower_ == "since"]
    then = any(not list(c.children) or any(o.lower_ == "then" for o in c.children) for c in since)
    return event.type == "arrest" and then and any(o.type in _CAUGHT and _shared(o, event) for _, o in before)


def _one_taking(hit: Hit, event: Event, before: Sequence[Told]) -> bool:
    """ "Nine weavers were arrested and driven off": two steps of one arrest."""
    verb = hit.clause
    if event.type not in _CAUGHT or verb.dep_ != "conj" or children(verb, "nsubj", "nsubjpass"):
        return False
    first = {verb.head.i, verb.head.head.i}
    others = [(o, e) for o, e in before if o.clause.i in first and e.type in _CAUGHT and e.type != event.type]
    return any(_shared(earlier, event) for _, earlier in others)


def _of_captors(hit: Hit, event: Event, before: Sequence[Told]) -> Event:
    """ "They kidnapped 40 people. They took away 27 pupils": who is taken by those who abduct is abducted."""
    taken = event.type == "arrest" and hit.rule == "verb:arrest" and hit.last.lemma_ in _TAKING
    if not taken or not before or any(t in wordlist("officers") for t in hit.actors.tokens):
        return event
    other, last = before[-1]
    near = last.type == "abduction" and other.last.i < hit.last.i <= other.last.sent.end + _NEAR
    return msgspec.structs.replace(event, type="abduction", rule="verb:abduction") if near else event


def _again(story: Story, hit: Hit, event: Event) -> Event | None:
    """ "Was arrested in 2019 and again in 2021": the second time."""
    doc = hit.last.doc
    for token in doc[hit.last.i + 1 : hit.last.sent.end]:
        if is_verb(token):
            return None
        if token.lower_ == "again" and token.nbor(-1).lower_ in ("and", ",") and token.i + 1 < hit.last.sent.end:
            last = doc[min(token.i + _AFTER_AGAIN, hit.last.sent.end - 1)]
            dates = story.times.within(story.page.start(token), story.page.end(last))
            if not dates or event.status != "asserted":
                return None
            words_said = story.page.span(token, story.page.token_at(dates[0][0].end - 1) or last)
            return msgspec.structs.replace(event, when=dates[0][1], trigger=words_said, evidence=(words_said,))
    return None


def _when(story: Story, hit: Hit, event: Event, before: Sequence[Told], told: Sequence[Told]) -> str | None:
    if not is_verb(hit.clause):
        return None
    since = next((c for c in hit.clause.children if c.lower_ == "since"), None)
    if since is not None:
        return _since(story, since, event, before, told)
    if event.type in _VERDICTS:
        return _same_sitting(story, hit, event, before)
    if event.type in _MOVES:
        return _same_row(story, hit)
    return _days_after(hit, event, before) if event.type == "release" else None


def _since(story: Story, since: Token, event: Event, before: Sequence[Told], told: Sequence[Told]) -> str | None:
    """ "Has not been seen since", "since then": since the last event told of the same people; "since his arrest"."""
    objects = children(since, "pobj", "pcomp")
    if event.type == "disappearance" and objects:
        dates = story.times.within(*_edges(story, since))
        if dates:
            return dates[0][1]
    if objects and objects[0].lower_ != "then":
        return next((other.when for hit, other in told if hit.last == objects[0]), None)
    return next((o.when for _, o in reversed(before) if o.when is not None and _shared(o, event)), None)


def _edges(story: Story, preposition: Token) -> tuple[int, int]:
    inside = list(preposition.subtree)
    return story.page.start(inside[0]), story.page.end(inside[-1])


def _same_sitting(story: Story, hit: Hit, event: Event, before: Sequence[Told]) -> str | None:
    """A court that on Friday finds some guilty sentences and acquits the others of the same paragraph that day."""
    for other, earlier in reversed(before):
        if story.page.paragraph(other.last) != story.page.paragraph(hit.last):
            return None
        if earlier.type in _VERDICTS and earlier.when is not None:
            same = not _shared(earlier, event) or other.last.sent == hit.last.sent
            plain = not any(when != earlier.when for _, when in _dates_behind(story, hit))
            return earlier.when if len(earlier.when) == _DAY and plain and same else None
    return None


def _dates_behind(story: Story, hit: Hit) -> tuple[tuple[Span, str], ...]:
    """The dates of the sentence, those of years of a term left out."""
    sent = hit.last.sent
    return story.times.within(story.page.start(sent[0]), story.page.end(sent[-1]))


def _same_row(story: Story, hit: Hit) -> str | None:
    """ "Was led away on Monday and taken to hospital": two steps of one way."""
    verb = hit.clause
    if verb.dep_ != "conj" or not is_verb(verb.head) or children(verb, "nsubj", "nsubjpass", "aux", "auxpass"):
        return None
    return story.times.of(verb.head)


def _days_after(hit: Hit, event: Event, before: Sequence[Told]) -> str | None:
    """ "Was let go after four days": counted from the arrest."""
    start = next((o.when for _, o in reversed(before) if o.type in _CAUGHT and _shared(o, event)), None)
    if start is None or len(start) != _DAY:
        return None
    for unit in prepositional(hit.clause, "after"):
        counts = [c for c in unit.children if c.dep_ == "nummod"]
        if unit.lemma_ == "day" and len(counts) == 1:
            days = number_of(counts[0].text)
            return (date.fromisoformat(start) + timedelta(days=days)).isoformat() if days else None
    return None


def _shared(one: Event, other: Event) -> bool:
    people = {p.entity for p in one.participants if p.role == "person"}
    return any(p.entity in people for p in other.participants if p.role == "person")
