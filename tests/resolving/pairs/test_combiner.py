"""The few weights: one for each feature, with the sign that it was given, and calibrated odds."""

from __future__ import annotations

import pytest

from habeas.resolving.pairs.combiner import combiner
from habeas.resolving.pairs.features import Features, compared
from habeas.resolving.pairs.taken import taken

ALIKE = ("covered", "weakest", "nearest", "rare", "letters", "ordered")
UNLIKE = ("thin", "turned", "kunya", "initials")
PLAIN = compared(taken("Nadia Orlova"), taken("Nadya Orlova")).features


def test_every_feature_has_a_weight_and_likeness_never_counts_against() -> None:
    weights = dict(zip(Features._fields, combiner().weights, strict=True))
    assert [name for name in ALIKE if weights[name] < 0] == []
    assert [name for name in UNLIKE if weights[name] > 0] == []
    assert sum(abs(weight) > 0.1 for weight in weights.values()) >= 8


@pytest.mark.parametrize("name", ALIKE)
def test_more_likeness_is_never_less_likely(name: str) -> None:
    less = PLAIN._replace(**{name: getattr(PLAIN, name) / 2})
    assert combiner().probability(less, child=False) <= combiner().probability(PLAIN, child=False)


def test_a_childs_name_is_never_likely_however_alike() -> None:
    assert combiner().probability(PLAIN, child=False) > 0.9
    assert combiner().probability(PLAIN, child=True) == combiner().child <= 0.3


def test_features_do_not_depend_on_which_name_comes_first() -> None:
    left, right = taken("Khalil Omar Haddad"), taken("Omar Haddad, Khalil")
    assert compared(left, right) == compared(right, left)
