"""The hash chain of the log: pure functions, written out in docs/archive-format.md.

Each entry's hash covers the hash before it, so the newest one stands for the whole log. An entry holds no content, only
a commitment to it: the hash of a random salt and the content. Where content and salt are destroyed, nobody can find out
what it was, not even by guessing it, and the chain still holds.
"""

from __future__ import annotations

import hashlib
import secrets
from typing import Final

START: Final = hashlib.sha256(b"habeas.log/1").hexdigest()
"""Stands in place of a hash before the first entry."""

SALT_BYTES: Final = 32


def salt() -> bytes:
    """A new salt: 32 random bytes."""
    return secrets.token_bytes(SALT_BYTES)


def commitment(salted: bytes, content: bytes) -> str:
    """What an entry holds in place of its content: 64 hexadecimal digits."""
    return hashlib.sha256(salted + content).hexdigest()


def about(report: str) -> int:
    """A number by which the entries on a report are looked up: 64 bits of the hash of its name, with a sign.

    Two reports may share one, so what is found by it is compared by name.
    """
    return int.from_bytes(hashlib.sha256(report.encode()).digest()[:8], "big", signed=True)


def link(before: str, seq: int, time: str, kind: str, committed: str) -> str:
    """The hash of entry `seq`, given the hash of the entry before it; both 64 hexadecimal digits."""
    return hashlib.sha256(f"{before}\n{seq}\n{time}\n{kind}\n{committed}\n".encode()).hexdigest()
