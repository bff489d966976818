"""What a model answers: quotations, and choices from fixed lists. Anything else in an answer is passed over.

A quotation names the paragraph it stands in and repeats its words; where exactly it stands is found by us. Numbers and
dates are quoted as well and reckoned by us, so that an answer cannot hold a value that the report does not.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Mapping
from typing import Any, Final, TypeVar

import msgspec

from habeas.model.reading import Act, EntityKind, Manner, ParticipantRole, Status
from habeas.model.vocabulary import EVENT_TYPES, MEASURES, PROPERTIES

MOST_ITEMS: Final = 1_000
"""So many items of one kind are taken from one answer."""


class Words(msgspec.Struct, frozen=True):
    """Words exactly as they stand in the report, and the number of the paragraph they stand in."""

    p: int
    words: str


class Being(msgspec.Struct, frozen=True, kw_only=True):
    """A person, body, place, group or law, with the words that mean it. `name`: its fullest name, null if none."""

    id: str
    kind: EntityKind
    name: Words | None = None
    mentions: tuple[Words, ...] = ()


class Speech(msgspec.Struct, frozen=True, kw_only=True):
    """Reported speech: the words that name the speaker, the word of saying, and what is said."""

    content: tuple[Words, ...]
    speaker: str | None = None
    speaker_words: Words | None = None
    cue: Words | None = None
    manner: Manner = "indirect"
    act: Act = "state"
    to: str | None = None
    when: Words | None = None


class Trait(msgspec.Struct, frozen=True, kw_only=True):
    """A property of a person, its value in the report's words."""

    subject: str
    property: str
    value: Words
    evidence: tuple[Words, ...]
    object: str | None = None
    as_of: Words | None = None
    since: Words | None = None
    status: Status = "asserted"


class Part(msgspec.Struct, frozen=True):
    """Somebody's part in an event."""

    entity: str
    role: ParticipantRole


class Happening(msgspec.Struct, frozen=True, kw_only=True):
    """Something that is said to have happened, to be planned, feared, put off or denied."""

    type: str
    trigger: Words
    evidence: tuple[Words, ...]
    participants: tuple[Part, ...] = ()
    when: Words | None = None
    until: Words | None = None
    where: str | None = None
    cause: Words | None = None
    stated_reason: Words | None = None
    status: Status = "asserted"


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """A count of people, its number in the report's words with what qualifies it ("at least 31")."""

    measure: str
    number: Words
    of: Words
    evidence: tuple[Words, ...]
    place: str | None = None
    as_of: Words | None = None
    since: Words | None = None


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """Who asks whom to do what about whom."""

    evidence: tuple[Words, ...]
    by: str | None = None
    to: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    deadline: Words | None = None


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """All that a model takes from one window of a report."""

    entities: tuple[Being, ...] = ()
    claims: tuple[Speech, ...] = ()
    attributes: tuple[Trait, ...] = ()
    events: tuple[Happening, ...] = ()
    figures: tuple[Tally, ...] = ()
    demands: tuple[Wish, ...] = ()


_KINDS: Mapping[str, type] = {
    "entities": Being,
    "claims": Speech,
    "attributes": Trait,
    "events": Happening,
    "figures": Tally,
    "demands": Wish,
}
_TERMS = (("Happening", "type", EVENT_TYPES), ("Trait", "property", PROPERTIES), ("Tally", "measure", MEASURES))
_TRIES = 8
T = TypeVar("T")


class AnswerError(ValueError):
    """The answer is not the JSON that was asked for, so nothing of it can be used."""


def answer_from(text: str) -> tuple[Answer, tuple[str, ...]]:
    """What an answer holds, and a note for each part of it that does not fit.

    Words around the object (a model's thinking, a fence of a code block) are passed over.

    Raises:
        AnswerError: there is no object in it.
    """
    whole = _object(text)
    notes: list[str] = []
    lists: dict[str, tuple[Any, ...]] = {name: _fitting(whole, name, kind, notes) for name, kind in _KINDS.items()}
    return Answer(**lists), tuple(notes)


def _object(text: str) -> dict[str, Any]:
    decoder = json.JSONDecoder()
    start = text.find("{")
    for _ in range(_TRIES):
        if start < 0:
            break
        end = start + 1
        try:
            found, end = decoder.raw_decode(text, start)
        except (ValueError, RecursionError):
            found = None
        if isinstance(found, dict) and (not found or _KINDS.keys() & found.keys()):
            return found
        start = text.find("{", end)
    raise AnswerError("the answer is not the JSON that was asked for")


def _fitting(whole: Mapping[str, Any], name: str, kind: type[T], notes: list[str]) -> tuple[T, ...]:
    given = whole.get(name) or []
    if not isinstance(given, list):
        notes.append(f"left out: {name} of the answer: it is no list")
        return ()
    kept: list[T] = []
    for number, item in enumerate(given[:MOST_ITEMS], 1):
        try:
            kept.append(msgspec.convert(item, kind))
        except (ValueError, RecursionError) as error:  # also half of a character, which no text can hold
            notes.append(f"left out: {name} {number} of the answer: {error}")
    if len(given) > MOST_ITEMS:
        notes.append(f"left out: {len(given) - MOST_ITEMS} {name} of the answer: more than {MOST_ITEMS}")
    return tuple(kept)


def answer_schema() -> dict[str, Any]:
    """The JSON Schema that a server is asked to keep answers to: every field named, none besides."""
    _, definitions = msgspec.json.schema_components([Answer], ref_template="#/$defs/{name}")
    for name, field, terms in _TERMS:
        definitions[name]["properties"][field] = {"type": "string", "enum": list(terms)}
    for definition in definitions.values():
        if definition.get("type") == "object":
            definition["required"] = list(definition["properties"])
            definition["additionalProperties"] = False
            definition["description"] = inspect.cleandoc(definition.get("description", ""))
            for one in definition["properties"].values():
                one.pop("default", None)
                if "enum" in one:
                    one["type"] = "string"
    # Servers that keep strictly to a schema want an object at its root and not a reference to one.
    return {**definitions.pop("Answer"), "$defs": definitions}
