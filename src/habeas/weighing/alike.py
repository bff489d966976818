"""Reports that share most of their words: every pair of them, without holding each against each.

Of the runs of words of two reports that share much, one of the rarest of either is shared, with enough of both behind
it: prefix and positional filtering (Xiao, Wang, Lin, Yu and Wang, "Efficient similarity joins for near-duplicate
detection", 2011). So a report is held against few others, however many write the same phrases.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from math import ceil

from habeas.weighing.copies import share
from habeas.weighing.unions import Unions

_CELLS = 1 << 22  # at most; runs that fall into one cell are counted together: that costs time at worst, no pair
_Holding = dict[int, list[tuple[str, int]]]


class Alike:
    """The runs of all reports, by report, and how many reports have each."""

    def __init__(self, runs: Mapping[str, frozenset[int]]) -> None:
        self._runs = runs
        # A case has few reports, and whoever opens its page must not wait for room that is meant for all there are.
        self._cells = min(_CELLS, 2 << sum(map(len, runs.values())).bit_length())
        self._many = array("L", [0]) * self._cells
        for some in runs.values():
            for run in some:
                self._many[run % self._cells] += 1

    def unite(self, reports: Iterable[str], least: float, one: Unions) -> None:
        """Makes those of the reports one of which two share at least so much; `least` is above 0."""
        holding: _Holding = defaultdict(list)
        for report in reports:
            mine = self._runs[report]
            rare = self._rarest(mine, least)
            for other in self._candidates(len(mine), rare, holding, least):
                if one.root(report) != one.root(other) and share(mine, self._runs[other]) >= least:
                    one.unite(report, other)
            for place, run in rare:
                holding[run].append((report, place))

    def _rarest(self, some: frozenset[int], least: float) -> list[tuple[int, int]]:
        """So many of the rarest runs that whoever shares `least` of all has one of them, with their places; without
        those that no other report has. Equally rare ones are in the order of their numbers: one order for all reports.
        """
        many, cells = self._many, self._cells
        ordered = sorted(some, key=lambda run: (many[run % cells], run))
        first = ordered[: len(some) - ceil(least * len(some)) + 1]
        return [(place, run) for place, run in enumerate(first) if many[run % cells] > 1]

    def _candidates(
        self, length: int, rare: Iterable[tuple[int, int]], holding: _Holding, least: float
    ) -> Iterator[str]:
        """Who shares a run of these, with so many runs of both behind it that they may share enough."""
        met: set[str] = set()
        for place, run in rare:
            for other, there in holding.get(run, ()):
                if other not in met:
                    met.add(other)
                    theirs = len(self._runs[other])
                    common = min(length - place, theirs - there)
                    if common >= least * (length + theirs - common):
                        yield other
