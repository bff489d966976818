"""How sure the reader is of a proposal: learnt from what careful people took, and a number that means what it says."""

from __future__ import annotations

import random

import pytest

from bench.train_confidence import Proposed, fit_of, out_of_fold, trained


def _met(seed: int, count: int = 400) -> list[Proposed]:
    """Proposals of two rules, one right nine times of ten, the other three times."""
    chance = random.Random(seed)
    found = []
    for number in range(count):
        rule, share = chance.choice([("event verb", 0.9), ("event noun", 0.3)])
        found.append(Proposed("event", {"event": 1.0, rule: 1.0}, chance.random() < share, number % 20))
    return found


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_rule_that_is_more_often_right_gives_more_confidence(seed: int) -> None:
    weights = trained(_met(seed))
    assert weights["event verb"] > weights["event noun"] + 1


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_confidences_fit_reports_that_the_weights_have_not_seen(seed: int) -> None:
    met = _met(seed)
    fit = fit_of(met, out_of_fold(met))
    assert fit.distance < 0.08
    assert fit.error < fit.plain - 0.03


def test_a_trait_that_was_hardly_met_has_no_weight() -> None:
    met = [*_met(4), Proposed("event", {"event": 1.0, "event seldom": 1.0}, True, 0)]
    assert "event seldom" not in trained(met)


def test_the_same_proposals_give_the_same_weights() -> None:
    assert trained(_met(5)) == trained(_met(5))
