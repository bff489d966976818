"""One sandbox for all tests of the text stage."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from habeas.text import Extractor


@pytest.fixture(scope="session")
def extractor() -> Iterator[Extractor]:
    with Extractor() as shared:
        yield shared
