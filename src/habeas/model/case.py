"""Case files: what resolving and weighing make of readings and decisions. Derived, never stored as truth.

A `CaseBook` is all of it: every stage after weighing works from it alone (with the readings for their texts).
"""

from __future__ import annotations

from typing import Literal

import msgspec

from habeas.model.reading import Act, Manner, ReadState, ReportInfo, StatementKind, Status

StatementState = Literal["proposed", "accepted", "corrected", "rejected"]
FindingKind = Literal[
    "conflict", "agreement", "sequence", "overtaken", "drift", "denial", "copies", "same_person", "series"
]


# How firmly a line stands. Nothing here is a probability, and "corroborated" is no "true".
Firmness = Literal["one_word", "corroborated", "disputed", "denied", "overtaken"]


class Voice(msgspec.Struct, frozen=True, kw_only=True):
    """One link of the chain of who says so: `name` is the speaker as known, `text` the report's words."""

    name: str
    text: str
    act: Act = "state"
    manner: Manner = "indirect"
    entity: str | None = None


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """One statement where it stands: the report, its key, the exact words, and who says so.

    `voices` runs from the report's publisher (or its file name) inwards to the innermost speaker. `spans` are
    offsets into the report's text, in the order of `quotes`. `said` is the date on which it was published or
    said, EDTF.
    """

    report: str
    kind: StatementKind
    statement: str
    key: str
    state: StatementState
    quotes: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    voices: tuple[Voice, ...]
    status: Status = "asserted"
    said: str | None = None
    high_risk: str | None = None
    permitted: bool = False


class Value(msgspec.Struct, frozen=True, kw_only=True):
    """One value of a property, with everybody who gives it.

    `label` is for people, `value` for machines (EDTF, number). `as_of` is the first date at which it held,
    where one is known. `independent` counts sources after copies are put together. `why` says in words why it stands
    as `firmness` says.
    """

    value: str
    label: str
    sources: tuple[Source, ...]
    first_said: str | None = None
    last_said: str | None = None
    independent: int = 1
    as_of: str | None = None
    firmness: Firmness = "one_word"
    why: str = ""


class Property(msgspec.Struct, frozen=True, kw_only=True):
    """A property of a person: its values side by side, and how they stand to each other in words."""

    property: str
    label: str
    values: tuple[Value, ...]
    relation: Literal["single", "agree", "several", "sequence", "conflict"]
    explanation: str = ""


