"""Labelled pairs of names from a CSV file that the caller names; the repository holds none."""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

COLUMNS = ("left", "right", "label")
APART = "alias-other"
"""The kind of pairs that is scored apart: two names of one person that have nothing in common as strings."""
_ARABIC = re.compile("[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufeff]")


class Labelled(NamedTuple):
    """A pair of names; `same` says whether they are one person's. `people` are the two ids, for folds."""

    left: str
    right: str
    same: bool
    kind: str
    people: tuple[str, str]

    @property
    def script(self) -> str:
        """ "Latin", "Arabic" (one of the two) or "other"."""
        both = self.left + self.right
        if _ARABIC.search(both):
            return "Arabic"
        latin = all(ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 for c in both if c.isalpha())
        return "Latin" if latin else "other"


def read_pairs(path: Path) -> list[Labelled]:
    """The pairs of a CSV file with the columns left, right, label (0 or 1), and perhaps kind, left_id, right_id.

    Raises:
        SystemExit: a column is missing.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    missing = [name for name in COLUMNS if not rows or name not in rows[0]]
    if missing:
        raise SystemExit(f"{path.name}: no column {', '.join(missing)}")
    return [
        Labelled(
            row["left"],
            row["right"],
            row["label"] == "1",
            row.get("kind") or "",
            (row.get("left_id") or row["left"], row.get("right_id") or row["right"]),
        )
        for row in rows
    ]


def fold_of(person: str, seed: int, folds: int) -> int:
    """The fold of a person: the same whatever the order of the rows."""
    return int(hashlib.sha256(f"{seed} {person}".encode()).hexdigest(), 16) % folds


def f1_at(scores: Sequence[float], same: Sequence[bool], threshold: float) -> float:
    """F1 of calling everything from `threshold` on the same."""
    hits = sum(s >= threshold and y for s, y in zip(scores, same, strict=True))
    called = sum(s >= threshold for s in scores)
    return 2 * hits / (called + sum(same)) if called + sum(same) else 0.0


def best_threshold(scores: Sequence[float], same: Sequence[bool]) -> float:
    """The threshold with the best F1."""
    ranked = sorted(zip(scores, same, strict=True), key=lambda r: -r[0])
    found, hits, best = 1.0, 0, 0.0
    for place, (score, one) in enumerate(ranked, 1):
        hits += one
        last_of_its_score = place == len(ranked) or ranked[place][0] < score
        value = 2 * hits / (place + sum(same))
        if last_of_its_score and value > best:
            best, found = value, score
    return found


def precision_at_recall(scores: Sequence[float], same: Sequence[bool], recall: float = 0.95) -> float:
    """The best precision among thresholds that find at least that share of the positives."""
    ranked = sorted(zip(scores, same, strict=True), key=lambda r: -r[0])
    wanted, hits, best = recall * sum(same), 0, 0.0
    for place, (score, one) in enumerate(ranked, 1):
        hits += one
        last_of_its_score = place == len(ranked) or ranked[place][0] < score
        if last_of_its_score and hits >= wanted:
            best = max(best, hits / place)
    return best
