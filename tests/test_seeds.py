"""Measures the English reader on the project's marked reports, where these lie beside the checkout."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from habeas.model.check import checked
from habeas.model.codec import reading_from_json
from habeas.model.reading import Reading
from tests.running import ROOT, Ran, habeas

SHARED = ROOT.parent / "shared"
LEAST_F1 = 0.60
LEAST_F1_OF_A_KIND = 0.35

pytestmark = pytest.mark.skipif(
    not (SHARED / "seeds").is_dir() or not (SHARED / "score.py").is_file(),
    reason="no marked reports are there",
)


@pytest.fixture(scope="module")
def ran() -> Ran:
    return habeas("read", SHARED / "seeds", "--format", "jsonl")


@pytest.fixture(scope="module")
def readings(ran: Ran) -> list[Reading]:
    return [reading_from_json(line) for line in ran.out.splitlines()]


def test_all_reports_are_read_without_error_in_the_order_of_their_paths(ran: Ran, readings: list[Reading]) -> None:
    assert ran.code == 0, ran.said
    assert [Path(r.report.source).name for r in readings] == sorted(p.name for p in (SHARED / "seeds").iterdir())
    assert {r.state for r in readings} == {"whole"}


def test_every_span_is_exact_and_the_check_has_nothing_to_take_out(readings: list[Reading]) -> None:
    for reading in readings:
        assert list(reading.statements())
        assert checked(reading) == reading
        assert [note for note in reading.notes if note.startswith("left out")] == []


def test_the_score_holds_overall_and_for_every_kind(ran: Ran, tmp_path: Path) -> None:
    path = tmp_path / "readings.jsonl"
    path.write_text(ran.out, encoding="utf-8")
    score = subprocess.run(
        [sys.executable, SHARED / "score.py", path], capture_output=True, text=True, check=True
    ).stdout
    overall = re.search(r"^all: .* F1 (\d\.\d+)", score, re.M)
    kinds = dict(re.findall(r"^(\w+) +\d+ +\d+ +[\d.]+ +[\d.]+ +(\d\.\d+)$", score, re.M))
    assert overall is not None
    assert len(kinds) == 7
    assert float(overall[1]) >= LEAST_F1, score
    assert {kind: f1 for kind, f1 in kinds.items() if float(f1) < LEAST_F1_OF_A_KIND} == {}, score
