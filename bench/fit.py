"""A logistic function with bounds set for each weight, fitted by Newton's method. No randomness."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
_ROUNDS = 60
_SWEEPS = 200


Bounds = tuple[float, float]


def fitted(
    rows: Sequence[Sequence[float]],
    same: Sequence[bool],
    bounds: Sequence[Bounds],
    ridge: float,
    *,
    spread: bool = True,
) -> list[float]:
    """The weights of the columns and at last the start, in the units of the columns.

    `bounds`: the lowest and the highest that each weight may be. `ridge` is the penalty on the squares of the weights
    of the columns, with `spread` when these have a spread of one; without it a column that is seldom filled is
    trusted the less for that.
    """
    x = np.asarray(rows, dtype=np.float64)
    mean, unit = x.mean(axis=0), x.std(axis=0) + 1e-9 if spread else np.ones(x.shape[1])
    z = np.column_stack([(x - mean) / unit, np.ones(len(x))])
    y = np.asarray(same, dtype=np.float64)
    penalty = np.full(z.shape[1], ridge)
    penalty[-1] = 1e-9
    low = [*(b[0] * s for b, s in zip(bounds, unit, strict=True)), -np.inf]
    high = [*(b[1] * s for b, s in zip(bounds, unit, strict=True)), np.inf]
    w: Array = np.zeros(z.shape[1])
    for _ in range(_ROUNDS):
        before, w = w, _step(z, y, w, penalty, (low, high))
        if float(np.abs(w - before).max()) < 1e-9:
            break
    raw = w[:-1] / unit
    return [*map(float, raw), float(w[-1] - raw @ mean)]


def _step(z: Array, y: Array, w: Array, penalty: Array, bounds: tuple[Any, Any]) -> Array:
    """One Newton step: the quadratic around `w`, minimised weight by weight within the bounds."""
    p = 1 / (1 + np.exp(-np.clip(z @ w, -40, 40)))
    hessian = (z * (p * (1 - p))[:, None]).T @ z + np.diag(penalty + 1e-9)
    target = hessian @ w - (z.T @ (p - y) + penalty * w)
    found = w.copy()
    for _ in range(_SWEEPS):
        before = found.copy()
        for k in range(len(found)):
            free = (target[k] - hessian[k] @ found + hessian[k, k] * found[k]) / hessian[k, k]
            found[k] = min(max(free, bounds[0][k]), bounds[1][k])
        if float(np.abs(found - before).max()) < 1e-10:
            break
    return found


def logarithmic_loss(odds: Sequence[float], same: Sequence[bool]) -> float:
    """The mean of minus the logarithm of the probability given to what is true."""
    sides = np.where(np.asarray(same), 1.0, -1.0) * np.asarray(odds)
    return float(np.logaddexp(0.0, -sides).mean())
