"""The child process of the sandbox: `python -m habeas.text.child LIMITS`, files on stdin, texts on stdout.

It gives itself its limits before it reads a byte, and imports a parser when the first file of its kind comes.
"""

from __future__ import annotations

import os
import resource
import sys
from pathlib import Path

import msgspec

from habeas.model.text import Extracted
from habeas.text.dispatch import parse
from habeas.text.limits import Limits
from habeas.text.refusal import refused
from habeas.text.sandbox import OUT_OF_MEMORY, Job, receive, send


def main() -> None:
    """Serve until the parent closes the pipe."""
    limits = msgspec.json.decode(sys.argv[1], type=Limits)
    _confine(limits)
    source = sys.stdin.buffer
    with os.fdopen(os.dup(1), "wb") as out:
        os.dup2(2, 1)  # whatever a parser prints must not get between the messages
        # the parent has refused longer files; the rest of a message is its frame
        while (message := receive(source, limits.file_bytes + 1_000_000)) is not None:
            _serve(msgspec.msgpack.decode(message, type=Job), limits, out.fileno())


def _serve(job: Job, limits: Limits, out: int) -> None:
    _allow_seconds(limits.seconds)
    try:
        message = msgspec.msgpack.encode(_parsed(job, limits))
        with os.fdopen(out, "wb", closefd=False) as stream:
            send(stream, message)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)


def _parsed(job: Job, limits: Limits) -> Extracted:
    try:
        return parse(job.data, job.name, job.media_type, limits)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001  the boundary: a parser's own error is the file's refusal, and said
        return refused(
            f"unreadable: the parser failed ({type(error).__name__}: {str(error)[:200]})",
            job.media_type or "",
        )


def _confine(limits: Limits) -> None:
    """Memory beyond today's size, no core file, and no file may be written."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    most = pages * resource.getpagesize() + limits.memory_bytes
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _allow_seconds(seconds: float) -> None:
    """Processor time for one file, so that a child whose parent is gone does not run for ever."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime + seconds) + 2
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.RLIM_INFINITY))


if __name__ == "__main__":
    main()
