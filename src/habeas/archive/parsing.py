"""What is handed to the archive's child process: web archives to be taken apart, answers of timestamp authorities to be
looked through. Whoever asks never parses.
"""

from __future__ import annotations

import atexit
from functools import cache
from threading import Lock
from typing import Final

import msgspec

from habeas.sandbox import Child, Confinement, EndedError

LARGEST: Final = 100_000_000
"""Bytes of what is handed over."""


class PagesJob(msgspec.Struct, frozen=True, tag=True):
    """A web archive (WARC), to be taken apart into its pages."""

    data: bytes


class StampJob(msgspec.Struct, frozen=True, tag=True):
    """An authority's answer, the head that it should witness, the roots (PEM or DER), and the number that was asked."""

    answer: bytes
    head: str
    roots: tuple[bytes, ...]
    nonce: int | None = None


class Page(msgspec.Struct, frozen=True, tag=True):
    """A record of a web archive that holds a page: as it stands there, its media type and its address."""

    record: bytes
    mime: str
    address: str


class Stamped(msgspec.Struct, frozen=True, tag=True):
    """What an answer shows: the time (UTC), who signed it, and the root (PEM) that its certificate leads to."""

    time: str
    signer: str
    root: str


class Refused(msgspec.Struct, frozen=True, tag=True):
    """The bytes are not what they should be."""

    why: str


class UnreadableError(Exception):
    """The bytes are not what they should be, or needed too much; the message says why."""


def asked(job: PagesJob | StampJob) -> list[Page | Stamped]:
    """The child's replies to a job.

    Raises:
        UnreadableError: there is none, or not all of them.
    """
    message = msgspec.msgpack.encode(job)
    if len(message) > LARGEST:
        raise UnreadableError(f"it has over {LARGEST:,} bytes")
    found: list[Page | Stamped] = []
    child, lock = _shared()
    with lock:
        try:
            replies = list(child.ask(message))
        except EndedError as error:
            raise UnreadableError(str(error)) from error
    for reply in replies:
        made = msgspec.msgpack.decode(reply, type=Page | Stamped | Refused)
        if isinstance(made, Refused):
            raise UnreadableError(made.why)
        found.append(made)
    return found


@cache
def _shared() -> tuple[Child, Lock]:
    child = Child("habeas.archive.child", Confinement(job_bytes=LARGEST, reply_bytes=2 * LARGEST))
    atexit.register(child.close)
    return child, Lock()
