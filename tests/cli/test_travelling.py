"""`decisions`: what people decided goes out to a plain file and comes in elsewhere, nothing dropped or changed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from habeas.model.decision import Decision
from habeas.workspace import Workspace
from tests.cli.desk import coast, habeas, harbour, stored
from tests.factory import key_of, statement_of

AGE = statement_of(harbour(), "a1")
PAIR = tuple(sorted((key_of(harbour(), "Dana Iwu"), key_of(coast(), "Dana Iwu"))))


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with three decisions, one of them taken back by the third."""
    monkeypatch.setenv("HABEAS_AUTHOR", "ana")
    monkeypatch.chdir(tmp_path)
    with stored(tmp_path / "here", harbour(), coast()) as workspace:
        workspace.decide("same", (PAIR[0], PAIR[1]), "ana", reason="one prison", seen=("score 0.50",))
        accepted = workspace.decide("accept", (AGE,), "bo")
        workspace.decide("undo", (accepted.id,), "ana")
    stored(tmp_path / "there", harbour(), coast()).close()
    return tmp_path / "here"


def made_in(folder: Path) -> tuple[Decision, ...]:
    with Workspace.open(folder) as workspace:
        return workspace.decisions()


def test_decisions_travel_whole_and_a_second_time_changes_nothing(here: Path, tmp_path: Path) -> None:
    there = tmp_path / "there"
    assert habeas("--workspace", here, "decisions", "export", "out.jsonl").said == "exported 3 decisions\n"
    lines = [json.loads(line) for line in Path("out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [line["action"] for line in lines] == ["same", "accept", "undo"]
    first = habeas("--workspace", there, "decisions", "import", "out.jsonl")
    assert (first.code, first.said) == (0, "imported 3 decisions; 0 were here already\n")
    assert made_in(there) == made_in(here)
    assert habeas("--workspace", there, "decisions", "import", "out.jsonl").said.startswith(
        "imported 0 decisions; 3 were"
    )
    assert made_in(there) == made_in(here)


def test_decisions_of_two_workspaces_are_merged_and_come_to_the_same_cases(here: Path, tmp_path: Path) -> None:
    there = tmp_path / "there"
    with Workspace.open(there) as workspace:
        own = workspace.decide("reject", (AGE,), "cy")
    habeas("--workspace", here, "decisions", "export", "a.jsonl")
    habeas("--workspace", there, "decisions", "export", "b.jsonl")
    habeas("--workspace", there, "decisions", "import", "a.jsonl")
    habeas("--workspace", here, "decisions", "import", "b.jsonl")
    assert made_in(there) == (own, *made_in(here)[:3])
    assert set(made_in(there)) == set(made_in(here))
    cases = [habeas("--workspace", folder, "cases", "--json").json() for folder in (here, there)]
    assert [(case["id"], case["reports"]) for case in cases[0]] == [(c["id"], c["reports"]) for c in cases[1]]


def test_a_decision_that_is_another_one_here_stops_all_of_it(here: Path, tmp_path: Path) -> None:
    habeas("--workspace", here, "decisions", "export", "a.jsonl")
    new, *others = (json.loads(line) for line in Path("a.jsonl").read_text(encoding="utf-8").splitlines())
    others[0]["reason"] = "altered"
    new["id"] = "de:ffffffffffffffffffff"
    Path("b.jsonl").write_text("".join(json.dumps(line) + "\n" for line in (new, *others)), encoding="utf-8")
    before = made_in(here)
    ran = habeas("--workspace", here, "decisions", "import", "b.jsonl")
    assert ran.code == 2
    assert "is another decision here; nothing was taken in" in ran.said
    assert made_in(here) == before


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"action": "believe"}, "line 1: no decision"),
        ({"id": "x"}, "a decision has an identifier"),
        ({"author": " "}, "and an author"),
        ({"time": "yesterday"}, "is no time like"),
        ({"targets": [PAIR[0]]}, "same is decided on two people"),
        ({"action": "accept"}, "accept is decided on statements"),
        ({"action": "undo"}, "undo takes back one decision"),
    ],
)
def test_what_is_no_decision_is_refused_with_its_line(here: Path, change: dict[str, Any], reason: str) -> None:
    habeas("--workspace", here, "decisions", "export", "a.jsonl")
    line = json.loads(Path("a.jsonl").read_text(encoding="utf-8").splitlines()[0])
    Path("b.jsonl").write_text(json.dumps({**line, "id": "de:ffff", **change}) + "\n", encoding="utf-8")
    before = made_in(here)
    ran = habeas("--workspace", here, "decisions", "import", "b.jsonl")
    assert ran.code == 2
    assert reason in " ".join(ran.said.split())
    assert made_in(here) == before


def test_an_undo_of_what_is_not_here_is_kept_and_said(here: Path, tmp_path: Path) -> None:
    habeas("--workspace", here, "decisions", "export", "a.jsonl")
    last = Path("a.jsonl").read_text(encoding="utf-8").splitlines()[-1]
    Path("b.jsonl").write_text(last + "\n", encoding="utf-8")
    ran = habeas("--workspace", tmp_path / "there", "decisions", "import", "b.jsonl")
    assert ran.said.endswith("1 take back a decision that is not here\n")
    assert len(made_in(tmp_path / "there")) == 1


def test_a_file_that_is_there_is_not_written_over_and_a_missing_one_is_said(here: Path) -> None:
    Path("a.jsonl").write_text("mine", encoding="utf-8")
    assert habeas("--workspace", here, "decisions", "export", "a.jsonl").code == 2
    assert Path("a.jsonl").read_text(encoding="utf-8") == "mine"
    assert habeas("--workspace", here, "decisions", "import", "none.jsonl").code == 2
