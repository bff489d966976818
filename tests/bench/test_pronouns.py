"""Weights for pronouns are learnt from whom annotators tied them to."""

from __future__ import annotations

import random

from bench.pronouns import Choice, fitted


def test_a_fact_that_more_often_holds_of_who_is_meant_weighs_more() -> None:
    chance = random.Random(5)
    found = []
    for number in range(300):
        meant, other = {"subject": float(chance.random() < 0.8)}, {"subject": float(chance.random() < 0.2)}
        meant["noise"], other["noise"] = (float(chance.random() < 0.5) for _ in range(2))
        found.append(Choice([meant, other], [True, False], number))
    weights = fitted(found, ["noise", "subject"])
    assert weights["subject"] > 1 > abs(weights["noise"])
    assert weights == fitted(found, ["noise", "subject"])
