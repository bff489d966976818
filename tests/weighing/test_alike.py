"""Reports that share most of their words are found, every one of them, among many that share phrases."""

from __future__ import annotations

import random

import pytest

from habeas.weighing import alike
from habeas.weighing.alike import Alike
from habeas.weighing.copies import share
from habeas.weighing.unions import Unions


def _reports(seed: int, many: int) -> dict[str, frozenset[int]]:
    """Reports of runs that all use, and copies of some of them that change a part."""
    rng = random.Random(seed)
    phrases = range(60)
    found: dict[str, frozenset[int]] = {}
    for number in range(many):
        own = rng.sample(range(1_000, 1 << 40), rng.randrange(1, 40))
        found[f"r{number}"] = frozenset([*own, *rng.sample(phrases, rng.randrange(1, 30))])
        if rng.random() < 0.4:
            kept = rng.sample(sorted(found[f"r{number}"]), rng.randrange(1, 1 + len(found[f"r{number}"])))
            found[f"r{number}c"] = frozenset([*kept, *rng.sample(range(1 << 40), rng.randrange(0, 20))])
    return found


def test_it_finds_what_holding_each_against_each_finds() -> None:
    for seed, least in ((1, 0.5), (2, 0.5), (3, 0.25), (4, 0.8)):
        runs = _reports(seed, 120)
        found, wanted = Unions(), Unions()
        Alike(runs).unite(runs, least, found)
        names = sorted(runs)
        pairs = [(a, b) for i, a in enumerate(names) for b in names[i + 1 :] if share(runs[a], runs[b]) >= least]
        for pair in pairs:
            wanted.unite(*pair)
        assert [found.root(name) for name in names] == [wanted.root(name) for name in names]
        assert pairs


def test_the_order_of_the_reports_does_not_matter() -> None:
    runs = _reports(6, 80)
    one, other = Unions(), Unions()
    Alike(runs).unite(runs, 0.5, one)
    Alike(dict(reversed(runs.items()))).unite(reversed(runs), 0.5, other)
    assert [one.root(name) for name in sorted(runs)] == [other.root(name) for name in sorted(runs)]


def test_phrases_that_very_many_use_bring_no_two_strangers_to_a_comparison(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    held: list[int] = []

    def counted(left: frozenset[int], right: frozenset[int]) -> float:
        held.append(1)
        return share(left, right)

    monkeypatch.setattr(alike, "share", counted)
    phrases = frozenset(range(20))
    runs = {f"r{n}": phrases | frozenset(range(1_000 * n + 100, 1_000 * n + 140)) for n in range(1, 301)}
    Alike(runs).unite(runs, 0.5, found := Unions())
    assert not held
    assert len({found.root(name) for name in runs}) == len(runs)


def test_only_the_reports_asked_for_are_made_one() -> None:
    same = frozenset(range(50))
    runs = {"a": same, "b": same, "c": same}
    Alike(runs).unite(["a", "b"], 0.5, found := Unions())
    assert (found.root("b"), found.root("c")) == ("a", "c")
