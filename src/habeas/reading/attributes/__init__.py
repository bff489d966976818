"""What is said of a person: age, people, work, kin, illness, custody."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from habeas.model.reading import Attribute, Event, Status
from habeas.reading.attributes.ages import age_drafts
from habeas.reading.attributes.aliases import quoted_alias
from habeas.reading.attributes.custody import custody_drafts
from habeas.reading.attributes.descriptions import description_drafts
from habeas.reading.attributes.draft import Draft
from habeas.reading.attributes.health import health_drafts
from habeas.reading.attributes.held import mark_held
from habeas.reading.attributes.nameless_work import nameless_work
from habeas.reading.attributes.penal import penal_drafts
from habeas.reading.attributes.sheets import sheet_drafts
from habeas.reading.evidence import spans
from habeas.reading.standing import stated
from habeas.reading.story import Story

__all__ = ["read_attributes"]

_CLOSER = frozenset({"illness", "occupation", "role", "condition", "sentence"})
"""Properties of which a longer value says the same and more."""
_WORD = re.compile(r"\w+")
_ONE_OF_A_KIND = frozenset(
    {"father", "mother", "husband", "wife", "spouse", "widow", "widower", "fiancé", "fiancée", "fiance", "fiancee"}
)
"""Relatives of whom a person has one: told again, it is the same one."""
_SHOWS_CUSTODY = frozenset({"detained_since", "time_held", "held_at", "legal_basis", "sentence"})
_OF_A_CASE = _SHOWS_CUSTODY | {"charge", "age"}
"""Properties of what has come to pass: "could be sentenced to ten years" gives nobody a sentence."""


def read_attributes(story: Story, events: Sequence[Event] = ()) -> tuple[Attribute, ...]:
    """The attributes of the report's people in text order, each value once, with ids "a1", "a2" and so on.

    Of those without a name to whom one of `events` happened, their work is told too. Marks in the cast whom attributes
    show in custody.
    """
    mark_held(story)
    met = frozenset(p.entity for event in events for p in event.participants if p.role == "person")
    made = [attribute for draft in _drafts(story, met) if (attribute := _attribute(story, draft)) is not None]
    made.sort(key=lambda a: a.evidence[0].start)
    kept: dict[tuple[object, ...], Attribute] = {}
    for attribute in _only_longest(_one_beginning(_past_headings(story, made))):
        value = attribute.value.casefold() if isinstance(attribute.value, str) else attribute.value
        other = attribute.object if value not in _ONE_OF_A_KIND else None
        key = (attribute.subject, attribute.property, value, other, attribute.status)
        if key not in kept:
            kept[key] = attribute
            _mark(story, attribute)
    return tuple(_numbered(kept.values()))


def _drafts(story: Story, met: frozenset[str]) -> Iterator[Draft]:
    yield from sheet_drafts(story)
    for token in story.page.all_tokens:
        if token.is_punct or token.is_space:
            yield from quoted_alias(story, token) if token.is_quote else ()
            continue
        yield from age_drafts(story, token)
        yield from description_drafts(story, token)
        yield from health_drafts(story, token)
        yield from custody_drafts(story, token)
        yield from penal_drafts(story, token)
        yield from nameless_work(story, token, met)


def _attribute(story: Story, draft: Draft) -> Attribute | None:
    status: Status | None = "asserted" if draft.at is None else stated(draft.at)
    evidence = spans(story.page, draft.tokens)
    if status is None or not evidence or _headline_of_nobody(story, draft):
        return None
    if status != "asserted" and draft.property in _OF_A_CASE:
        return None
    if draft.property == "charge" and not story.cast.named(draft.subject):
        return None
    return Attribute(
        id="a0",
        subject=draft.subject,
        property=draft.property,
        value=draft.value,
        object=draft.object,
        since=draft.since,
        evidence=evidence,
        said_by=story.scope.said_by(evidence[0]),
        status=status,
        rule=draft.rule,
    )


def _headline_of_nobody(story: Story, draft: Draft) -> bool:
    """ "Teenager gets five years": a title of somebody without a name tells what the body tells of one with a name."""
    return not story.cast.named(draft.subject) and story.page.passage(draft.tokens[0]).role == "title"


def _past_headings(story: Story, attributes: list[Attribute]) -> list[Attribute]:
    """Without what a title or caption tells of somebody of whom the body tells as much."""
    places = [(p.start, p.end) for p in story.page.passages if p.role in ("title", "caption")]
    above = [a for a in attributes if any(start <= a.evidence[0].start < end for start, end in places)]
    told = {(a.subject, a.property) for a in attributes if a not in above}
    return [a for a in attributes if a not in above or (a.subject, a.property) not in told]


def _one_beginning(attributes: list[Attribute]) -> list[Attribute]:
    """Without beginnings of earlier custodies: "detained in 2002" tells of the present one if it is the only one."""
    lasting = {a.subject for a in attributes if a.rule == "held since"}
    dates: dict[str, set[object]] = {}
    for a in attributes:
        if a.property == "detained_since":
            dates.setdefault(a.subject, set()).add(a.value)
    return [
        a for a in attributes if a.rule != "detained on" or (a.subject not in lasting and len(dates[a.subject]) == 1)
    ]


def _only_longest(attributes: list[Attribute]) -> list[Attribute]:
    """Without values that another of the same person names more closely: "cancer" beside "lung cancer"."""
    named = {(a.subject, a.property, str(a.value).casefold()) for a in attributes if a.property in _CLOSER}
    return [a for a in attributes if a.property not in _CLOSER or not _named_closer(a, named)]


def _named_closer(attribute: Attribute, named: set[tuple[str, str, str]]) -> bool:
    value = str(attribute.value).casefold()
    return any(
        who == attribute.subject and kind == attribute.property and _says_more(kind, other, value)
        for who, kind, other in named
    )


def _says_more(kind: str, other: str, value: str) -> bool:
    if kind == "sentence":  # "ten years" beside "ten years in a Korsk prison"
        return value.startswith(f"{other} ")
    if kind == "role" and set(_WORD.findall(value)) < set(_WORD.findall(other)):
        return True  # "director" beside "director of the Press Union"
    if kind == "condition":  # "critically ill" beside "critical"
        return other != value and other.startswith(value)
    return other.endswith(f" {value}") or other.startswith(f"{value} and ")


def _mark(story: Story, attribute: Attribute) -> None:
    if attribute.property in _SHOWS_CUSTODY and attribute.status == "asserted":
        story.cast.mark_detained(attribute.subject)


def _numbered(attributes: Iterable[Attribute]) -> Iterator[Attribute]:
    for number, attribute in enumerate(attributes, 1):
        yield msgspec.structs.replace(attribute, id=f"a{number}")
