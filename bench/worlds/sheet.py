"""What a report is composed of: facts, sentences that tell them, their speakers, and the head of the sheet."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from bench.worlds.spelling import Style
from bench.worlds.tables import Template
from bench.worlds.things import Thing
from bench.worlds.truth import Tag
from habeas.model.reading import Act, Manner, Status

Place = tuple[int, int]


class EventFact(NamedTuple):
    """An event that a sentence tells. `people` go by role "person"; `where` and `cause` are slots of the sentence."""

    kind: str
    happening: str
    people: tuple[Thing, ...]
    when: str | None = None
    status: Status = "asserted"
    tags: tuple[Tag, ...] = ()


class AttributeFact(NamedTuple):
    """A property that a sentence gives somebody."""

    name: str
    subject: Thing
    value: int | str
    object: Thing | None = None
    as_of: str | None = None
    since: str | None = None
    tags: tuple[Tag, ...] = ()


class FigureFact(NamedTuple):
    """A count that a sentence gives."""

    measure: str
    of: str
    value: int
    place: str
    as_of: str | None = None
    method: str | None = None
    tags: tuple[Tag, ...] = ()


Fact = EventFact | AttributeFact | FigureFact


class Voice(NamedTuple):
    """A speaker to whom a sentence is given."""

    speaker: Thing
    manner: Manner = "indirect"
    act: Act = "state"


class Sentence(NamedTuple):
    """A sentence to be written: its template, what fills it, what it tells, and on whose word (outermost first)."""

    template: Template
    slots: dict[str, Any]
    facts: tuple[Fact, ...] = ()
    said: tuple[Voice, ...] = ()
    attribution: Template | None = None


class Sheet(NamedTuple):
    """What stands at the head of a report. `own` is the voice of sentences without a speaker; `origin` its copies'."""

    number: str
    publisher: Thing
    published: date
    style: Style
    language: str
    origin: str
    own: str
    title: Sentence
    credits: tuple[str, ...] = ()
    translated_from: str | None = None
