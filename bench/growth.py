"""What adding one report costs as a workspace grows: `python -m bench.growth`.

The same reports are added and their readings stored in an empty workspace and in one that holds many, by
turns, so that whatever else the machine does falls on both.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench.texts import EXAMPLES, texts_of, varied
from habeas.collect import Found
from habeas.intake import Taken
from habeas.model.reading import Described
from habeas.pipeline import keep, kept, put, take
from habeas.reading import load_reader
from habeas.workspace import Workspace

WHO = "bench"


def main() -> None:
    """Prints the table."""
    arguments = _arguments()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        texts = texts_of(EXAMPLES)
        many = [f"Report {i}: {i + 2} people were arrested on Monday." for i in range(arguments.reports)]
        new = [varied(texts[i % len(texts)], i + 1) for i in range(arguments.adds)]
        with Workspace.init(folder / "empty") as empty, Workspace.init(folder / "full") as full:
            _fill(full, list(_found(many, folder / "many")))
            _print(len(full.reports()), _compare(empty, full, list(_found(new, folder / "new"))))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.growth", description=__doc__)
    parser.add_argument("--reports", type=int, default=1_000, help="how many the full workspace holds")
    parser.add_argument("--adds", type=int, default=15, help="how many are added to each, one after the other")
    return parser.parse_args()


def _found(texts: list[str], folder: Path) -> Iterator[Found]:
    folder.mkdir()
    for number, text in enumerate(texts):
        path = folder / f"{number}.txt"
        path.write_text(text, encoding="utf-8")
        yield Found(path=str(path), source=path.name, stated=Described())


def _fill(workspace: Workspace, found: list[Found]) -> None:
    for one in found:
        keep(workspace, one, WHO)
    _read_all(workspace)


def _read_all(workspace: Workspace) -> None:
    reader = load_reader()
    for taken in list(take(kept(workspace, reader.name, reader.version))):
        put(workspace, taken)


def _compare(empty: Workspace, full: Workspace, new: list[Found]) -> dict[str, tuple[float, float]]:
    """For each step the median of seconds in the empty workspace and in the full one."""
    times: dict[str, tuple[list[float], list[float]]] = {}
    for number, (found, taken) in enumerate(zip(new, list(take(new)), strict=True)):
        for workspace in (empty, full) if number % 2 else (full, empty):
            for step, seconds in _steps(workspace, found, taken):
                times.setdefault(step, ([], []))[workspace is full].append(seconds)
    return {step: (statistics.median(few), statistics.median(many)) for step, (few, many) in times.items()}


def _steps(workspace: Workspace, found: Found, taken: Taken) -> Iterator[tuple[str, float]]:
    """Takes one report in, and how long each step of it was."""
    reader = load_reader()
    begin = time.perf_counter()
    keep(workspace, found, WHO)
    yield "adding a report", time.perf_counter() - begin
    begin = time.perf_counter()
    assert len(list(kept(workspace, reader.name, reader.version))) == 1
    yield "listing the unread (read)", time.perf_counter() - begin
    begin = time.perf_counter()
    assert put(workspace, taken)
    yield "storing its reading", time.perf_counter() - begin


def _print(reports: int, medians: dict[str, tuple[float, float]]) -> None:
    print(f"{'median of one report, ms':<28}{'empty':>10}{f'{reports:,} reports':>16}{'ratio':>8}")
    for step, (few, many) in medians.items():
        print(f"{step:<28}{few * 1000:>10.1f}{many * 1000:>16.1f}{many / few:>8.2f}")
    print("\nadding must not grow; `habeas read` lists all reports once a run to find those it has not read yet.")


if __name__ == "__main__":
    main()
