"""Runs a command and measures it: time, and the most memory that it and its children held at once."""

from __future__ import annotations

import os
import subprocess
import time
from typing import NamedTuple

import psutil

EVERY_S = 0.2
"""How often memory is looked at: a look takes one or two milliseconds of a processor that may be the measured one."""


class Measured(NamedTuple):
    """Seconds from start to end, and mebibytes of resident memory of the whole family of processes."""

    seconds: float
    peak_mib: float


def measured(command: list[str], *, one_core: bool = False) -> Measured:
    """Runs `command` to its end, its output thrown away; on one core only where that is asked and can be had.

    Raises:
        RuntimeError: the command failed; the message holds what it said.
    """
    environment = os.environ | ({"OMP_NUM_THREADS": "1"} if one_core else {})
    begin = time.perf_counter()
    process = subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=environment,
        preexec_fn=_stay_on_one_core if one_core else None,  # noqa: PLW1509  # no other thread runs here
    )
    family = psutil.Process(process.pid)
    peak = 0
    while process.poll() is None:
        peak = max(peak, _held(family))
        time.sleep(EVERY_S)
    seconds = time.perf_counter() - begin
    said = process.stderr.read().decode(errors="replace") if process.stderr else ""
    if process.returncode != 0:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}: {said[-2000:]}")
    return Measured(seconds, peak / 2**20)


def side_by_side(command: list[str], times: int) -> float:
    """Seconds until as many runs of `command`, begun at once, have all ended; their output is thrown away.

    Raises:
        RuntimeError: one of them failed.
    """
    environment = os.environ | {"OMP_NUM_THREADS": "1"}
    begin = time.perf_counter()
    running = [
        subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
        for _ in range(times)
    ]
    codes = [process.wait() for process in running]
    if any(codes):
        raise RuntimeError(f"{' '.join(command)} ended with {max(codes, key=abs)}")
    return time.perf_counter() - begin


def _stay_on_one_core() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def _held(family: psutil.Process) -> int:
    held = 0
    try:
        for process in (family, *family.children(recursive=True)):
            held += process.memory_info().rss
    except psutil.NoSuchProcess:
        pass  # it ended between the list and the question: the next look sees the rest
    return held
