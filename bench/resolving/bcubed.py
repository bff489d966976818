"""B-cubed precision, recall and F1 of a clustering (Bagga and Baldwin 1998), every element weighing the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping
from typing import NamedTuple, TypeVar

E = TypeVar("E", bound=Hashable)


class Score(NamedTuple):
    """Precision, recall and F1 between 0 and 1, over `elements` elements; 1 where there are none."""

    precision: float
    recall: float
    f1: float
    elements: int


def bcubed(truth: Mapping[E, Hashable], found: Mapping[E, Hashable]) -> Score:
    """How well the clusters of `found` are those of `truth`, over the elements of `truth`.

    An element that `found` lacks counts as a cluster of its own; an element that only `found` has is left out.
    """
    if not truth:
        return Score(1.0, 1.0, 1.0, 0)
    labels = {element: ("found", found[element]) if element in found else ("alone", element) for element in truth}
    together = Counter((truth[element], labels[element]) for element in truth)
    true_sizes, found_sizes = Counter(truth.values()), Counter(labels.values())
    precision = sum(n * n / found_sizes[label] for (_, label), n in together.items()) / len(truth)
    recall = sum(n * n / true_sizes[label] for (label, _), n in together.items()) / len(truth)
    return Score(precision, recall, harmonic(precision, recall), len(truth))


def harmonic(precision: float, recall: float) -> float:
    """F1: the harmonic mean; 0 where both are 0."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
