"""Mailboxes (mbox) and messages with attachments. A message stays as it is; what is attached is taken out of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.errors import MessageError
from email.message import EmailMessage
from typing import IO, TYPE_CHECKING, Final

import msgspec

from habeas.collect.parts.pieces import Itself, Left, Piece
from habeas.formats.mail import message

if TYPE_CHECKING:
    from habeas.collect.parts.kinds import Unpacking

_READ_WITH_IT: Final = frozenset(("plain", "html", "enriched", "markdown"))
_NO_REPORTS: Final = ("image", "audio", "video", "font")
_SIGNATURES: Final = frozenset(
    ("application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature")
)
_HEAD: Final = 20_000
_ID = re.compile(rb"^Message-ID:[ \t]{1,9}(<[^<>\r\n]{1,300}>)", re.IGNORECASE | re.MULTILINE)
_DATE = re.compile(rb"^Date:[ \t]{1,9}([^\r\n]{1,100})", re.IGNORECASE | re.MULTILINE)
_FROM = re.compile(rb"From [^\r\n]{1,998}\r?\n")
# What Python's email package raises on headers that it cannot make sense of.
_BROKEN: Final = (MessageError, ValueError, TypeError, AttributeError, LookupError, OverflowError, RecursionError)
_LINE: Final = 1 << 20


def box_pieces(unpacking: Unpacking, stream: IO[bytes]) -> Iterator[Piece]:
    """The messages of an mbox, each as it stands there without the line before it."""
    for number, data in enumerate(_messages(stream, unpacking.bounds.part_bytes), 1):
        head = (data or b"")[:_HEAD]
        part = unpacking.made(number, f"message {number}", data or b"", _field(_ID, head), _field(_DATE, head))
        part = msgspec.structs.replace(part, suffix=".eml")
        if data is None:
            unpacking.budget.count()
            yield unpacking.left(part, f"it is larger than {unpacking.bounds.part_bytes:,} bytes")
            continue
        yield from unpacking.part(part)


def _field(pattern: re.Pattern[bytes], head: bytes) -> str:
    match = pattern.search(head)
    return match.group(1).decode("ascii", "replace") if match else ""


def _messages(stream: IO[bytes], most: int) -> Iterator[bytes | None]:
    """The messages; None for one that is too large."""
    held: list[bytes] = []
    size = 0
    blank = True
    stream.readline(_LINE)
    while line := stream.readline(_LINE):
        if blank and _FROM.fullmatch(line):
            yield b"".join(held) if size <= most else None
            held, size = [], 0
            continue
        blank = line in (b"\n", b"\r\n")
        size += len(line)
        if size <= most:
            held.append(line)
    yield b"".join(held) if size <= most else None


def message_pieces(unpacking: Unpacking, data: bytes) -> Iterator[Piece]:
    """The message itself, and every attached file; what is read with the message is no part of its own."""
    yield Itself()
    try:
        yield from _attachments(unpacking, message(data))
    except _BROKEN as error:
        why = f"broken: the message cannot be taken apart ({type(error).__name__})"
        yield Left(number=f"{unpacking.prefix}rest", record=f"{unpacking.place}all that is attached", why=why)


def _attachments(unpacking: Unpacking, mail: EmailMessage) -> Iterator[Piece]:
    date = _header(mail, "Date")
    for number, part in enumerate(mail.walk(), 1):
        if part.is_multipart() or number == 1 or not isinstance(part, EmailMessage):
            continue
        attached = part.get_content_disposition() == "attachment"
        if part.get_content_maintype() == "text" and part.get_content_subtype() in _READ_WITH_IT and not attached:
            continue
        kind = part.get_content_type()
        if part.get_content_maintype() in _NO_REPORTS or kind in _SIGNATURES:
            unpacking.budget.count()
            piece = unpacking.made(number, f"part {number}", b"", _name(part))
            yield unpacking.left(piece, f"{kind[:60]} holds no report")
            continue
        payload = part.get_payload(decode=True)
        data = payload if isinstance(payload, bytes) else b""
        yield from unpacking.part(unpacking.made(number, f"part {number}", data, _name(part), date[:100]))


def _name(part: EmailMessage) -> str:
    try:
        return (part.get_filename() or "")[:300]
    except _BROKEN:
        return ""


def _header(mail: EmailMessage, name: str) -> str:
    try:
        return str(mail.get(name, ""))
    except _BROKEN:
        return ""
