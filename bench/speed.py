"""How fast `habeas read` is, beside spaCy's own pipeline on the same texts in the same run."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from bench.process import Measured, measured, side_by_side
from bench.stages import stages
from bench.texts import EXAMPLES, enlarged, texts_of, words, write

STAGE_WORDS = 5_000
SPACY = [sys.executable, "-m", "bench.plain_spacy"]


class Row(NamedTuple):
    """One command over all texts, and the same command over a few words: its start."""

    name: str
    whole: Measured
    start: float

    def working(self) -> float:
        """Seconds without the start."""
        return max(self.whole.seconds - self.start, 1e-9)


def main() -> None:
    """Prints the tables."""
    arguments = _arguments()
    texts = texts_of(arguments.texts)
    if arguments.words:
        texts = enlarged(texts, arguments.words)
    total = sum(map(words, texts))
    print(f"{len(texts)} reports of {total:,} words together, made from {arguments.texts}")
    print(f"{cores()} cores, Python {sys.version.split()[0]}\n")
    with tempfile.TemporaryDirectory() as folder:
        write(texts, Path(folder) / "all")
        write([f"Report {number}." for number in range(cores())], Path(folder) / "start")
        rows = rows_of(Path(folder))
        gain = gain_of_cores(Path(folder), rows[0])
    _print_rows(rows, len(texts), total)
    print(f"{cores()} runs of spaCy at once do {gain:.2f} times what one does: so much the machine gives.\n")
    _print_stages(texts)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.speed", description=__doc__)
    parser.add_argument("--texts", type=Path, default=EXAMPLES, help="a folder of reports (default: our examples)")
    parser.add_argument(
        "--words",
        type=int,
        default=30_000,
        help="repeat them with variations up to so many words; 0: as they are",
    )
    return parser.parse_args()


def cores() -> int:
    """How many cores these programs may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def rows_of(folder: Path) -> list[Row]:
    """The commands over the texts of `folder` in "all", and over those in "start"."""
    habeas = [sys.executable, "-m", "habeas", "read", "--format", "jsonl", "--jobs"]
    commands = [
        ("spaCy alone, one core", SPACY, True),
        ("habeas read, one core", [*habeas, "1"], True),
        (f"habeas read, all {cores()} cores", [*habeas, str(cores())], False),
    ]
    rows = []
    for name, command, one_core in commands:
        start = measured([*command, str(folder / "start")], one_core=one_core)
        whole = measured([*command, str(folder / "all")], one_core=one_core)
        rows.append(Row(name, whole, start.seconds))
    return rows


def gain_of_cores(folder: Path, alone: Row) -> float:
    """How many times the work of one core all cores of this machine do, by runs of spaCy that have nothing to do with
    each other; `alone` is one of them, on one core, over the same folder.
    """
    many = cores()
    start, whole = (side_by_side([*SPACY, str(folder / name)], many) for name in ("start", "all"))
    return many * alone.working() / max(whole - start, 1e-9)


def _print_rows(rows: list[Row], reports: int, total: int) -> None:
    print(f"{'':<28}{'start s':>9}{'work s':>9}{'reports/s':>11}{'words/s':>9}{'of spaCy':>10}{'peak MiB':>10}")
    first = rows[0].working()
    for row in rows:
        work = row.working()
        print(
            f"{row.name:<28}{row.start:>9.1f}{work:>9.1f}{reports / work:>11.1f}{total / work:>9,.0f}"
            f"{first / work:>10.2f}{row.whole.peak_mib:>10,.0f}"
        )
    print("\nstart: the same command over a few words; work: the rest of its time, from which the rates are made;")
    print("of spaCy: words a second beside those of spaCy alone; peak: memory of all processes at once.\n")


def _print_stages(texts: list[str]) -> None:
    few = enlarged(texts, min(STAGE_WORDS, sum(map(words, texts))))
    found = stages(few)
    whole = sum(found)
    print(f"Where the time goes ({sum(map(words, few)):,} words, one process):")
    names = ("bytes to text", "spaCy's parse", "the reader's rules and the check", "writing JSON")
    for name, seconds in zip(names, found, strict=True):
        print(f"  {name:<34}{seconds:>7.2f} s {seconds / whole:>6.0%}")


if __name__ == "__main__":
    main()
