"""What is remembered of earlier visits, so that a page or feed that has not changed is not sent twice, and a server
that asked to be left alone is.

It is a help and no record: lost, it costs some requests more. What was taken in stands in the archive.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import msgspec

VISITS_FILE: Final = "visits.json"
MOST_TRIES: Final = 3
_MOST_REMEMBERED: Final = 100_000


class Memo(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of an address: the report that its page became, its body's SHA-256, what the server called that
    version, and how often nothing could be taken from it.
    """

    report: str = ""
    body: str = ""
    etag: str = ""
    modified: str = ""
    failed: int = 0


class _Stored(msgspec.Struct, kw_only=True):
    memos: dict[str, Memo] = {}
    waits: dict[str, str] = {}


class Visits:
    """The memory of one workspace, in a file that only its owner can read."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / VISITS_FILE
        try:
            self._stored = msgspec.json.decode(self._path.read_bytes(), type=_Stored)
        except (FileNotFoundError, msgspec.DecodeError):
            self._stored = _Stored()

    @property
    def waits(self) -> dict[str, str]:
        """The servers that asked to be left alone, and until when (UTC)."""
        return self._stored.waits

    def memo(self, address: str) -> Memo:
        return self._stored.memos.get(address, Memo())

    def remember(self, address: str, memo: Memo) -> None:
        """Keeps what is known of an address; `save` makes it last."""
        self._stored.memos.pop(address, None)
        self._stored.memos[address] = memo

    def save(self, waits: Mapping[str, str]) -> None:
        """Writes everything down, whole or not at all."""
        memos = self._stored.memos
        for address in list(memos)[: max(0, len(memos) - _MOST_REMEMBERED)]:
            del memos[address]
        self._stored.waits = dict(waits)
        new = self._path.with_suffix(".new")
        handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
        with os.fdopen(handle, "wb") as stream:
            stream.write(msgspec.json.format(msgspec.json.encode(self._stored), indent=1))
            stream.flush()
            os.fsync(stream.fileno())
        new.replace(self._path)
