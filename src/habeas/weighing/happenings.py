"""Tellings of events put together where they tell of one event, within a report and across reports."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from rapidfuzz import fuzz

from habeas.model import dates
from habeas.model.case import Body
from habeas.model.reading import Attribute, Event, Status
from habeas.model.span import Span
from habeas.model.telling import passage_of
from habeas.weighing.ground import Told
from habeas.weighing.known import WEIGHING
from habeas.weighing.wording import content, folded

_ONE_SPELL = 31  # days within which undated tellings of one kind of event, in several reports, are taken for one
_MONTH = 31


@dataclass(frozen=True)
class Telling:
    """One report's telling of an event of a person. A `state` holds on the day on which it is told.

    `where` is the place as the report names it, `place` the body of all reports that it is.
    """

    told: Told
    type: str
    status: Status
    when: str | None
    until: str | None
    where: str | None
    words: str
    span: Span
    actors: tuple[str, ...] = ()
    state: bool = False
    place: Body | None = None

    @property
    def said(self) -> str | None:
        return self.told.said

    @property
    def heading(self) -> bool:
        """Whether it stands in the heading of its report, which says again what stands below it."""
        place = passage_of(self.told.ground.reading, self.span.start)
        return place is not None and place.role == "title"


@dataclass
class Happening:
    """One event with all its tellings; the first is the most exactly dated. `said` is when it was first told."""

    tellings: list[Telling] = field(default_factory=list)
    said: str | None = None
    where: str | None = None
    place: Body | None = None
    by_report: dict[str, list[Telling]] = field(default_factory=dict)

    @property
    def first(self) -> Telling:
        return self.tellings[0]

    @property
    def when(self) -> str | None:
        return self.first.when

    def add(self, telling: Telling) -> None:
        self.tellings.append(telling)
        self.by_report.setdefault(telling.told.ground.report, []).append(telling)
        if self.where is None:
            self.where, self.place = telling.where, telling.place
        if telling.said is not None:
            self.said = min(telling.said, self.said or telling.said, key=dates.sort_key)


def tellings(attributes: Iterable[Told], events: Iterable[Told]) -> list[Telling]:
    """Everything that happened to a person: the events, and the attributes that tell of one."""
    found = [_of_event(told, told.statement) for told in events if isinstance(told.statement, Event)]
    for told in attributes:
        if isinstance(told.statement, Attribute):
            found += _of_attribute(told, told.statement)
    return found


def _of_event(told: Told, event: Event) -> Telling:
    ground = told.ground
    actors = [ground.name(p.entity) for p in event.participants if p.role in ("actor", "authority")]
    return Telling(
        told=told,
        type=event.type,
        status=event.status,
        when=event.when,
        until=event.until,
        where=ground.name(event.where),
        place=ground.bodies.get(event.where or ""),
        words=event.trigger.quote,
        span=told.span,
        actors=tuple(dict.fromkeys(a for a in actors if a is not None)),
    )


def _of_attribute(told: Told, attribute: Attribute) -> list[Telling]:
    value = str(attribute.value)
    if attribute.property == "detained_since":
        if not dates.is_edtf(value):
            return []
        return [_attribute_telling(told, attribute, "arrest", value)]
    if attribute.property != "condition":
        return []
    padded = f" {folded(value)} "
    kinds = [k for k, words in WEIGHING.conditions.items() if any(f" {folded(w)} " in padded for w in words)]
    return [_attribute_telling(told, attribute, kind, None) for kind in kinds[:1]]


def _attribute_telling(told: Told, attribute: Attribute, kind: str, when: str | None) -> Telling:
    return Telling(
        told=told,
        type=kind,
        status=attribute.status,
        when=when or attribute.since,
        until=None,
        where=None,
        words=told.span.quote,
        span=told.span,
        state=attribute.property == "condition",
    )


def happenings(told: Sequence[Telling]) -> list[Happening]:
    """The tellings by event: those of one type and status whose dates and places go together."""
    ordered = sorted(told, key=lambda t: (t.type, t.status, *_exactness(t), dates.sort_key(t.said), t.told.source.key))
    groups: dict[tuple[str, Status], list[Happening]] = {}
    for telling in ordered:
        of_kind = groups.setdefault((telling.type, telling.status), [])
        found = _home(telling, of_kind)
        if found is None:
            found = Happening()
            of_kind.append(found)
        found.add(telling)
    return [_ordered(h) for of_kind in groups.values() for h in of_kind]


def _exactness(telling: Telling) -> tuple[int, int, tuple[int, date, date]]:
    """The exactly dated first, then the vaguely dated, then the undated in the order of their telling."""
    if telling.when is None:
        return (1, 0, dates.sort_key(telling.said))
    return (0, width(telling.when), dates.sort_key(telling.when))


def width(when: str) -> int:
    """How many days a date may mean."""
    days = dates.interval(when)
    return (days.latest - days.earliest).days if days.latest and days.earliest else 10**6


def _home(telling: Telling, groups: Sequence[Happening]) -> Happening | None:
    same_words = [h for h in groups if _same_words(telling, h)]
    if same_words:
        return same_words[0]
    below = [h for h in groups if telling.told.ground.report in h.by_report] if telling.heading else []
    if telling.when is None and len(below) == 1:
        return below[0]
    fitting = [h for h in groups if _fits(telling, h)]
    exact = [h for h in fitting if telling.when is not None and h.when == telling.when]
    if exact:
        return exact[0]
    return fitting[0] if len(fitting) == 1 or (fitting and telling.type in WEIGHING.events.once) else None


def _same_words(telling: Telling, happening: Happening) -> bool:
    """Whether both tellings stand in the same words of one report, and no date tells them apart."""
    return any(
        t.span.overlaps(telling.span)
        and (t.when is None or telling.when is None or dates.compatible(t.when, telling.when))
        for t in happening.by_report.get(telling.told.ground.report, ())
    )


def _fits(telling: Telling, happening: Happening) -> bool:
    kinds = WEIGHING.events
    once, rare = telling.type in kinds.once, telling.type in kinds.rare
    same = telling.place is not None and telling.place is happening.place
    if not once and not same and not _one_place(telling.where, happening.where):
        return False
    if telling.when is not None and happening.when is not None:
        if not dates.compatible(telling.when, happening.when):
            return False
        return once or rare or telling.when == happening.when or _elsewhere(telling, happening)
    if once:
        return True
    if rare:
        return _before(happening.when, telling.said)
    return _elsewhere(telling, happening) and _close(telling.said, happening.when or happening.said)


def _elsewhere(telling: Telling, happening: Happening) -> bool:
    """Whether another report tells of it: one report's two tellings of a repeatable event are two events."""
    return telling.told.ground.report not in happening.by_report


def _one_place(left: str | None, right: str | None) -> bool:
    if left is None or right is None:
        return True
    a, b = content(left), content(right)
    return a <= b or b <= a or fuzz.token_sort_ratio(folded(left), folded(right)) >= 90


def _before(when: str | None, said: str | None) -> bool:
    """Whether something of this date can have happened when it was told."""
    if when is None or said is None:
        return True
    first, last = dates.interval(when).earliest, dates.interval(said).latest
    return first is None or last is None or first <= last


def _close(left: str | None, right: str | None) -> bool:
    if left is None or right is None:
        return False
    a, b = dates.interval(left), dates.interval(right)
    if a.earliest is None or b.earliest is None or a.latest is None or b.latest is None:
        return False
    gap = max((a.earliest - b.latest).days, (b.earliest - a.latest).days)
    return gap <= _ONE_SPELL and max(width(left), width(right)) <= _MONTH


def _ordered(happening: Happening) -> Happening:
    """The same, all tellings but the first in the order in which they were told."""
    head, tail = happening.tellings[0], happening.tellings[1:]
    tail.sort(key=lambda t: (dates.sort_key(t.said), t.told.source.key))
    happening.tellings = [head, *tail]
    return happening
