"""No cell of an export can be taken for a formula, and every guard can be taken off again."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.publishing.guard import guarded, risky, unguarded

_STARTS = ("=", "+", "-", "@", "\t", "\r", "\0", "＝", "＋", "－", "＠", "﹢", "﹣", "﹦", "﹫", "−")
_BEFORE = ("", " ", "   ", "\u00a0", "\u200b", "\ufeff", "\u202e", "\n", " \u3000", "\u2060")
FORMULAS = [before + start + "cmd|' /C calc'!A0" for before in _BEFORE for start in _STARTS]


@pytest.mark.parametrize("cell", FORMULAS)
def test_a_formula_is_guarded_in_every_disguise(cell: str) -> None:
    assert risky(cell)
    assert guarded(cell) == "'" + cell
    assert unguarded(guarded(cell)) == cell


@pytest.mark.parametrize("cell", ["", "Ora Selm", "4,650", "“- quoted”", "سمير", "2023-05", "a=b", "3-4"])
def test_plain_words_stay_as_they_are(cell: str) -> None:
    assert guarded(cell) == cell


@given(st.text())
def test_the_guard_can_always_be_taken_off(cell: str) -> None:
    assert unguarded(guarded(cell)) == cell
    assert not risky(guarded(cell))


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1))
def test_cells_come_back_from_csv_as_they_were(cells: list[str]) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerow(map(guarded, cells))
    (row,) = csv.reader(io.StringIO(out.getvalue(), newline=""))
    assert [unguarded(cell) for cell in row] == cells
