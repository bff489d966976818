"""The desk's one door to the workspace."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from django.conf import settings
from typing_extensions import override

from habeas.desk.environment import DeskSetupError
from habeas.model.amendment import Amendment
from habeas.model.decision import Decision
from habeas.model.standing import in_force, in_order
from habeas.workspace import Workspace


@contextmanager
def workspace() -> Iterator[Workspace]:
    """The open workspace of this desk.

    Raises:
        DeskSetupError: it was started without one.
    """
    folder: Path | None = settings.WORKSPACE
    if folder is None:
        raise DeskSetupError("the desk was started without a workspace")
    with DeskWorkspace.open(folder) as opened:
        yield opened


class Ledger:
    """The decisions of a workspace by what they are about, kept up with its log.

    In it an undo is about the decision that it takes back, so that all that bears on some targets can be had without
    going through every decision there is.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._folder: Path | None = None
        self._position = 0
        self._by_target: defaultdict[str, list[Decision]] = defaultdict(list)
        self._by_id: dict[str, Decision] = {}
        self._amending: defaultdict[str, list[Decision]] = defaultdict(list)

    def follow(self, opened: Workspace) -> int:
        """Takes in what is new in the log; gives the position up to which it has."""
        with self._lock:
            position = opened.position()
            if position == self._position and self._folder == opened.folder:
                return position
            erased = next(opened.records.entries("erasure", erased=True, after=self._position), None)
            if self._folder != opened.folder or position < self._position or (erased and self._position):
                self._forget()
                self._folder = opened.folder
            for decision in opened.decisions_after(self._position):
                self._take_in(decision)
            self._position = position
            return position

    def _forget(self) -> None:
        self._position = 0
        for kept in (self._by_target, self._by_id, self._amending):
            kept.clear()

    def _take_in(self, decision: Decision) -> None:
        self._by_id[decision.id] = decision
        if decision.amendment is not None:
            self._amending[decision.amendment.report].append(decision)
        for target in decision.targets:
            self._by_target[target].append(decision)

    def targets(self, prefix: str) -> list[str]:
        """Everything that somebody decided on, of those whose key begins so."""
        with self._lock:
            return [target for target in self._by_target if target.startswith(prefix)]

    def chain(self, decision: Decision) -> tuple[Decision, ...]:
        """The decision, and where it is an undo, what it takes back, to any depth."""
        found = [decision]
        while found[-1].action == "undo" and (before := self._by_id.get(found[-1].targets[0])) is not None:
            found.append(before)
        return tuple(found)

    def about(self, targets: Sequence[str]) -> tuple[Decision, ...]:
        """The decisions on these targets with whatever takes them back, in the order of the log."""
        found: dict[str, Decision] = {}
        wanted = list(targets)
        while wanted:
            for decision in self._by_target.get(wanted.pop(), ()):
                if decision.id not in found:
                    found[decision.id] = decision
                    wanted.append(decision.id)
        return tuple(in_order(found.values()))

    def amending(self, report: str) -> tuple[Decision, ...]:
        """The decisions that changed a report's reading, as far as they are in force."""
        made = self._amending.get(report, ())
        undone = self.about([decision.id for decision in made])
        return tuple(one for one in in_force([*made, *undone]) if one.amendment is not None)

    def amendments(self, report: str) -> tuple[Amendment, ...]:
        """What people added to a report, and whom they said that its words mean, as far as that is in force."""
        return tuple(one.amendment for one in self.amending(report) if one.amendment is not None)


LEDGER = Ledger()


class DeskWorkspace(Workspace):
    """A workspace of which this process knows the decisions already: it looks only for what is new."""

    @override
    def amendments(self, report: str) -> Sequence[Amendment]:
        LEDGER.follow(self)
        return LEDGER.amendments(report)
