"""What stands in docs/promises.md is what is tried: every promise has a test, every test here a promise."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.durability.mutations import ROOT, mutations
from docs import make_promises
from docs.make_promises import PAGE, PROMISES, page

HERE = Path(__file__).parent
ITSELF = Path(__file__).name


def test_the_page_is_what_make_promises_writes() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()


def test_every_promise_has_a_test() -> None:
    assert sorted(PROMISES.keys() - make_promises.tests().keys()) == []


def test_every_test_of_a_promise_names_one_that_we_make() -> None:
    assert sorted(make_promises.tests().keys() - PROMISES.keys()) == []


@pytest.mark.parametrize("path", [one for one in sorted(HERE.glob("test_*.py")) if one.name != ITSELF], ids=str)
def test_every_test_here_has_a_number(path: Path) -> None:
    assert [name for name, numbers in make_promises.tests_in(path) if not numbers] == []


def test_a_test_without_a_number_is_told_from_one_with(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text(
        "@pytest.mark.promise('A1', 'B2')\ndef test_it(): ...\ndef test_j3_x(): ...\ndef test_other(): ...\n",
        encoding="utf-8",
    )
    found = dict(make_promises.tests_in(tmp_path / "test_it.py"))
    assert found == {"test_it": ["A1", "B2"], "test_j3_x": ["J3"], "test_other": []}


def test_the_program_is_broken_for_at_least_ten_promises_in_places_that_are_there() -> None:
    assert len({one.promise for one in mutations()}) >= 10
    for one in mutations():
        assert (ROOT / one.file).read_text(encoding="utf-8").count(one.old) == 1, one.what
        assert one.promise in PROMISES
        path, _, name = one.test.partition("::")
        assert f"def {name.partition('[')[0]}(" in (ROOT / path).read_text(encoding="utf-8") if name else True, one.what