class LifeEvent(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a life line: one event, told by one or several sources.

    `when` is the finest date that all tellings bear out, EDTF; `before` and `after` bound it where it has
    none ("as of January 2022": `before="2022-01-17"`). `words` are the sources' own words for it.
    """

    type: str
    label: str
    when: str | None
    sources: tuple[Source, ...]
    words: tuple[str, ...]
    status: Status = "asserted"
    where: str | None = None
    until: str | None = None
    before: str | None = None
    after: str | None = None
    actors: tuple[str, ...] = ()
    independent: int = 1
    overtaken_by: str | None = None
    firmness: Firmness = "one_word"
    why: str = ""


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """What weighing says of several statements, in one plain sentence, with the statements it rests on."""

    id: str
    kind: FindingKind
    text: str
    sources: tuple[Source, ...]


class PersonRef(msgspec.Struct, frozen=True, kw_only=True):
    """A person as one report has them."""

    key: str
    report: str
    entity: str
    name: str


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A place as a gazetteer knows it: `country` in ISO 3166-1 alpha-2, degrees of WGS 84, the gazetteer's own id."""

    name: str
    country: str
    country_name: str
    latitude: float
    longitude: float
    gazetteer: str


class BodyRef(msgspec.Struct, frozen=True, kw_only=True):
    """An organisation, a facility or a place as one report has it. `key`: what decisions know it by."""

    report: str
    entity: str
    name: str
    key: str = ""


class Body(msgspec.Struct, frozen=True, kw_only=True):
    """One organisation, facility or place of several reports, under all its names, the commonest first.

    `countries` are those that its reports speak of, the most frequent first. `places` are what a gazetteer knows by a
    place's name: one is where it is, several are candidates. `reasons` say why its names are taken for one body's.
    `decisions` are the ids of those by which people said that mentions are one body, or that this is another's.
    """

    id: str
    kind: Literal["organisation", "facility", "place"]
    name: str
    names: tuple[str, ...]
    members: tuple[BodyRef, ...]
    countries: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    reasons: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()


class Join(msgspec.Struct, frozen=True, kw_only=True):
    """Two people of two reports that may be one: proposed by the machine or decided by a person."""

    left: str
    right: str
    score: float
    reasons: tuple[str, ...]
    against: tuple[str, ...] = ()
    state: Literal["proposed", "same", "different", "unsure"] = "proposed"
    decision: str | None = None


class DemandLine(msgspec.Struct, frozen=True, kw_only=True):
    """One demand: who asks whom for what. `cases` are the ids of the people it is about."""

    by: str
    to: tuple[str, ...]
    text: str
    source: Source
    cases: tuple[str, ...] = ()
    deadline: str | None = None


class Upcoming(msgspec.Struct, frozen=True, kw_only=True):
    """What is still to come as of a case's newest date: an expected event, or the end of a term as it would be counted.

    `sources` are the statements that it rests on; of a term, the sentence and the day from which it is counted.
    """

    label: str
    when: str | None
    why: str
    sources: tuple[Source, ...]


class CaseFile(msgspec.Struct, frozen=True, kw_only=True):
    """The case of one person. `id` is made from its people's keys; `slug` from the name, for addresses.

    `as_of` is the newest date that a report or an event that happened bears; `summary` is one line of where things
    stand as of then. `claims` are the claims that speak of the person and that no line above already shows.
    `rejected` counts the statements about the person that people rejected; they stand nowhere else in the case.
    `silent` is how many days the newest of all reports is younger than the newest that speaks of the person; None where
    either has no date.
    """

    id: str
    slug: str
    name: str
    names: tuple[str, ...]
    people: tuple[PersonRef, ...]
    joins: tuple[Join, ...]
    summary: str
    as_of: str | None
    status: str
    properties: tuple[Property, ...]
    life: tuple[LifeEvent, ...]
    claims: tuple[Source, ...]
    demands: tuple[DemandLine, ...]
    findings: tuple[Finding, ...]
    reports: tuple[str, ...]
    rejected: int = 0
    upcoming: tuple[Upcoming, ...] = ()
    silent: int | None = None


class FigurePoint(msgspec.Struct, frozen=True, kw_only=True):
    """One figure of a series: what was counted in the source's words, and as of when.

    `said` is the date of publication.
    """

    label: str
    of: str
    value: int | None
    low: int | None
    high: int | None
    approximate: bool
    method: str | None
    as_of: str | None
    since: str | None
    source: Source
    said: str | None = None


class FigureSeries(msgspec.Struct, frozen=True, kw_only=True):
    """Figures that count the same thing; `undated` stand beside the chart, never in it.

    `counts` says in words what is counted. `findings` say how it drifts and where what is counted changes.
    """

    id: str
    measure: str
    label: str
    counts: str
    place: str | None
    dated: tuple[FigurePoint, ...]
    undated: tuple[FigurePoint, ...]
    findings: tuple[Finding, ...] = ()


class ReportLine(msgspec.Struct, frozen=True, kw_only=True):
    """A report as the case book lists it. `copy_group` is shared by reports of one origin."""

    id: str
    slug: str
    info: ReportInfo
    state: ReadState
    notes: tuple[str, ...]
    received: str | None = None
    copy_group: str | None = None


class CaseBook(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that a site or an export shows."""

    reports: tuple[ReportLine, ...]
    cases: tuple[CaseFile, ...]
    figures: tuple[FigureSeries, ...]
    demands: tuple[DemandLine, ...]
    findings: tuple[Finding, ...]
    public: bool = False
    bodies: tuple[Body, ...] = ()


class Resolution(msgspec.Struct, frozen=True, kw_only=True):
    """Who is who: every person of every report in exactly one cluster, and the joins that were weighed."""

    clusters: tuple[tuple[PersonRef, ...], ...]
    joins: tuple[Join, ...]
    bodies: tuple[Body, ...] = ()
