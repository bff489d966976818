"""Many at once, and workers that are killed: one person counts once, and the counter is what a recount says."""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from habeas.workspace import Workspace

EVENTS = int(os.environ.get("HABEAS_EVENTS", "60"))
SEED = int(os.environ.get("HABEAS_SEED", "7"))
BETWEEN_KILLS = 40
ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a desk with an open petition, made once."""
    folder = tmp_path_factory.mktemp("crowd") / "w"
    Workspace.init(folder).close()
    _crowd(folder, "make")
    return folder


@pytest.fixture
def desk(first: Path, tmp_path: Path) -> Path:
    """The same, of one's own."""
    return Path(shutil.copytree(first, tmp_path / "w"))


def _command(folder: Path, *what: str) -> list[str]:
    return [sys.executable, "-m", "tests.desk.actions.crowd", str(folder), *what]


def _surroundings() -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "HABEAS_"))}
    return {**clean, "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT)))}


def _crowd(folder: Path, *what: str) -> str:
    ran = subprocess.run(
        _command(folder, *what), env=_surroundings(), cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


@pytest.mark.promise("H1")
def test_fifty_signings_of_one_person_at_once_in_twenty_disguises_count_once_and_two_people_twice(desk: Path) -> None:
    assert json.loads(_crowd(desk, "at-once")) == {"count": 2, "confirmed": 2}


@pytest.mark.promise("H2")
def test_the_counter_is_what_a_recount_says_whenever_a_worker_is_killed(desk: Path) -> None:
    chance = random.Random(SEED)
    done, kills = 0, 0
    while done < EVENTS:
        done += _until_killed(desk, chance)
        kills += 1
        _whole(desk)
    print(f"seed {SEED}: {done} events, {kills} kills, counter = recount after each")


def _until_killed(folder: Path, chance: random.Random) -> int:
    """Lets one worker do random things and kills it; how many it said were done, each with a counter that is right."""
    often = chance.randrange(1, 2 * min(BETWEEN_KILLS, EVENTS))
    command = _command(folder, "events", str(chance.randrange(10**9)))
    lines: list[str] = []
    with subprocess.Popen(command, env=_surroundings(), cwd=ROOT, stdout=subprocess.PIPE, text=True) as worker:
        assert worker.stdout is not None
        for line in worker.stdout:
            lines.append(line)
            if len(lines) >= often:
                break
        worker.kill()
        lines += worker.stdout.read().splitlines(keepends=True)
    whole = [line.split(" ", 1) for line in lines if line.endswith("\n")]
    assert all(int(said) == states.count("c") for said, states in whole)
    _one_step_on(whole[-1][1].strip(), _states(folder))
    return len(whole)


def _one_step_on(said: str, found: str) -> None:
    """The worker may have done one more thing than it had time to say: one signature came or changed, and no other."""
    assert 0 <= len(found) - len(said) <= 1
    changed = sum(one != two for one, two in zip(said, found, strict=False))
    assert changed + len(found) - len(said) <= 1


def _states(folder: Path) -> str:
    with sqlite3.connect(folder / "desk.sqlite3") as database:
        rows = database.execute("SELECT state FROM signing_signature ORDER BY id").fetchall()
    return "".join(str(row[0])[0] for row in rows)


def _whole(folder: Path) -> None:
    """What was left behind is whole: nobody counts twice, and whatever was taken out has a removal that stands."""
    with sqlite3.connect(folder / "desk.sqlite3") as database:
        ask = database.execute
        assert ask("PRAGMA integrity_check").fetchone() == ("ok",)
        assert ask("SELECT count(*) FROM (SELECT 1 FROM signing_signature GROUP BY contact_id HAVING count(*) > 1)") \
            .fetchone() == (0,)  # fmt: skip
        assert ask(
            "SELECT count(*) FROM signing_signature s LEFT JOIN signing_removal r ON s.removal_id = r.id "
            "WHERE (s.state = 'removed') <> (r.id IS NOT NULL AND r.undone IS NULL)"
        ).fetchone() == (0,)


@pytest.mark.promise("I1")
def test_what_a_signer_had_removed_stands_in_no_file_of_the_desk(desk: Path) -> None:
    mark = "Zwyxelqvar"
    command = _command(desk, "erase", mark)
    with subprocess.Popen(
        command, env=_surroundings(), cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as worker:
        assert worker.stdout is not None
        assert worker.stdout.readline() == "signed\n"
        assert mark.encode() in _bytes(desk)  # the name that they let everybody see
        worker.communicate("go on\n", timeout=60)
        assert worker.returncode == 0
    assert mark.encode() not in _bytes(desk)
    assert mark.lower().encode() not in _bytes(desk).lower()


def _bytes(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())
