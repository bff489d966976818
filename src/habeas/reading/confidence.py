"""How sure the reader is of each proposal: the share of proposals like it that careful people took as well.

A logistic function of a few traits of the statement, its weights in `tables/confidence.toml` made by `make train` from
the training part of our collection. The same traits are used there, so what is learnt is what is asked here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from math import exp, log2
from typing import TypeVar

import msgspec

from habeas.model.reading import Attribute, Claim, Demand, Entity, Event, Figure, Reading, Statement, spans_of
from habeas.reading.tables import load

AnyStatement = TypeVar("AnyStatement", Claim, Attribute, Event, Figure, Demand)


def confident(reading: Reading) -> Reading:
    """The reading with a `confidence` on every statement, 0.01 to 0.99 in hundredths."""
    entities = {entity.id: entity for entity in reading.entities}
    return msgspec.structs.replace(
        reading,
        claims=_each(reading.claims, entities),
        attributes=_each(reading.attributes, entities),
        events=_each(reading.events, entities),
        figures=_each(reading.figures, entities),
        demands=_each(reading.demands, entities),
    )


def _each(statements: tuple[AnyStatement, ...], entities: Mapping[str, Entity]) -> tuple[AnyStatement, ...]:
    return tuple(msgspec.structs.replace(one, confidence=confidence(one, entities)) for one in statements)


def confidence(statement: Statement, entities: Mapping[str, Entity]) -> float:
    """The confidence of one statement of a reading with these entities, by id."""
    weights = _weights()
    odds = sum(weights.get(name, 0.0) * value for name, value in traits(statement, entities))
    return min(max(round(1 / (1 + exp(-odds)), 2), 0.01), 0.99)


@cache
def _weights() -> Mapping[str, float]:
    weights: Mapping[str, float] = load("confidence")["weights"]
    return weights


def traits(statement: Statement, entities: Mapping[str, Entity]) -> Iterator[tuple[str, float]]:
    """What is known of a statement, from the general to the particular: the particular counts where it was met."""
    kind = type(statement).__name__.lower()
    rule = statement.rule or "none"
    yield kind, 1.0
    yield f"{kind} {rule.partition(':')[0]}", 1.0
    if ":" in rule:
        yield f"{kind} {rule}", 1.0
    yield f"{kind} length", log2(1 + sum(span.quote.count(" ") + 1 for span in spans_of(statement)))
    yield f"{kind} of {_whose(statement, entities)}", 1.0
    if not isinstance(statement, Claim) and statement.said_by:
        yield f"{kind} within a claim", 1.0
    if getattr(statement, "status", "asserted") != "asserted":
        yield f"{kind} {getattr(statement, 'status', '')}", 1.0
    if getattr(statement, "when", None) is not None:
        yield f"{kind} dated", 1.0


def _whose(statement: Statement, entities: Mapping[str, Entity]) -> str:
    """Whether the one it is about, or who says it, is named, only described, or not there at all."""
    match statement:
        case Claim(speaker=who) | Attribute(subject=who) | Demand(by=who):
            whose = entities.get(who) if who is not None else None
        case Event(participants=parts):
            whose = next((entities[p.entity] for p in parts if p.role == "person" and p.entity in entities), None)
        case Figure():
            return "a count"
    if whose is None:
        return "nobody"
    if whose.kind != "person":
        return "a " + whose.kind
    return "a named person" if whose.named else "a described person"
