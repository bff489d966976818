"""C3: what stands beyond a limit is read, or the record says what was not read. No loss is silent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from habeas.text import Extractor
from tests.hostile.beyond import EACH, Beyond, beyond
from tests.promises.counting import told

SEED = 1
FILES = tuple(beyond(SEED))


@pytest.fixture(scope="module")
def extractor() -> Iterator[Extractor]:
    with Extractor() as shared:
        yield shared


def lost(extractor: Extractor, file: Beyond) -> tuple[bool, bool]:
    """Whether the sentence is missing, and whether that is silent."""
    extractor.limits = file.limits
    made = extractor.extract(file.data, file.name)
    missing = file.sentence not in " ".join(made.text.split())
    return missing, missing and made.state == "whole" and not made.notes


@pytest.mark.promise("C3")
@pytest.mark.parametrize("kind", ["depth", "page", "length", "encryption", "picture"])
def test_no_loss_is_silent(extractor: Extractor, kind: str) -> None:
    files = [file for file in FILES if file.kind == kind]
    assert len(files) == EACH
    found = {file.name: lost(extractor, file) for file in files}
    assert [name for name, (_, silent) in found.items() if silent] == []
    told(f"files with a sentence beyond a limit ({kind})", "C3", "make counts", len(found), 0, SEED)
    assert kind == "depth" or any(missing for missing, _ in found.values()), "nothing stood beyond the limit"


def test_there_are_three_hundred_of_them_in_many_shapes() -> None:
    assert len(FILES) == 300
    assert len(Counter(file.name.partition("-")[2] for file in FILES)) > 15
