"""What browsers send, which may be anything."""

from __future__ import annotations

from typing import Final

_LONGEST: Final = 9


def whole_number(words: str) -> int | None:
    """The number that somebody's browser sent, from 0; None where it is none, or none that anything here can have."""
    return int(words) if words.isdecimal() and len(words) <= _LONGEST else None
