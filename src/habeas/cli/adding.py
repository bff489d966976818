"""What `add` is given, taken in piece by piece: files, the reports in collections, pages from the web."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from habeas.cli.console import number, tell
from habeas.cli.tally import Tally
from habeas.collect import Found, Material, Missed, Opener
from habeas.model.reading import Described
from habeas.workspace import Workspace

if TYPE_CHECKING:
    from habeas.fetching import Fetching, Got

_TOLD_ALIKE = 5
"""Of parts of one collection that are left for one reason, so many are named, the others counted."""


class Adding:
    """One run of `add`: stores what comes, says each report as soon as it is safely stored, and counts the rest."""

    def __init__(self, workspace: Workspace, who: str, counted: Tally) -> None:
        self._workspace, self._who, self._counted = workspace, who, counted

    def files(self, found: Iterable[Found], on: Callable[[], None]) -> None:
        """Files, and the reports in those that are collections."""
        with Opener() as opener:
            for item in found:
                self._file(opener, item)
                on()

    def _file(self, opener: Opener, item: Found) -> None:
        alike: Counter[str] = Counter()
        for piece in opener.opened(item):
            if isinstance(piece, Material):
                self._store(piece, item.label if piece.how == "file" else piece.source)
            else:
                self._miss(piece, alike)
        for reason, count in alike.items():
            if count > _TOLD_ALIKE:
                self._counted.remark(f"{item.label}: {number(count - _TOLD_ALIKE, 'part')} more: {reason}")

    def _miss(self, miss: Missed, alike: Counter[str]) -> None:
        alike[miss.reason] += 1
        told = alike[miss.reason] <= _TOLD_ALIKE
        self._counted.count("refused", miss.shown, (miss.reason,) if told else ())

    def _store(self, material: Material, label: str) -> None:
        receipt = self._workspace.add(material, self._who)
        outcome = "added" if receipt.new else "known"
        self._counted.count(outcome)
        tell(f"{outcome} {receipt.id} {label}")

    def web(self, addresses: Sequence[str], feeds: Sequence[str], stated: Described) -> None:
        """Pages by their addresses, and the pages that feeds name."""
        from habeas.fetching import Fetching
        from habeas.visits import Visits

        reports = self._workspace.received().keys()
        origins = {entry.origin for entry in self._workspace.custody()}
        with Fetching(Visits(self._workspace.folder), reports, origins) as fetching:
            for address in addresses:
                self._got(fetching.page(address, stated))
            for feed in feeds:
                self._feed(fetching, feed, stated)

    def _feed(self, fetching: Fetching, feed: str, stated: Described) -> None:
        known = 0
        for got in fetching.feed(feed, stated):
            known += bool(got.known)
            self._got(got, told=not got.known)
        self._counted.remark(f"{feed}: {number(known, 'page')} of it taken before")

    def _got(self, got: Got, *, told: bool = True) -> None:
        if got.material is not None:
            self._store(got.material, got.address)
        elif got.known:
            self._counted.count("known")
            if told:
                tell(f"known {got.known} {got.address}")
        else:
            self._counted.count("waiting" if got.waiting else "refused", got.address, (got.why,))
