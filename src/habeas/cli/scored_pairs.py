"""A CSV file of pairs of names, row by row, with a score and its reasons added."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from habeas.resolving.pairs import score_names

NAMES = ("left", "right")
ADDED = ("score", "reasons")


class PairsError(ValueError):
    """The file cannot be used. The message says where and why."""


def scored_lines(path: Path) -> Iterator[str]:
    """The rows of the file as CSV lines with `score` and `reasons` added, the heading first.

    Columns other than left and right may hold anything and stay as they are; empty lines are left out. What speaks
    against follows "but: " in `reasons`.

    Raises:
        PairsError: it is not UTF-8 or no CSV, lacks a column or has one of ours, or a row has too many or few values.
    """
    rows = _rows(path)
    _, heading = next(rows, (1, []))
    places = _places(heading)
    yield _line([*heading, *ADDED])
    for line, row in rows:
        if len(row) != len(heading):
            raise PairsError(f"line {line}: {len(row)} values, but the heading has {len(heading)}")
        found = score_names(row[places[0]], row[places[1]])
        reasons = [*found.reasons, *(f"but: {why}" for why in found.against)]
        yield _line([*row, f"{found.score:.4f}", "; ".join(reasons)])


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Each row that is not empty, with the number of the line on which it ends."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            for row in reader:
                if row:
                    yield reader.line_num, row
    except UnicodeDecodeError as error:
        raise PairsError(f"it is not UTF-8: {error.reason} at byte {error.start}") from error
    except csv.Error as error:
        raise PairsError(f"it is no CSV file: {error}") from error


def _places(heading: list[str]) -> tuple[int, int]:
    missing = [name for name in NAMES if name not in heading]
    if missing:
        seen = ", ".join(heading) or "nothing"
        raise PairsError(f"no column {' and no column '.join(missing)}; its first line, by commas, has {seen}")
    taken = [name for name in ADDED if name in heading]
    if taken:
        raise PairsError(f"it has a column {' and '.join(taken)} already, which would be added; rename it")
    twice = [name for name in NAMES if heading.count(name) > 1]
    if twice:
        raise PairsError(f"the column {twice[0]} is there twice")
    return heading.index(NAMES[0]), heading.index(NAMES[1])


def _line(values: list[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(values)
    return out.getvalue()
