"""A reading: what a reader takes from one report. The public interchange format `habeas.reading/1`.

The types follow `docs/reading-format.md` field by field; the JSON Schema beside them is generated from
here. All values are frozen. References between items are their ids within the reading ("e1", "c3"). Dates
are EDTF strings (`dates`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

import msgspec

from habeas.model.span import Span

FORMAT: Final = "habeas.reading/1"

PassageRole = Literal["title", "dateline", "body", "list_item", "caption", "embedded_post", "footnote", "furniture"]
EntityKind = Literal["person", "organisation", "facility", "place", "group", "law"]
NameRole = Literal["full", "short", "alias", "title", "description"]
Manner = Literal["direct", "indirect", "mixed"]
Act = Literal["state", "deny", "accuse", "demand", "warn", "estimate", "promise", "ask", "believe"]
Status = Literal["asserted", "denied", "reported_possible", "planned", "postponed"]
ParticipantRole = Literal["person", "actor", "authority", "witness"]
ReadState = Literal["whole", "partial", "refused"]
StatementKind = Literal["claim", "attribute", "event", "figure", "demand"]


class Described(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is said of a report as a whole, by the person who brought it or by the report itself."""

    url: str | None = None
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: str | None = None
    language: str | None = None


class ReportInfo(msgspec.Struct, frozen=True, kw_only=True):
    """One report. The plain fields hold what counts: what a person stated, else what was found in the report.

    `stated` and `found` keep both. `id` and `text_sha256` are "sha256:" and 64 hexadecimal digits.
    """

    id: str
    source: str
    url: str | None = None
    title: str | None = None
    publisher: str | None = None
    credits: tuple[str, ...] = ()
    author: str | None = None
    published: str | None = None
    language: str | None = None
    translated_from: str | None = None
    media_type: str = "text/plain"
    text_sha256: str = ""
    stated: Described = Described()
    found: Described = Described()


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the text with a role of its own. Passages cover the text in order and do not overlap.

    `anchor` is the offset that points to a footnote; `author` and `published` are an embedded post's own.
    """

    role: PassageRole
    start: int
    end: int
    author: str | None = None
    published: str | None = None
    anchor: int | None = None


class Name(msgspec.Struct, frozen=True):
    """One spelling of a name, with its script (ISO 15924)."""

    text: str
    script: str
    role: NameRole


class Entity(msgspec.Struct, frozen=True, kw_only=True):
    """One real person, body, place, group or law of the report.

    `detained` and `minor` follow from its statements.
    """

    id: str
    kind: EntityKind
    name: str
    named: bool = True
    detained: bool = False
    minor: bool = False
    names: tuple[Name, ...] = ()
    mentions: tuple[Span, ...] = ()


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """Reported speech: who is reported as saying what. `within` is the claim that contains this one."""

    id: str
    speaker: str | None
    speaker_text: str | None
    content: tuple[Span, ...]
    speaker_span: Span | None = None
    cue: Span | None = None
    manner: Manner = "indirect"
    act: Act = "state"
    to: str | None = None
    medium: str | None = None
    when: str | None = None
    within: str | None = None
    rule: str | None = None
    confidence: float | None = None


class Attribute(msgspec.Struct, frozen=True, kw_only=True):
    """A property of a person with its value: a number for `age`, words or an EDTF date for the others."""

    id: str
    subject: str
    property: str
    value: int | str
    evidence: tuple[Span, ...]
    object: str | None = None
    as_of: str | None = None
    since: str | None = None
    said_by: tuple[str, ...] = ()
    status: Status = "asserted"
    rule: str | None = None
    confidence: float | None = None


class Participant(msgspec.Struct, frozen=True):
    """An entity's part in an event."""

    entity: str
    role: ParticipantRole


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """Something that happened, or is denied, feared, planned or put off (`status`).

    `trigger` is the source's own word.
    """

    id: str
    type: str
    trigger: Span
    evidence: tuple[Span, ...]
    participants: tuple[Participant, ...] = ()
    when: str | None = None
    until: str | None = None
    where: str | None = None
    cause: Span | None = None
    stated_reason: Span | None = None
    said_by: tuple[str, ...] = ()
    status: Status = "asserted"
    rule: str | None = None
    confidence: float | None = None


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """A count of people or bodies. `part_of` is the id of the figure that this one is a part of."""

    id: str
    measure: str
    of: str
    evidence: tuple[Span, ...]
    value: int | None = None
    low: int | None = None
    high: int | None = None
    approximate: bool = False
    method: str | None = None
    part_of: str | None = None
    place: str | None = None
    as_of: str | None = None
    since: str | None = None
    said_by: tuple[str, ...] = ()
    rule: str | None = None
    confidence: float | None = None


class Demand(msgspec.Struct, frozen=True, kw_only=True):
    """Who asks whom to do what (`evidence`), about whom."""

    id: str
    by: str | None
    evidence: tuple[Span, ...]
    to: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    deadline: str | None = None
    said_by: tuple[str, ...] = ()
    rule: str | None = None
    confidence: float | None = None


class ReaderInfo(msgspec.Struct, frozen=True):
    """Which reader made a reading, at which version."""

    name: str
    version: str


Statement = Claim | Attribute | Event | Figure | Demand


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """All that one reader took from one report.

    A report that was refused has an empty text and says why in `notes`.
    """

    report: ReportInfo
    text: str
    format: Literal["habeas.reading/1"] = FORMAT
    reader: ReaderInfo = ReaderInfo("none", "0")
    state: ReadState = "whole"
    passages: tuple[Passage, ...] = ()
    entities: tuple[Entity, ...] = ()
    claims: tuple[Claim, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    events: tuple[Event, ...] = ()
    figures: tuple[Figure, ...] = ()
    demands: tuple[Demand, ...] = ()
    notes: tuple[str, ...] = ()

    def statements(self) -> Iterator[tuple[StatementKind, Statement]]:
        """Every statement with its kind, in the order of the format."""
        for claim in self.claims:
            yield "claim", claim
        for attribute in self.attributes:
            yield "attribute", attribute
        for event in self.events:
            yield "event", event
        for figure in self.figures:
            yield "figure", figure
        for demand in self.demands:
            yield "demand", demand

    def entity(self, ref: str) -> Entity:
        """The entity with the id `ref`.

        Raises:
            KeyError: the reading has no such entity.
        """
        for entity in self.entities:
            if entity.id == ref:
                return entity
        raise KeyError(f"no entity {ref} in the reading of {self.report.source}")


def spans_of(statement: Statement) -> tuple[Span, ...]:
    """The words that a statement rests on: a claim's content, any other statement's evidence."""
    return statement.content if isinstance(statement, Claim) else statement.evidence
