"""Hands pictures to a child process: whoever asks for one never decodes."""

from __future__ import annotations

from typing import Final

import msgspec

from habeas.sandbox import Client, Confinement, EndedError

LARGEST: Final = 50_000_000
"""Bytes of a picture; a larger one is kept and not shown."""


class PictureError(Exception):
    """These bytes are no picture that can be shown: keep them as a document. The message says why."""


class Bare(msgspec.Struct, frozen=True):
    """What came of a picture: a JPEG of it, or why there is none."""

    data: bytes = b""
    why: str = ""


class Cleaner(Client):
    """Cleans many pictures with one child process. A context manager; `close` ends the child. Not safe to share
    between threads.
    """

    def __init__(self, confinement: Confinement | None = None) -> None:
        super().__init__("habeas.pictures.child", confinement or Confinement(job_bytes=LARGEST))

    def cleaned(self, data: bytes) -> bytes:
        """A JPEG of what a picture shows, upright, and of nothing else.

        Raises:
            PictureError: it is none, or needs more room or time than a picture may.
        """
        if len(data) > LARGEST:
            raise PictureError(f"it has over {LARGEST:,} bytes")
        try:
            (reply,) = self._child.ask(data)
        except EndedError as error:
            raise PictureError(f"unreadable: {error}") from error
        made = msgspec.msgpack.decode(reply, type=Bare)
        if made.why:
            raise PictureError(made.why)
        return made.data


def cleaned(data: bytes) -> bytes:
    """As `Cleaner.cleaned`, for one picture."""
    with Cleaner() as cleaner:
        return cleaner.cleaned(data)
