"""`read`: readings to standard output in the order of the paths; in a workspace, what is not read yet."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from habeas.model.codec import reading_from_json
from habeas.model.reading import Described
from habeas.readers import Choice
from habeas.workspace import Workspace
from tests.cli.desk import habeas, write_reports
from tests.running import habeas as habeas_process


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def workspace(here: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with three reports as the current folder."""
    write_reports(here / "in", 3)
    habeas("init", "ws")
    monkeypatch.chdir(here / "ws")
    habeas("add", "../in")
    return here / "ws"


def test_readings_come_in_the_order_of_the_paths_and_nothing_is_stored(here: Path) -> None:
    write_reports(here / "in", 3)
    before = sorted(here.rglob("*"))
    ran = habeas("read", "in/002.txt", "in", "--format", "jsonl")
    readings = [reading_from_json(line) for line in ran.lines()]
    assert [reading.report.source for reading in readings] == ["in/002.txt", "in/000.txt", "in/001.txt"]
    assert all(reading.text.startswith("Dana Iwu was arrested") for reading in readings)
    assert all(reading.entities for reading in readings)
    assert ran.code == 1
    assert "refused: in/002.txt: it was given twice" in ran.said
    assert sorted(here.rglob("*")) == before


def test_all_read_whole_is_a_success(here: Path) -> None:
    write_reports(here / "in", 2)
    ran = habeas("read", "in")
    assert ran.code == 0
    assert ran.said.strip() == "received 2 = 2 read + 0 partly read + 0 refused"


def test_a_refused_report_is_a_reading_with_its_reason(here: Path) -> None:
    write_reports(here / "in", 2)
    (here / "in" / "000.txt").write_bytes(b"")
    ran = habeas("read", "in")
    empty, other = (reading_from_json(line) for line in ran.lines())
    assert ran.code == 1
    assert (empty.state, empty.text, empty.report.source) == ("refused", "", "in/000.txt")
    assert empty.notes
    assert (other.state, other.report.source) == ("whole", "in/001.txt")
    assert "received 2 = 1 read + 0 partly read + 1 refused" in ran.said
    assert f"refused: in/000.txt: {empty.notes[0]}" in ran.said


def test_what_is_stated_outranks_what_is_found_and_both_are_kept(here: Path) -> None:
    page = here / "page.html"
    page.write_text(
        "<html lang=en><head><title>Found title</title></head><body><h1>Found title</h1>"
        "<p>Dana Iwu was arrested in Port Halden, her lawyer said on Monday after a long hearing.</p></body></html>"
    )
    ran = habeas("read", page, "--title", "Stated title", "--published", "2024-05-06")
    (reading,) = (reading_from_json(line) for line in ran.lines())
    assert reading.report.title == "Stated title"
    assert reading.report.found.title == "Found title"
    assert reading.report.stated == Described(title="Stated title", published="2024-05-06")
    assert reading.report.published == "2024-05-06"


def test_a_manifest_alone_says_what_to_read(here: Path) -> None:
    write_reports(here / "in", 3)
    (here / "in" / "m.csv").write_text("path,publisher\n002.txt,Post\n000.txt,\n", encoding="utf-8-sig")
    readings = [reading_from_json(line) for line in habeas("read", "--manifest", "in/m.csv").lines()]
    assert [(r.report.source, r.report.publisher) for r in readings] == [("in/002.txt", "Post"), ("in/000.txt", None)]


def test_readings_are_the_same_bytes_whatever_the_processes_and_the_hash_seed(here: Path) -> None:
    write_reports(here / "in", 9)
    (here / "in" / "004.txt").write_bytes(b"")
    runs = [
        habeas_process("read", "in", "--jobs", jobs, cwd=here, env={"PYTHONHASHSEED": seed})
        for jobs, seed in (("1", "1"), ("2", "2"), ("3", "77"))
    ]
    assert len(runs[0].out.splitlines()) == 9
    assert runs[1] == runs[0]
    assert runs[2] == runs[0]
    assert runs[0].code == 1


def test_an_unknown_reader_is_wrong_use(here: Path) -> None:
    write_reports(here / "in", 1)
    ran = habeas("read", "in", "--reader", "klingon")
    assert (ran.code, ran.out) == (2, "")
    assert "no reader 'klingon'; there are: " in ran.said


@contextmanager
def _failing(_: Choice) -> Iterator[Callable[..., object]]:
    """An intake whose reader fails on one report of three."""
    from habeas import intake

    class Failing:
        name, version = "failing", "1"

        def read(self, report: object, extracted: object) -> object:
            raise ZeroDivisionError("in the reader")

    with intake.intake(Choice()) as take:
        bad = intake._Intake(Failing(), take.__self__._extractor)  # type: ignore[arg-type, attr-defined]
        yield lambda found: (bad.take if "001" in found.source else take)(found)


