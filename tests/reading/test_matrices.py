"""Products of matrices: by numpy, on one core while a report is parsed, and as they were before and after."""

from __future__ import annotations

import spacy
from threadpoolctl import ThreadpoolController

from habeas.reading.matrices import on_one_core
from habeas.reading.nlp import english, model_folder


def _cores() -> list[int]:
    return [int(one["num_threads"]) for one in ThreadpoolController().select(user_api="blas").info()]


def test_parsing_keeps_to_one_core_and_then_lets_go() -> None:
    before = _cores()
    with on_one_core():
        assert all(number == 1 for number in _cores())
    assert _cores() == before


def test_every_layer_multiplies_by_numpy_and_only_in_our_pipeline() -> None:
    layers = [layer for name in ("tok2vec", "parser", "ner") for layer in english().get_pipe(name).model.walk()]  # type: ignore[attr-defined]
    assert layers
    assert not any(layer.ops.use_blis for layer in layers)
    theirs = spacy.load(model_folder(), exclude=["parser", "ner", "lemmatizer"]).get_pipe("tok2vec")
    assert all(layer.ops.use_blis for layer in theirs.model.walk())  # type: ignore[attr-defined]
