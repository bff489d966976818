"""Lets every file operation of an act fail, or kills the process there, one operation after the other.

Linux only, with gcc: what SQLite itself writes can be met nowhere but below it (`faults.c`).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

import msgspec

SOURCE: Final = Path(__file__).with_name("faults.c")
MODES: Final = {
    "one operation fails": 1,
    "all fail from there on": 2,
    "the disk is full from there on": 3,
    "one fsync fails": 4,
    "killed before it": 5,
    "killed in it": 6,
}


class Tried(msgspec.Struct):
    """What came of all operations of one act in one mode."""

    act: str
    mode: str
    operations: int = 0
    acknowledged: int = 0
    stopped: int = 0
    lost: list[str] = []  # msgspec makes a new one each time
    half: list[str] = []

    @property
    def sound(self) -> bool:
        return bool(self.operations) and not self.lost and not self.half


def possible() -> bool:
    """Whether the trial can be run here."""
    return sys.platform == "linux" and shutil.which("gcc") is not None


def fail_everywhere(folder: Path, every: int = 1, acts: tuple[str, ...] = ()) -> list[Tried]:
    """Tries every operation (or every so-manieth) of each act in each mode, in workspaces below `folder`.

    Raises:
        subprocess.CalledProcessError: it could not be tried.
    """
    library = folder / "faults.so"
    build = ["gcc", "-shared", "-fPIC", "-O1", "-Wno-unused-result", "-o", str(library), str(SOURCE), "-ldl"]
    subprocess.run(build, check=True)
    ran = subprocess.run(
        [sys.executable, "-m", "bench.durability.faulted", str(folder), str(every), *acts],
        env=os.environ | {"LD_PRELOAD": str(library)},
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        check=True,
    )
    return msgspec.json.decode(ran.stdout, type=list[Tried])
