"""Fathers and sons of one name: whom a report means by it where nothing but their home speaks for either.

A report that gives a name, a town and a lawyer may be about the father as well as about the son. What else is told of
the two sets of people decides: a name beside one of them, towns, births, days of arrest, the rest of their names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from habeas.model import dates
from habeas.resolving.clusters import Clusters
from habeas.resolving.evidence import all_elsewhere, finest
from habeas.resolving.names import compare, parsed
from habeas.resolving.naming import beside_one
from habeas.resolving.profile import AGES_DIFFER, Members, days_between

WHY_AMBIGUOUS = "reports name somebody else of this name beside one of them: father or son may be meant"
WHY_ELSEWHERE = "all towns told of the one are others than those told of the other: father or son may be meant"
WHY_ANOTHER_LIFE = "other reports tell the two apart by name, age or day of arrest: father or son may be meant"
WHY_EITHER = "each may be one with somebody else, and the two others are told apart: father or son may be meant"
DOUBTS = frozenset({WHY_AMBIGUOUS, WHY_ELSEWHERE, WHY_ANOTHER_LIFE, WHY_EITHER})
_SHOWN = 6  # names of one side that are looked at
_ONE_ARREST = 31  # days: that of one arrest is often told a few days off


class _Told(NamedTuple):
    """What all reports on one set of people tell that father and son do not share.

    `born` are the last of the first and the first of the last days on which one of them may have been born.
    """

    many: int
    names: tuple[str, ...]
    towns: tuple[str, ...]
    born: tuple[date, date] | None
    taken: tuple[tuple[date, date], ...]


class Homes:
    """What is told of the sets of people, as these are at the time of asking."""

    def __init__(self, clusters: Clusters, people: Members, offers: Iterable[tuple[str, str]] = ()) -> None:
        """`offers` are the pairs for which nothing speaks but what is shared at home."""
        self._clusters, self._people = clusters, people
        self._offered: dict[str, list[str]] = defaultdict(list)
        for one, other in sorted(offers):
            self._offered[one].append(other)
            self._offered[other].append(one)
        self._told: dict[str, _Told] = {}
        self._doubts: dict[tuple[tuple[str, int], tuple[str, int]], str] = {}
        self._of_report: dict[str, list[str]] = defaultdict(list)
        for key in sorted(people.refs):
            self._of_report[people.refs[key].report].append(key)

    def doubt(self, left: str, right: str) -> str:
        """Why what the two people have in common at home does not say that they are one; empty where nothing speaks
        against it.
        """
        return self._told_apart(left, right) or (WHY_EITHER if self._either(left, right) else "")

    def _told_apart(self, left: str, right: str) -> str:
        sides = [(self._clusters.root(key), len(self._clusters.members_of(key))) for key in (left, right)]
        sets = (sides[0], sides[1])  # a set only ever grows
        if sets not in self._doubts:
            self._doubts[sets] = self._doubt(left, right)
        return self._doubts[sets]

    def _doubt(self, left: str, right: str) -> str:
        if self.ambiguous(left, right):
            return WHY_AMBIGUOUS
        one, other = self._told_of(left), self._told_of(right)
        if all_elsewhere(one.towns, other.towns):
            return WHY_ELSEWHERE
        return WHY_ANOTHER_LIFE if _two_lives(one, other) else ""

    def _either(self, left: str, right: str) -> bool:
        """Whether what is shared at home ties the two, or one of them, to sets that must not be one as well."""
        return any(
            self._clusters.kept_apart(one, other)
            and not (one != left and self._told_apart(left, one))
            and not (other != right and self._told_apart(right, other))
            for one in self._tied_to(left)
            for other in self._tied_to(right)
            if self._clusters.root(one) != self._clusters.root(other)
        )

    def _tied_to(self, key: str) -> list[str]:
        """Somebody of each set that a person may belong to by what is shared at home, and the person."""
        found = {self._clusters.root(key): key}
        for other in self._offered[key]:
            found.setdefault(self._clusters.root(other), other)
        return list(found.values())

    def ambiguous(self, left: str, right: str) -> bool:
        """Whether beside one of the two people's sets somebody else bears a name of the other."""
        return self._beside(left, right) or self._beside(right, left)

    def _told_of(self, key: str) -> _Told:
        root, members = self._clusters.root(key), self._clusters.members_of(key)
        known = self._told.get(root)
        if known is None or known.many != len(members):
            known = self._told[root] = self._gathered(sorted(members))
        return known

    def _gathered(self, members: list[str]) -> _Told:
        people = [self._people.profile(key) for key in members]
        births = [person.born for person in people if person.born is not None]
        return _Told(
            len(members),
            tuple(dict.fromkeys(name for person in people for name in person.written)),
            tuple(dict.fromkeys(town for person in people for town in person.facts.get("residence", ()))),
            (max(first for first, _ in births), min(last for _, last in births)) if births else None,
            _arrests({day for person in people for day in person.facts.get("detained_since", ())}),
        )

    def _beside(self, one: str, other: str) -> bool:
        refs = self._people.refs

        # A father told of beside his son in custody may be in custody elsewhere, the son is hardly told of without it.
        def held() -> bool:
            return any(self._people.profile(key).detained for key in self._clusters.members_of(other))

        theirs = sorted({refs[key].name for key in self._clusters.members_of(other)})[:_SHOWN]
        return any(
            _one_name(refs[key].name, name) and (held() or not self._people.profile(key).detained)
            for key in self._others(one)
            for name in theirs
        )

    def _others(self, key: str) -> Iterator[str]:
        mine = set(self._clusters.members_of(key))
        reports = {self._people.refs[member].report for member in mine}
        for report in sorted(reports):
            yield from (other for other in self._of_report[report] if other not in mine)


@lru_cache(maxsize=65536)
def _one_name(left: str, right: str) -> bool:
    if len(parsed(left).parts) != len(parsed(right).parts):
        return False
    match = beside_one(left, right)
    return match.whole and not match.against


def _arrests(told: set[str]) -> tuple[tuple[date, date], ...]:
    """The first and the last day of each, without those of which something finer is told."""
    known = (dates.interval(day) for day in sorted(finest([day for day in told if dates.is_edtf(day)])))
    return tuple((day.earliest, day.latest) for day in known if day.earliest and day.latest)


def _two_lives(one: _Told, other: _Told) -> bool:
    """Whether births, days of arrest or names of the two sets are not one person's."""
    if one.born is not None and other.born is not None:
        if days_between(one.born, other.born) > AGES_DIFFER:
            return True
    apart = [days_between(a, b) for a in one.taken for b in other.taken]
    if apart and min(apart) > _ONE_ARREST:
        return True
    return any(compare(parsed(a), parsed(b)).against for a in one.names for b in other.names)
