"""The measuring of names: the measures themselves, the fit, and what the matcher reaches on labelled pairs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bench.fit import fitted
from bench.name_pairs.labelled import APART, best_threshold, f1_at, fold_of, precision_at_recall, read_pairs
from habeas.resolving.pairs import score_names

ROOT = Path(__file__).parents[2]
PAIRS = ROOT.parent / "shared" / "data" / "names" / "person_pairs_dev.csv"
UP, DOWN = (0.0, float("inf")), (float("-inf"), 0.0)
INVENTED = """left,right,label,kind
Nadia Orlova,"ORLOVA, Nadia",1,latin
Khadir al-Zubari,خضر الزباري,1,cross
Walid Zubari,Asaad Zubari,0,hard
Tarek Mansi,The Wolf,1,alias-other
"""


def test_the_measures_are_those_of_the_books() -> None:
    scores, same = [0.9, 0.8, 0.7, 0.2], [True, False, True, False]
    assert f1_at(scores, same, 0.75) == pytest.approx(0.5)
    assert best_threshold(scores, same) == 0.7
    assert f1_at(scores, same, 0.7) == pytest.approx(0.8)
    assert precision_at_recall(scores, same) == pytest.approx(2 / 3)
    assert precision_at_recall(scores, same, recall=0.5) == 1.0
    assert precision_at_recall([0.5, 0.5], [True, False]) == 0.5


def test_a_person_is_always_in_the_same_fold() -> None:
    assert [fold_of("p1", 7, 5) for _ in range(3)] == [fold_of("p1", 7, 5)] * 3
    assert {fold_of(f"p{i}", 7, 5) for i in range(60)} == set(range(5))


def test_a_fit_finds_what_counts_and_keeps_its_bounds() -> None:
    rows = [[i / 40, (i * 7 % 11) / 11, -i / 40] for i in range(40)]
    same = [i + (i * 5 % 9) > 22 for i in range(40)]
    weights = fitted(rows, same, [UP, UP, UP], 1.0)
    assert weights[0] > 1
    assert weights[2] == 0.0
    assert fitted(rows, same, [DOWN, UP, UP], 1.0)[0] == 0.0
    assert fitted(rows, same, [UP, UP, UP], 1.0) == weights


def test_the_table_is_printed_for_any_file_of_pairs(tmp_path: Path) -> None:
    file = tmp_path / "pairs.csv"
    file.write_text(INVENTED, encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-m", "bench.names", "--pairs", str(file)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.startswith("3 pairs, 2 of them one person's")
    assert "habeas at 0.5                   1.000 / 1.00  1.000 / 1.00  1.000 / 1.00" in ran.stdout
    assert "alias-other, scored apart: habeas finds 0 of 1" in ran.stdout
    file.write_text("left,right\na,b\n", encoding="utf-8")
    with pytest.raises(SystemExit, match="no column label"):
        read_pairs(file)


@pytest.mark.skipif(not PAIRS.exists(), reason="the labelled pairs are not part of the repository")
def test_on_the_labelled_pairs_the_matcher_stays_as_good_as_it_is() -> None:
    pairs = [pair for pair in read_pairs(PAIRS) if pair.kind != APART]
    same = [pair.same for pair in pairs]
    scores = [score_names(pair.left, pair.right).score for pair in pairs]
    assert f1_at(scores, same, 0.5) >= 0.955
    assert precision_at_recall(scores, same) >= 0.95
