"""Many who wait for the database at once are written in one transaction, and each is told once it is on the disk.

A commit waits for the disk, and only one can be under way. So whoever comes meanwhile waits in a line, and the first
of them to have its turn writes for all: under a flood a commit carries many, on a quiet day one.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Final, Generic, TypeVar

from django.db import DatabaseError, connection, transaction

Given = TypeVar("Given")
Became = TypeVar("Became")
MOST: Final = 64


class _Waiting(Generic[Given, Became]):
    """One who waits: what they gave, whether it was tried, and what `became` of it where that succeeded."""

    def __init__(self, given: Given) -> None:
        self.given = given
        self.tried = False
        self.became: list[Became] = []


class Together(Generic[Given, Became]):
    """`write` takes some of what was given and answers what became of each, in a transaction that is open already.

    What the database does not take together is tried once more by each alone, so that nobody fails through another.
    """

    def __init__(self, write: Callable[[Sequence[Given]], Sequence[Became]]) -> None:
        self._write = write
        self._line: list[_Waiting[Given, Became]] = []
        self._at_line = threading.Lock()
        self._turn = threading.Lock()

    def __call__(self, given: Given) -> Became:
        """Writes it, and returns when it is committed; in a transaction of the caller's, with that."""
        one: _Waiting[Given, Became] = _Waiting(given)
        if not connection.in_atomic_block:
            with self._at_line:
                self._line.append(one)
            while not one.tried:
                with self._turn:
                    if not one.tried:
                        self._lead()
        return one.became[0] if one.became else self._written([given])[0]

    def _written(self, given: Sequence[Given]) -> Sequence[Became]:
        with transaction.atomic():
            return self._write(given)

    def _lead(self) -> None:
        with self._at_line:
            some, self._line = self._line[:MOST], self._line[MOST:]
        try:
            for one, became in zip(some, self._written([one.given for one in some]), strict=True):
                one.became = [became]
        except DatabaseError:
            pass  # each tries alone
        finally:
            for one in some:
                one.tried = True
