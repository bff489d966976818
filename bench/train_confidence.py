"""Trains how sure the reader is of its proposals, on the training part of our collection and on real articles that the
reader's rules were made with: `make train`.

Reads the reports, lays each proposal beside what annotators took, prints how well the confidences fit reports that
their weights have not seen (five folds by report), and writes `reading/tables/confidence.toml`. The same reader and
the same reports give the same table, byte for byte. With `--test`, prints the fit on the test part and on the articles
kept apart, and writes nothing. The articles lie beside the checkout; without them nothing is trained.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from math import inf
from typing import NamedTuple

import numpy as np

from bench.articles.marks import APART, WORKED, corpus
from bench.articles.marks import annotated as marked
from bench.fit import fitted
from bench.readers import ROOT, TEST_PART, TRAIN_PART, annotated, digest, read_again
from habeas.model.reading import Reading
from habeas.reading.confidence import traits
from habeas.scoring.beside import KINDS, Beside

TABLE = ROOT / "src" / "habeas" / "reading" / "tables" / "confidence.toml"
FOLDS, RIDGE, LEAST = 5, 1.0, 3
HEAD = """\
# The weights by which traits of a proposal (confidence.py) become its confidence: a logistic function.
# Made by `make train`; do not edit. A trait met fewer than {least} times has no weight of its own.
# Trained on: {count:,} proposals of the English reader, {right:,} of which annotators took as well, on
# the {reports} reports of collection/train.jsonl (ours; sha256 {digest}) and {articles} articles of
# HRDsAttack's training part (bench/articles/worked.jsonl; sha256 {marks}).
"""


class Proposed(NamedTuple):
    """A proposal's traits, whether annotators took it too, and the number of its report."""

    kind: str
    traits: dict[str, float]
    right: bool
    report: int


class Fit(NamedTuple):
    """How well confidences fit: the mean of them, the share that is right, the mean distance between the two in ten
    classes of confidence, the mean squared error, and that of always saying the share of the kind.
    """

    said: float
    right: float
    distance: float
    error: float
    plain: float


def main() -> int:
    """Trains and writes the table, or measures it; 1 where the articles are not there."""
    parser = argparse.ArgumentParser(prog="python -m bench.train_confidence", description=__doc__)
    parser.add_argument("--test", action="store_true", help="measure on what nobody trained with; write nothing")
    articles = corpus()
    if parser.parse_args().test:
        _measure("test part", annotated(TEST_PART))
        _measure("articles apart", marked(APART, articles))
        return 0
    if not articles:
        print("HRDsAttack does not lie beside the checkout: nothing is trained", file=sys.stderr)
        return 1
    own, real = annotated(TRAIN_PART), marked(WORKED, articles)
    proposals = list(proposed(read_again([*own, *real]), [*own, *real]))
    _print("folds of the training part", proposals, out_of_fold(proposals))
    head = HEAD.format(
        least=LEAST,
        count=len(proposals),
        right=sum(one.right for one in proposals),
        reports=len(own),
        digest=digest(TRAIN_PART),
        articles=len(real),
        marks=digest(WORKED),
    )
    lines = [f'"{name}" = {weight:.3f}' for name, weight in sorted(trained(proposals).items())]
    TABLE.write_text(f"{head}\n[weights]\n" + "\n".join(lines) + "\n", encoding="utf-8")
    print(TABLE.name)
    return 0


def _measure(what: str, gold: Sequence[Reading]) -> None:
    proposals, weights = list(proposed(read_again(gold), gold)), _written()
    if proposals:
        _print(what, proposals, [_probability(weights, one) for one in proposals])


def proposed(readings: Iterable[Reading], gold: Sequence[Reading]) -> Iterable[Proposed]:
    """Every proposal of the readings, which are of the same reports as `gold`, in its order."""
    for number, (reading, one) in enumerate(zip(readings, gold, strict=True)):
        beside = Beside(reading, one)
        entities = {entity.id: entity for entity in reading.entities}
        for kind in KINDS:
            found = beside.statements(kind)
            for ours, right in [*((pair[0], True) for pair in found.pairs), *((ours, False) for ours in found.left)]:
                yield Proposed(kind, dict(traits(ours, entities)), right, number)


def trained(proposals: Sequence[Proposed]) -> dict[str, float]:
    """A weight for each trait that was met often enough."""
    met = Counter(name for one in proposals for name in one.traits)
    names = sorted(name for name, count in met.items() if count >= LEAST)
    rows = [[one.traits.get(name, 0.0) for name in names] for one in proposals]
    found = fitted(rows, [one.right for one in proposals], [(-inf, inf)] * len(names), RIDGE, spread=False)
    # Every proposal has one kind: the start belongs to all of these alike.
    kinds = {one.kind for one in proposals}
    return {n: w + (found[-1] if n in kinds else 0.0) for n, w in zip(names, found[:-1], strict=True)}


def out_of_fold(proposals: Sequence[Proposed]) -> list[float]:
    """The confidence of each proposal by weights that saw nothing of its report."""
    found = [0.0] * len(proposals)
    for fold in range(FOLDS):
        weights = trained([one for one in proposals if one.report % FOLDS != fold])
        for i, one in enumerate(proposals):
            if one.report % FOLDS == fold:
                found[i] = _probability(weights, one)
    return found


def fit_of(proposals: Sequence[Proposed], said: Sequence[float]) -> Fit:
    """How well the confidences `said` of the proposals fit what is right of them."""
    p, y = np.asarray(said), np.asarray([float(one.right) for one in proposals])
    classes = np.minimum((p * 10).astype(int), 9)
    distance = sum(abs(p[classes == c].sum() - y[classes == c].sum()) for c in range(10)) / len(p)
    shares = {kind: _share([one for one in proposals if one.kind == kind]) for kind in {one.kind for one in proposals}}
    plain = np.asarray([shares[one.kind] for one in proposals])
    return Fit(
        float(p.mean()),
        float(y.mean()),
        float(distance),
        float(((p - y) ** 2).mean()),
        float(((plain - y) ** 2).mean()),
    )


def _share(proposals: Sequence[Proposed]) -> float:
    return sum(one.right for one in proposals) / len(proposals)


def _probability(weights: dict[str, float], one: Proposed) -> float:
    odds = sum(weights.get(name, 0.0) * value for name, value in one.traits.items())
    return float(1 / (1 + np.exp(-odds)))


def _written() -> dict[str, float]:
    weights: dict[str, float] = tomllib.loads(TABLE.read_text(encoding="utf-8"))["weights"]
    return weights


def _print(what: str, proposals: Sequence[Proposed], said: Sequence[float]) -> None:
    print(f"{what:28}{'proposals':>10}{'said':>7}{'right':>7}{'apart':>7}{'error':>7}{'plain':>7}")
    for kind in ("all", *KINDS):
        which = [i for i, one in enumerate(proposals) if kind in ("all", one.kind)]
        fit = fit_of([proposals[i] for i in which], [said[i] for i in which])
        print(f"{kind:28}{len(which):10}" + "".join(f"{value:7.3f}" for value in fit))


if __name__ == "__main__":
    sys.exit(main())
