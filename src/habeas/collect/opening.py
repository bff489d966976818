"""A file on its way in: as it is, or, where it is a collection, as the reports in it.

What a collection holds is looked at in a child process. Each report that it gives is a report of its own, whose origin
names the collection, its SHA-256, the place in it and the day that it gives.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from typing import Final

import msgspec

from habeas.collect.child import OpenJob
from habeas.collect.load import load, opened_file, why
from habeas.collect.parts import Bounds, Itself, Left, Part, Piece
from habeas.collect.parts.kinds import kind
from habeas.collect.source import CollectError, Found, Material, Missed, readable
from habeas.sandbox import Child, Client, Confinement, EndedError

CONFINEMENT: Final = Confinement(job_bytes=70_000_000, reply_bytes=100_000_000)
IN_ONE_MESSAGE: Final = 60_000_000
"""A collection of at most so many bytes goes to a child that serves many; a larger one is read by one of its own. Each
begun so many bytes of it give it the seconds of `Confinement` once, for all that is in it together."""
_BLOCK: Final = 1 << 20


def opened(
    found: Found, bounds: Bounds | None = None, confinement: Confinement = CONFINEMENT
) -> Iterator[Material | Missed]:
    """As `Opener.opened`, for one file."""
    with Opener(bounds, confinement) as opener:
        yield from opener.opened(found)


class Opener(Client):
    """Opens many files with one child process. A context manager; `close` ends the child."""

    def __init__(self, bounds: Bounds | None = None, confinement: Confinement = CONFINEMENT) -> None:
        self.bounds, self.confinement = bounds or Bounds(), confinement
        super().__init__("habeas.collect.child", confinement)

    def opened(self, found: Found) -> Iterator[Material | Missed]:
        """The reports that a file holds, or is; and what of it is left, with the reason. At least one of either."""
        try:
            handle = opened_file(found)
        except CollectError as error:
            yield _missed(found, str(error))
            return
        try:
            start, size = os.pread(handle, 2000, 0), os.fstat(handle).st_size
            if kind(start, found.path) and size > IN_ONE_MESSAGE:
                yield from self._large(found, handle, size)
            else:
                yield from self._small(found, collection=bool(kind(start, found.path)))
        except OSError as error:
            yield _missed(found, why(error))
        finally:
            os.close(handle)

    def _small(self, found: Found, *, collection: bool) -> Iterator[Material | Missed]:
        try:
            whole = load(found)
        except CollectError as error:
            yield _missed(found, str(error))
            return
        if not collection:
            yield whole
            return
        job = OpenJob(data=whole.data, name=os.path.basename(found.path), size=len(whole.data), bounds=self.bounds)
        yield from _reports(found, _pieces(self._child, job), whole.id, lambda: whole)

    def _large(self, found: Found, handle: int, size: int) -> Iterator[Material | Missed]:
        job = OpenJob(descriptor=handle, name=os.path.basename(found.path), size=size, bounds=self.bounds)
        child = Child("habeas.collect.child", self.confinement, (handle,))
        try:
            yield from _reports(found, _pieces(child, job), _sha256(handle), lambda: load(found))
        finally:
            child.close()


def _pieces(child: Child, job: OpenJob) -> Iterator[Piece]:
    try:
        within = child.limits.seconds * max(1, -(-job.size // IN_ONE_MESSAGE))
        for reply in child.ask(msgspec.msgpack.encode(job), within):
            yield msgspec.msgpack.decode(reply, type=Piece)
    except EndedError as error:
        yield Left(number="rest", record="all that follows", why=f"unreadable: {error}")


def _reports(
    found: Found, pieces: Iterator[Piece], digest: str, itself: Callable[[], Material]
) -> Iterator[Material | Missed]:
    """What the pieces come to. `digest` is the collection's SHA-256, `itself` gives it as a report of its own."""
    any_piece = False
    for piece in pieces:
        any_piece = True
        match piece:
            case Itself():
                try:
                    yield itself()
                except CollectError as error:
                    yield _missed(found, str(error))
            case Part():
                yield _material(found, piece, digest)
            case Left():
                yield _left(found, piece)
    if not any_piece:
        yield _missed(found, "there is nothing in it")


def _missed(found: Found, reason: str) -> Missed:
    return Missed(path=found.path, shown=found.label, reason=reason)


def _material(found: Found, part: Part, digest: str) -> Material:
    told = ", ".join(filter(None, (part.record, part.named, part.date)))
    return Material(
        id=f"sha256:{hashlib.sha256(part.data).hexdigest()}",
        data=part.data,
        source=f"{found.source}/{part.number}{part.suffix}",
        origin=f"{readable(found.path)} ({digest}): {readable(told)}",
        stated=found.stated,
        how="collection",
    )


def _left(found: Found, piece: Left) -> Missed:
    named = f" ({piece.named})" if piece.named else ""
    return Missed(path=found.path, shown=f"{found.label}: {readable(piece.record + named)}", reason=readable(piece.why))


def _sha256(handle: int) -> str:
    digest, at = hashlib.sha256(), 0
    while block := os.pread(handle, _BLOCK, at):
        digest.update(block)
        at += len(block)
    return f"sha256:{digest.hexdigest()}"