def test_a_reader_that_fails_refuses_that_report_alone(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from habeas import pipeline

    monkeypatch.setattr(pipeline, "intake", _failing)
    write_reports(here / "in", 3)
    ran = habeas("read", "in", "--jobs", "1")
    readings = [reading_from_json(line) for line in ran.lines()]
    assert [reading.state for reading in readings] == ["whole", "refused", "whole"]
    assert readings[1].notes == ("the reader failing failed: ZeroDivisionError: in the reader",)
    assert ran.code == 1


def test_verbose_shows_where_a_reader_failed(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from habeas import pipeline

    monkeypatch.setattr(pipeline, "intake", _failing)
    write_reports(here / "in", 3)
    assert "Traceback" not in habeas("read", "in").said
    loud = habeas("read", "in", "--verbose")
    assert "ZeroDivisionError: in the reader" in loud.said
    assert "Traceback" in loud.said
    assert "Traceback" not in habeas("read", "in").said


def test_a_reader_that_failed_is_asked_again_next_time(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from habeas import pipeline

    with monkeypatch.context() as patched:
        patched.setattr(pipeline, "intake", _failing)
        assert "received 3 = 2 read + 0 partly read + 1 refused" in habeas("read", "--jobs", "1").said
    ran = habeas("read")
    assert (ran.code, ran.out) == (0, "")
    assert "received 1 = 1 read + 0 partly read + 0 refused" in ran.said


def test_a_workspace_is_read_once_and_reading_again_changes_no_byte(workspace: Path) -> None:
    first = habeas("read")
    assert (first.code, first.out) == (0, "")
    assert "received 3 = 3 read + 0 partly read + 0 refused" in first.said
    whole = habeas("read", "--format", "jsonl")
    assert "nothing is left to read" in whole.said
    assert len(whole.lines()) == 3
    before = {path: path.read_bytes() for path in sorted(workspace.rglob("*")) if path.is_file()}
    again = habeas("read", "--again")
    assert "0 readings came out otherwise" in again.said
    assert "received 3 = 3 read" in again.said
    assert {path: path.read_bytes() for path in sorted(workspace.rglob("*")) if path.is_file()} == before
    assert [item["state"] for item in habeas("reports", "--json").json()] == ["whole"] * 3


def test_a_report_of_which_more_was_stated_is_read_again(workspace: Path) -> None:
    habeas("read")
    habeas("add", "../in/001.txt", "--published", "2024-05-06")
    assert "received 1 = 1 read" in habeas("read").said
    published = [reading_from_json(line).report.published for line in habeas("read", "--format", "jsonl").lines()]
    assert published == [None, "2024-05-06", None]


def test_an_original_that_was_altered_is_said_and_not_read(workspace: Path) -> None:
    with Workspace.open(workspace) as opened:
        ids = [report.id for report in opened.reports()]
        path = opened.original_path(ids[1])
    path.chmod(0o600)
    path.write_bytes(b"something else")
    ran = habeas("read")
    assert ran.code == 1
    assert f"refused: in/001.txt: its bytes are no longer those of {ids[1]}: the original was altered" in ran.said
    with Workspace.open(workspace) as opened:
        assert [reading.report.id for reading in opened.readings()] == [ids[0], ids[2]]


def test_an_interrupted_reading_says_what_is_done_and_is_taken_up_again(workspace: Path) -> None:
    write_reports(workspace.parent / "more", 100)
    habeas("add", "../more")
    command = [sys.executable, "-m", "habeas", "read", "--jobs", "2"]
    with subprocess.Popen(
        command, cwd=workspace, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    ) as reading:
        _wait_for_a_reading(workspace)
        os.killpg(reading.pid, signal.SIGINT)
        out, said = reading.communicate(timeout=60)
    assert reading.returncode == 130
    assert out == b""
    assert said.startswith(b"received ")
    assert b"run the same again to go on" in said
    assert b"Traceback" not in said
    with Workspace.open(workspace) as opened:
        done = len(list(opened.readings()))
        left = len(opened.unread("english", _version()))
    assert done > 0
    assert done + left == 100
    assert f"received {left} = {left} read" in habeas("read").said


def _version() -> str:
    from habeas.reading import load_reader

    return load_reader("english").version


def _wait_for_a_reading(folder: Path) -> None:
    for _ in range(600):
        with Workspace.open(folder) as opened:
            if next(opened.readings(), None) is not None:
                return
        signal.sigtimedwait([], 0.05)
    raise AssertionError("no reading came within half a minute")


def test_a_worker_that_is_killed_loses_no_report(here: Path) -> None:
    write_reports(here / "in", 30)
    command = [sys.executable, "-m", "habeas", "read", "in", "--jobs", "2"]
    with subprocess.Popen(command, cwd=here, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as reading:
        assert reading.stdout is not None
        first = reading.stdout.readline()
        worker = next(p for p in psutil.Process(reading.pid).children() if "spawn_main" in " ".join(p.cmdline()))
        worker.kill()
        assert reading.stderr is not None
        rest, said = reading.stdout.read(), reading.stderr.read()
    lines = (first + rest).splitlines()
    assert [reading_from_json(line).report.source for line in lines] == [f"in/{n:03}.txt" for n in range(30)]
    assert reading.returncode == 0
    assert b"received 30 = 30 read + 0 partly read + 0 refused" in said


def test_a_program_that_is_killed_leaves_no_process_behind(here: Path) -> None:
    write_reports(here / "in", 60)
    command = [sys.executable, "-m", "habeas", "read", "in", "--jobs", "2"]
    with subprocess.Popen(command, cwd=here, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as reading:
        assert reading.stdout is not None
        reading.stdout.readline()
        family = psutil.Process(reading.pid).children(recursive=True)
        reading.kill()
    assert len(family) >= 2
    assert psutil.wait_procs(family, timeout=30)[1] == []


def test_an_output_that_closes_ends_the_run_without_a_word_of_python(here: Path) -> None:
    write_reports(here / "in", 12)
    ran = subprocess.run(
        f"'{sys.executable}' -m habeas read in --jobs 1 | head -n 1; echo ${{PIPESTATUS[0]}}",
        shell=True,
        executable="/bin/bash",
        cwd=here,
        capture_output=True,
        check=True,
    )
    line, code = ran.stdout.splitlines()
    assert reading_from_json(line).report.source == "in/000.txt"
    assert code == b"141"
    assert b"Traceback" not in ran.stderr
    assert b"BrokenPipe" not in ran.stderr
