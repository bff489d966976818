"""Web archives (WARC): each page in one becomes a web archive of its own, its record unchanged."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, TYPE_CHECKING, Final

from habeas.collect.parts.pieces import Enough, Itself, Left, Part, Piece
from habeas.formats.http import BrokenReplyError, Reply, reply
from habeas.formats.warc import DamagedError, Record, records

if TYPE_CHECKING:
    from habeas.collect.parts.kinds import Unpacking

_PAGES: Final = frozenset(("response", "resource", "revisit", "continuation", "conversion"))
_LED_TO: Final = "a redirect"
# Types of content that hold reports; what says none of itself is looked at when it is read.
_REPORTS: Final = frozenset(
    (
        "",
        "text/html",
        "application/xhtml+xml",
        "text/plain",
        "text/markdown",
        "application/pdf",
        "message/rfc822",
        "multipart/related",
        "application/octet-stream",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    )
)


def archive_pieces(unpacking: Unpacking, stream: IO[bytes], *, alone: bool) -> Iterator[Piece]:
    """The pages of a web archive. With `alone`, one that holds a single page and what led to it is a report itself."""
    waiting: list[Piece] = []
    try:
        for piece in _pages(unpacking, stream):
            waiting.append(piece)
            if alone and not _others(waiting):
                continue
            yield from waiting
            waiting.clear()
            alone = False
    except DamagedError as error:
        yield from waiting
        why = f"broken: the web archive cannot be read {error}"
        yield Left(number=f"{unpacking.prefix}rest", record=f"{unpacking.place}all that follows", why=why)
        return
    except Enough:
        yield from waiting
        raise
    yield from [Itself()] if any(isinstance(piece, Part) for piece in waiting) else waiting


def _others(pieces: list[Piece]) -> bool:
    """Whether there is more than one page and redirects."""
    parts = sum(isinstance(piece, Part) for piece in pieces)
    return parts > 1 or any(isinstance(piece, Left) and not piece.why.startswith(_LED_TO) for piece in pieces)


def _pages(unpacking: Unpacking, stream: IO[bytes]) -> Iterator[Piece]:
    number = 0
    for record in records(stream, unpacking.bounds.part_bytes):
        unpacking.budget.take(record.length)
        if record.kind in _PAGES:
            number += 1
            unpacking.budget.count()
            yield _piece(unpacking, record, number)


def _piece(unpacking: Unpacking, record: Record, number: int) -> Piece:
    part = Part(
        number=f"{unpacking.prefix}{number}",
        record=f"{unpacking.place}{record.header('warc-record-id')[:200] or f'record {number}'}",
        data=record.bytes if record.block is not None else b"",
        named=record.target[:2000],
        date=record.header("warc-date")[:40],
        suffix=".warc",
    )
    why = _refusal(record)
    return part if why is None else unpacking.left(part, why)


def _refusal(record: Record) -> str | None:
    """Why a record is no report."""
    if record.kind == "revisit":
        return "the page was the same as at another visit, whose record has it"
    if record.kind in ("continuation", "conversion"):
        return f"a {record.kind} of another record"
    if record.block is None:
        return f"the record has {record.length:,} bytes, more than is taken"
    if record.kind == "resource":
        return _kind_refusal(record.header("content-type").partition(";")[0].strip().lower())
    try:
        made = reply(record.block)
    except BrokenReplyError as error:
        return str(error)
    return _reply_refusal(made)


def _reply_refusal(made: Reply) -> str | None:
    if 300 <= made.status < 400:
        return f"{_LED_TO}, not a page"
    if made.status != 200:
        return f"the server said {made.status}"
    if not made.raw:
        return "it is empty"
    return _kind_refusal(made.media_type)


def _kind_refusal(media_type: str) -> str | None:
    return None if media_type in _REPORTS else f"{media_type[:60]} holds no report"
