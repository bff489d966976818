"""The child process of collecting: `python -m habeas.collect.child LIMITS`. It takes collections and feeds apart."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from typing import IO

import msgspec

from habeas.collect.feed import Feed, FeedJob, entries
from habeas.collect.parts import Bounds, Left, taken_apart
from habeas.sandbox import serve


class OpenJob(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """A collection to be taken apart: its bytes, or an open file (the descriptor, which the child has inherited)."""

    data: bytes = b""
    descriptor: int | None = None
    name: str
    size: int
    bounds: Bounds


def answer(message: bytes) -> Iterator[bytes]:
    """The pieces of a collection, or the one reply to a feed."""
    job = msgspec.msgpack.decode(message, type=OpenJob | FeedJob)
    if isinstance(job, FeedJob):
        yield msgspec.msgpack.encode(_entries(job))
        return
    try:
        for piece in taken_apart(_stream(job), job.name, job.size, job.bounds):
            yield msgspec.msgpack.encode(piece)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001  the boundary: a parser's own error is the rest's refusal, and said
        why = f"unreadable: the parser failed ({type(error).__name__}: {str(error)[:200]})"
        yield msgspec.msgpack.encode(Left(number="rest", record="all that follows", why=why))


def _stream(job: OpenJob) -> IO[bytes]:
    if job.descriptor is None:
        return io.BytesIO(job.data)
    return os.fdopen(job.descriptor, "rb", closefd=False)


def _entries(job: FeedJob) -> Feed:
    try:
        return entries(job)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001  the boundary, as above
        return Feed(why=f"the parser failed ({type(error).__name__}: {str(error)[:200]})")


if __name__ == "__main__":
    serve(answer)
