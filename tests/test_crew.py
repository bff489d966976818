"""Work shared out among processes: in order, whole, bounded, and nothing lost with a process that dies."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import psutil
import pytest

from habeas.crew import AHEAD, ordered


@contextmanager
def squaring(folder: Path | None = None) -> Iterator[Callable[[int], int]]:
    """Squares numbers; 13 ends the process each time, 7 only the first time (`folder` remembers)."""

    def square(number: int) -> int:
        if number == 13:
            os.kill(os.getpid(), signal.SIGKILL)
        if number == 7 and folder is not None and not (folder / "died").exists():
            (folder / "died").touch()
            os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(0.02 if number % 5 == 0 else 0)
        print("this must not reach the output")
        return number * number

    yield square


def lost(number: int) -> int:
    return -number


def children() -> list[psutil.Process]:
    return [p for p in psutil.Process().children() if "spawn_main" in " ".join(p.cmdline())]


@pytest.mark.parametrize("jobs", [1, 3])
def test_results_come_in_the_order_of_the_work_whatever_the_number_of_processes(
    jobs: int, capfd: pytest.CaptureFixture[str]
) -> None:
    work = [n for n in range(40) if n not in (7, 13)]
    assert list(ordered(squaring, work, lost, jobs)) == [n * n for n in work]
    if jobs > 1:
        assert capfd.readouterr().out == ""
    assert children() == []


def test_a_process_that_dies_loses_only_what_ends_every_process(tmp_path: Path) -> None:
    results = list(ordered(partial(squaring, tmp_path), range(20), lost, 2))
    assert results == [-13 if n == 13 else n * n for n in range(20)]
    assert children() == []


def test_no_more_is_taken_up_than_is_needed() -> None:
    taken = 0

    def work() -> Iterator[int]:
        nonlocal taken
        for number in range(14, 10_000):
            taken += 1
            yield number

    results = ordered(squaring, work(), lost, 2)
    assert next(results) == 14 * 14
    assert taken <= 2 * AHEAD
    results.close()  # type: ignore[attr-defined]
    assert children() == []


def test_no_work_starts_no_process() -> None:
    assert list(ordered(squaring, [], lost, 4)) == []
    assert children() == []
