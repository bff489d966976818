"""The text stage's child process, in which files are parsed. The parent never parses.

One child serves many files. A child that was killed, or died, yields a refused record with the reason, and the next
file gets a new child.
"""

from __future__ import annotations

from threading import Lock

import msgspec

from habeas.model.text import Extracted
from habeas.sandbox import Client, Confinement, EndedError
from habeas.text.limits import DEFAULT, Limits
from habeas.text.refusal import refused, size


class Job(msgspec.Struct, frozen=True):
    """One file on its way to the child."""

    data: bytes
    name: str
    media_type: str | None
    limits: Limits


class Extractor(Client):
    """Extracts many files with one child process. A context manager; `close` ends the child.

    Safe to share between threads: they take turns.
    """

    def __init__(self, limits: Limits = DEFAULT) -> None:
        self.limits = limits
        self._lock = Lock()
        super().__init__(
            "habeas.text.child",
            Confinement(
                seconds=limits.seconds,
                memory_bytes=limits.memory_bytes,
                job_bytes=limits.file_bytes + 1_000_000,  # the file and its frame
                reply_bytes=limits.reply_bytes,
            ),
        )

    def extract(self, data: bytes, name: str, media_type: str | None = None) -> Extracted:
        """The canonical text of a file, or a refused record with the reason; never an error for bad bytes.

        `name` is the file's name, used where the bytes do not show what they are; `media_type` what a server or a
        person said of it.
        """
        kind = media_type or "application/octet-stream"
        if not data:
            return refused("the file is empty", kind)
        if len(data) > self.limits.file_bytes:
            limit = size(self.limits.file_bytes)
            return refused(f"the file has {size(len(data))}, over the limit of {limit}: nothing was read", kind)
        job = Job(data, name[-1000:], media_type, self.limits)
        with self._lock:
            try:
                (reply,) = self._child.ask(msgspec.msgpack.encode(job))
            except EndedError as error:
                return refused(f"unreadable: {error}", kind)
        return msgspec.msgpack.decode(reply, type=Extracted)
