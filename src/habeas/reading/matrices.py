"""How the model multiplies matrices: by numpy's library, on one core.

thinc brings a library of its own, which has no quick way on processors newer than itself and then takes three times as
long. numpy's would spread every product over all cores; reports are what is spread over them (`--jobs`), and a product
has the same last bits wherever it is made only if it is made in one piece.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from functools import cache
from typing import Any

from spacy.language import Language
from thinc.api import NumpyOps
from threadpoolctl import ThreadpoolController


def by_numpy(nlp: Language) -> None:
    """Has every part of the pipeline multiply by numpy."""
    operations = NumpyOps(use_blis=False)
    for _, part in nlp.components:
        model: Any = getattr(part, "model", None)
        for layer in model.walk() if model is not None else ():
            layer.ops = operations


def on_one_core() -> AbstractContextManager[object]:
    """As long as it is open, products of matrices keep to one core; afterwards what held before holds again."""
    limits: AbstractContextManager[object] = _controller().limit(limits=1, user_api="blas")
    return limits


@cache
def _controller() -> ThreadpoolController:
    return ThreadpoolController()
