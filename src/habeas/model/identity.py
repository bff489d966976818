"""Keys that stay the same when a report is read again: what decisions and public records refer to.

A key is made from the report, the words and what is said of them, not from the reader or the order of
items; a reader that proposes the same thing from the same words proposes it under the same key.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import msgspec

from habeas.model.reading import (
    Attribute,
    Claim,
    Demand,
    Entity,
    Event,
    Figure,
    Reading,
    Statement,
    StatementKind,
    spans_of,
)


def _key(prefix: str, parts: list[object]) -> str:
    digest = hashlib.sha256(msgspec.json.encode(parts)).hexdigest()
    return f"{prefix}:{digest[:20]}"


def statement_key(reading: Reading, kind: StatementKind, statement: Statement) -> str:
    """The key of a statement: "st:" and 20 hexadecimal digits."""
    places = [[span.start, span.end] for span in spans_of(statement)]
    return _key("st", [reading.report.id, kind, places, _gist(reading, statement)])


def person_key(reading: Reading, entity: Entity) -> str:
    """The key of a person in one report: "pe:" and 20 hexadecimal digits."""
    first = entity.mentions[0].start if entity.mentions else -1
    return _key("pe", [reading.report.id, entity.kind, entity.name, first])


def person_keys(readings: Iterable[Reading]) -> list[str]:
    """The keys of all people of some reports, in their order."""
    return [person_key(one, entity) for one in readings for entity in one.entities if entity.kind == "person"]


def body_key(reading: Reading, entity: Entity) -> str:
    """The key of an organisation, a facility or a place in one report: "en:" and 20 hexadecimal digits."""
    first = entity.mentions[0].start if entity.mentions else -1
    return _key("en", [reading.report.id, entity.kind, entity.name, first])


def _gist(reading: Reading, statement: Statement) -> list[object]:
    names = {entity.id: entity.name for entity in reading.entities}
    match statement:
        case Claim():
            return [statement.speaker_text, statement.act]
        case Attribute():
            about = names.get(statement.object or "")
            return [statement.property, statement.value, names.get(statement.subject), *([about] if about else [])]
        case Event():
            who = [[names.get(p.entity), p.role] for p in statement.participants]
            return [statement.type, statement.trigger.start, who, statement.status]
        case Figure():
            return [statement.measure, statement.value, statement.low, statement.high]
        case Demand():
            return [names.get(statement.by or "")]
