"""The one check between every reader and the rest: no quotation, no proposal.

Rules, trained models and language models all pass through `checked`. What does not hold is taken out of the
reading and said in its notes; it is never repaired in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from habeas.model import dates
from habeas.model.reading import (
    Attribute,
    Claim,
    Demand,
    Entity,
    Event,
    Figure,
    Passage,
    Reading,
    Statement,
    StatementKind,
    spans_of,
)
from habeas.model.span import Span
from habeas.model.vocabulary import EVENT_TYPES, MEASURES, PROPERTIES

Item = tuple[StatementKind, Statement]

_FIELDS: dict[StatementKind, str] = {
    "claim": "claims",
    "attribute": "attributes",
    "event": "events",
    "figure": "figures",
    "demand": "demands",
}
_TERMS = {
    "attribute": ("property", PROPERTIES),
    "event": ("type", EVENT_TYPES),
    "figure": ("measure", MEASURES),
}
_DATES = ("when", "until", "as_of", "since", "deadline")


def checked(reading: Reading) -> Reading:
    """The reading without whatever fails the check; each removal is a note.

    A statement that refers to an item that is not there, or was itself removed, goes too.
    """
    notes: list[str] = []
    passages = _sound_passages(reading, notes)
    entities = _sound_entities(reading, notes)
    items = _referring(_sound_statements(reading, entities, notes), entities, notes)
    lists = {field: tuple(s for k, s in items if k == kind) for kind, field in _FIELDS.items()}
    return msgspec.structs.replace(
        reading, passages=passages, entities=entities, notes=(*reading.notes, *notes), **lists
    )


def exact(span: Span, text: str) -> bool:
    """Whether the span's quote is what stands in the text at its offsets."""
    return 0 <= span.start < span.end <= len(text) and text[span.start : span.end] == span.quote


def quotes(reading: Reading) -> bool:
    """Whether every quotation of a reading is what stands in its text at its offsets."""
    spans = [span for _, statement in reading.statements() for span in all_spans(statement)]
    spans += [span for entity in reading.entities for span in entity.mentions]
    return all(exact(span, reading.text) for span in spans)


def all_spans(statement: Statement) -> Iterator[Span]:
    """Every span that a statement carries."""
    yield from spans_of(statement)
    extra: tuple[Span | None, ...] = ()
    if isinstance(statement, Claim):
        extra = (statement.speaker_span, statement.cue)
    elif isinstance(statement, Event):
        extra = (statement.trigger, statement.cause, statement.stated_reason)
    yield from (span for span in extra if span is not None)


def fault(kind: StatementKind, statement: Statement, text: str) -> str | None:
    """Why a statement must not be proposed, in words; None where it is sound in itself."""
    if not spans_of(statement):
        return "it quotes no words"
    for span in all_spans(statement):
        if not exact(span, text):
            return f"the words {span.quote[:60]!r} do not stand at {span.start}–{span.end}"
    if kind in _TERMS:
        field, terms = _TERMS[kind]
        if getattr(statement, field) not in terms:
            return f"{getattr(statement, field)!r} is no {field} of the vocabulary"
    for field in _DATES:
        value = getattr(statement, field, None)
        if value is not None and not dates.is_edtf(value):
            return f"{field} {value!r} is not an EDTF date"
    return _value_fault(statement, text)


def _value_fault(statement: Statement, text: str) -> str | None:
    if statement.confidence is not None and not 0 <= statement.confidence <= 1:
        return f"a confidence of {statement.confidence} is not between 0 and 1"
    match statement:
        case Claim(speaker_text=str(words)) if not _stands(words, text):
            return f"the words {words[:60]!r} for its speaker do not stand in the text"
        case Attribute(property="age", value=value) if not isinstance(value, int):
            return f"the age {value!r} is not a number"
        case Figure(value=value, low=low, high=high):
            numbers = [n for n in (low, value, high) if n is not None]
            if not numbers or numbers != sorted(numbers) or numbers[0] < 0:
                return f"its numbers (value {value}, low {low}, high {high}) make no count"
    return None


