"""Random histories of decisions: nothing is lost, nothing is overridden, and whatever is taken back leaves no trace."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.histories import check, check_pages, small_worlds


@pytest.mark.parametrize("seed", range(10))
def test_live_state_rebuild_and_graph_library_agree_after_any_history(seed: int) -> None:
    check(*next(small_worlds(seed)), histories=20)


@pytest.mark.parametrize("seed", range(3))
def test_undo_restores_every_page_byte_for_byte(seed: int, tmp_path: Path) -> None:
    check_pages(*next(small_worlds(seed)), tmp_path)
