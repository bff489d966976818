"""The side of `faults` that runs in a process in which operations can be made to fail."""

from __future__ import annotations

import ctypes
import os
import random
import shutil
import signal
import sqlite3
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import msgspec

from bench.durability import acts
from bench.durability.acts import Done, Outcome, outcome
from bench.durability.faults import MODES, Tried
from habeas.archive.database import DatabaseError
from habeas.archive.erasure import doomed
from habeas.archive.heads import HeadError
from habeas.safekeeping import erase
from habeas.workspace import Workspace, WorkspaceError

SEED: Final = 20240502
EXPECTED: Final = (OSError, sqlite3.Error, WorkspaceError, DatabaseError, HeadError)
"""What a method may raise where the disk fails."""

_KILLS: Final = (MODES["killed before it"], MODES["killed in it"])

Tell = Callable[[Done | None], None]
"""Is told of each acknowledgement, and (None) of each act that failed."""

Steps = Callable[[Path, Tell], None]


def main() -> None:
    """Prints what came of it, as JSON."""
    folder, every, chosen = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3:] or list(ACTS)
    library = ctypes.CDLL(None)
    library.fault_arm.argtypes = (ctypes.c_char_p, ctypes.c_int, ctypes.c_long)
    library.fault_seen.restype = ctypes.c_long
    before = folder / "before"
    known = list(_prepared(before))
    tried = []
    for act in chosen:
        for name in MODES:
            result = Tried(act=act, mode=name)
            _all(_Bench(folder / "now", before, known, library), result, every)
            tried.append(result)
    sys.stdout.buffer.write(msgspec.json.encode(tried))


class _Bench:
    """Where it is tried: a folder that is a copy of `before` each time, in which `known` was acknowledged."""

    def __init__(self, place: Path, before: Path, known: list[Done], library: ctypes.CDLL) -> None:
        self.place, self.before, self.known, self._library = place, before, known, library

    def fresh(self, *, empty: bool) -> None:
        shutil.rmtree(self.place, ignore_errors=True)
        if not empty:
            shutil.copytree(self.before, self.place)

    def arm(self, mode: int, at: int) -> None:
        self._library.fault_arm(str(self.place).encode(), mode, at)

    def reached(self, at: int) -> bool:
        return int(self._library.fault_seen()) >= at


def _prepared(folder: Path) -> Iterator[Done]:
    chance = random.Random(SEED)
    with Workspace.init(folder) as workspace:
        for _ in range(3):
            report = acts.material(chance)
            yield acts.add(workspace, report)
            yield acts.read(workspace, report)
            yield acts.decide(workspace, chance)


def _all(bench: _Bench, result: Tried, every: int) -> None:
    steps, empty = ACTS[result.act]
    mode, at = MODES[result.mode], 1
    while True:
        bench.fresh(empty=empty)
        done, stopped, reached = (_killed if mode in _KILLS else _failed)(bench, steps, mode, at)
        if not reached:
            return
        result.operations += 1
        result.acknowledged += len(done)
        result.stopped += stopped
        found = _found(bench, result.act, done, stopped)
        where = f"{result.act}, {result.mode}, operation {at}: "
        result.lost += [where + line for line in found.lost]
        result.half += [where + line for line in found.half]
        at += every


def _failed(bench: _Bench, steps: Steps, mode: int, at: int) -> tuple[list[Done], int, bool]:
    done: list[Done] = []
    stopped: list[None] = []

    def tell(one: Done | None) -> None:
        if one is None:
            stopped.append(None)
        else:
            done.append(one)

    bench.arm(mode, at)
    try:
        steps(bench.place, tell)
    finally:
        reached = bench.reached(at)
        bench.arm(0, 0)
    return done, len(stopped), reached


def _killed(bench: _Bench, steps: Steps, mode: int, at: int) -> tuple[list[Done], int, bool]:
    ours, theirs = os.pipe()
    pid = os.fork()
    if not pid:
        try:
            bench.arm(mode, at)
            steps(bench.place, lambda one: _write(theirs, one))
        finally:
            os._exit(0)
    os.close(theirs)
    with os.fdopen(ours, "rb") as pipe:
        done = [msgspec.json.decode(line, type=Done) for line in pipe.read().splitlines()]
    _, status = os.waitpid(pid, 0)
    return done, 1, os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def _write(pipe: int, one: Done | None) -> None:
    if one is not None:
        os.write(pipe, msgspec.json.encode(one) + b"\n")