def _stands(words: str, text: str) -> bool:
    """Whether words stand in the text; a line may break between any two of them."""
    return words in text or " ".join(words.split()) in " ".join(text.split())


def _sound_passages(reading: Reading, notes: list[str]) -> tuple[Passage, ...]:
    kept: list[Passage] = []
    end = 0
    for passage in reading.passages:
        if end <= passage.start < passage.end <= len(reading.text):
            kept.append(passage)
            end = passage.end
        else:
            notes.append(f"left out: the passage {passage.start}–{passage.end}, out of order or out of it")
    return tuple(kept)


def _sound_entities(reading: Reading, notes: list[str]) -> tuple[Entity, ...]:
    kept: dict[str, Entity] = {}
    words = _words(reading.text)
    for entity in reading.entities:
        mentions = tuple(m for m in entity.mentions if exact(m, reading.text))
        names = tuple(n for n in entity.names if _words(n.text) <= words)
        what = f"{entity.kind} {entity.name!r}"
        if entity.id in kept:
            notes.append(f"left out: {what}: a second item with the id {entity.id}")
        elif not mentions:
            notes.append(f"left out: {what}: no mention of it stands in the text")
        elif entity.named and not _words(entity.name) <= words:
            notes.append(f"left out: {what}: the text does not have this name")
        else:
            if len(mentions) < len(entity.mentions):
                notes.append(f"left out: mentions of {what} that do not stand in the text")
            if len(names) < len(entity.names):
                notes.append(f"left out: names of {what} that the text does not have")
            kept[entity.id] = msgspec.structs.replace(entity, mentions=mentions, names=names)
    return tuple(kept.values())


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def _sound_statements(reading: Reading, entities: Iterable[Entity], notes: list[str]) -> list[Item]:
    ids = {entity.id for entity in entities}
    kept: list[Item] = []
    for kind, statement in reading.statements():
        why = fault(kind, statement, reading.text)
        if statement.id in ids:
            why = "a second item with its id"
        if why is None:
            ids.add(statement.id)
            kept.append((kind, statement))
        else:
            notes.append(f"left out: {kind} {statement.id}: {why}")
    return kept


def _referring(items: list[Item], entities: tuple[Entity, ...], notes: list[str]) -> list[Item]:
    """The items whose references all lead to an item of the right kind that is itself kept."""
    while True:
        known = {"entity": {entity.id for entity in entities}}
        for kind in _FIELDS:
            known[kind] = {s.id for k, s in items if k == kind}
        within = {s.id: s.within for _, s in items if isinstance(s, Claim)}
        reasons = [_astray(statement, known, within) for _, statement in items]
        if not any(reasons):
            return items
        faulty = zip(items, reasons, strict=True)
        notes += [f"left out: {kind} {s.id}: {why}" for (kind, s), why in faulty if why is not None]
        items = [item for item, why in zip(items, reasons, strict=True) if why is None]


def _astray(statement: Statement, known: dict[str, set[str]], within: dict[str, str | None]) -> str | None:
    for kind, ref in _references(statement):
        if ref is not None and ref not in known[kind]:
            return f"it refers to the {kind} {ref!r}, which is not there"
    if isinstance(statement, Claim) and _within_itself(statement.id, within):
        return "it stands within itself"
    return None


def _within_itself(claim: str, within: dict[str, str | None]) -> bool:
    seen: set[str] = set()
    step = within.get(claim)
    while step is not None and step != claim and step not in seen:
        seen.add(step)
        step = within.get(step)
    return step == claim


def _references(statement: Statement) -> Iterator[tuple[str, str | None]]:
    """What a statement needs: the kind of item and its id."""
    match statement:
        case Claim():
            yield from (("entity", statement.speaker), ("entity", statement.to), ("claim", statement.within))
            return
        case Attribute():
            yield from (("entity", statement.subject), ("entity", statement.object))
        case Event():
            yield "entity", statement.where
            yield from (("entity", participant.entity) for participant in statement.participants)
        case Figure():
            yield "figure", statement.part_of
        case Demand():
            yield "entity", statement.by
            yield from (("entity", ref) for ref in (*statement.to, *statement.about))
    yield from (("claim", ref) for ref in statement.said_by)
