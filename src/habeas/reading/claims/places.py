"""Claims in the making by where their words stand, so that those near a place are found without going through all."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence

from habeas.reading.claims.draft import DraftClaim
from habeas.reading.claims.quotations import Quotation

_STRETCH = 1 << 10
"""Characters that are looked up together."""


class Places:
    """Drafts by their content. Whoever changes the content of one says so with `moved`."""

    def __init__(self, drafts: Iterable[DraftClaim]) -> None:
        self._numbers: dict[int, int] = {}
        self._drafts: list[DraftClaim] = []
        self._at: defaultdict[int, set[int]] = defaultdict(set)
        for draft in drafts:
            self.add(draft)

    def add(self, draft: DraftClaim) -> None:
        """Takes one in, behind those that are there."""
        self._numbers[id(draft)] = len(self._drafts)
        self._drafts.append(draft)
        self.moved(draft)

    def moved(self, draft: DraftClaim) -> None:
        """Finds a draft at its new place, too; one that was never added is passed over."""
        number = self._numbers.get(id(draft))
        if number is None:
            return
        for part in draft.content:
            for stretch in range(part.start // _STRETCH, part.end // _STRETCH + 1):
                self._at[stretch].add(number)

    def near(self, start: int, end: int) -> list[DraftClaim]:
        """All with content in `text[start:end]`, and some with content close to it, in the order of their coming."""
        numbers: set[int] = set()
        for stretch in range(start // _STRETCH, end // _STRETCH + 1):
            numbers |= self._at.get(stretch, set())
        return [self._drafts[number] for number in sorted(numbers)]


def across(quotations: Sequence[Quotation], start: int, end: int) -> Sequence[Quotation]:
    """The quotations, in text order as they come, of which something stands in `text[start:end]`."""
    first = bisect_right(quotations, start, key=lambda q: q.end)
    return quotations[first : bisect_left(quotations, end, lo=first, key=lambda q: q.start)]
