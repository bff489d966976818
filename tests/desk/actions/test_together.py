"""Many writes in one commit: each is told what became of its own, after the commit, and fails through no other.

Against the database itself, `test_crowd.py` has many sign at once.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from django.db import IntegrityError

from habeas.desk.signing import together
from habeas.desk.signing.together import Together

MANY = 12


class Database:
    """Keeps what is written once it is committed. The first commit waits until the gate is open."""

    in_atomic_block = False

    def __init__(self) -> None:
        self.kept: list[str] = []
        self.commits: list[int] = []
        self.gate = threading.Event()
        self._now: list[str] = []
        self._writing = threading.Lock()

    @contextmanager
    def atomic(self) -> Iterator[None]:
        """One transaction after the other."""
        with self._writing:
            try:
                yield
                first = not self.commits
                self.commits.append(len(self._now))
                assert not first or self.gate.wait(10)
                self.kept += self._now
            finally:
                self._now = []

    def write(self, given: Sequence[str]) -> list[str]:
        """Each once only."""
        for one in given:
            if one in self.kept:
                raise IntegrityError(one)
            self._now.append(one)
        return [one.upper() for one in given]


@pytest.fixture
def database(monkeypatch: pytest.MonkeyPatch) -> Database:
    """In the place of Django's."""
    made = Database()
    monkeypatch.setattr(together, "transaction", made)
    monkeypatch.setattr(together, "connection", made)
    return made


def _at_once(database: Database, given: Sequence[str]) -> list[str]:
    line: Together[str, str] = Together(database.write)

    def one(text: str) -> str:
        try:
            became = line(text)
        except IntegrityError:
            return "refused"
        assert text in database.kept
        return became

    with ThreadPoolExecutor(len(given)) as crowd:
        waiting = [crowd.submit(one, text) for text in given]
        until = time.monotonic() + 10
        while len(line._line) < len(given) - 1:
            assert time.monotonic() < until, "they do not wait together"
        database.gate.set()
        return [one.result(10) for one in waiting]


def test_those_who_wait_are_written_in_one_commit_and_told_of_their_own_after_it(database: Database) -> None:
    given = [f"one{number}" for number in range(MANY)]
    assert _at_once(database, given) == [one.upper() for one in given]
    assert (database.commits, sorted(database.kept)) == ([1, MANY - 1], sorted(given))


def test_what_cannot_be_written_fails_alone_and_those_with_it_are_written_once(database: Database) -> None:
    database.kept.append("there")
    given = [*(f"one{number}" for number in range(MANY)), "there"]
    assert _at_once(database, given) == [*(one.upper() for one in given[:-1]), "refused"]
    assert sorted(database.kept) == sorted(given)


def test_in_a_transaction_of_the_callers_nobody_else_is_written_with_it(database: Database) -> None:
    database.gate.set()
    database.in_atomic_block = True
    assert Together(database.write)("one") == "ONE"
    assert database.kept == ["one"]
