"""Originals: files named for the SHA-256 of their bytes, written so that a stop at any moment leaves none half."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final, Literal

from habeas.archive import durable

Stored = Literal["new", "known", "restored"]
FOLDER: Final = "originals"
_PREFIX: Final = "sha256:"


class AlteredError(Exception):
    """An original is missing, or its bytes are not those that it was kept under. The message names it."""


class Originals:
    """The originals of one workspace: `folder/ab/cdef…`, one file each, readable by their owner only."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._parts = folder.parent / durable.PARTS

    def path(self, report: str) -> Path:
        """Where the original of `report` ("sha256:…") lies, whether or not it is there.

        Raises:
            ValueError: `report` is not such an identifier.
        """
        digest = report.removeprefix(_PREFIX)
        if len(digest) != 64 or not set(digest) <= set("0123456789abcdef"):
            raise ValueError(f"{report!r} is not the identifier of a report")
        return self.folder / digest[:2] / digest[2:]

    def put(self, report: str, data: bytes) -> Stored:
        """Keeps the bytes of `report`. When this returns they outlast a power failure.

        "restored": a file was there whose bytes had been altered; it now holds the right ones.

        Raises:
            ValueError: `data` does not have the hash in `report`.
            OSError: they could not be stored; nothing half is left under the name.
        """
        if identifier(data) != report:
            raise ValueError(f"these bytes are not those of {report}")
        path = self.path(report)
        there = _bytes(path)
        if there is None or there != data:
            durable.write(path, data, self._parts)
        durable.settle(path, self.folder)
        if there is None:
            return "new"
        return "known" if there == data else "restored"

    def get(self, report: str) -> bytes:
        """The original's bytes, compared with its hash.

        Raises:
            AlteredError: it is not there, or its bytes have changed.
        """
        data = _bytes(self.path(report))
        if data is None:
            raise AlteredError(f"the original {report} is missing")
        if identifier(data) != report:
            raise AlteredError(f"the original {report} has been altered")
        return data

    def destroy(self, report: str) -> None:
        """Takes an original away for good; one that is not there is no fault."""
        path = self.path(report)
        if path.is_file() and not path.is_symlink():
            durable.destroy(path)
        path.unlink(missing_ok=True)
        if path.parent.is_dir():
            durable.sync(path.parent)

    def files(self) -> Iterator[Path]:
        """Every file below the folder, in the order of their names, whatever it is."""
        yield from sorted(path for path in self.folder.rglob("*") if path.is_symlink() or not path.is_dir())


def mark(report: str) -> str:
    """What work on an original is marked with."""
    return f"original-{report.removeprefix(_PREFIX)}"


def identifier(data: bytes) -> str:
    """What a report of these bytes is called: "sha256:" and 64 hexadecimal digits."""
    return _PREFIX + hashlib.sha256(data).hexdigest()


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
