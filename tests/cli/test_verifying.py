"""`verify` and `heads`: exit code 0 only where all is sound, and a line for everything that is not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.archive import sample
from tests.cli.desk import habeas


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    sample.filled(tmp_path / "ws", 2)
    monkeypatch.chdir(tmp_path / "ws")
    return tmp_path / "ws"


def test_a_sound_workspace_is_said_to_be_sound(workspace: Path) -> None:
    ran = habeas("verify")
    assert (ran.code, ran.out) == (0, "")
    assert ran.said == "sound: 2 reports, 13 entries of the log; without a head kept elsewhere\n"


def test_a_fault_is_named_and_ends_the_run_with_1(workspace: Path) -> None:
    path = next((workspace / "originals").rglob("*/*"))
    os.chmod(path, 0o600)
    path.write_bytes(b"other")
    ran = habeas("verify")
    assert ran.code == 1
    assert ran.out.startswith("altered: the original sha256:")
    assert "not sound: 1 fault in 2 reports" in ran.said
    assert [fault["what"] for fault in habeas("verify", "--json").json()["faults"]] == ["altered"]


def test_a_head_is_written_listed_and_held_against_the_log(workspace: Path) -> None:
    ran = habeas("heads", "write", "../a.head", "--for", "Ines Okafor", "--by", "bo")
    assert ran.code == 0
    assert ran.out.endswith(" ../a.head\n")
    assert [(item["who"], item["keeper"], item["entries"]) for item in habeas("heads", "list", "--json").json()] == [
        ("bo", "Ines Okafor", 13)
    ]
    assert habeas("verify", "--head", "../a.head").code == 0
    again = habeas("heads", "write", "../a.head")
    assert (again.code, again.said) == (2, "habeas: ../a.head is there already; a head is never written over\n")
    assert len(habeas("heads", "list", "--json").json()) == 1
    head = workspace.parent / "a.head"
    head.write_bytes(head.read_bytes().replace(b'"entries":13', b'"entries":12'))
    ran = habeas("verify", "--head", "../a.head")
    assert ran.code == 1
    assert "altered: the head ../a.head: ../a.head has been altered: its signature does not hold" in ran.out


def test_what_is_no_workspace_is_not_verified(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert habeas("verify").code == 2
    assert habeas("verify", "--workspace", tmp_path).code == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("held", [b"", b"notes of a partner", b"\xff\x00", b"{}", b'{"format":"another/1"}'])
def test_a_file_that_is_no_head_is_wrong_use_and_no_fault_of_the_archive(workspace: Path, held: bytes) -> None:
    Path("../notes.txt").write_bytes(held)
    ran = habeas("verify", "--head", "../notes.txt")
    assert (ran.code, ran.out) == (2, "")
    assert "notes.txt is no head" in ran.said
