"""What a child process may use."""

from __future__ import annotations

import msgspec


class Confinement(msgspec.Struct, frozen=True, kw_only=True):
    """The limits of one child: seconds for each reply, bytes of memory beyond its size at the start, and the longest
    message in either direction in bytes.
    """

    seconds: float = 30.0
    memory_bytes: int = 512 * 1024 * 1024
    job_bytes: int = 52_000_000
    reply_bytes: int = 256 * 1024 * 1024
