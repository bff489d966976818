"""Messages on a pipe, each with its length before it."""

from __future__ import annotations

import struct
from typing import IO

_LENGTH = struct.Struct("!Q")


def send(stream: IO[bytes], message: bytes) -> None:
    """Write one message, its length first."""
    stream.write(_LENGTH.pack(len(message)))
    stream.write(message)
    stream.flush()


def receive(stream: IO[bytes], most: int) -> bytes | None:
    """The next message; None where the other side has gone.

    Raises:
        OverflowError: the message is longer than `most` bytes.
    """
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    if length > most:
        raise OverflowError(f"a message of {length} bytes")
    message = stream.read(length)
    return message if len(message) == length else None
