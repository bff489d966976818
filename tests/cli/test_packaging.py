"""`package`: a bag or a web archive, of all or of some reports; the log says that it was written."""

from __future__ import annotations

from pathlib import Path

import bagit
import pytest

from habeas.archive import verify_alone
from habeas.collect import Material
from habeas.workspace import Workspace
from tests.archive import sample
from tests.cli.desk import habeas


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Material]:
    made = sample.filled(tmp_path / "ws", 2)
    monkeypatch.chdir(tmp_path / "ws")
    return made


def test_a_package_is_written_and_said_in_the_log(made: list[Material], tmp_path: Path) -> None:
    ran = habeas("package", "../bag", "--for", "The court", "--by", "bo")
    assert (ran.code, ran.out) == (0, "../bag\n")
    assert ran.said == "made ../bag: 2 reports; it is private as the workspace is\n"
    bagit.Bag("../bag").validate()
    assert verify_alone.main(["../bag"]) == 0
    assert habeas("verify", "--head", "../bag/data/head.json").code == 0
    with Workspace.open(tmp_path / "ws") as workspace:
        assert [entry.kind for entry in workspace.records.entries()][-2:] == ["copy", "head"]


def test_reports_are_named_by_the_beginning_of_their_hash(made: list[Material]) -> None:
    assert habeas("package", "../one", "--report", made[0].id[7:15]).said.startswith("made ../one: 1 report;")
    assert habeas("package", "../two.wacz", "--report", made[0].id).said.startswith("made ../two.wacz: 1 report;")
    ran = habeas("package", "../none", "--report", "sha256:")
    assert (ran.code, ran.said) == (2, "habeas: sha256: is the beginning of 2 reports\n")
    assert not Path("../none").exists()


def test_what_is_there_is_not_written_over(made: list[Material]) -> None:
    Path("../a.wacz").write_text("mine")
    Path("../mine").mkdir()
    Path("../mine/notes").write_text("mine")
    assert habeas("package", "../a.wacz").code == 2
    assert habeas("package", "../mine").code == 2
    assert Path("../a.wacz").read_text() == Path("../mine/notes").read_text() == "mine"
