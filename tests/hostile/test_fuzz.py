"""C1, C2: hostile files, a thousand of them at each run of the tests; `make hostile FILES=20000` tries more."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hostile.bombs import BOMBS
from tests.hostile.fuzz import CASES, MEMORY_BYTES, Range, hostile

SEED = 1
FILES = 1_000
SHARE = 250
# The bombs that show their kind soon; the others take up their thirty seconds each.
QUICK = (
    "deep.html", "attributes.html", "json.html", "kids-loop.pdf", "pixels.pdf", "deep-array.pdf", "laughs.docx",
    "deep.zip", "overlapping.zip", "matryoshka.eml", "brotli.warc",
)  # fmt: skip


@pytest.fixture
def range_(tmp_path: Path) -> Iterator[Range]:
    made = Range(tmp_path)
    yield made
    made.close()


@pytest.mark.promise("C1", "C2")
@pytest.mark.parametrize("part", range(FILES // SHARE))
def test_hostile_files_end_as_read_partly_read_or_refused_with_a_reason(range_: Range, part: int) -> None:
    for number in range(part * SHARE, (part + 1) * SHARE):
        assert range_.try_file(*hostile(SEED, number)) == [], f"seed {SEED}, file {number}"
    assert range_.tried.largest_bytes <= MEMORY_BYTES
    outcomes = range_.tried.outcomes
    assert min(outcomes["whole"], outcomes["refused"], outcomes["left"]) > SHARE // 20, "the mutations are not varied"


@pytest.mark.promise("C2")
@pytest.mark.parametrize("name", QUICK)
def test_a_bomb_ends_within_its_limits(range_: Range, name: str) -> None:
    assert range_.try_file(name, BOMBS[name]()) == []
    assert range_.tried.largest_bytes <= MEMORY_BYTES


@pytest.mark.promise("C1")
def test_files_that_once_broke_a_promise_keep_it(range_: Range) -> None:
    for path in sorted(CASES.glob("*")):
        assert range_.try_file(path.name, path.read_bytes()) == [], path.name


def test_the_same_seed_makes_the_same_files() -> None:
    assert [hostile(7, number) for number in range(40)] == [hostile(7, number) for number in range(40)]
    assert hostile(7, 1) != hostile(8, 1)
