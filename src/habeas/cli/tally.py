"""The closing summary: what was received, and what became of each part of it. Nothing is lost in silence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from habeas.cli.console import say
from habeas.cli.running import PARTLY

if TYPE_CHECKING:
    from habeas.intake import Taken

READ = ("read", "partly read", "refused")
ADDED = ("added", "known", "refused")
_STATES = {"whole": "read", "partial": "partly read", "refused": "refused"}


class Tally:
    """Counts what became of each path received, in words of `outcomes` ("waiting" only where something waits); keeps
    the reason of all that is not whole.
    """

    def __init__(self, outcomes: tuple[str, ...]) -> None:
        self.counts: Counter[str] = Counter(dict.fromkeys(outcomes, 0))
        self.reasons: list[str] = []

    def count(self, outcome: str, source: str = "", notes: Iterable[str] = ()) -> None:
        """One more path; with `notes`, a line of its own in the summary."""
        self.counts[outcome] += 1
        reason = "; ".join(notes)
        if reason:
            self.reasons.append(f"  {outcome}: {source}: {reason}")

    def took(self, taken: Taken) -> None:
        """One more path that was read, partly read or refused."""
        outcome = _STATES[taken.state]
        notes = taken.notes or ("no reason is known",)
        self.count(outcome, taken.shown, () if taken.state == "whole" else notes)

    def remark(self, line: str) -> None:
        """A line of the summary that is about no failure."""
        self.reasons.append(f"  {line}")

    @property
    def received(self) -> int:
        return self.counts.total()

    @property
    def exit_code(self) -> int:
        return PARTLY if any(self.counts[outcome] for outcome in ("refused", "partly read", "waiting")) else 0

    def summary(self) -> str:
        """ "received 3 = 2 read + 0 partly read + 1 refused", then a line for each that is not whole."""
        parts = " + ".join(f"{number} {outcome}" for outcome, number in self.counts.items())
        return "\n".join((f"received {self.received} = {parts}", *self.reasons))


@contextmanager
def tally(outcomes: tuple[str, ...], of: int, *, goes_on: bool = True) -> Iterator[Tally]:
    """A tally that is said at the end, also where the run was interrupted or failed before all `of` were done.

    `goes_on`: the same command takes up what is left.
    """
    counted = Tally(outcomes)
    try:
        yield counted
    finally:
        say(counted.summary())
        if counted.received < of:
            say(f"stopped before {of - counted.received} more" + ("; run the same again to go on" if goes_on else ""))
