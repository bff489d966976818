"""What a file is by its first bytes, and who takes it apart."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import IO

from habeas.collect.parts.pieces import Bounds, Budget, Enough, Itself, Left, Part, Piece, suffix_of
from habeas.formats.warc import MAGIC

_MBOX = re.compile(rb"From [^\r\n]{1,998}\r?\n[!-9;-~]{1,200}:")
_HEADER = re.compile(rb"(?:From|Received|Return-Path|Message-ID|MIME-Version|Delivered-To|Subject|Date|To):[ \t]", re.I)
_MAIL_SUFFIXES = (".eml", ".mht", ".mhtml")
_DOCUMENTS = (".docx", ".docm", ".odt", ".epub", ".xlsx", ".ods", ".pptx", ".odp")
"""Documents that are ZIP files: one report each, kept whole also where it is broken."""


def kind(start: bytes, name: str) -> str:
    """ "zip", "warc", "mbox", "mail", or "" for what is no collection. `start`: the first 1,000 bytes or so."""
    if start.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "" if name.lower().endswith(_DOCUMENTS) else "zip"
    if start.startswith(MAGIC) or (start.startswith(b"\x1f\x8b") and ".warc" in name.lower()):
        return "warc"
    if _MBOX.match(start):
        return "mbox"
    headers = _HEADER.match(start) is not None and len(_HEADER.findall(start)) >= 3
    return "mail" if headers or name.lower().endswith(_MAIL_SUFFIXES) else ""


def taken_apart(stream: IO[bytes], name: str, size: int, bounds: Bounds) -> Iterator[Piece]:
    """The pieces of a file, in its order. `name` is that of the file, `size` its length in bytes."""
    budget = Budget(bounds, size)
    try:
        yield from Unpacking(budget).pieces(stream, name)
    except Enough as enough:
        yield Left(number="rest", record="all that follows", why=f"{enough}: the rest was not taken")


class Unpacking:
    """One collection being taken apart, with all that is nested in it; `prefix` and `place` say where we are."""

    def __init__(self, budget: Budget, prefix: str = "", place: str = "", depth: int = 0) -> None:
        self.budget, self.prefix, self.place, self.depth = budget, prefix, place, depth

    @property
    def bounds(self) -> Bounds:
        return self.budget.bounds

    def pieces(self, stream: IO[bytes], name: str) -> Iterator[Piece]:
        # Imported here: most files are of one kind.
        start = stream.read(2000)
        stream.seek(0)
        match kind(start, name):
            case "zip":
                from habeas.collect.parts.zips import zip_pieces

                yield from zip_pieces(self, stream)
            case "warc":
                from habeas.collect.parts.web_archives import archive_pieces

                yield from archive_pieces(self, stream, alone=start.startswith(MAGIC))
            case "mbox":
                from habeas.collect.parts.mail import box_pieces

                yield from box_pieces(self, stream)
            case "mail":
                from habeas.collect.parts.mail import message_pieces

                yield from message_pieces(self, stream.read())
            case _:
                yield Itself()

    def part(self, part: Part) -> Iterator[Piece]:
        """A part, or the parts in it where it is a collection itself."""
        self.budget.count()
        self.budget.take(len(part.data))
        inner = Unpacking(self.budget, f"{part.number}.", f"{part.record}, ", self.depth + 1)
        if not part.data:
            yield self.left(part, "it is empty")
            return
        if not kind(part.data[:2000], part.suffix):
            yield part
            return
        if inner.depth >= self.bounds.depth and kind(part.data[:2000], part.suffix) != "mail":
            yield self.left(part, f"a collection in a collection, {inner.depth} deep")
            return
        for piece in inner.pieces(io.BytesIO(part.data), part.named):
            yield part if isinstance(piece, Itself) else piece

    def within(self, number: int) -> Unpacking:
        """Where the parts of an entry are numbered, one that is no part itself."""
        return Unpacking(self.budget, f"{self.prefix}{number}.", self.place, self.depth)

    def left(self, part: Part, why: str) -> Left:
        return Left(number=part.number, record=part.record, why=why, named=part.named)

    def made(self, number: int, record: str, data: bytes, named: str = "", date: str = "") -> Part:
        """A part at this place of the collection that is open."""
        return Part(
            number=f"{self.prefix}{number}",
            record=f"{self.place}{record}",
            data=data,
            named=_sound(named),
            date=_sound(date),
            suffix=suffix_of(named),
        )


def _sound(text: str) -> str:
    """Text without the disguised bytes that some parsers leave in it."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
