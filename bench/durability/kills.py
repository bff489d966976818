"""Kills processes that add, read and decide, at random moments, and looks what is left."""

from __future__ import annotations

import os
import random
import signal
import sys
import time
import traceback
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import msgspec

from bench.durability.acts import Done, acts, outcome
from habeas.archive.postgresql import ServerError
from habeas.workspace import Workspace, WorkspaceError

IN_ONE = 25
"""So many kills are tried on one workspace before a new one is made."""

STRUCK = 0.1
"""In so many cases it is the server that is stopped dead, and its clients with it."""

_NO_SERVER = 4


@dataclass
class Killed:
    """What came of it."""

    kills: int = 0
    struck: int = 0
    acknowledged: int = 0
    lost: list[str] = field(default_factory=list)
    half: list[str] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        return bool(self.kills) and not self.lost and not self.half


@dataclass
class _Writer:
    """A process that works, and the end of the pipe on which it acknowledges."""

    pid: int
    pipe: int


class Strike(Protocol):
    """A database server that can be stopped as if the machine had, and started again."""

    def stop(self, how: str = ...) -> None: ...
    def start(self) -> None: ...


def kill(folder: Path, kills: int, seed: int, server: Strike | None = None) -> Killed:
    """Makes workspaces below `folder` and kills so many processes that work in them, one or two at a time."""
    chance = random.Random(seed)
    result = Killed()
    done: list[Done] = []
    place, stopped = folder / "0", 0
    while result.kills < kills:
        if stopped >= IN_ONE:
            place, stopped = folder / str(result.kills), 0
            done = []
        writers = [_start(place, chance.getrandbits(64)) for _ in range(chance.choice((1, 1, 2)))]
        struck = server if chance.random() < STRUCK else None
        told = _killed(writers, chance, struck)
        if struck is not None:
            result.struck += 1
            struck.start()
        done += told
        stopped += len(writers)
        result.kills += len(writers)
        result.acknowledged += len(told)
        _look(place, done, stopped, result)
    return result


def _look(place: Path, done: list[Done], stopped: int, result: Killed) -> None:
    try:
        Workspace.open(place).close()
    except WorkspaceError as error:
        # Its making may have been stopped; then nothing was acknowledged, and it can be made still.
        result.lost += [f"{one.kind} {one.key}: {error}" for one in done]
        return
    found = outcome(place, done, stopped)
    result.lost += found.lost
    result.half += found.half


def _start(place: Path, seed: int) -> _Writer:
    """Starts a process that works without end."""
    ours, theirs = os.pipe()
    pid = os.fork()
    if pid:
        os.close(theirs)
        return _Writer(pid, ours)
    try:
        os.close(ours)
        _work(place, random.Random(seed), theirs)
    except ServerError:
        os._exit(_NO_SERVER)
    except BaseException:  # noqa: BLE001  # nothing may go on here as the process that this one was split from
        traceback.print_exc(file=sys.stderr)
        sys.stderr.flush()
    finally:
        os._exit(3)


def _work(place: Path, chance: random.Random, pipe: int) -> None:
    with _opened(place) as workspace:
        for one in acts(workspace, chance):
            os.write(pipe, msgspec.json.encode(one) + b"\n")


def _opened(place: Path) -> Workspace:
    for _ in range(200):
        try:
            return Workspace.open(place)
        except WorkspaceError:
            try:
                return Workspace.init(place)
            except WorkspaceError:
                time.sleep(0.02)  # another one makes it just now
    raise WorkspaceError(f"{place} cannot be opened or made")


def _killed(writers: list[_Writer], chance: random.Random, struck: Strike | None) -> list[Done]:
    """Kills the processes after a while, or just after an acknowledgement; gives what they had acknowledged."""
    if chance.random() < 0.5:
        time.sleep(chance.uniform(0, 0.3))
        heard = b""
    else:
        heard = os.read(writers[0].pipe, 1 << 16) if chance.random() < 0.9 else b""
        time.sleep(chance.uniform(0, 0.02))
    told = [heard] + [b""] * (len(writers) - 1)
    if struck is not None:
        struck.stop("immediate")
    for writer in writers:
        os.kill(writer.pid, signal.SIGKILL)
    done: list[Done] = []
    for writer, before in zip(writers, told, strict=True):
        _, status = os.waitpid(writer.pid, 0)
        without_server = struck is not None and os.waitstatus_to_exitcode(status) == _NO_SERVER
        if not os.WIFSIGNALED(status) and not without_server:
            raise RuntimeError(f"a process ended by itself, with {os.waitstatus_to_exitcode(status)}")
        whole = before + _rest(writer.pipe)
        # A line is written at once or not at all: it is shorter than what a pipe takes at once.
        done += [msgspec.json.decode(line, type=Done) for line in whole.splitlines()]
    return done


def _rest(pipe: int) -> bytes:
    parts = []
    while part := os.read(pipe, 1 << 16):
        parts.append(part)
    os.close(pipe)
    return b"".join(parts)
