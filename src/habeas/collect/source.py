"""What collecting deals in: paths found, paths missed, and bytes in hand."""

from __future__ import annotations

from typing import Literal

import msgspec

from habeas.model.reading import Described


class CollectError(Exception):
    """The bytes of one report cannot be had; the others can. The message says why, in words for the
    summary.
    """


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """A file that is to be taken: `path` (absolute) is the way to it, `shown` the path as it was given.

    `source` is the name that goes into readings and pages; it holds nothing of the machine above what was
    given. `id` is what its bytes must be, where that is known (an original of the archive).
    """

    path: str
    source: str
    shown: str = ""
    id: str | None = None
    stated: Described = Described()

    @property
    def label(self) -> str:
        """What to call it towards the person who gave it."""
        return self.shown or self.source


class Missed(msgspec.Struct, frozen=True, kw_only=True):
    """A path that gives no report, and why."""

    path: str
    shown: str
    reason: str


class Gathered(msgspec.Struct, frozen=True, kw_only=True):
    """All that the given paths lead to, in the order given, and sorted by name within a folder."""

    found: tuple[Found, ...] = ()
    missed: tuple[Missed, ...] = ()


How = Literal["file", "collection", "address", "feed"]


class Material(msgspec.Struct, frozen=True, kw_only=True):
    """A report's bytes in hand. `id` is "sha256:" and 64 hexadecimal digits; `origin` is where they came from, `how`
    in which way: a file of its own, one of a collection (with the collection and the place in it as origin), a page
    that was fetched from its address, or because a feed named it.
    """

    id: str
    data: bytes
    source: str
    origin: str
    stated: Described = Described()
    how: How = "file"


def readable(name: str) -> str:
    """A file name as text that can be stored, printed and put on one line.

    Bytes that are not UTF-8 and characters that would steer a terminal or break a line become escapes
    (`\\x1b`).
    """
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)
