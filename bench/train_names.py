"""Trains the few weights of the name matcher on labelled pairs: `make train-names PAIRS=FILE`.

Prints five folds by person, then writes `pair_weights.toml`. The same file gives the same table, byte for byte.
"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Sequence
from math import inf, log
from pathlib import Path
from statistics import mean, stdev

from bench.fit import fitted, logarithmic_loss
from bench.name_pairs.labelled import APART, Labelled, f1_at, fold_of, precision_at_recall, read_pairs
from habeas.resolving.pairs.features import Compared, Features, compared
from habeas.resolving.pairs.taken import taken

TABLE = Path(__file__).parent.parent / "src" / "habeas" / "resolving" / "tables" / "pair_weights.toml"
SEED, FOLDS, RIDGE, CHILD = 7, 5, 1.0, 0.3
UP, DOWN, FREE = (0.0, inf), (-inf, 0.0), (-inf, inf)
BOUNDS = {"thin": DOWN, "turned": DOWN, "kunya": DOWN, "parts": FREE, "abjad": FREE, "other": FREE}
# Set by judgement: the pairs have too few initials to learn that one is little to go by.
BOUNDS["initials"] = (-inf, -0.7)
HEAD = """\
# The weights by which the features of two names (pairs/features.py) become one probability: a logistic function.
# Made by `make train-names`; do not edit. The sign of a weight is set beforehand (alike never counts against), so that
# the score is monotone in each feature. `child_at_most` is set by judgement: in a chain of fathers' names one more name
# at the head is another person, whatever the rest.
# Trained on: {count:,} labelled pairs, {same:,} of them one person's, from public lists of names (a sanctions list and
# a list of members of parliaments); sha256 of the file {digest}; folds by seed {seed}, {folds} folds by person.
# Licence of the data: none stated; used for measuring and for tuning a matcher's few weights only. No name is in here.
# Over the folds, each scored by weights that saw none of its people, mean and spread: F1 at a score of 0.5 {f1},
# precision at 95 % recall {at}.
"""


def main() -> None:
    """Reads the pairs, prints the folds, and writes the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.train_names", description=__doc__)
    parser.add_argument("--pairs", type=Path, required=True, help="CSV: left, right, label, kind, left_id, right_id")
    path = parser.parse_args().pairs
    pairs = [pair for pair in read_pairs(path) if pair.kind != APART]
    held = [compared(taken(pair.left), taken(pair.right)) for pair in pairs]
    odds = _out_of_fold(pairs, held)
    grown = [i for i, one in enumerate(held) if not one.child]
    slope, shift = fitted([[odds[i]] for i in grown], [pairs[i].same for i in grown], [UP], 0.0)
    f1, at = _report(pairs, [_capped(slope * o + shift, one) for o, one in zip(odds, held, strict=True)])
    weights = _fit(pairs, held, range(len(pairs)))
    head = HEAD.format(
        count=len(pairs),
        same=sum(p.same for p in pairs),
        digest=hashlib.sha256(path.read_bytes()).hexdigest()[:16],
        seed=SEED,
        folds=FOLDS,
        f1=f1,
        at=at,
    )
    lines = [f"{name} = {weight:.4f}" for name, weight in zip(Features._fields, weights, strict=False)]
    start = f"start = {weights[-1]:.4f}\nchild_at_most = {CHILD}\n"
    calibration = f"[calibration]                 # Platt, on the folds\nslope = {slope:.4f}\nshift = {shift:.4f}\n"
    TABLE.write_text(f"{head}\n{start}\n{calibration}\n[weights]\n" + "\n".join(lines) + "\n", encoding="utf-8")
    print(TABLE.name)


def _fit(pairs: Sequence[Labelled], held: Sequence[Compared], which: Sequence[int]) -> list[float]:
    # Children are told by a rule; their names would only teach that names that agree are not one person's.
    used = [i for i in which if not held[i].child]
    bounds = [BOUNDS.get(name, UP) for name in Features._fields]
    return fitted([held[i].features for i in used], [pairs[i].same for i in used], bounds, RIDGE)


def _capped(odds: float, one: Compared) -> float:
    return min(odds, log(CHILD / (1 - CHILD))) if one.child else odds


def _out_of_fold(pairs: Sequence[Labelled], held: Sequence[Compared]) -> list[float]:
    """The odds of each pair by weights of pairs of which neither person is in its fold."""
    homes = [tuple(fold_of(person, SEED, FOLDS) for person in pair.people) for pair in pairs]
    odds = [0.0] * len(pairs)
    for fold in range(FOLDS):
        weights = _fit(pairs, held, [i for i, home in enumerate(homes) if fold not in home])
        for i, home in enumerate(homes):
            if home[0] == fold:
                odds[i] = weights[-1] + sum(w * f for w, f in zip(weights, held[i].features, strict=False))
    return odds


def _report(pairs: Sequence[Labelled], scores: Sequence[float]) -> tuple[str, str]:
    """Prints each fold, and gives mean and spread of F1 and of the precision at 95 % recall. `scores` are odds."""
    f1s, ats = [], []
    for fold in range(FOLDS):
        inside = [i for i, pair in enumerate(pairs) if fold_of(pair.people[0], SEED, FOLDS) == fold]
        mine, same = [scores[i] for i in inside], [pairs[i].same for i in inside]
        f1s.append(f1_at(mine, same, 0.0))
        ats.append(precision_at_recall(mine, same))
        print(f"fold {fold}: {len(inside):,} pairs, F1 {f1s[-1]:.3f}, precision at 95 % recall {ats[-1]:.3f}")
    found = tuple(f"{mean(values):.3f} ± {stdev(values):.3f}" for values in (f1s, ats))
    print(f"over the folds: F1 {found[0]}, precision at 95 % recall {found[1]}")
    print(f"log loss {logarithmic_loss(scores, [p.same for p in pairs]):.4f}")
    return found[0], found[1]


if __name__ == "__main__":
    main()
