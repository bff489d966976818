"""The archive's child process: `python -m habeas.archive.child LIMITS`. It takes web archives and timestamps apart."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Final

import msgspec

from habeas.archive.parsing import Page, PagesJob, Refused, Stamped, StampJob
from habeas.formats.http import BrokenReplyError, reply
from habeas.formats.warc import DamagedError, Record, records
from habeas.sandbox import serve

LARGEST_RECORD: Final = 100_000_000
MOST_BYTES: Final = 300_000_000
_UNKNOWN: Final = "application/octet-stream"


def answer(message: bytes) -> Iterator[bytes]:
    """The pages of a web archive, or the one reply to a timestamp."""
    job = msgspec.msgpack.decode(message, type=PagesJob | StampJob)
    try:
        for made in _pages(job.data) if isinstance(job, PagesJob) else _stamped(job):
            yield msgspec.msgpack.encode(made)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001  the boundary: a parser's own error is the refusal, and said
        why = f"the parser failed ({type(error).__name__}: {str(error)[:200]})"
        yield msgspec.msgpack.encode(Refused(why.encode("utf-8", "replace").decode()))


def _pages(data: bytes) -> Iterator[Page | Refused]:
    left = MOST_BYTES
    try:
        for record in records(io.BytesIO(data), LARGEST_RECORD):
            left -= record.length
            if left < 0 or record.block is None:
                yield Refused("it unpacks to more than is taken")
                return
            if record.kind in ("response", "resource") and record.target:
                yield Page(record.bytes, _media_type(record, record.block), record.target)
    except DamagedError as error:
        yield Refused(str(error))


def _media_type(record: Record, block: bytes) -> str:
    """What a record says its content is."""
    if record.kind == "resource":
        return record.header("content-type").partition(";")[0].strip() or _UNKNOWN
    try:
        return reply(block).media_type or _UNKNOWN
    except BrokenReplyError:
        return _UNKNOWN


def _stamped(job: StampJob) -> Iterator[Stamped | Refused]:
    from habeas.archive.witnessing import WitnessError, witness

    try:
        yield witness(job)
    except WitnessError as error:
        yield Refused(str(error))


if __name__ == "__main__":
    serve(answer)
