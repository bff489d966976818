"""The few weights that make one probability of the features: a logistic function, monotone in each, in a table."""

from __future__ import annotations

import math
import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from habeas.resolving.pairs.features import Features


class Combiner(NamedTuple):
    """The weights in the order of the features. `slope` and `shift` make calibrated odds of the sum (Platt)."""

    weights: tuple[float, ...]
    start: float
    slope: float
    shift: float
    child: float

    def odds(self, features: Features) -> float:
        """The weighed sum: the logarithm of the odds, before calibration."""
        return self.start + sum(w * f for w, f in zip(self.weights, features, strict=True))

    def probability(self, features: Features, *, child: bool) -> float:
        """0 to 1; a child's name against its parent's is never above `child`, however alike they are."""
        found = 1 / (1 + math.exp(-max(-40.0, min(40.0, self.slope * self.odds(features) + self.shift))))
        return min(found, self.child) if child else found


@cache
def combiner() -> Combiner:
    """The combiner of the table `pair_weights.toml`.

    Raises:
        KeyError: the table lacks the weight of a feature.
    """
    path = files("habeas.resolving") / "tables" / "pair_weights.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    weights = tuple(float(table["weights"][name]) for name in Features._fields)
    calibration = table["calibration"]
    return Combiner(
        weights,
        float(table["start"]),
        float(calibration["slope"]),
        float(calibration["shift"]),
        float(table["child_at_most"]),
    )
