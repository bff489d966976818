"""What people add to a reading, and whom they say its words mean: part of their decisions, applied when it is used.

An amendment names places in the text, never ids of a reading, so that it outlasts a reader that reads the report again.
One whose words no longer stand where it says changes nothing; a note says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

import msgspec

from habeas.model.check import checked, exact
from habeas.model.reading import (
    Attribute,
    Claim,
    Demand,
    Entity,
    EntityKind,
    Event,
    Figure,
    Participant,
    Reading,
    Statement,
    StatementKind,
    spans_of,
)
from habeas.model.span import Span

Part = Literal["speaker", "to", "subject", "object", "person", "actor", "authority", "witness", "where", "by", "about"]
_LETTER: dict[StatementKind, str] = {"claim": "c", "attribute": "a", "event": "v", "figure": "n", "demand": "d"}
_LIST: dict[StatementKind, str] = {
    "claim": "claims",
    "attribute": "attributes",
    "event": "events",
    "figure": "figures",
    "demand": "demands",
}
_TYPE: dict[StatementKind, type[Statement]] = {
    "claim": Claim,
    "attribute": Attribute,
    "event": Event,
    "figure": Figure,
    "demand": Demand,
}
RULE = "person"
"""The rule of a statement that a person added."""


class Pointer(msgspec.Struct, frozen=True, kw_only=True):
    """Words that stand for somebody or something: the entity that has them as a mention, else a new one."""

    part: Part
    span: Span
    kind: EntityKind = "person"
    named: bool = True


class Addition(msgspec.Struct, frozen=True, kw_only=True, tag="addition"):
    """A statement that a person adds. `fields` are its plain values, `said_by` the places of the claims it is in."""

    report: str
    kind: StatementKind
    evidence: tuple[Span, ...]
    fields: dict[str, str | int | bool | None] = {}
    who: tuple[Pointer, ...] = ()
    cue: Span | None = None
    trigger: Span | None = None
    said_by: tuple[Span, ...] = ()


class Meaning(msgspec.Struct, frozen=True, kw_only=True, tag="meaning"):
    """Whom words mean: the same as other words (`same_as`), or somebody of their own (None).

    `whole`: all words that stand for the same as `mention` go along.
    """

    report: str
    mention: Span
    same_as: Span | None = None
    whole: bool = False


class Speaking(msgspec.Struct, frozen=True, kw_only=True, tag="speaking"):
    """Who says a claim: `content` is the first place of what is said, `speaker` the words for who says it, or None."""

    report: str
    content: Span
    speaker: Span | None = None


Amendment = Addition | Meaning | Speaking


def by_report(amendments: Iterable[Amendment]) -> Mapping[str, tuple[Amendment, ...]]:
    """Amendments by the report they are about, in their order."""
    found: defaultdict[str, list[Amendment]] = defaultdict(list)
    for one in amendments:
        found[one.report].append(one)
    return {report: tuple(some) for report, some in found.items()}


def amended(reading: Reading, amendments: Sequence[Amendment]) -> Reading:
    """The reading with what people added and said of it, in the order in which they did."""
    for one in amendments:
        if not all(exact(span, reading.text) for span in _places(one)):
            note = "out of date: somebody's addition, whose words stand no longer where they stood"
            reading = msgspec.structs.replace(reading, notes=(*reading.notes, note))
        elif isinstance(one, Addition):
            reading = _with_statement(reading, one)
        elif isinstance(one, Speaking):
            reading = _with_speaker(reading, one)
        else:
            reading = _with_meaning(reading, one)
    return checked(reading) if amendments else reading


def added(reading: Reading, addition: Addition) -> Statement | None:
    """The statement that an addition makes in a reading; None where its words are not there or it fails the check."""
    if not all(exact(span, reading.text) for span in _places(addition)):
        return None
    statements = {(kind, one.id) for kind, one in reading.statements()}
    after = checked(_with_statement(reading, addition))
    return next((one for kind, one in after.statements() if (kind, one.id) not in statements), None)


def _places(one: Amendment) -> list[Span]:
    if isinstance(one, Speaking):
        return [one.content, *([one.speaker] if one.speaker is not None else [])]
    if isinstance(one, Meaning):
        return [one.mention, *([one.same_as] if one.same_as is not None else [])]
    extra = [span for span in (one.cue, one.trigger) if span is not None]
    return [*one.evidence, *(pointer.span for pointer in one.who), *extra, *one.said_by]


def _with_statement(reading: Reading, one: Addition) -> Reading:
    entities = list(reading.entities)
    refs = [(pointer, _entity(entities, pointer)) for pointer in one.who]
    fields: dict[str, Any] = {**one.fields, **_references(one.kind, refs), "rule": RULE, "confidence": None}
    claims = tuple(c.id for span in one.said_by for c in reading.claims if span in spans_of(c))
    if one.kind == "claim":
        fields |= {"content": one.evidence, "cue": one.cue, "within": claims[0] if claims else None}
    else:
        fields |= {"evidence": one.evidence, "said_by": claims}
    if one.kind == "event":
        fields["trigger"] = one.trigger or one.evidence[0]
    known: tuple[Any, ...] = getattr(reading, _LIST[one.kind])
    fields["id"] = _free(_LETTER[one.kind], {item.id for item in known})
    statement = msgspec.convert(msgspec.to_builtins(fields), _TYPE[one.kind])
    return msgspec.structs.replace(reading, entities=tuple(entities), **{_LIST[one.kind]: (*known, statement)})


def _references(kind: StatementKind, refs: Sequence[tuple[Pointer, str]]) -> dict[str, Any]:
    """The fields that name entities, from the words that stand for these."""
    of: defaultdict[str, list[str]] = defaultdict(list)
    for pointer, ref in refs:
        of[pointer.part].append(ref)
    first = {part: found[0] for part, found in of.items()}
    match kind:
        case "claim":
            words = next((p.span for p, _ in refs if p.part == "speaker"), None)
            text = None if words is None else words.quote
            return {"speaker": first.get("speaker"), "speaker_text": text, "speaker_span": words, "to": first.get("to")}
        case "attribute":
            return {"subject": first.get("subject", ""), "object": first.get("object")}
        case "event":
            roles = ("person", "actor", "authority", "witness")
            parts = [Participant(ref, p.part) for p, ref in refs if p.part in roles]  # type: ignore[arg-type]
            return {"participants": parts, "where": first.get("where")}
        case "demand":
            return {"by": first.get("by"), "to": of["to"], "about": of["about"]}
    return {}


def _entity(entities: list[Entity], pointer: Pointer) -> str:
    """The id of the entity that the words stand for; it is made where there is none."""
    found = _at(entities, pointer.span)
    if found is not None:
        return found.id
    name = " ".join(pointer.span.quote.split())
    new = _free("e", {entity.id for entity in entities})
    entities.append(Entity(id=new, kind=pointer.kind, name=name, named=pointer.named, mentions=(pointer.span,)))
    return new


def _at(entities: Iterable[Entity], span: Span) -> Entity | None:
    """The entity whose mention stands at these words: just there, else around them, else over part of them."""
    near = [(entity, m) for entity in entities for m in entity.mentions if m.overlaps(span)]
    near.sort(key=lambda one: (one[1] != span, not one[1].contains(span), one[1].end - one[1].start, one[0].id))
    return near[0][0] if near else None


def _with_speaker(reading: Reading, one: Speaking) -> Reading:
    """The reading in which somebody else says the claim; its key is another then, as its speaker's words are."""
    entities = list(reading.entities)
    words = one.speaker
    who = None if words is None else _entity(entities, Pointer(part="speaker", span=words))
    text = None if words is None else words.quote
    claims = tuple(
        msgspec.structs.replace(c, speaker=who, speaker_text=text, speaker_span=words, rule=RULE)
        if c.content[:1] == (one.content,)
        else c
        for c in reading.claims
    )
    return msgspec.structs.replace(reading, entities=tuple(entities), claims=claims)


