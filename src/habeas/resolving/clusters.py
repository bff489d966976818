"""Who ends up as one person: what people decided first, then the machine's proposals where nothing stands
against.

A cluster holds at most one person of a report, unless people decided otherwise. "Different" holds for whole
clusters: no proposal brings two people together through a third whom people have told apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping


class Clusters:
    """Disjoint sets of person keys, with pairs of sets that must stay apart."""

    def __init__(self, reports: Mapping[str, str]) -> None:
        self._parent = {key: key for key in reports}
        self._members = {key: [key] for key in reports}
        self._reports = {key: {report} for key, report in reports.items()}
        self._apart: dict[str, set[str]] = defaultdict(set)

    def root(self, key: str) -> str:
        while self._parent[key] != key:
            self._parent[key] = self._parent[self._parent[key]]
            key = self._parent[key]
        return key

    def members_of(self, key: str) -> list[str]:
        """All who are one with somebody."""
        return self._members[self.root(key)]

    def keep_apart(self, left: str, right: str) -> None:
        a, b = self.root(left), self.root(right)
        if a != b:
            self._apart[a].add(b)
            self._apart[b].add(a)

    def kept_apart(self, left: str, right: str, *, decided: bool = False) -> bool:
        """Whether the two people's sets may not become one."""
        a, b = self.root(left), self.root(right)
        return b in self._apart[a] or (not decided and not self._reports[a].isdisjoint(self._reports[b]))

    def join(self, left: str, right: str, *, decided: bool) -> bool:
        """Makes one set of the two people's sets; False where something keeps them apart.

        `decided`: a person said so, and may join two people of one report.
        """
        a, b = self.root(left), self.root(right)
        if a == b:
            return True
        if self.kept_apart(a, b, decided=decided):
            return False
        if len(self._members[a]) < len(self._members[b]):
            a, b = b, a
        self._parent[b] = a
        self._members[a] += self._members.pop(b)
        self._reports[a] |= self._reports.pop(b)
        for other in self._apart.pop(b, set()):
            self._apart[other].discard(b)
            self._apart[other].add(a)
            self._apart[a].add(other)
        return True

    def members(self) -> Iterable[list[str]]:
        return self._members.values()
