"""`init`, `add`, `reports`: reports come into a workspace once, whole, and with what is stated of them."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from habeas.workspace import Workspace
from tests.cli.desk import habeas, write_reports
from tests.running import habeas as habeas_process


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace `ws` as the current folder; reports may be put in `../in`."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HABEAS_AUTHOR", "ana")
    assert habeas("init", "ws").code == 0
    monkeypatch.chdir(tmp_path / "ws")
    (tmp_path / "in").mkdir()
    return tmp_path / "ws"


def sha(path: Path) -> str:
    return "sha256:" + hashlib.sha256(path.read_bytes()).hexdigest()


def test_init_makes_a_workspace_once(tmp_path: Path) -> None:
    made = habeas("init", tmp_path / "ws")
    assert (made.code, made.out) == (0, "")
    assert "made a workspace" in made.said
    again = habeas("init", tmp_path / "ws")
    assert again.code == 2
    assert "is there already" in again.said


def test_add_says_what_is_stored_in_the_order_of_the_paths(workspace: Path) -> None:
    one, two = write_reports(workspace.parent / "in", 2)
    ran = habeas("add", "../in")
    assert ran.code == 0
    assert ran.lines() == [f"added {sha(one)} ../in/000.txt", f"added {sha(two)} ../in/001.txt"]
    assert "received 2 = 2 added + 0 known + 0 refused" in ran.said


def test_adding_twice_adds_nothing(workspace: Path) -> None:
    (path,) = write_reports(workspace.parent / "in", 1)
    habeas("add", "../in")
    before = habeas("reports", "--json").out
    ran = habeas("add", "../in")
    assert (ran.code, ran.lines()) == (0, [f"known {sha(path)} ../in/000.txt"])
    assert "received 1 = 0 added + 1 known + 0 refused" in ran.said
    assert habeas("reports", "--json").out == before


def test_one_report_under_two_names_is_one_report_with_both_in_its_log(workspace: Path) -> None:
    (path,) = write_reports(workspace.parent / "in", 1)
    (path.parent / "copy.txt").write_bytes(path.read_bytes())
    ran = habeas("add", "../in")
    assert [line.split()[0] for line in ran.lines()] == ["added", "known"]
    with Workspace.open(workspace) as opened:
        assert [entry.origin for entry in opened.custody(sha(path))] == [str(path), str(path.parent / "copy.txt")]
        assert {entry.who for entry in opened.custody(sha(path))} == {"ana"}
        assert len(opened.reports()) == 1


def test_what_is_stated_is_kept_and_listed(workspace: Path) -> None:
    (path,) = write_reports(workspace.parent / "in", 1)
    habeas("add", path, "--publisher", "Post", "--published", "2024-05-03", "--title", "Held")
    habeas("add", path, "--url", "https://post.example/1", "--publisher", "The Harbour Post", "--by", "bo")
    (listed,) = habeas("reports", "--json").json()
    assert listed["id"] == sha(path)
    assert listed["source"] == "000.txt"
    assert listed["state"] == "unread"
    assert listed["publisher"] == "The Harbour Post"
    assert listed["published"] == "2024-05-03"
    assert listed["title"] == "Held"
    assert listed["url"] == "https://post.example/1"
    assert [(entry["origin"], entry["who"]) for entry in listed["custody"]] == [(str(path), "ana")]
    with Workspace.open(workspace) as opened:
        assert [(s.who, s.stated.publisher) for s in opened.statements(sha(path))] == [
            ("ana", "Post"),
            ("bo", "The Harbour Post"),
        ]


def test_a_manifest_states_of_each_file(workspace: Path) -> None:
    write_reports(workspace.parent / "in", 2)
    (workspace.parent / "in" / "m.csv").write_text("path,publisher\n001.txt,Coast Weekly\n")
    assert habeas("add", "../in", "--manifest", "../in/m.csv", "--publisher", "Agency").code == 0
    listed = habeas("reports", "--json").json()
    assert [(item["source"], item["publisher"]) for item in listed] == [
        ("in/000.txt", "Agency"),
        ("in/001.txt", "Coast Weekly"),
    ]


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ([], "no PATH is given"),
        (["../in", "--published", "last May"], "'last May' is not a date"),
        (["../in", "--url", "post.example"], "is not an address"),
        (["../in", "--url", "https://post.example/1"], "--url goes to one report, not 2"),
        (["../in", "--title", "Held"], "--title goes to one report, not 2"),
        (["../in", "--manifest", "none.csv"], "none.csv: no such file"),
        (["../in", "--colour", "red"], "No such option"),
    ],
)
def test_wrong_use_is_said_and_adds_nothing(workspace: Path, arguments: list[str], reason: str) -> None:
    write_reports(workspace.parent / "in", 2)
    ran = habeas("add", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert reason in ran.said
    assert habeas("reports", "--json").json() == []


def test_each_path_that_gives_no_report_has_its_own_line_and_the_others_are_added(workspace: Path) -> None:
    folder = workspace.parent / "in"
    write_reports(folder, 1)
    (folder / "dangling").symlink_to("nowhere")
    os.mkfifo(folder / "pipe")
    ran = habeas("add", "../in", "../in", "gone.txt")
    assert ran.code == 1
    assert len(ran.lines()) == 1
    assert "received 5 = 1 added + 0 known + 4 refused" in ran.said
    for line in (
        "refused: ../in/dangling: it is a link that leads nowhere",
        "refused: ../in/pipe: it is not a regular file",
        "refused: ../in: it was given twice and is taken once, as ../in",
        "refused: gone.txt: there is no such file or folder",
    ):
        assert line in ran.said


def test_a_file_that_vanishes_midway_is_said_and_the_others_are_added(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = write_reports(workspace.parent / "in", 3)
    add = Workspace.add

    def then_vanish(self: Workspace, *given: object) -> object:
        paths[1].unlink(missing_ok=True)
        return add(self, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(Workspace, "add", then_vanish)
    ran = habeas("add", "../in")
    assert ran.code == 1
    assert [line.split()[-1] for line in ran.lines()] == ["../in/000.txt", "../in/002.txt"]
    assert "refused: ../in/001.txt: it is no longer there" in ran.said


def test_ctrl_c_ends_with_a_summary_of_what_is_stored(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_reports(workspace.parent / "in", 3)
    add, calls = Workspace.add, []

    def until_ctrl_c(self: Workspace, *given: object) -> object:
        calls.append(given)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return add(self, *given)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(Workspace, "add", until_ctrl_c)
        ran = habeas("add", "../in")
    assert ran.code == 130
    assert [line.split()[-1] for line in ran.lines()] == ["../in/000.txt"]
    assert "received 1 = 1 added + 0 known + 0 refused" in ran.said
    assert "stopped before 2 more; run the same again to go on" in ran.said
    again = habeas("add", "../in")
    assert [line.split()[0] for line in again.lines()] == ["known", "added", "added"]


def test_several_programs_may_add_to_one_workspace_at_once(workspace: Path) -> None:
    write_reports(workspace.parent / "in", 25)
    command = [sys.executable, "-m", "habeas", "add", "../in"]
    running = [subprocess.Popen(command, cwd=workspace, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    said = [line.split()[0] for program in running for line in program.communicate(timeout=60)[0].splitlines()]
    assert [program.returncode for program in running] == [0, 0, 0]
    assert (said.count("added"), said.count("known")) == (25, 50)
    listed = habeas("reports", "--json").json()
    assert len(listed) == 25
    assert [len(report["custody"]) for report in listed] == [1] * 25


def test_a_workspace_can_be_named_before_or_after_the_command(workspace: Path, tmp_path: Path) -> None:
    write_reports(tmp_path / "in", 1)
    os.chdir(tmp_path)
    assert habeas("--workspace", "ws", "add", "in").code == 0
    assert len(habeas("reports", "--workspace", "ws", "--json").json()) == 1
    outside = habeas("reports")
    assert (outside.code, outside.out) == (2, "")
    assert "this is no workspace; `habeas init DIR` makes one" in outside.said
    assert habeas("reports", "--workspace", "in").code == 2


def test_the_table_of_reports_is_whole_in_a_pipe(workspace: Path) -> None:
    (path,) = write_reports(workspace.parent / "in", 1)
    habeas("add", path, "--title", "Ein sehr langer Titel: Überführung " * 3)
    ran = habeas("reports")
    assert ran.code == 0
    assert sha(path)[7:19] in ran.out
    assert "\x1b" not in ran.out
    assert "\x1b[" not in habeas("reports", "--json").out


def test_a_full_disk_is_said_and_nothing_is_claimed_to_be_stored(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_reports(workspace.parent / "in", 2)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        ran = habeas("add", "../in")
    assert (ran.code, ran.out) == (74, "")
    assert "No space left on device" in ran.said
    assert "stopped before 2 more; run the same again to go on" in ran.said
    assert habeas("add", "../in").code == 0


def test_the_two_outputs_of_the_real_program_are_apart(workspace: Path) -> None:
    (path,) = write_reports(workspace.parent / "in", 1)
    ran = habeas_process("add", "../in", "gone", cwd=workspace)
    assert (ran.code, ran.out) == (1, f"added {sha(path)} ../in/000.txt\n")
    assert "gone: there is no such file" in ran.said
    assert "\x1b" not in ran.said
