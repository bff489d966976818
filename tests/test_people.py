"""Who is who in a workspace: its index says what a full run says, and holds nothing that was erased."""

from __future__ import annotations

from pathlib import Path

import pytest

from habeas.model.identity import statement_key
from habeas.model.reading import Reading
from habeas.people import CACHE, who_is_who
from habeas.resolving import resolve
from habeas.workspace import Workspace
from tests.cli.desk import habeas, stored
from tests.factory import Draft, key_of


def told(name: str, paper: str, age: int) -> Reading:
    draft = Draft(f"In prison.\n{name}, {age}, is held at Verin prison.", published="2024-05-04", publisher=paper)
    draft.attribute(draft.person(name, detained=True), "age", age, f"{name}, {age}")
    return draft.reading()


ONE, TWO, THREE = (told("Nadia Orlova", paper, 40) for paper in ("One", "Two", "Three"))


def assert_says_what_a_full_run_says(workspace: Workspace) -> None:
    kept = who_is_who(workspace)
    full = resolve(list(workspace.readings()), workspace.decisions(), proposed=True)
    assert (kept.clusters, kept.joins) == (full.clusters, full.joins)


def test_new_readings_decisions_and_undos_are_taken_in(tmp_path: Path) -> None:
    stored(tmp_path / "ws", ONE, TWO).close()
    with Workspace.open(tmp_path / "ws") as workspace:
        assert_says_what_a_full_run_says(workspace)
        pair = tuple(sorted((key_of(ONE, "Nadia Orlova"), key_of(TWO, "Nadia Orlova"))))
        apart = workspace.decide("different", pair, "ana")
        assert_says_what_a_full_run_says(workspace)
        workspace.decide("reject", (statement_key(ONE, "attribute", ONE.attributes[0]),), "ana")
        assert_says_what_a_full_run_says(workspace)
        workspace.decide("undo", (apart.id,), "ana")
        assert_says_what_a_full_run_says(workspace)
    assert (tmp_path / "ws" / CACHE).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("data", [None, b"", b"no index at all" * 500])
def test_an_index_that_is_gone_or_damaged_is_made_anew(tmp_path: Path, data: bytes | None) -> None:
    stored(tmp_path / "ws", ONE, TWO, THREE).close()
    path = tmp_path / "ws" / CACHE / "people.sqlite"
    with Workspace.open(tmp_path / "ws") as workspace:
        assert_says_what_a_full_run_says(workspace)
        path.unlink()
        if data is not None:
            path.write_bytes(data)
        assert_says_what_a_full_run_says(workspace)


def test_an_erasure_leaves_no_index_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HABEAS_AUTHOR", "ana")
    stored(tmp_path / "ws", ONE, TWO).close()
    monkeypatch.chdir(tmp_path / "ws")
    assert habeas("match").code == 0
    assert (tmp_path / "ws" / CACHE).is_dir()
    ran = habeas("erase", ONE.report.id, "--yes")
    assert ran.code == 0, ran
    assert not (tmp_path / "ws" / CACHE).exists()
    assert habeas("match", "--json").json() == []