def _free(letter: str, taken: set[str]) -> str:
    numbers = [int(one[1:]) for one in taken if one[:1] == letter and one[1:].isdigit()]
    return f"{letter}{max(numbers, default=0) + 1}"


def _with_meaning(reading: Reading, one: Meaning) -> Reading:
    before = _at(reading.entities, one.mention)
    after = None if one.same_as is None else _at(reading.entities, one.same_as)
    if one.same_as is None:
        return reading if before is None or len(before.mentions) < 2 else _apart(reading, before, one.mention)
    if after is None or before is after:
        return reading
    if before is not None and (one.whole or len(before.mentions) == 1):
        return _joined(reading, before, after)
    entities = [_without(entity, one.mention) if entity is before else entity for entity in reading.entities]
    entities = [_with(entity, (one.mention,)) if entity.id == after.id else entity for entity in entities]
    moved = msgspec.structs.replace(reading, entities=tuple(entity for entity in entities if entity.mentions))
    return moved if before is None else _said_by_other(moved, one.mention, before.id, after.id)


def _said_by_other(reading: Reading, mention: Span, before: str, after: str) -> Reading:
    """Whatever the words say goes along to whom they mean now."""
    claims = tuple(
        msgspec.structs.replace(c, speaker=after)
        if c.speaker == before and c.speaker_span is not None and c.speaker_span.overlaps(mention)
        else c
        for c in reading.claims
    )
    return msgspec.structs.replace(reading, claims=claims)


