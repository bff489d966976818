"""Keeps the workers beside the pages: one that ends is noted and started again, after longer and longer pauses.

Each worker holds the other end of a line from the desk: where the desk itself is gone, however it ended, the line
closes and the worker stops, so that no two of a kind are ever left to work at once.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from django.db import DatabaseError, connections
from django.utils import timezone

from habeas.desk.background import works
from habeas.desk.background.guarding import failed, pause
from habeas.desk.background.models import Trouble

EVERY_S: Final = 1.0
STEADY_S: Final = 60.0
"""A worker that has run so long runs well again."""
STOP_S: Final = 30.0


LINE: Final = "--line"
"""What a worker is started with that holds the other end of a line to the desk in its standard input."""


class _Worker:
    """One kind of worker: what runs of it, since when, and how often in a row it ended by itself."""

    def __init__(self, what: str, command: Sequence[str]) -> None:
        self.what, self._command = what, command
        self.process: subprocess.Popen[bytes] | None = None
        self.since, self.ended, self.rests_until = 0.0, 0, 0.0

    def start(self) -> None:
        """Starts it."""
        self.process = subprocess.Popen([*self._command, LINE], env=dict(os.environ), stdin=subprocess.PIPE)
        self.since = time.monotonic()


class Keeper:
    """Keeps workers running, by their names in `Trouble.What` and the commands that start them."""

    def __init__(self, commands: Mapping[str, Sequence[str]]) -> None:
        self._workers = [_Worker(what, command) for what, command in commands.items()]
        self._stopping = threading.Event()
        self._watch = threading.Thread(target=self._keep, name="keeper", daemon=True)

    def start(self) -> None:
        """Starts all of them, and looks after them from then on."""
        for worker in self._workers:
            self._begin(worker)
        self._watch.start()

    def stop(self) -> None:
        """Has all of them end, and waits for it; what does not end in time is ended."""
        self._stopping.set()
        self._watch.join()
        running = [one.process for one in self._workers if one.process is not None]
        for process in running:
            process.terminate()
        for process in running:
            try:
                process.wait(timeout=STOP_S)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            if process.stdin is not None:
                process.stdin.close()

    def _keep(self) -> None:
        while not self._stopping.wait(EVERY_S):
            for worker in self._workers:
                self._look_after(worker)
            connections.close_all()

    def _look_after(self, worker: _Worker) -> None:
        now = time.monotonic()
        if worker.process is None:
            if now >= worker.rests_until:
                self._begin(worker)
            return
        code = worker.process.poll()
        if code is None:
            if worker.ended and now - worker.since > STEADY_S:
                worker.ended = 0
                _noted(worker.what, None, timezone.now())
            return
        if worker.process.stdin is not None:
            worker.process.stdin.close()
        worker.process = None
        worker.ended += 1
        worker.rests_until = now + pause(worker.ended).total_seconds()
        _noted(worker.what, _how(code), timezone.now())

    def _begin(self, worker: _Worker) -> None:
        if worker.what == Trouble.What.WORKS:
            try:
                works.put_back(timezone.now())
            except DatabaseError as error:  # it is tried when the worker is started the next time
                sys.stderr.write(f"{worker.what}: {type(error).__name__}\n")
        worker.start()


def _how(code: int) -> str:
    return f"ended by {signal.Signals(-code).name}" if code < 0 else f"ended with {code}"


def _noted(what: str, error: str | None, now: datetime) -> None:
    """Keeps that a worker ended, or runs well again; the workers are looked after where the database is away too."""
    try:
        if error is None:
            Trouble.objects.filter(what=what, mended=None).update(mended=now)
        else:
            sys.stderr.write(f"{what}: {error}, and is started again\n")
            failed(what, error, now)
    except DatabaseError as away:
        sys.stderr.write(f"{what}: not noted ({type(away).__name__})\n")


def end_with_the_desk() -> None:
    """In a worker: has it told to stop once the desk that started it is gone."""

    def wait() -> None:
        while os.read(0, 1):
            pass
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=wait, name="line to the desk", daemon=True).start()
