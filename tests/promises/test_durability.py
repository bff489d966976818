"""Nothing acknowledged is lost, and nothing is changed unseen. `make durability` and `make tamper` try it longer."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bench.durability import server
from bench.durability.acts import Done, outcome
from bench.durability.faults import MODES, fail_everywhere, possible
from bench.durability.kills import kill
from bench.durability.tamper import WAYS, Sample, flip, roll_back, tamper
from habeas.archive.postgresql import CHOSEN
from habeas.workspace import Workspace

SEED = int(os.environ.get("HABEAS_SEED", "20240503"))
KILLS = int(os.environ.get("HABEAS_KILLS", "4"))
EVERY = int(os.environ.get("HABEAS_EVERY", "150"))
ACTS = ("make", "work", "erase") if "HABEAS_EVERY" in os.environ else ("work",)
FLIPS = int(os.environ.get("HABEAS_FLIPS", "20"))
EACH = int(os.environ.get("HABEAS_EACH", "2"))


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    return Sample(tmp_path_factory.mktemp("sample") / "ws", SEED)


@pytest.mark.promise("A1")
def test_nothing_acknowledged_is_lost_when_processes_are_killed(tmp_path: Path) -> None:
    killed = kill(tmp_path, KILLS, SEED)
    print(f"{killed.kills} kills, {killed.acknowledged} acknowledged, seed {SEED}")
    assert killed.kills >= KILLS
    assert (killed.lost, killed.half) == ([], [])


@pytest.mark.promise("A1")
@pytest.mark.skipif(not server.possible(), reason="needs PostgreSQL and psycopg")
def test_nothing_acknowledged_is_lost_on_postgresql(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with server.running() as started:
        monkeypatch.setenv(CHOSEN, started.address)
        killed = kill(tmp_path, max(2, KILLS // 5), SEED, started)
    assert killed.kills >= KILLS // 5
    assert (killed.lost, killed.half) == ([], [])


@pytest.mark.promise("A1", "A3")
@pytest.mark.skipif(not possible(), reason="needs Linux and gcc")
def test_where_the_disk_fails_all_is_as_before_or_as_after_and_nobody_is_told_otherwise(tmp_path: Path) -> None:
    tried = fail_everywhere(tmp_path, EVERY, ACTS)
    assert {(one.mode, one.act) for one in tried} == {(mode, act) for mode in MODES for act in ACTS}
    assert all(one.operations for one in tried)
    assert [line for one in tried for line in (*one.lost, *one.half)] == []


@pytest.mark.promise("B1")
def test_every_changed_byte_is_found_and_named(sample: Sample) -> None:
    result = flip(sample, FLIPS)
    assert result.unseen == []
    assert result.tried == FLIPS


@pytest.mark.promise("B2")
@pytest.mark.parametrize("way", WAYS)
def test_whatever_was_taken_away_exchanged_or_told_twice_is_found(sample: Sample, way: str) -> None:
    result = tamper(sample, way, EACH)
    assert (result.tried, result.unseen) == (EACH, [])


@pytest.mark.promise("B2")
def test_a_roll_back_is_found_from_any_head_kept_elsewhere(sample: Sample) -> None:
    result = roll_back(sample, EACH)
    assert (result.tried, result.unseen) == (EACH, [])


@pytest.mark.promise("A1")
def test_the_trial_itself_tells_what_is_lost_or_half_there(tmp_path: Path) -> None:
    Workspace.init(tmp_path / "ws").close()
    (tmp_path / "ws" / "originals" / "ab").mkdir()
    (tmp_path / "ws" / "originals" / "ab" / ("c" * 62)).write_bytes(b"half")
    found = outcome(tmp_path / "ws", [Done("decision", "de:1", "f" * 64)], 0)
    assert found.lost == ("decision de:1",)
    assert any("originals/ab" in line for line in found.half)
