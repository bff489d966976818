"""The one check between every reader and the rest: no quotation, no proposal.

Rules, trained models and language models all pass through `checked`. What does not hold is taken out of the reading and
said in its notes; it is never repaired in silence.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from habeas.model.reading import Claim, Event, Reading, Statement, StatementKind, spans_of
from habeas.model.span import Span
from habeas.model.vocabulary import EVENT_TYPES, MEASURES, PROPERTIES
from habeas.model import dates

_FIELDS: dict[StatementKind, str] = {
    "claim": "claims",
    "attribute": "attributes",
    "event": "events",
    "figure": "figures",
    "demand": "demands",
}
_TERMS = {"attribute": ("property", PROPERTIES), "event": ("type", EVENT_TYPES), "figure": ("measure", MEASURES)}
_DATES = ("when", "until", "as_of", "since", "deadline")


def exact(span: Span, text: str) -> bool:
    """Whether the span's quote is what stands in the text at its offsets."""
    return 0 <= span.start < span.end <= len(text) and text[span.start : span.end] == span.quote


def all_spans(statement: Statement) -> Iterator[Span]:
    """Every span that a statement carries."""
    yield from spans_of(statement)
    extra: tuple[Span | None, ...] = ()
    if isinstance(statement, Claim):
        extra = (statement.speaker_span, statement.cue)
    elif isinstance(statement, Event):
        extra = (statement.trigger, statement.cause, statement.stated_reason)
    yield from (span for span in extra if span is not None)


def fault(kind: StatementKind, statement: Statement, reading: Reading) -> str | None:
    """Why a statement must not be proposed, in words; None where it is sound in itself."""
    if not spans_of(statement):
        return "it quotes no words"
    for span in all_spans(statement):
        if not exact(span, reading.text):
            return f"the words {span.quote[:60]!r} do not stand at {span.start}–{span.end}"
    if kind in _TERMS:
        field, terms = _TERMS[kind]
        if getattr(statement, field) not in terms:
            return f"{getattr(statement, field)!r} is no {field} of the vocabulary"
    for field in _DATES:
        value = getattr(statement, field, None)
        if value is not None and not dates.is_edtf(value):
            return f"{field} {value!r} is not an EDTF date"
    return None


def _references(kind: StatementKind, statement: Statement) -> Iterator[str | None]:
    """The ids of other items that a statement needs."""
    fields = {
        "claim": ("speaker", "to", "within"),
        "attribute": ("subject", "object"),
        "event": ("where",),
        "figure": ("part_of",),
        "demand": ("by",),
    }
    for field in fields[kind]:
        yield getattr(statement, field)
    if isinstance(statement, Event):
        yield from (p.entity for p in statement.participants)
    yield from getattr(statement, "said_by", ())
    yield from getattr(statement, "about", ())


def checked(reading: Reading) -> Reading:
    """The reading without whatever fails the check; each removal is a note.

    A statement that refers to an item that is not there, or was itself removed, goes too.
    """
    notes: list[str] = []
    entities = []
    for entity in reading.entities:
        good = tuple(m for m in entity.mentions if exact(m, reading.text))
        if len(good) < len(entity.mentions):
            notes.append(f"left out: mentions of {entity.name!r} that do not stand in the text")
        entities.append(msgspec.structs.replace(entity, mentions=good))
    kept = [(kind, s) for kind, s in reading.statements()]
    while True:
        known = {e.id for e in entities} | {s.id for _, s in kept}
        bad = {(kind, s.id): _reason(kind, s, reading, known) for kind, s in kept}
        refused = [(kind, s, bad[kind, s.id]) for kind, s in kept if bad[kind, s.id] is not None]
        if not refused:
            break
        notes += [f"left out: {kind} {s.id}: {why}" for kind, s, why in refused]
        kept = [(kind, s) for kind, s in kept if bad[kind, s.id] is None]
    lists = {field: tuple(s for k, s in kept if k == kind) for kind, field in _FIELDS.items()}
    return msgspec.structs.replace(
        reading, entities=tuple(entities), notes=(*reading.notes, *notes), **lists
    )


def _reason(kind: StatementKind, statement: Statement, reading: Reading, known: set[str]) -> str | None:
    why = fault(kind, statement, reading)
    if why is None:
        lost = [ref for ref in _references(kind, statement) if ref is not None and ref not in known]
        why = f"it refers to {lost[0]!r}, which is not there" if lost else None
    return why
