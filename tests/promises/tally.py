"""Counts the cases of each promise's tests, as a plugin of pytest: `make counts` keeps them for docs/promises.md."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from bench.durability.record import Count, record

_NAMED = re.compile(r"test_([a-j]\d+)_")
_TRIED: Counter[str] = Counter()
_FAILED: Counter[str] = Counter()


def numbers(item: pytest.Item) -> list[str]:
    """The promises that a test is of: by its marker, or by its name."""
    named = _NAMED.match(item.name)
    marked = [str(number) for mark in item.iter_markers("promise") for number in mark.args]
    return list(dict.fromkeys([*([named[1].upper()] if named else []), *marked]))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leaves the tests of no promise out."""
    items[:] = [item for item in items if numbers(item)]


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> object:
    """Counts a case that was run, and one that failed."""
    outcome = yield
    report = outcome.get_result()  # type: ignore[attr-defined]
    if report.when == "call" and not report.skipped:
        _TRIED.update(numbers(item))
    if report.failed:
        _FAILED.update(numbers(item))
    return None


def pytest_sessionfinish() -> None:
    """Keeps the counts."""
    for number, tried in sorted(_TRIED.items()):
        count = Count(
            what=f"cases of the tests of {number}",
            promises=(number,),
            command="make counts",
            tried=tried,
            failed=_FAILED[number],
        )
        record(count)
