"""Work shared out among processes, with results in the order of the work.

A worker that dies loses only what it held: its work goes to a fresh worker once more, and is given up by
name when that one dies too. A worker whose parent is gone ends by itself.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnContext, SpawnProcess
from typing import Generic, TypeVar

Work = TypeVar("Work")
Result = TypeVar("Result")
Make = Callable[[], AbstractContextManager[Callable[[Work], Result]]]

AHEAD = 8
"""How many pieces of work for each worker may be under way or wait for their turn."""

GRACE_S = 5.0
"""How long a worker without work may take to end."""


class _Worker(Generic[Work, Result]):
    """One process and the pipe to it. `held` is the number of the work it has, if any."""

    def __init__(self, context: SpawnContext, make: Make[Work, Result]) -> None:
        self.pipe, theirs = context.Pipe()
        self.process: SpawnProcess = context.Process(target=_serve, args=(theirs, make), daemon=True)
        self.process.start()
        theirs.close()
        self.held: int | None = None

    def end(self) -> None:
        """Ends the process: by itself where it waits for work, by force where it is still at it."""
        self.pipe.close()
        if self.held is None:
            self.process.join(GRACE_S)
        if self.process.is_alive():
            self.process.terminate()
        self.process.join()


def _serve(pipe: Connection, make: Make[Work, Result]) -> None:
    # Ctrl-C reaches every process of the terminal; the parent ends its workers itself.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # The parent's output is for readings; whatever a library prints here must not get between them.
    os.dup2(2, 1)
    with make() as take, suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while True:
            number, work = pipe.recv()
            pipe.send((number, take(work)))


def ordered(
    make: Make[Work, Result],
    work: Iterable[Work],
    lost: Callable[[Work], Result],
    jobs: int,
) -> Iterator[Result]:
    """What the function that `make` opens makes of each piece of work, in the order of `work`.

    With `jobs` of 1 all is done in this process, otherwise in so many others (`make` and the work must
    pickle). `lost` gives the result of a piece of work on which two processes have died.
    """
    if jobs <= 1:
        with make() as take:
            yield from map(take, work)
        return
    crew = _Crew(make, lost, jobs)
    try:
        yield from crew.run(iter(work))
    finally:
        crew.end()


class _Crew(Generic[Work, Result]):
    """The workers of one run, the work that is under way, and the results that wait for their turn."""

    def __init__(self, make: Make[Work, Result], lost: Callable[[Work], Result], jobs: int) -> None:
        self._make, self._lost, self._jobs = make, lost, jobs
        self._context = multiprocessing.get_context("spawn")
        self._workers: list[_Worker[Work, Result]] = []
        self._under_way: dict[int, Work] = {}
        self._again: deque[int] = deque()
        self._deaths: dict[int, int] = {}
        self._done: dict[int, Result] = {}

    def run(self, work: Iterator[Work]) -> Iterator[Result]:
        taken = given = 0
        exhausted = False
        while True:
            while not exhausted and taken < given + self._jobs * AHEAD and self._idle():
                piece = next(work, None)
                exhausted = piece is None
                if piece is not None:
                    self._under_way[taken] = piece
                    self._hand_out(taken)
                    taken += 1
            while given in self._done:
                yield self._done.pop(given)
                given += 1
            if exhausted and given == taken:
                return
            if given not in self._done and self._under_way:
                self._await()

    def end(self) -> None:
        for worker in self._workers:
            worker.pipe.close()
        for worker in self._workers:
            worker.end()

    def _idle(self) -> bool:
        return len(self._workers) < self._jobs or any(worker.held is None for worker in self._workers)

    def _hand_out(self, number: int) -> None:
        worker = next((w for w in self._workers if w.held is None), None)
        if worker is None:
            worker = _Worker(self._context, self._make)
            self._workers.append(worker)
        worker.held = number
        try:
            worker.pipe.send((number, self._under_way[number]))
        except (BrokenPipeError, ConnectionResetError):
            self._died(worker)

    def _await(self) -> None:
        busy = {worker.pipe: worker for worker in self._workers if worker.held is not None}
        for ready in wait(list(busy)):
            worker = next(w for pipe, w in busy.items() if pipe is ready)
            try:
                number, result = worker.pipe.recv()
            except (EOFError, ConnectionResetError):
                self._died(worker)
                continue
            worker.held = None
            del self._under_way[number]
            self._done[number] = result

    def _died(self, worker: _Worker[Work, Result]) -> None:
        self._workers.remove(worker)
        worker.end()
        number = worker.held
        if number is None:
            return
        self._deaths[number] = self._deaths.get(number, 0) + 1
        if self._deaths[number] < 2:
            self._hand_out(number)
        else:
            self._done[number] = self._lost(self._under_way.pop(number))
