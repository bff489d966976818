from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bench.process import measured
from bench.texts import EXAMPLES, enlarged, texts_of, varied, words, write

TEXTS = ["A title\n\nTwelve of 40 were freed.\n\nThe rest stayed.", "One line."]


def test_enlarged_texts_begin_with_the_texts_themselves_and_hold_enough_words() -> None:
    found = enlarged(TEXTS, 60)
    assert found[:2] == TEXTS
    assert sum(map(words, found)) >= 60
    assert sum(map(words, found[:-1])) < 60


def test_a_variation_keeps_the_words_and_changes_their_order_and_numbers() -> None:
    changed = varied(TEXTS[0], 1)
    assert changed != TEXTS[0]
    assert changed.startswith("A title\n\n")
    assert words(changed) == words(TEXTS[0])
    assert "41" in changed


def test_nothing_cannot_be_enlarged() -> None:
    with pytest.raises(ValueError, match="no texts"):
        enlarged([], 10)


def test_texts_come_back_from_the_files_they_are_written_to(tmp_path: Path) -> None:
    write(TEXTS, tmp_path / "texts")
    assert texts_of(tmp_path / "texts") == TEXTS


def test_the_examples_are_there_to_measure_with() -> None:
    assert sum(1 for path in EXAMPLES.rglob("*") if path.is_file()) >= 15


def test_a_command_is_measured_with_its_memory() -> None:
    found = measured(
        [sys.executable, "-c", "held = bytearray(60_000_000); import time; time.sleep(0.6)"], one_core=True
    )
    assert found.seconds >= 0.6
    assert found.peak_mib >= 60


def test_a_command_that_fails_is_not_a_measurement() -> None:
    with pytest.raises(RuntimeError, match="no such luck"):
        measured([sys.executable, "-c", "raise SystemExit('no such luck')"])
