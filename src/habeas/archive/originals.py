"""Originals: files named for the SHA-256 of their bytes, written so that a stop at any moment leaves none
half.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from pathlib import Path
from typing import Literal

Stored = Literal["new", "known", "restored"]
_PREFIX = "sha256:"


class AlteredError(Exception):
    """An original is missing, or its bytes are not those that it was kept under. The message names it."""


class Originals:
    """The originals of one workspace: `folder/ab/cdef…`, one file each, readable by their owner only."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

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
        if _PREFIX + hashlib.sha256(data).hexdigest() != report:
            raise ValueError(f"these bytes are not those of {report}")
        path = self.path(report)
        there = _bytes(path)
        if there is None or there != data:
            self._write(path, data)
        self._settle(path)
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
        if _PREFIX + hashlib.sha256(data).hexdigest() != report:
            raise AlteredError(f"the original {report} has been altered")
        return data

    def _write(self, path: Path, data: bytes) -> None:
        path.parent.mkdir(mode=0o700, exist_ok=True)
        beside = path.parent / f".{path.name[:16]}.{secrets.token_hex(8)}"
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o400)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            os.replace(beside, path)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise

    def _settle(self, path: Path) -> None:
        # Also for a file that was there: whoever put it there may have been stopped before this.
        sync(path)
        sync(path.parent)
        sync(self.folder)


def sync(path: Path) -> None:
    """Waits until a file, or a folder's list of names, is on the disk."""
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
