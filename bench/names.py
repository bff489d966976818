"""How well names are told apart, and how fast, beside what a program without this matcher would use.

    python -m bench.names --pairs FILE.csv

The file has the columns left, right, label (1: one person's) and perhaps kind; the repository holds no such file. Ours
is measured at the score of 0.5 that it was trained for, every other at the threshold that is best for it on this very
file. Pairs of kind "alias-other" share nothing as strings and are scored apart.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from anyascii import anyascii
from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler

from bench.name_pairs.labelled import APART, Labelled, best_threshold, f1_at, precision_at_recall, read_pairs
from habeas.resolving.pairs import score_names

Scorer = Callable[[str, str], float]
GROUPS = ("all", "Latin", "Arabic", "other")


class Matcher(NamedTuple):
    """A way to score two names; `threshold` None: the best one on the file."""

    name: str
    score: Scorer
    threshold: float | None = None


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.names", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pairs", type=Path, required=True, help="CSV: left, right, label, kind")
    every = read_pairs(parser.parse_args().pairs)
    pairs = [pair for pair in every if pair.kind != APART]
    print(f"{len(pairs):,} pairs, {sum(p.same for p in pairs):,} of them one person's; F1 / precision at 95 % recall\n")
    print(f"{'':<30}" + "".join(f"{group:>14}" for group in GROUPS) + f"{'pairs/s Latin':>15}{'all':>9}")
    for matcher in _matchers():
        _print_row(matcher, pairs)
    aliases = [pair for pair in every if pair.kind == APART]
    if aliases:
        found = sum(score_names(pair.left, pair.right).score >= 0.5 for pair in aliases)
        print(f"\n{APART}, scored apart: habeas finds {found} of {len(aliases)}")


def _matchers() -> list[Matcher]:
    found = [
        Matcher("habeas at 0.5", lambda a, b: score_names(a, b).score, 0.5),
        Matcher("token_sort_ratio, as written", partial(_plain, fuzz.token_sort_ratio)),
        Matcher("token_sort_ratio, anyascii", partial(_latin, fuzz.token_sort_ratio)),
        Matcher("Jaro-Winkler, anyascii", partial(_latin, JaroWinkler.normalized_similarity)),
    ]
    return [*found, Matcher("nomenklatura logic-v2", _nomenklatura())] if find_spec("nomenklatura") else found


def _plain(score: Callable[..., float], left: str, right: str) -> float:
    return score(left.lower(), right.lower())


def _latin(score: Callable[..., float], left: str, right: str) -> float:
    return score(anyascii(left).lower(), anyascii(right).lower())


def _nomenklatura() -> Scorer:
    """Their matcher; ids are never used twice, since it caches by id."""
    import itertools
    from importlib import import_module

    logic: Any = import_module("nomenklatura.matching").LogicV2
    make: Any = import_module("followthemoney").model.make_entity
    numbers = itertools.count()
    config = logic.default_config()

    def person(name: str) -> Any:
        entity = make("Person")
        entity.id = f"p{next(numbers)}"
        entity.add("name", name)
        return entity

    return lambda left, right: float(logic.compare(person(left), person(right), config).score)


def _print_row(matcher: Matcher, pairs: Sequence[Labelled]) -> None:
    latin = [pair for pair in pairs if pair.script == "Latin"]
    started = time.process_time()
    for pair in latin:
        matcher.score(pair.left, pair.right)
    middle = time.process_time()
    rest = [pair for pair in pairs if pair.script != "Latin"]
    for pair in rest:
        matcher.score(pair.left, pair.right)
    ended = time.process_time()
    scores = [matcher.score(pair.left, pair.right) for pair in pairs]
    threshold = matcher.threshold or best_threshold(scores, [pair.same for pair in pairs])
    cells = "".join(f"{_cell(pairs, scores, group, threshold):>14}" for group in GROUPS)
    speeds = f"{len(latin) / (middle - started):>15,.0f}{len(pairs) / (ended - started):>9,.0f}"
    print(f"{matcher.name:<30}{cells}{speeds}")


def _cell(pairs: Sequence[Labelled], scores: Sequence[float], group: str, threshold: float) -> str:
    inside = [i for i, pair in enumerate(pairs) if group in ("all", pair.script)]
    same = [pairs[i].same for i in inside]
    if not any(same):
        return "-"
    mine = [scores[i] for i in inside]
    return f"{f1_at(mine, same, threshold):.3f} / {precision_at_recall(mine, same):.2f}"


if __name__ == "__main__":
    main()
