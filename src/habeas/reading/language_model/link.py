"""What the reader is handed: a way to ask one server, and a place where what was asked and answered is kept.

The reader itself opens no socket and no file.
"""

from __future__ import annotations

from typing import NamedTuple, Protocol

from habeas.reading.language_model.settings import Settings


class Reply(Protocol):
    """What the server sent back: the status of HTTP and the bytes behind it."""

    @property
    def status(self) -> int: ...

    @property
    def body(self) -> bytes: ...


class Asked(Protocol):
    """Sends one request to the configured server. Failures that pass by themselves are its own to try again."""

    def __call__(self, path: str, body: bytes, /) -> Reply: ...


class Kept(Protocol):
    """Keeps exchanges under a key, every one beside the older ones, and gives back the newest."""

    def put(self, key: str, data: bytes) -> None: ...

    def newest(self, key: str) -> bytes | None: ...


class Link(NamedTuple):
    """All that stands between the reader and a model. With `replay` nothing is asked: kept answers are read again."""

    settings: Settings
    ask: Asked
    kept: Kept
    replay: bool = False


class MemoryKept:
    """Keeps exchanges as long as the program runs: for use as a library, and for tests."""

    def __init__(self) -> None:
        self.exchanges: dict[str, list[bytes]] = {}

    def put(self, key: str, data: bytes) -> None:
        self.exchanges.setdefault(key, []).append(data)

    def newest(self, key: str) -> bytes | None:
        return self.exchanges[key][-1] if key in self.exchanges else None
