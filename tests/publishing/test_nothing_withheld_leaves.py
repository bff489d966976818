"""Nothing withheld stands in any file of the public site and its data: 300 random worlds full of markers."""

from __future__ import annotations

from pathlib import Path

import pytest

from habeas.model.standing import standings
from habeas.publishing.clearing import UngatedError
from habeas.publishing.gate import carried, gated
from habeas.publishing.site import write_site
from tests.publishing.booking import book
from tests.publishing.secret_worlds import MARKER, Secrets

WORLDS = 300
_LOTS = 10


@pytest.mark.parametrize("lot", range(_LOTS))
def test_no_marker_of_anything_withheld_stands_in_any_public_file(lot: int, tmp_path: Path) -> None:
    leaked: list[tuple[int, str, set[str]]] = []
    shown = withheld = 0
    for seed in range(lot, WORLDS, _LOTS):
        world = Secrets(seed)
        found = _published(world, tmp_path / str(seed))
        leaked += [(seed, name, words & world.forbidden) for name, words in found.items() if words & world.forbidden]
        shown += len(set().union(*found.values()))
        withheld += len(world.forbidden)
    assert leaked == []
    assert shown > 100, "the worlds show so little that the test says nothing"
    assert withheld > 1000


def test_without_the_gate_the_same_worlds_would_leak(tmp_path: Path) -> None:
    world = Secrets(1)
    readings = {reading.report.id: reading for reading in world.readings}
    private = book(world.readings, standings(world.decisions))
    write_site(private, readings, tmp_path / "private")
    assert _markers(tmp_path / "private")["data/readings.jsonl"] & world.forbidden


def test_a_public_site_of_readings_that_did_not_pass_the_gate_is_refused(tmp_path: Path) -> None:
    world = Secrets(2)
    readings = {reading.report.id: reading for reading in world.readings}
    with pytest.raises(UngatedError):
        write_site(book(world.readings, public=True), readings, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def _published(world: Secrets, out: Path) -> dict[str, set[str]]:
    passed = gated(world.readings, world.decisions).readings
    known = standings(carried(world.readings, world.decisions))
    write_site(book(passed, known, public=True), {r.report.id: r for r in passed}, out)
    return _markers(out)


def _markers(out: Path) -> dict[str, set[str]]:
    return {
        path.relative_to(out).as_posix(): set(MARKER.findall(f"{path.name} {path.read_text('utf-8')}"))
        for path in sorted(out.rglob("*"))
        if path.is_file()
    }
