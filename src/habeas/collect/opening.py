"""A file on its way in: as it is, or, where it is a collection, as the reports in it.

What a collection holds is looked at in a child process. Each report that it gives is a report of its own, whose origin
names the collection, its SHA-256, the place in it and the day that it gives.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from typing import Final

import msgspec

from habeas.collect.child import OpenJob
from habeas.collect.load import load, opened_file, why
from habeas.collect.parts import Bounds, Itself, Left, Part, Piece
from habeas.collect.parts.kinds import kind
from habeas.collect.source import CollectError, Found, Material, Missed, readable
from habeas.sandbox import Child, Confinement, EndedError

CONFINEMENT: Final = Confinement(reply_bytes=100_000_000)
_BLOCK: Final = 1 << 20


def opened(
    found: Found, bounds: Bounds | None = None, confinement: Confinement = CONFINEMENT
) -> Iterator[Material | Missed]:
    """The reports that a file holds, or is; and what of it is left, with the reason. At least one of either."""
    try:
        handle = opened_file(found)
    except CollectError as error:
        yield _missed(found, str(error))
        return
    try:
        start = os.pread(handle, 2000, 0)
        if not kind(start, found.path):
            yield from _itself(found)
            return
        yield from _Collection(found, handle).reports(bounds or Bounds(), confinement)
    except OSError as error:
        yield _missed(found, why(error))
    finally:
        os.close(handle)


def _itself(found: Found) -> Iterator[Material | Missed]:
    try:
        yield load(found)
    except CollectError as error:
        yield _missed(found, str(error))


def _missed(found: Found, reason: str) -> Missed:
    return Missed(path=found.path, shown=found.label, reason=reason)


class _Collection:
    """One open file whose pieces are asked for."""

    def __init__(self, found: Found, handle: int) -> None:
        self.found, self.handle = found, handle
        self.size = os.fstat(handle).st_size
        self._digest = ""

    def reports(self, bounds: Bounds, confinement: Confinement) -> Iterator[Material | Missed]:
        any_piece = False
        for piece in self._pieces(bounds, confinement):
            any_piece = True
            match piece:
                case Itself():
                    yield from _itself(self.found)
                case Part():
                    yield self._material(piece)
                case Left():
                    yield self._left(piece)
        if not any_piece:
            yield _missed(self.found, "there is nothing in it")

    def _pieces(self, bounds: Bounds, confinement: Confinement) -> Iterator[Piece]:
        name = os.path.basename(self.found.path)
        job = OpenJob(descriptor=self.handle, name=name, size=self.size, bounds=bounds)
        child = Child("habeas.collect.child", confinement, (self.handle,))
        try:
            for reply in child.ask(msgspec.msgpack.encode(job)):
                yield msgspec.msgpack.decode(reply, type=Piece)
        except EndedError as error:
            yield Left(number="rest", record="all that follows", why=f"unreadable: {error}")
        finally:
            child.close()

    def _material(self, part: Part) -> Material:
        source = f"{self.found.source}/{part.number}{part.suffix}"
        told = ", ".join(filter(None, (part.record, readable(part.named), readable(part.date))))
        return Material(
            id=f"sha256:{hashlib.sha256(part.data).hexdigest()}",
            data=part.data,
            source=source,
            origin=f"{readable(self.found.path)} ({self._sha256()}): {readable(told)}",
            stated=self.found.stated,
            how="collection",
        )

    def _left(self, piece: Left) -> Missed:
        named = f" ({readable(piece.named)})" if piece.named else ""
        shown = f"{self.found.label}: {readable(piece.record)}{named}"
        return Missed(path=self.found.path, shown=shown, reason=readable(piece.why))

    def _sha256(self) -> str:
        """The collection's own, reckoned once and only where something is taken from it."""
        if not self._digest:
            digest, at = hashlib.sha256(), 0
            while block := os.pread(self.handle, _BLOCK, at):
                digest.update(block)
                at += len(block)
            self._digest = f"sha256:{digest.hexdigest()}"
        return self._digest
