"""The child's side: it gives itself its limits before it reads a byte, then answers jobs until the parent is gone."""

from __future__ import annotations

import os
import resource
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec

from habeas.sandbox.limits import Confinement
from habeas.sandbox.wire import receive, send

OUT_OF_MEMORY = 77
"""The exit status of a child that was refused memory."""

END = b""
"""The message behind the last reply to a job."""


def serve(answer: Callable[[bytes], Iterable[bytes]]) -> None:
    """Answers each job on standard input with the replies that `answer` makes of it. `answer` raises nothing but
    MemoryError; what it prints reaches nobody.
    """
    limits = msgspec.json.decode(sys.argv[1], type=Confinement)
    _confine(limits)
    source = sys.stdin.buffer
    with os.fdopen(os.dup(1), "wb") as out:
        os.dup2(2, 1)  # whatever a parser prints must not get between the messages
        try:
            while (job := receive(source, limits.job_bytes)) is not None:
                _allow_seconds(limits.seconds)
                for reply in answer(job):
                    send(out, reply)
                    _allow_seconds(limits.seconds)
                send(out, END)
        except MemoryError:
            os._exit(OUT_OF_MEMORY)


def _confine(limits: Confinement) -> None:
    """Memory beyond today's size, no core file, no further process, and no file may be written."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    most = pages * resource.getpagesize() + limits.memory_bytes
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    for nothing in (resource.RLIMIT_CORE, resource.RLIMIT_FSIZE, resource.RLIMIT_NPROC):
        resource.setrlimit(nothing, (0, 0))


def _allow_seconds(seconds: float) -> None:
    """Processor time for one reply, so that a child whose parent is gone does not run for ever."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime + seconds) + 2
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.RLIM_INFINITY))
