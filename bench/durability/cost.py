"""What it costs that an added report outlasts a power failure, beside a plain copy with fsync of the same file.

`python -m bench.durability.cost`. Both are done by turns, file by file, so that whatever else the disk does falls on
both.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from bench.durability import acts
from habeas.collect import Material
from habeas.workspace import Workspace


class Cost(NamedTuple):
    """Seconds for all files, and the middle one of their ratios."""

    files: int
    copied: float
    added: float
    ratio: float


def cost(folder: Path, files: int, seed: int) -> Cost:
    """Copies and adds so many reports, one after the other."""
    chance = random.Random(seed)
    plain = folder / "plain"
    plain.mkdir()
    copied: list[float] = []
    added: list[float] = []
    with Workspace.init(folder / "ws") as workspace:
        for _ in range(files):
            report = acts.material(chance)
            both = [
                (copied, lambda one=report: _copy(plain, one)),
                (added, lambda one=report: workspace.add(one, "ana")),
            ]
            chance.shuffle(both)
            for times, act in both:
                times.append(_timed(act))
    ratio = statistics.median(a / c for a, c in zip(added, copied, strict=True))
    return Cost(files, sum(copied), sum(added), ratio)


def _copy(plain: Path, report: Material) -> None:
    """As a careful program would: the bytes on the disk, and the name of the file too."""
    with (plain / report.id[7:]).open("xb") as file:
        file.write(report.data)
        file.flush()
        os.fsync(file.fileno())
    names = os.open(plain, os.O_RDONLY)
    os.fsync(names)
    os.close(names)


def _timed(act: Callable[[], object]) -> float:
    begin = time.perf_counter()
    act()
    return time.perf_counter() - begin


def main() -> None:
    """Prints it."""
    parser = argparse.ArgumentParser(prog="python -m bench.durability.cost", description=__doc__)
    parser.add_argument("--files", type=int, default=300)
    parser.add_argument("--seed", type=int, default=20240502)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        found = cost(Path(name), arguments.files, arguments.seed)
    each = 1000 / found.files
    print(f"{found.files} reports, each: copied {found.copied * each:.1f} ms, added {found.added * each:.1f} ms")
    print(f"adding takes {found.ratio:.1f} times as long (the median), {found.added / found.copied:.1f} times in all")


if __name__ == "__main__":
    main()
