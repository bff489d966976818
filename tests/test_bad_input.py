"""The whole program on bad input: each file gets its own clear line, the others are read, and nothing is lost."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hostile.make_bad import BAD, HUGE, SENTENCE, make_bad
from tests.running import Ran, habeas

FILES = {bad.name: bad for bad in BAD}
GOOD = ("00-first.txt", "zz-last.txt")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    found = tmp_path_factory.mktemp("bad") / "reports"
    make_bad(found, huge=True)
    for name in GOOD:
        (found / name).write_text(f"{SENTENCE} ({name})", encoding="utf-8")
    (found / "gone.txt").symlink_to(found / "nothing")
    yield found
    (found / HUGE).unlink()


@pytest.fixture(scope="module")
def ran(folder: Path) -> Ran:
    return habeas("read", folder, "--format", "jsonl", "--jobs", "1", env={"LC_ALL": "C.UTF-8"})


def reasons(said: str) -> dict[str, tuple[str, str]]:
    """What the closing summary says of each file that was not read whole: the outcome and the reason."""
    lines = re.findall(r"^  (refused|partly read): (.*?): (.+)$", said, re.M)
    assert len({source for _, source, _ in lines}) == len(lines)
    return {Path(source).name: (outcome, reason) for outcome, source, reason in lines}


def test_every_file_is_counted_once_and_the_exit_code_says_that_not_all_was_read(ran: Ran) -> None:
    counts = re.search(r"^received (\d+) = (\d+) read \+ (\d+) partly read \+ (\d+) refused$", ran.said, re.M)
    assert counts is not None
    received, *parts = map(int, counts.groups())
    assert received == sum(parts) == len(FILES) + len(GOOD) + 1
    assert ran.code == 1


def test_each_file_ends_as_it_should_with_a_reason_of_its_own(ran: Ran) -> None:
    states = {Path(r["report"]["source"]).name: r["state"] for r in ran.readings()}
    told = reasons(ran.said)
    assert sorted(states) == sorted([*FILES, *GOOD])
    assert {name for name, one in FILES.items() if _outcome(states[name]) not in one.outcomes} == set()
    assert {name: _outcome(state) for name, state in states.items() if state != "whole"} == {
        name: "partial" if outcome == "partly read" else outcome
        for name, (outcome, _) in told.items()
        if name != "gone.txt"
    }
    assert all(len(reason) > 10 for _, reason in told.values())


def _outcome(state: str) -> str:
    return "read" if state == "whole" else state


def test_a_file_that_is_not_there_is_said_and_makes_no_reading(ran: Ran) -> None:
    assert reasons(ran.said)["gone.txt"][0] == "refused"
    assert "gone.txt" not in ran.out


def test_the_good_ones_and_what_can_be_read_of_the_bad_ones_are_read(ran: Ran) -> None:
    texts = {Path(r["report"]["source"]).name: r["text"] for r in ran.readings()}
    assert {name: texts[name] for name in GOOD} == {name: f"{SENTENCE} ({name})" for name in GOOD}
    assert [(name, words) for name, one in FILES.items() for words in one.keeps if words not in texts[name]] == []


def test_no_error_of_a_library_or_of_the_program_reaches_the_reader(ran: Ran) -> None:
    assert "Traceback" not in ran.said
    assert "Error:" not in ran.said
    assert max(map(len, ran.said.splitlines())) < 400


def test_the_order_is_that_of_the_paths_whatever_the_number_of_processes(ran: Ran, folder: Path) -> None:
    sources = [r["report"]["source"] for r in ran.readings()]
    assert sources == sorted(sources)
    assert habeas("read", folder, "--format", "jsonl", "--jobs", "2", env={"LC_ALL": "C.UTF-8"}).out == ran.out


def test_a_workspace_keeps_every_byte_of_them_and_reads_on(folder: Path, tmp_path: Path) -> None:
    place = ("--workspace", tmp_path / "w")
    assert habeas("init", tmp_path / "w").code == 0
    added = habeas("add", folder, *place)
    there = {p.name: p.read_bytes() for p in folder.iterdir() if p.exists()}
    said = dict(re.findall(r"^(?:added|known) (sha256:[0-9a-f]{64}) (.+)$", added.out, re.M))
    assert set(said) == {f"sha256:{hashlib.sha256(data).hexdigest()}" for data in there.values()}
    assert added.code == 1
    assert re.search(r"^  refused: .*gone\.txt: ", added.said, re.M)
    assert habeas("read", *place).code == 1
    again = habeas("read", *place)
    assert (again.code, again.out) == (0, "")
    listed = json.loads(habeas("reports", "--json", *place).out)
    assert {one["id"] for one in listed} == set(said)
    assert {one["state"] for one in listed} == {"whole", "partial", "refused"}
    originals = [p for p in (tmp_path / "w" / "originals").rglob("*") if p.is_file()]
    assert sorted(hashlib.sha256(p.read_bytes()).hexdigest() for p in originals) == sorted(
        {hashlib.sha256(data).hexdigest() for data in there.values()}
    )
    assert HUGE in {p.name for p in folder.iterdir()}


def test_a_file_that_vanishes_while_others_are_read_is_said_and_the_rest_is_read(tmp_path: Path) -> None:
    for number in range(6):
        (tmp_path / f"{number}.txt").write_text(f"{SENTENCE} {number}", encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "habeas", "read", tmp_path, "--format", "jsonl", "--jobs", "1"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        bufsize=0,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    assert process.stdout is not None
    first = process.stdout.read(1)
    (tmp_path / "5.txt").unlink()
    out, said = process.communicate(timeout=120)
    texts = [json.loads(line)["text"] for line in (first + out).decode().splitlines()]
    assert texts == [f"{SENTENCE} {number}" for number in range(5)]
    assert list(reasons(said.decode())) == ["5.txt"]
    assert "received 6 = 5 read + 0 partly read + 1 refused" in said.decode()
    assert process.returncode == 1
