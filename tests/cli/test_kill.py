"""Nothing accepted is ever lost: `add` is killed at random moments, and whatever it said is there."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from habeas.workspace import Workspace

KILLS = int(os.environ.get("HABEAS_KILLS", "20"))
SEED = int(os.environ.get("HABEAS_SEED", "20240502"))


@pytest.mark.promise("A1")
def test_every_report_said_to_be_added_outlives_a_killed_program(tmp_path: Path) -> None:
    chance = random.Random(SEED)
    folder, reports = tmp_path / "ws", tmp_path / "in"
    reports.mkdir()
    Workspace.init(folder).close()
    said: dict[str, bytes] = {}
    for kill in range(KILLS):
        originals = {path: path.read_bytes() for path in _new_reports(reports, kill, chance)}
        for line in _killed_add(folder, list(originals), chance.uniform(0.0, 0.12)):
            outcome, report, path = line.split(maxsplit=2)
            assert outcome == "added"
            said[report] = originals[Path(path)]
        _check(folder, said)
    assert len(said) > KILLS, f"only {len(said)} were added: the kills came too early to show anything"


def _new_reports(folder: Path, kill: int, chance: random.Random) -> list[Path]:
    paths = [folder / f"{kill}-{number}.txt" for number in range(60)]
    for path in paths:
        path.write_bytes(f"{path.name} ".encode() + chance.randbytes(chance.randrange(20_000)))
    return paths


def _killed_add(folder: Path, paths: list[Path], after_s: float) -> list[str]:
    """What an `add` said that was killed so many seconds after its first line."""
    command = [sys.executable, "-m", "habeas", "add", "--workspace", str(folder), *map(str, paths)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as adding:
        assert adding.stdout is not None
        first = adding.stdout.readline()
        time.sleep(after_s)
        adding.send_signal(signal.SIGKILL)
        whole = first + adding.stdout.read()
    # A line without its end was not said.
    return [line.decode() for line in whole.split(b"\n")[:-1]]


def _check(folder: Path, said: dict[str, bytes]) -> None:
    with sqlite3.connect(folder / "habeas.sqlite") as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    with Workspace.open(folder) as workspace:
        known = {report.id for report in workspace.reports()}
        assert set(said) <= known
        for report in known:
            assert "sha256:" + hashlib.sha256(workspace.original(report)).hexdigest() == report
            assert len(workspace.custody(report)) == 1
        for report, data in said.items():
            assert workspace.original(report) == data