def _apart(reading: Reading, entity: Entity, mention: Span) -> Reading:
    new = msgspec.structs.replace(
        entity,
        id=_free("e", {one.id for one in reading.entities}),
        name=" ".join(mention.quote.split()),
        names=(),
        mentions=(mention,),
        detained=False,
        minor=False,
    )
    kept = tuple(_without(one, mention) if one is entity else one for one in reading.entities)
    apart = msgspec.structs.replace(reading, entities=(*kept, new))
    return _said_by_other(apart, mention, entity.id, new.id)


def _without(entity: Entity, mention: Span) -> Entity:
    return msgspec.structs.replace(entity, mentions=tuple(m for m in entity.mentions if not m.overlaps(mention)))


def _with(entity: Entity, mentions: Iterable[Span]) -> Entity:
    return msgspec.structs.replace(entity, mentions=tuple(sorted({*entity.mentions, *mentions})))


def _joined(reading: Reading, gone: Entity, kept: Entity) -> Reading:
    """The reading in which `gone` is `kept`, wherever it is referred to."""
    whole = msgspec.structs.replace(
        _with(kept, gone.mentions),
        names=(*kept.names, *(name for name in gone.names if name not in kept.names)),
        detained=kept.detained or gone.detained,
        minor=kept.minor or gone.minor,
    )
    entities = tuple(whole if one is kept else one for one in reading.entities if one is not gone)

    def ref(value: Any) -> Any:
        return kept.id if value == gone.id else value

    lists: dict[str, Any] = {
        "claims": tuple(msgspec.structs.replace(c, speaker=ref(c.speaker), to=ref(c.to)) for c in reading.claims),
        "attributes": tuple(
            msgspec.structs.replace(a, subject=ref(a.subject), object=ref(a.object)) for a in reading.attributes
        ),
        "events": tuple(
            msgspec.structs.replace(
                e, where=ref(e.where), participants=tuple(Participant(ref(p.entity), p.role) for p in e.participants)
            )
            for e in reading.events
        ),
        "demands": tuple(
            msgspec.structs.replace(
                d, by=ref(d.by), to=tuple(ref(one) for one in d.to), about=tuple(ref(one) for one in d.about)
            )
            for d in reading.demands
        ),
    }
    return msgspec.structs.replace(reading, entities=entities, **lists)
