"""The child process: `python -m habeas.spreadsheets.child LIMITS`, files on stdin, grids on stdout."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from habeas.sandbox import serve
from habeas.spreadsheets.grid import Grid
from habeas.spreadsheets.parse import parse
from habeas.spreadsheets.sandbox import Job


def answer(message: bytes) -> Iterator[bytes]:
    """The cells of one file, or why it has none."""
    job = msgspec.msgpack.decode(message, type=Job)
    try:
        made = parse(job.data, job.limits)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001  the boundary: a parser's own error is the file's refusal, and said
        why = f"unreadable: the parser failed ({type(error).__name__}: {str(error)[:200]})"
        made = Grid(kind="", notes=(why.encode("utf-8", "replace").decode(),))
    yield msgspec.msgpack.encode(made)


if __name__ == "__main__":
    serve(answer)
