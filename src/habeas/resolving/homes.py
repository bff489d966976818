"""Fathers and sons of one name: whom a report means by it where nothing but their home speaks for either.

Where reports on one person name somebody else of the same name beside them, a report that gives a name, a town and a
lawyer may be about either of the two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from habeas.resolving.clusters import Clusters
from habeas.resolving.evidence import all_elsewhere
from habeas.resolving.names import parsed
from habeas.resolving.naming import beside_one
from habeas.resolving.profile import Members

_SHOWN = 6  # names of one side that are looked at


class Homes:
    """Who is named beside whom, among the sets of people as they are at the time of asking."""

    def __init__(self, clusters: Clusters, people: Members) -> None:
        self._clusters, self._people = clusters, people
        self._of_report: dict[str, list[str]] = defaultdict(list)
        for key in sorted(people.refs):
            self._of_report[people.refs[key].report].append(key)

    def ambiguous(self, left: str, right: str) -> bool:
        """Whether beside one of the two people's sets somebody else bears a name of the other."""
        return self._beside(left, right) or self._beside(right, left)

    def elsewhere(self, left: str, right: str) -> bool:
        """Whether the towns of the one person's set are all others than those of the other's."""
        return all_elsewhere(self._towns(left), self._towns(right))

    def _towns(self, key: str) -> list[str]:
        members = sorted(self._clusters.members_of(key))
        told = (town for member in members for town in self._people.profile(member).facts.get("residence", ()))
        return list(dict.fromkeys(told))

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
