"""Case files: one for each person who is in custody, or to whom something happened that happens in custody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from habeas.model import dates
from habeas.model.case import CaseFile, DemandLine, Finding, Join, LifeEvent, PersonRef, Property, Source
from habeas.model.custody import told_in_custody
from habeas.model.reading import Attribute, Claim, Entity, Event
from habeas.weighing.accounts import accounts, two_days, two_places
from habeas.weighing.changed import changed_events, changed_values, changed_word
from habeas.weighing.denials import denials
from habeas.weighing.findings import finding
from habeas.weighing.firmness import firm_events, firm_values
from habeas.weighing.ground import Ground, Told
from habeas.weighing.happenings import Happening, happenings, width
from habeas.weighing.happenings import tellings as told_events
from habeas.weighing.known import WEIGHING
from habeas.weighing.lifeline import lines
from habeas.weighing.names import display_name, names_of
from habeas.weighing.origins import Origins
from habeas.weighing.outlook import silence, upcoming
from habeas.weighing.overtaken import overtaken
from habeas.weighing.properties import properties
from habeas.weighing.sequences import sequences
from habeas.weighing.speakers import Speakers
from habeas.weighing.summary import status, summary
from habeas.weighing.wording import date_words, quoted

# A visitor to a prison and a protester before one are in no custody.
_ELSEWHERE = frozenset({"visit", "protest"})


@dataclass
class Material:
    """What all reports tell of one cluster of people, before it is weighed."""

    people: tuple[PersonRef, ...]
    entities: list[tuple[Ground, Entity]] = field(default_factory=list)
    attributes: list[Told] = field(default_factory=list)
    events: list[Told] = field(default_factory=list)
    claims: list[Told] = field(default_factory=list)
    rejected: list[Told] = field(default_factory=list)

    @property
    def id(self) -> str:
        """The case's id, made from the smallest of its people's keys."""
        return "ca:" + min(ref.key for ref in self.people).removeprefix("pe:")

    def is_case(self) -> bool:
        """Whether anything that people did not reject puts the person in custody."""
        if any(_of_custody(told) for told in (*self.attributes, *self.events)):
            return True
        refused = any(_of_custody(told) for told in self.rejected)
        return not refused and any(entity.detained for _, entity in self.entities)


def _of_custody(told: Told) -> bool:
    match told.statement:
        case Attribute(property=prop, status=status):
            return prop in WEIGHING.custody["properties"] and status != "denied"
        case Event(type=kind, status=status):
            fits = kind in WEIGHING.events.custody and status != "planned"
            return fits or (kind not in _ELSEWHERE and told_in_custody(told.statement))
        case _:
            return False


def materials(
    grounds: Sequence[Ground], clusters: Iterable[tuple[PersonRef, ...]], tellings: Iterable[tuple[Told, bool]]
) -> list[Material]:
    """All clusters with what is told of them, each statement handed to the people it is about."""
    found = [Material(people=cluster) for cluster in clusters]
    owner = {ref.key: material for material in found for ref in material.people}
    for ground in grounds:
        for ref, key in ground.people.items():
            if key in owner:
                owner[key].entities.append((ground, ground.entities[ref]))
    for told, rejected in tellings:
        about = {id(m): m for key in _about(told) if (m := owner.get(key)) is not None}
        for material in about.values():
            _hand(material, told, rejected)
    return found


def _about(told: Told) -> list[str]:
    """The keys of the people whom a statement is about."""
    people = told.ground.people
    match told.statement:
        case Attribute(subject=subject):
            return [people[subject]] if subject in people else []
        case Event(participants=participants):
            return [people[p.entity] for p in participants if p.role == "person" and p.entity in people]
        case Claim(content=content, speaker=speaker):
            return [
                key
                for ref, key in people.items()
                if ref != speaker and any(s.contains(m) for s in content for m in told.ground.entities[ref].mentions)
            ]
        case _:
            return []


def _hand(material: Material, told: Told, rejected: bool) -> None:
    if rejected:
        material.rejected.append(told)
        return
    match told.statement:
        case Attribute():
            material.attributes.append(told)
        case Event():
            material.events.append(told)
        case Claim():
            material.claims.append(told)


@dataclass(frozen=True)
class Shared:
    """What every case needs to know of the whole: origins, joins by person, demands by case, the newest date."""

    origins: Origins
    joins: Mapping[str, Sequence[Join]]
    demands: Mapping[str, Sequence[DemandLine]]
    slugs: Mapping[str, str]
    newest: str | None = None


def case_file(material: Material, shared: Shared) -> CaseFile:
    """The case of one cluster, weighed."""
    happened = happenings(told_events(material.attributes, material.events))
    later, expected = overtaken(happened)
    life = lines(happened, later, shared.origins)
    values = properties(material.attributes, material.events, shared.origins)
    as_of = _as_of(material, life)
    state = status(life, detained=any(e.detained for _, e in material.entities), as_of=as_of)
    joins = _joins(material, shared.joins)
    found = [
        *_of_values(values),
        *sequences(happened),
        *expected,
        *_told_twice(happened, shared.origins.speakers),
        *accounts(happened, shared.origins.speakers),
        *changed_values(values, shared.origins.speakers),
        *changed_word(happened, shared.origins.speakers),
    ]
    found += [*denials(happened, material.attributes, material.claims), *_of_joins(joins, material)]
    names = names_of(material.entities, material.attributes)
    life, values = firm_events(life, found, shared.origins), firm_values(values, found, shared.origins)
    return CaseFile(
        id=material.id,
        slug=shared.slugs[material.id],
        name=display_name(material.entities),
        names=names,
        people=tuple(sorted(material.people, key=lambda ref: ref.key)),
        joins=joins,
        summary=summary(state, life, values, as_of),
        as_of=as_of,
        status=state,
        properties=values,
        life=life,
        claims=_claims_left(material),
        demands=tuple(shared.demands.get(material.id, ())),
        findings=tuple(found),
        reports=_reports(material),
        rejected=len(material.rejected),
        upcoming=upcoming(state, life, values, as_of),
        silent=silence(as_of, shared.newest),
    )


def _as_of(material: Material, life: Sequence[LifeEvent]) -> str | None:
    """The newest date that a report or an event that happened bears."""
    known = [g.reading.report.published for g, _ in material.entities]
    known += [e.when for e in life if e.status == "asserted" and "/" not in (e.when or "")]
    return max((d for d in known if d is not None), key=_newness, default=None)


def _newness(when: str) -> tuple[date, int]:
    """The later a date begins the newer it is; of two that begin together the more exact."""
    return dates.interval(when).earliest or date.min, -width(when)


def _joins(material: Material, joins: Mapping[str, Sequence[Join]]) -> tuple[Join, ...]:
    keys = {ref.key for ref in material.people}
    found = {(j.left, j.right): j for key in sorted(keys) for j in joins.get(key, ())}
    return tuple(found[pair] for pair in sorted(found))


def _reports(material: Material) -> tuple[str, ...]:
    grounds = {g.report: g.reading.report.published for g, _ in material.entities}
    return tuple(sorted(grounds, key=lambda r: (dates.sort_key(grounds[r]), r)))


def _of_values(values: Sequence[Property]) -> list[Finding]:
    found = []
    for prop in values:
        telling = prop.property not in WEIGHING.properties.plain
        sources = [s for value in prop.values for s in value.sources]
        if prop.relation == "conflict":
            clashing = [s for value in prop.values if value.firmness == "disputed" for s in value.sources]
            found.append(finding("conflict", f"{prop.label}: accounts differ. {prop.explanation}", clashing))
        elif prop.relation == "sequence":
            found.append(finding("sequence", f"{prop.label}: {prop.explanation}", sources))
        elif prop.relation == "agree" and telling and prop.values[0].independent > 1:
            told = f"{prop.values[0].independent} independent sources agree on {quoted(prop.values[0].label)}"
            found.append(finding("agreement", f"{prop.label}: {told}. {prop.explanation}".strip(), sources))
    return found


def _told_twice(happened: Sequence[Happening], speakers: Speakers) -> list[Finding]:
    """What happens once, or seldom twice, and is told with dates or places that cannot both be true."""
    found = []
    for kind in sorted(WEIGHING.events.once):
        told = [h for h in happened if h.first.type == kind and h.first.status == "asserted"]
        if len(told) > 1:
            sides = "; ".join(f"{quoted(h.first.told.source.quotes[0])} ({date_words(h.when or h.said)})" for h in told)
            text = f"What happens once is told with dates that do not fit: {sides}."
            found.append(finding("conflict", text, (t.told.source for h in told for t in h.tellings)))
            found += changed_events("day", told, speakers)
    return found + two_days(happened, speakers) + two_places(happened, speakers)


def _of_joins(joins: Sequence[Join], material: Material) -> list[Finding]:
    names = {ref.key: ref.name for ref in material.people}
    found = []
    for join in joins:
        if join.left not in names or join.right not in names or join.state != "proposed":
            continue
        who = f"“{names[join.left]}” and “{names[join.right]}”"
        why = "; ".join(join.reasons)
        but = f" Against it: {'; '.join(join.against)}." if join.against else ""
        text = f"Proposed as one person: {who} (score {join.score:.2f}, no probability): {why}."
        found.append(finding("same_person", text + but, (), f"{join.left}|{join.right}"))
    return found


def _claims_left(material: Material) -> tuple[Source, ...]:
    """The claims that speak of the person and that are not mostly shown already by a line of the case."""
    shown: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for told in (*material.attributes, *material.events):
        shown[told.ground.report] += told.source.spans
    left = [told for told in material.claims if not _covered(told.source, shown[told.ground.report])]
    left.sort(key=lambda t: (dates.sort_key(t.said), t.ground.report, t.span))
    return tuple(told.source for told in left)


def _covered(source: Source, shown: Sequence[tuple[int, int]]) -> bool:
    letters = {i for start, end in source.spans for i in range(start, end)}
    covered = {i for start, end in shown for i in range(start, end)} & letters
    return 2 * len(covered) >= len(letters)
