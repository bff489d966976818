"""An HTTP reply as a web archive keeps it: its head, and what it holds, unpacked within limits."""

from __future__ import annotations

import re
import zlib
from typing import Final, NamedTuple

CODINGS: Final = ("gzip", "x-gzip", "deflate", "br")
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)? (\d{3})")
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]{0,9}(?:;[^\r\n]{0,4000})?\r?\n")
_LONGEST_HEAD = 400_000
_STEP = 1 << 16


class BrokenReplyError(Exception):
    """The reply, or what it holds, cannot be taken apart; the message says why."""


class Reply(NamedTuple):
    """A reply: its status, its headers (names in lower case, of several the first), and the bytes behind its head."""

    status: int
    headers: dict[str, str]
    raw: bytes

    @property
    def media_type(self) -> str:
        """ "text/html" """
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


def reply(block: bytes) -> Reply:
    """Takes a reply apart.

    Raises:
        BrokenReplyError: it is none.
    """
    status = _STATUS.match(block)
    end = _HEAD_END.search(block, 0, _LONGEST_HEAD)
    if status is None or end is None:
        raise BrokenReplyError("it is no HTTP reply")
    headers: dict[str, str] = {}
    for line in block[: end.start()].split(b"\n")[1:]:
        key, _, value = line.decode("latin-1").partition(":")
        headers.setdefault(key.strip().lower(), value.strip())
    return Reply(int(status.group(1)), headers, block[end.end() :])


def content(made: Reply, most: int) -> bytes:
    """What a reply holds, without the codings of its way.

    Some programs keep the headers of a coding that they have already undone: what is not in the coding is taken as it
    is.

    Raises:
        BrokenReplyError: it is damaged, in a coding that is not known, or unpacks to more than `most` bytes.
    """
    data = made.raw
    if "chunked" in made.headers.get("transfer-encoding", "").lower():
        data = _joined(data)
    for coding in reversed(made.headers.get("content-encoding", "").lower().split(",")):
        if coding.strip() not in ("", "identity"):
            data = _unpacked(data, coding.strip(), most)
    return data


def _joined(data: bytes) -> bytes:
    """The pieces of a reply put together; the data itself where it does not begin with a piece.

    Raises:
        BrokenReplyError: it breaks off.
    """
    if _CHUNK.match(data) is None:
        return data
    parts: list[bytes] = []
    at = 0
    while match := _CHUNK.match(data, at):
        size = int(match.group(1), 16)
        if size == 0:
            return b"".join(parts)
        end = match.end() + size
        if end > len(data):
            break
        parts.append(data[match.end() : end])
        at = end + (2 if data[end : end + 2] == b"\r\n" else 1)
    raise BrokenReplyError("the page breaks off in the middle")


def _unpacked(data: bytes, coding: str, most: int) -> bytes:
    if coding not in CODINGS:
        raise BrokenReplyError(f"it is encoded as {coding[:40]!r}, which is not read")
    if coding == "br":
        return _brotli(data, most)
    if coding != "deflate" and not data.startswith(b"\x1f\x8b"):
        return data
    raw_deflate = coding == "deflate" and data[:1] and data[0] & 0x0F != 8
    unpacker = zlib.decompressobj(wbits=-15 if raw_deflate else 47)
    try:
        out = unpacker.decompress(data, most + 1)
    except zlib.error as error:
        raise BrokenReplyError(f"it cannot be unpacked ({error})") from error
    if len(out) > most:
        raise BrokenReplyError(f"it unpacks to more than {most:,} bytes: nothing was read")
    if not unpacker.eof:
        raise BrokenReplyError("it breaks off in the middle")
    return out


def _brotli(data: bytes, most: int) -> bytes:
    import brotli

    unpacker = brotli.Decompressor()
    parts: list[bytes] = []
    size = 0
    try:
        for start in range(0, len(data), _STEP):
            piece = data[start : start + _STEP]
            while True:
                out = unpacker.process(piece, output_buffer_limit=1_000_000)
                parts.append(out)
                size += len(out)
                if size > most:
                    raise BrokenReplyError(f"it unpacks to more than {most:,} bytes: nothing was read")
                if unpacker.can_accept_more_data() or unpacker.is_finished():
                    break
                piece = b""
    except brotli.error as error:
        raise BrokenReplyError(f"it cannot be unpacked ({error})") from error
    if not unpacker.is_finished():
        raise BrokenReplyError("it breaks off in the middle")
    return b"".join(parts)
