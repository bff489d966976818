"""The one error of the text stage, and what a refused report looks like."""

from __future__ import annotations

from habeas.model.text import Extracted


class UnreadableError(Exception):
    """The file cannot be read; the message is the reason in words. Skip this file and keep the reason."""


def refused(reason: str, media_type: str) -> Extracted:
    """A report that was not read, and why."""
    return Extracted(text="", media_type=media_type, state="refused", notes=(reason,))


def size(count: int) -> str:
    """A number of bytes for people: "52.3 MB"."""
    if count < 1_000_000:
        return f"{count / 1000:.1f} kB"
    return f"{count / 1_000_000:.1f} MB"
