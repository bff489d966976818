"""The parent's side: starts a child, hands it jobs, and says in words why one gave no answer."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from threading import Timer

import msgspec

from habeas.sandbox.child import END, OUT_OF_MEMORY
from habeas.sandbox.limits import Confinement
from habeas.sandbox.wire import receive, send

_KEPT = ("PATH", "PYTHONPATH", "PYTHONHOME", "LD_LIBRARY_PATH", "LANG", "LC_ALL", "LC_CTYPE")
"""What a child gets of the environment; passphrases and keys may stand in the rest."""


class EndedError(Exception):
    """The child gave no answer and is gone; the message says why. The next job gets another child."""


class Child:
    """One child process at a time, started when it is needed. Not safe to share between threads.

    `module` is run as `python -m module`; `files` are descriptors that it inherits.
    """

    def __init__(self, module: str, limits: Confinement, files: tuple[int, ...] = ()) -> None:
        self.module, self.limits, self._files = module, limits, files
        self._process: subprocess.Popen[bytes] | None = None
        self._late = 0.0

    def ask(self, job: bytes, within: float | None = None) -> Iterator[bytes]:
        """The replies to a job, each as it comes. An iterator that is left early ends the child.

        `within`: the seconds that all replies may take together; what is done between them does not count.

        Raises:
            EndedError: a reply, or all of them, took too long, needed too much memory, was too large, or the child
                died.
        """
        process = self._running()
        whole, taken = False, 0.0
        try:
            self._hand_over(process, job)
            while True:
                began = time.monotonic()
                reply = self._reply(process, within, taken)
                taken += time.monotonic() - began
                if reply == END:
                    break
                yield reply
            whole = True
        finally:
            if not whole:
                self.close()

    def close(self) -> None:
        """Ends the child: by itself where it waits, by force where it is still at work."""
        if self._process is not None:
            _end(self._process)
            self._process = None

    @property
    def pid(self) -> int | None:
        """The process that is running, if one is."""
        return None if self._process is None else self._process.pid

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._process = subprocess.Popen(
                [sys.executable, "-B", "-P", "-m", self.module, msgspec.json.encode(self.limits).decode()],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                pass_fds=self._files,
                env={**{name: os.environ[name] for name in _KEPT if name in os.environ}, "PYTHONHASHSEED": "0"},
            )
        return self._process

    def _hand_over(self, process: subprocess.Popen[bytes], job: bytes) -> None:
        assert process.stdin is not None
        try:
            send(process.stdin, job)
        except BrokenPipeError as error:
            raise EndedError(self._why(process)) from error

    def _reply(self, process: subprocess.Popen[bytes], within: float | None, taken: float) -> bytes:
        assert process.stdout is not None
        self._late = 0.0
        most = self.limits.seconds
        if within is not None and within - taken < most:
            timer = Timer(max(within - taken, 0.0), self._expire, (process, within))
        else:
            timer = Timer(most, self._expire, (process, most))
        timer.daemon = True
        timer.start()
        try:
            reply = receive(process.stdout, self.limits.reply_bytes)
        except OverflowError as error:
            raise EndedError(f"output; what was found in it is over {self.limits.reply_bytes:,} bytes") from error
        finally:
            timer.cancel()
        if reply is None:
            raise EndedError(self._why(process))
        return reply

    def _expire(self, process: subprocess.Popen[bytes], seconds: float) -> None:
        self._late = seconds
        process.kill()

    def _why(self, process: subprocess.Popen[bytes]) -> str:
        """Why the child gave no answer, in words. It is gone afterwards."""
        late = self._late
        _end(process)
        code = process.returncode
        if late or code == -signal.SIGXCPU:
            return f"time; parsing took over {late or self.limits.seconds:g} s and was stopped"
        if code == OUT_OF_MEMORY:
            return f"memory; parsing needed over {self.limits.memory_bytes / 1e6:.1f} MB and was stopped"
        if code < 0:
            return f"the parser was ended by {signal.Signals(-code).name}"
        return f"the parser ended without an answer (exit status {code})"


def _end(process: subprocess.Popen[bytes]) -> None:
    """Close the pipes and wait; a child that is still at work is killed."""
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            try:
                stream.close()
            except BrokenPipeError:
                continue
    try:
        process.wait(timeout=0.5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
