"""The desk's one door to the workspace."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from django.conf import settings

from habeas.desk.environment import DeskSetupError
from habeas.model.decision import Decision
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
    with Workspace.open(folder) as opened:
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

    def follow(self, opened: Workspace) -> int:
        """Takes in what is new in the log; gives the position up to which it has."""
        with self._lock:
            if self._folder != opened.folder:
                self._folder, self._position = opened.folder, 0
                self._by_target.clear()
                self._by_id.clear()
            position = opened.position()
            if position > self._position:
                for decision in opened.decisions_after(self._position):
                    self._by_id[decision.id] = decision
                    for target in decision.targets:
                        self._by_target[target].append(decision)
                self._position = position
            return self._position

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
        return tuple(sorted(found.values(), key=lambda decision: decision.time))


LEDGER = Ledger()
