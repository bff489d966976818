"""The weights of our own by which names are found: only the pinned ones are used."""

from __future__ import annotations

from pathlib import Path

import pytest

from habeas.reading.nlp import OURS, ModelError, own_weights


def test_the_weights_that_are_shipped_are_the_pinned_ones() -> None:
    assert own_weights() == OURS.read_bytes()


def test_weights_of_which_one_bit_is_another_are_refused(tmp_path: Path) -> None:
    altered = bytearray(OURS.read_bytes())
    altered[len(altered) // 2] ^= 1
    path = tmp_path / OURS.name
    path.write_bytes(altered)
    with pytest.raises(ModelError, match="not the pinned one"):
        own_weights(path)


def test_missing_weights_are_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"names\.bin.*missing"):
        own_weights(tmp_path / OURS.name)
