"""What comes of a collection: parts that are reports, parts that are left and why, within bounds."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Final

import msgspec

_SUFFIXES: Final = frozenset(
    (".txt", ".text", ".md", ".html", ".htm", ".xhtml", ".pdf", ".docx", ".eml", ".mht", ".mhtml", ".warc")
)


class Bounds(msgspec.Struct, frozen=True, kw_only=True):
    """How much is taken from one collection.

    | bound         | default            | beyond it                                                    |
    |---------------|--------------------|--------------------------------------------------------------|
    | `part_bytes`  | 50 MB              | the part is left                                             |
    | `total_bytes` | 200 MB, or `growth` times the collection's own size | the rest is left            |
    | `growth`      | 20                 |                                                              |
    | `ratio`       | 200 to 1           | a part of over 1 MB that is packed tighter is left           |
    | `parts`       | 100,000            | the rest is left                                             |
    | `depth`       | 3                  | a collection in a collection in a collection is left         |
    """

    part_bytes: int = 50_000_000
    total_bytes: int = 200_000_000
    growth: int = 20
    ratio: int = 200
    parts: int = 100_000
    depth: int = 3


class Itself(msgspec.Struct, frozen=True, tag=True):
    """The file is a report of its own, whatever else is in it."""


class Part(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """A report in the collection.

    `number` is its place ("3", or "3.1" for the first in the third), `record` that place in words or the identifier
    that it has in the collection, `named` what it is called there, `date` when it was made, as the collection says;
    `suffix` shows what it is said to be, and is one of those that are read.
    """

    number: str
    record: str
    data: bytes
    named: str = ""
    date: str = ""
    suffix: str = ""


class Left(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """A part that is not taken, and why."""

    number: str
    record: str
    why: str
    named: str = ""


Piece = Itself | Part | Left


class Enough(Exception):  # noqa: N818  a stop, not an error
    """The bounds are reached: the rest is left, with this reason."""


class Budget:
    """What may still be taken from a collection of `size` bytes."""

    def __init__(self, bounds: Bounds, size: int) -> None:
        self.bounds = bounds
        self._bytes = max(bounds.total_bytes, size * bounds.growth)
        self._most = self._bytes
        self._parts = 0

    def take(self, size: int) -> None:
        """Counts `size` bytes that were unpacked.

        Raises:
            Enough: they are more than may be.
        """
        self._bytes -= size
        if self._bytes < 0:
            raise Enough(f"it unpacks to more than {self._most:,} bytes")

    def count(self) -> None:
        """Counts one part more.

        Raises:
            Enough: there are more than may be.
        """
        self._parts += 1
        if self._parts > self.bounds.parts:
            raise Enough(f"it holds more than {self.bounds.parts:,} parts")


def suffix_of(named: str) -> str:
    """The end of a name, where it says a kind that is read; nothing else of a name is used."""
    end = PurePosixPath(named.replace("\\", "/")[-300:]).suffix.lower()
    return end if end in _SUFFIXES else ""
