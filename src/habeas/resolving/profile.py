"""What one report says of one person, as far as it can help to tell whether another report speaks of them
too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from habeas.model import dates
from habeas.model.case import PersonRef
from habeas.model.custody import told_in_custody
from habeas.model.identity import person_key, statement_key
from habeas.model.reading import Attribute, Entity, Event, Reading
from habeas.model.standing import UNDECIDED, Standing, corrected
from habeas.model.telling import said_on
from habeas.resolving.glance import Glance, glance
from habeas.resolving.names import PersonName, parsed
from habeas.resolving.skeleton import folded

_YEAR = 365.2425
AGES_DIFFER = 3700  # days by which the ages that reports give of one person may differ: some ten years
_TELLING = 12
_MOVED = frozenset({"transfer", "hospitalisation"})
# What happens to somebody where they are held, if a prison or a hospital is named.
_THERE = frozenset(
    {
        "torture",
        "ill_treatment",
        "hunger_strike",
        "solitary_confinement",
        "deterioration",
        "treatment_denied",
        "visit_denied",
        "death",
    }
)
TELLING_EVENTS = frozenset(
    {
        "charge",
        "death",
        "execution",
        "hearing",
        "hospitalisation",
        "prisoner_exchange",
        "release",
        "sentence",
        "transfer",
    }
)
"""Events whose day in common says that two reports tell of one person."""


_Entities = tuple[dict[str, str], frozenset[str]]
"""What the entities of a report are called, and which are facilities."""


class Dated(NamedTuple):
    """An event of a person: its type, its date (EDTF) if one is given, and when that was said."""

    type: str
    when: str | None
    said: str | None
    asserted: bool


@dataclass(frozen=True)
class Profile:
    """One person of one report. `facts` are values by property, as told; `born` bounds the day of birth.

    `company` are the other people of the report; `others` those whom one may take for this person: both are in custody,
    or neither is. Names are kept as written, with what is seen of them at a glance, and taken apart when they are first
    asked for.
    """

    ref: PersonRef
    written: tuple[str, ...]
    detained: bool
    said: str | None
    born: tuple[date, date] | None
    facts: Mapping[str, tuple[str, ...]]
    events: tuple[Dated, ...]
    company_written: tuple[str, ...]
    others_written: tuple[str, ...]
    quotes: frozenset[str]
    glances: tuple[Glance | None, ...]

    @cached_property
    def published_on(self) -> date | None:
        """The first day on which the report may have been written."""
        return dates.interval(self.said).earliest if self.said else None

    @cached_property
    def told(self) -> frozenset[str]:
        """The properties and the types of events that the report tells of."""
        return frozenset((*self.facts, *(event.type for event in self.events)))

    @cached_property
    def names(self) -> tuple[PersonName, ...]:
        return tuple(map(parsed, self.written))

    @cached_property
    def company(self) -> tuple[PersonName, ...]:
        return tuple(map(parsed, self.company_written))

    @cached_property
    def others(self) -> tuple[PersonName, ...]:
        return tuple(map(parsed, self.others_written))

    @property
    def glance(self) -> Glance | None:
        """What is seen at a glance of the name that the report gives."""
        return self.glances[0] if self.written[:1] == (self.ref.name,) else None


class Members(NamedTuple):
    """Some people by their keys. What is told of them is asked for only where it is needed: it may have to be read."""

    refs: Mapping[str, PersonRef]
    profile: Callable[[str], Profile]


def profiles(reading: Reading, standings: Mapping[str, Standing]) -> Iterator[Profile]:
    """The named people of a reading. What people rejected counts for nothing, what they corrected as
    corrected.
    """
    people = [e for e in reading.entities if e.kind == "person" and e.named]
    names = {e.id: e.name for e in reading.entities}
    facilities = frozenset(e.id for e in reading.entities if e.kind == "facility")
    attributes = _attributes(reading, standings)
    events = _events(reading, standings)
    for person in people:
        yield _profile(reading, person, people, (attributes[person.id], events[person.id], (names, facilities)))


def _profile(
    reading: Reading,
    person: Entity,
    people: list[Entity],
    known: tuple[list[Attribute], list[Event], _Entities],
) -> Profile:
    attributes, events, entities = known
    ref = PersonRef(key=person_key(reading, person), report=reading.report.id, entity=person.id, name=person.name)
    company = [(parsed(p.name), p.detained) for p in people if p.id != person.id]
    spans = [span for a in attributes for span in a.evidence] + [s for e in events for s in e.evidence]
    written = _names(person, attributes)
    return Profile(
        ref=ref,
        written=written,
        detained=person.detained or any(told_in_custody(e) for e in events),
        said=reading.report.published,
        born=_born(reading, attributes),
        facts=_facts(attributes, events, entities),
        events=tuple(Dated(e.type, e.when, said_on(reading, e), e.status == "asserted") for e in events),
        company_written=tuple(name.text for name, _ in company if name.parts),
        others_written=tuple(
            name.text for name, detained in company if len(name.parts) > 1 and detained == person.detained
        ),
        quotes=frozenset(folded(span.quote) for span in spans if _telling(span.quote, [p.name for p in people])),
        glances=tuple(map(glance, written)),
    )


def _telling(quote: str, names: list[str]) -> bool:
    """Whether a quotation has words enough that two reports hardly choose them by chance; names are no words."""
    if len(quote.split()) < _TELLING:
        return False
    for name in names:
        quote = quote.replace(name, " ")
    return len(quote.split()) >= _TELLING


def _attributes(reading: Reading, standings: Mapping[str, Standing]) -> dict[str, list[Attribute]]:
    found: dict[str, list[Attribute]] = defaultdict(list)
    for attribute in reading.attributes:
        standing = standings.get(statement_key(reading, "attribute", attribute), UNDECIDED)
        if standing.state != "rejected" and attribute.status == "asserted":
            found[attribute.subject].append(corrected(attribute, standing))
    return found


def _events(reading: Reading, standings: Mapping[str, Standing]) -> dict[str, list[Event]]:
    found: dict[str, list[Event]] = defaultdict(list)
    for event in reading.events:
        standing = standings.get(statement_key(reading, "event", event), UNDECIDED)
        if standing.state == "rejected":
            continue
        for participant in event.participants:
            if participant.role == "person":
                found[participant.entity].append(corrected(event, standing))
    return found


def _names(person: Entity, attributes: list[Attribute]) -> tuple[str, ...]:
    texts = [person.name, *(n.text for n in person.names if n.role in ("full", "alias"))]
    texts += [str(a.value) for a in attributes if a.property == "alias"]
    return tuple(text for text in dict.fromkeys(texts) if len(parsed(text).parts) > 1)


def days_between(one: tuple[date, date], other: tuple[date, date]) -> int:
    """How many days lie between two stretches of days, each its first and last day; none or less where they meet."""
    return max((one[0] - other[1]).days, (other[0] - one[1]).days)


def _born(reading: Reading, attributes: list[Attribute]) -> tuple[date, date] | None:
    """The days between which the person was born, from a date of birth or from an age and the day it was
    given.
    """
    for attribute in attributes:
        if attribute.property == "born" and dates.is_edtf(str(attribute.value)):
            days = dates.interval(str(attribute.value))
            if days.earliest and days.latest:
                return days.earliest, days.latest
    for attribute in attributes:
        on = attribute.as_of or said_on(reading, attribute)
        if attribute.property == "age" and isinstance(attribute.value, int) and on is not None:
            days = dates.interval(on)
            if days.earliest and days.latest and 0 <= attribute.value < 130:
                return _before(days.earliest, attribute.value + 1), _before(days.latest, attribute.value)
    return None


def _before(day: date, years: int) -> date:
    return date.fromordinal(max(1, day.toordinal() - round(years * _YEAR)))


def _facts(attributes: list[Attribute], events: list[Event], entities: _Entities) -> Mapping[str, tuple[str, ...]]:
    names, facilities = entities
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for attribute in attributes:
        value = str(attribute.value)
        if attribute.property in ("relative", "held_at", "affiliation") and attribute.object in names:
            value = names[attribute.object]
        found[attribute.property][value] = None
    for event in events:
        if event.where in names and (event.type in _MOVED or (event.type in _THERE and event.where in facilities)):
            found["held_at"][names[event.where]] = None
        if event.type == "arrest" and event.when is not None and event.status == "asserted":
            found["detained_since"][event.when] = None
    return {prop: tuple(values) for prop, values in found.items()}
