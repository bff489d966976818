"""A child process in which files are parsed, with limits on time, memory and output.

One child serves many files. A child that was killed, or died, yields a refused record with the reason, and the next
file gets a new child. The parent never parses.
"""

from __future__ import annotations

import os
import signal
import struct
import subprocess
import sys
from threading import Lock, Timer
from types import TracebackType
from typing import IO

import msgspec

from habeas.model.text import Extracted
from habeas.text.limits import DEFAULT, Limits
from habeas.text.refusal import refused, size

OUT_OF_MEMORY = 77
_LENGTH = struct.Struct("!Q")


class Job(msgspec.Struct, frozen=True):
    """One file on its way to the child."""

    data: bytes
    name: str
    media_type: str | None


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


class Extractor:
    """Extracts many files with one child process. A context manager; `close` ends the child.

    Safe to share between threads: they take turns.
    """

    def __init__(self, limits: Limits = DEFAULT) -> None:
        self.limits = limits
        self._child: subprocess.Popen[bytes] | None = None
        self._lock = Lock()
        self._late = False

    def __enter__(self) -> Extractor:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the child. The extractor can still be used: the next file starts another."""
        if self._child is not None:
            self._end(self._child)
            self._child = None

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
        with self._lock:
            return self._in_child(Job(data, name, media_type), kind)

    def _in_child(self, job: Job, kind: str) -> Extracted:
        child = self._running()
        self._late = False
        timer = Timer(self.limits.seconds, self._expire, (child,))
        timer.daemon = True
        timer.start()
        try:
            reply = self._ask(child, job)
        except OverflowError:
            self.close()
            return refused(f"unreadable: output; the text found in it is over {size(self.limits.reply_bytes)}", kind)
        finally:
            timer.cancel()
        if reply is None:
            return refused(self._why(child), kind)
        return msgspec.msgpack.decode(reply, type=Extracted)

    def _ask(self, child: subprocess.Popen[bytes], job: Job) -> bytes | None:
        assert child.stdin is not None
        assert child.stdout is not None
        try:
            send(child.stdin, msgspec.msgpack.encode(job))
        except BrokenPipeError:
            return None
        return receive(child.stdout, self.limits.reply_bytes)

    def _running(self) -> subprocess.Popen[bytes]:
        if self._child is None or self._child.poll() is not None:
            self.close()
            self._child = subprocess.Popen(
                [
                    sys.executable,
                    "-B",
                    "-P",
                    "-m",
                    "habeas.text.child",
                    msgspec.json.encode(self.limits).decode(),
                ],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONHASHSEED": "0"},
            )
        return self._child

    def _expire(self, child: subprocess.Popen[bytes]) -> None:
        self._late = True
        child.kill()

    def _why(self, child: subprocess.Popen[bytes]) -> str:
        """Why the child gave no answer, in words. The child is gone afterwards."""
        late = self._late
        self._end(child)
        self._child = None
        code = child.returncode
        if late or code == -signal.SIGXCPU:
            return f"unreadable: time; parsing took over {self.limits.seconds:g} s and was stopped"
        if code == OUT_OF_MEMORY:
            return f"unreadable: memory; parsing needed over {size(self.limits.memory_bytes)} and was stopped"
        if code < 0:
            return f"unreadable: the parser was ended by {signal.Signals(-code).name}"
        return f"unreadable: the parser ended without an answer (exit status {code})"

    @staticmethod
    def _end(child: subprocess.Popen[bytes]) -> None:
        """Close the pipes and wait; a child that is still at work is killed."""
        for stream in (child.stdin, child.stdout):
            if stream is not None:
                try:
                    stream.close()
                except BrokenPipeError:
                    continue
        try:
            child.wait(timeout=0.5)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