def _found(bench: _Bench, act: str, done: list[Done], stopped: int) -> Outcome:
    """What was lost or is half there; then the workspace must be one that can be worked in as ever."""
    place, (_, empty) = bench.place, ACTS[act]
    if empty and not done:
        Workspace.open(place).close() if (place / "habeas.sqlite").is_file() and _opens(place) else _made(place)
    known = [] if empty else bench.known
    found = _erased(bench, done) if act == "erase" else outcome(place, [*known, *done], stopped)
    with Workspace.open(place) as workspace:
        chance = random.Random(0)
        report = acts.material(chance)
        after = [acts.add(workspace, report), acts.read(workspace, report), acts.decide(workspace, chance)]
    later = outcome(place, after, 10_000)
    return Outcome((*found.lost, *later.lost), (*found.half, *later.half))


def _opens(place: Path) -> bool:
    try:
        Workspace.open(place).close()
    except WorkspaceError:
        return False
    return True


def _made(place: Path) -> None:
    """A making that was stopped can be done again."""
    Workspace.init(place).close()


def _erased(bench: _Bench, done: list[Done]) -> Outcome:
    """An erased report is there whole or gone from every file, and gone where that was acknowledged."""
    report, marker = bench.known[0].key, bench.known[0].key[7:]
    with Workspace.open(bench.place) as workspace:
        there = report in {one.id for one in workspace.reports()}
    kept = bench.known if there else [one for one in bench.known[3:] if one.kind != "decision"]
    found = outcome(bench.place, kept, 10_000)
    lost = [f"{report} is there, and its erasure was acknowledged"] if there and done else []
    files = [path for path in bench.place.rglob("*") if path.is_file()]
    if not there:
        held = marker.encode()
        lost += [f"erased, but in {path.name} still" for path in files if held in path.read_bytes()]
    return Outcome((*found.lost, *lost), found.half)


# What is tried. Each step is one act of a person; where it fails, the next one is done all the same.


def _steps(tell: Tell, *steps: Callable[[], Done]) -> None:
    for step in steps:
        try:
            done = step()
        except EXPECTED:
            tell(None)
        else:
            tell(done)


def _work(place: Path, tell: Tell) -> None:
    chance = random.Random(SEED + 1)
    one, two = acts.material(chance), acts.material(chance)
    try:
        with Workspace.open(place) as workspace:
            _steps(
                tell,
                lambda: acts.add(workspace, one),
                lambda: acts.add_again(workspace, one, "/elsewhere/one.txt"),
                lambda: acts.read(workspace, one),
                lambda: acts.decide(workspace, chance),
                lambda: acts.add(workspace, two),
                lambda: acts.read(workspace, two),
                lambda: acts.decide(workspace, chance),
            )
    except EXPECTED:
        tell(None)


def _make(place: Path, tell: Tell) -> None:
    chance = random.Random(SEED + 2)
    report = acts.material(chance)
    try:
        with Workspace.init(place) as workspace:
            _steps(tell, lambda: acts.add(workspace, report))
    except EXPECTED:
        tell(None)


def _erase(place: Path, tell: Tell) -> None:
    try:
        with Workspace.open(place) as workspace:
            report = workspace.reports()[0].id
            _steps(tell, lambda: _erase_one(workspace, report))
    except EXPECTED:
        tell(None)


def _erase_one(workspace: Workspace, report: str) -> Done:
    erase(workspace, doomed(workspace.records, [report]), acts.WHO, "asked to")
    return Done("report", report, "")


ACTS: Final[dict[str, tuple[Steps, bool]]] = {"make": (_make, True), "work": (_work, False), "erase": (_erase, False)}
"""Each with whether it begins in an empty folder."""


if __name__ == "__main__":
    main()
