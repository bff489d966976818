"""Values of a property put together where they say the same, one perhaps more exactly than another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from rapidfuzz import fuzz

from habeas.model import dates
from habeas.model.reading import Attribute
from habeas.weighing.amounts import amounts, same_place
from habeas.weighing.ground import Told
from habeas.weighing.wording import content, folded

_DATED = frozenset({"born", "detained_since"})
_PLACED = frozenset({"residence", "held_at"})
_LENGTHS = frozenset({"sentence", "time_held"})
_VARIANT = 90  # likeness of two spellings of a place, 0 to 100


@dataclass
class Group:
    """Tellings of one value. The first is the most exact and gives the value its words."""

    tellings: list[Told] = field(default_factory=list)
    born: tuple[date, date] | None = None

    @property
    def first(self) -> Attribute:
        return attribute(self.tellings[0])

    @property
    def asserted(self) -> list[Told]:
        return [t for t in self.tellings if t.source.status != "denied"]


def attribute(told: Told) -> Attribute:
    """The statement of a telling that is known to be of an attribute.

    Raises:
        TypeError: it is not.
    """
    if not isinstance(told.statement, Attribute):
        raise TypeError(f"{told.source.key} is no attribute")
    return told.statement


def value_of(told: Told) -> str:
    """The value in words; of a relative, an organisation or a prison the name by which the report knows
    it.
    """
    item = attribute(told)
    name = told.ground.name(item.object)
    if name is None or item.property not in ("relative", "affiliation", "held_at"):
        return str(item.value)
    words = str(item.value)
    return words if content(name) <= content(words) else name if content(words) <= content(name) else f"{words} {name}"


def effective(told: Told) -> str | None:
    """The date as of which a value is told: its own, or that of the telling."""
    item = attribute(told)
    return item.as_of or told.said


def grouped(prop: str, tellings: Sequence[Told]) -> list[Group]:
    """The tellings by value. One that is less exact joins the only more exact one that it fits."""
    ordered = sorted(tellings, key=lambda t: (_coarseness(prop, t), dates.sort_key(t.said), t.source.key))
    groups: list[Group] = []
    for told in ordered:
        fitting = [g for g in groups if _fits(prop, g, told)]
        same = [g for g in fitting if folded(value_of(g.tellings[0])) == folded(value_of(told))]
        found = same[0] if same else fitting[0] if len(fitting) == 1 else None
        if found is None:
            found = Group()
            groups.append(found)
        found.tellings.append(told)
        if prop == "age":
            found.born = _narrowed(found.born, birth(told))
    return groups


def birth(told: Told) -> tuple[date, date] | None:
    """The first and last day on which somebody can be born who had this age when it was told."""
    item, on = attribute(told), effective(told)
    if on is None or not isinstance(item.value, int):
        return None
    days = dates.interval(on)
    if days.earliest is None or days.latest is None:
        return None
    return _years_before(days.earliest, item.value + 1) + timedelta(days=1), _years_before(days.latest, item.value)


def _years_before(day: date, years: int) -> date:
    year = max(1, day.year - years)
    return date(year, 2, 28) if (day.month, day.day) == (2, 29) else day.replace(year=year)


def _narrowed(old: tuple[date, date] | None, new: tuple[date, date] | None) -> tuple[date, date] | None:
    if old is None or new is None:
        return old or new
    return max(old[0], new[0]), min(old[1], new[1])


def _coarseness(prop: str, told: Told) -> tuple[int, int]:
    value = value_of(told)
    if prop == "age":
        return (0 if birth(told) is not None else 1, 0)
    if prop in _DATED:
        if not dates.is_edtf(value):
            return (1, 0)
        days = dates.interval(value)
        return (0, (days.latest - days.earliest).days if days.latest and days.earliest else 99999)
    return (0, -len(content(value)))


def _fits(prop: str, group: Group, told: Told) -> bool:
    ours, theirs = value_of(group.tellings[0]), value_of(told)
    if folded(ours) == folded(theirs) and prop != "age":
        return True
    if prop == "age":
        return _ages_fit(group, told)
    if prop in _DATED:
        return dates.is_edtf(ours) and dates.is_edtf(theirs) and dates.compatible(ours, theirs)
    if prop in _LENGTHS and amounts(ours) and amounts(theirs):
        return amounts(ours) == amounts(theirs)
    if prop == "relative" and _one_relative(group.tellings[0], told):
        return True
    if prop in _PLACED and _one_place(group.tellings[0], told):
        return True
    fine, coarse = content(ours), content(theirs)
    return bool(coarse) and coarse <= fine


def _one_relative(left: Told, right: Told) -> bool:
    """Whether both name one person, by resolving, and one kind of relative."""
    ours, theirs = attribute(left), attribute(right)
    people = [t.ground.people.get(a.object or "") for t, a in ((left, ours), (right, theirs))]
    if None in people or str(ours.value) != str(theirs.value):
        return False
    one, other = (t.ground.who.get(key or "", key) for t, key in zip((left, right), people, strict=True))
    return one == other


def _one_place(left: Told, right: Told) -> bool:
    """Whether resolving has them as one place, or the one name may be the other in another script.

    Names in one script that are nearly alike are one place's where resolving does not know both.
    """
    bodies = [t.ground.bodies.get(attribute(t).object or "") for t in (left, right)]
    ours, theirs = value_of(left), value_of(right)
    if None not in bodies and bodies[0] is bodies[1]:
        return True
    if same_place(ours, theirs):
        return True
    return None in bodies and fuzz.token_sort_ratio(folded(ours), folded(theirs)) >= _VARIANT


def _ages_fit(group: Group, told: Told) -> bool:
    born = birth(told)
    if group.born is None or born is None:
        return attribute(told).value == group.first.value
    first, last = _narrowed(group.born, born) or born
    return first <= last
