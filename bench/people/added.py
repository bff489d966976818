"""What it costs to add reports to an index that holds others already."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from typing import NamedTuple, TypeVar

from habeas.model.reading import Reading
from habeas.resolving.index import Index
from habeas.resolving.index.keeping import Taken

ROUNDS = 5
T = TypeVar("T")


class Added(NamedTuple):
    """The seconds of each round, and what an update did: the same in all of them."""

    seconds: tuple[float, ...]
    taken: Taken

    @property
    def middle(self) -> float:
        return median(self.seconds)


def timed(act: Callable[[], T]) -> tuple[float, T]:
    """Seconds of the processor that it takes, and what comes of it."""
    begin = time.process_time()
    found = act()
    return time.process_time() - begin, found


def added_by_turns(indexes: Sequence[Path], readings: Sequence[Reading]) -> list[Added]:
    """Adds the reports to a copy of each index, one index after the other, in several rounds: whatever else the machine
    does in the meantime slows all of them. The copies of the last round are left beside the indexes, as `X.added`.
    """
    found: list[list[tuple[float, Taken]]] = [[] for _ in indexes]
    for _ in range(ROUNDS):
        for path, rounds in zip(indexes, found, strict=True):
            copy = added_copy(path)
            shutil.copyfile(path, copy)
            rounds.append(_added_in_a_process(copy, readings))
    return [Added(tuple(seconds for seconds, _ in rounds), rounds[-1][1]) for rounds in found]


def added_copy(path: Path) -> Path:
    """Where the copy of an index is to which the reports were added."""
    return path.with_suffix(".added")


def _added_in_a_process(path: Path, readings: Sequence[Reading]) -> tuple[float, Taken]:
    """Adds reports to the index in a process of its own, as a new run of the program does: it remembers no names and
    holds nothing else in memory. The seconds are those from the open index to the closed one: what a large update puts
    into the file at once, a small one only as it closes.
    """
    with ProcessPoolExecutor(1, get_context("spawn")) as process:
        return process.submit(_added, path, readings).result()


def _added(path: Path, readings: Sequence[Reading]) -> tuple[float, Taken]:
    index = Index(path)

    def until_closed() -> Taken:
        with index:
            return index.update(readings, (), nobody)

    return timed(until_closed)


def nobody(report: str) -> Reading:
    """No decision asks for a report again."""
    raise LookupError(report)
