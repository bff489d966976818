"""Web archive records (WARC, ISO 28500; versions 0.17 to 1.1), written and read one at a time.

Whatever does not follow the format is said, and reading stops there: a reader that goes on in silence loses pages.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import uuid
import zlib
from collections.abc import Iterable, Iterator
from typing import IO, Final, NamedTuple

MAGIC: Final = b"WARC/"
_GZIP: Final = b"\x1f\x8b"
_VERSIONS = frozenset((b"WARC/0.17", b"WARC/0.18", b"WARC/1.0", b"WARC/1.1"))
_LONGEST_LINE = 65_536
_MOST_LINES = 500
_BLOCK = 1 << 16


class DamagedError(Exception):
    """The archive does not follow the format from here on; the message says where and how."""


class Record(NamedTuple):
    """A record. `head` is its version and header lines as they stand, `length` the size of its block in bytes; `block`
    is None where that is more than the reader was told to take.
    """

    head: bytes
    headers: tuple[tuple[str, str], ...]
    length: int
    block: bytes | None

    def header(self, name: str) -> str:
        """The first header of this name (lower case); "" where there is none."""
        return next((value for key, value in self.headers if key == name), "")

    @property
    def kind(self) -> str:
        return self.header("warc-type").lower()

    @property
    def target(self) -> str:
        """The address of the page."""
        return self.header("warc-target-uri").removeprefix("<").removesuffix(">")

    @property
    def bytes(self) -> bytes:
        """The record as it stands in the archive."""
        return self.head + b"\r\n" + (self.block or b"") + b"\r\n\r\n"


def record(kind: str, block: bytes, headers: Iterable[tuple[str, str]]) -> bytes:
    """A record of this type (WARC 1.1), with its length, digests and an identifier that follows from all of these."""
    lines = [("WARC-Type", kind), *headers, ("WARC-Block-Digest", _digest(block))]
    head, found, payload = block.partition(b"\r\n\r\n")
    if kind == "response" and found:
        lines.append(("WARC-Payload-Digest", _digest(payload)))
    name = uuid.uuid5(uuid.NAMESPACE_URL, repr((lines, len(head))))
    lines += [("WARC-Record-ID", f"<urn:uuid:{name}>"), ("Content-Length", str(len(block)))]
    written = "".join(f"{key}: {value}\r\n" for key, value in lines)
    return b"WARC/1.1\r\n" + written.encode() + b"\r\n" + block + b"\r\n\r\n"


def identifier(written: bytes) -> str:
    """The identifier of a record that `record` made."""
    return next(line[16:].decode() for line in written.split(b"\r\n") if line.startswith(b"WARC-Record-ID: "))


def _digest(data: bytes) -> str:
    return "sha256:" + base64.b32encode(hashlib.sha256(data).digest()).decode()


def records(stream: IO[bytes], most: int) -> Iterator[Record]:
    """The records of an archive, compressed with gzip or not. Blocks of more than `most` bytes are passed over.

    Raises:
        DamagedError: what follows is no record; those before it were given.
    """
    start = stream.read(2)
    stream.seek(-len(start), 1)
    plain = gzip.GzipFile(fileobj=stream, mode="rb") if start == _GZIP else stream
    number = 0
    while True:
        number += 1
        try:
            found = _next(plain, most)
        except (OSError, EOFError, zlib.error, ValueError) as error:
            raise DamagedError(f"at record {number}: {error}") from error
        if found is None:
            return
        yield found


def _next(stream: IO[bytes] | gzip.GzipFile, most: int) -> Record | None:
    line = b"\r\n"
    while line in (b"\r\n", b"\n"):
        line = stream.readline(_LONGEST_LINE)
    if not line:
        return None
    if line.strip() not in _VERSIONS:
        raise ValueError(f"no record begins here: {line[:40]!r}")
    head = [line]
    while (line := stream.readline(_LONGEST_LINE)) not in (b"\r\n", b"\n"):
        head.append(line)
        if not line.endswith(b"\n") or len(head) > _MOST_LINES:
            raise ValueError("the record's header does not end")
    headers = tuple(_headers(head[1:]))
    length = _length(headers)
    block = _block(stream, length, most)
    return Record(b"".join(head), headers, length, block)


def _headers(lines: Iterable[bytes]) -> Iterator[tuple[str, str]]:
    for line in lines:
        key, colon, value = line.decode("utf-8", "replace").partition(":")
        if colon:
            yield key.strip().lower(), value.strip()


def _length(headers: Iterable[tuple[str, str]]) -> int:
    stated = [value for key, value in headers if key == "content-length"]
    if len(stated) != 1 or not (stated[0].isascii() and stated[0].isdigit() and len(stated[0]) < 16):
        raise ValueError("the record does not say how long it is")
    return int(stated[0])


def _block(stream: IO[bytes] | gzip.GzipFile, length: int, most: int) -> bytes | None:
    parts: list[bytes] = []
    left = length
    while left:
        part = stream.read(min(left, _BLOCK))
        if not part:
            raise ValueError(f"the record ends {left:,} bytes early")
        left -= len(part)
        if length <= most:
            parts.append(part)
    return b"".join(parts) if length <= most else None
