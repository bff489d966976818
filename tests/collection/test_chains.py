"""The nested attributions: every word stands in its text, every inner claim in its outer one, the depths as told."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from collection import compile as compiling

PARTS = ("speaker", "cue", "content")
DEPTHS = re.compile(r"<!-- depths -->\n.*?<!-- end of depths -->", re.DOTALL)

Row = dict[str, Any]


def rows(folder: Path) -> list[Row]:
    return [json.loads(line) for line in (folder / "chains.jsonl").read_text(encoding="utf-8").splitlines()]


def depth(claims: list[Row], index: int) -> int:
    within = claims[index]["within"]
    return 1 if within is None else 1 + depth(claims, within)


def faults(row: Row) -> list[str]:
    """What does not hold in one line, in words."""
    found = []
    for index, claim in enumerate(row["claims"]):
        for part, start in zip(PARTS, claim["places"], strict=True):
            words = claim[part]
            if not words.strip() or row["text"][start : start + len(words)] != words:
                found.append(f"{index}: its {part} does not stand at {start}")
        outer = claim["within"]
        if outer is not None and not 0 <= outer < index:
            found.append(f"{index}: it stands within {outer}")
        elif outer is not None and not holds(row["claims"][outer], claim):
            found.append(f"{index}: claim {outer} does not have its words")
    return found


def holds(outer: Row, inner: Row) -> bool:
    start, begin = outer["places"][2], inner["places"][2]
    return bool(start <= begin and begin + len(inner["content"]) <= start + len(outer["content"]))


@pytest.fixture(scope="module")
def chains() -> list[Row]:
    return rows(compiling.ROOT)


def test_there_are_three_hundred_different_ones_in_order(chains: list[Row]) -> None:
    assert [row["id"] for row in chains] == [f"n{number:03d}" for number in range(1, 301)]
    assert len({row["text"] for row in chains}) == 300
    assert all(set(row) == {"id", "text", "claims"} for row in chains)


def test_every_word_stands_where_the_line_says(chains: list[Row]) -> None:
    assert {row["id"]: found for row in chains if (found := faults(row))} == {}


def test_the_depths_are_those_of_the_readme(chains: list[Row]) -> None:
    deepest = Counter(max(depth(row["claims"], n) for n in range(len(row["claims"]))) for row in chains)
    assert min(deepest) == 2
    assert max(deepest) == 4
    readme = (compiling.ROOT / "README.md").read_text(encoding="utf-8")
    told = DEPTHS.search(readme)
    assert told is not None
    assert re.findall(r"^\| (\d) \| (\d+) \|$", told[0], re.MULTILINE) == [
        (str(d), str(n)) for d, n in sorted(deepest.items())
    ]


def test_a_wrong_line_is_found_out() -> None:
    text = "The Mail reported that her brother said she was ill."
    outer: Row = {"speaker": "The Mail", "cue": "reported", "content": "her brother said she was ill"}
    inner: Row = {"speaker": "her brother", "cue": "said", "content": "she was ill"}
    right: Row = {
        "text": text,
        "claims": [outer | {"within": None, "places": [0, 9, 23]}, inner | {"within": 0, "places": [23, 35, 40]}],
    }
    assert faults(right) == []
    assert depth(right["claims"], 1) == 2
    moved: list[Row] = [right["claims"][0], right["claims"][1] | {"places": [23, 35, 41]}]
    assert faults(right | {"claims": moved})[0] == "1: its content does not stand at 41"
    turned: list[Row] = [right["claims"][0] | {"within": 1}, right["claims"][1]]
    assert faults(right | {"claims": turned}) == ["0: it stands within 1"]
