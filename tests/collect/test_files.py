"""Which reports paths lead to: each once, in order, and each that gives none with its own reason."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from habeas.collect import Found, Gathered, gather

FOLDER = "reports"


@pytest.fixture
def reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder `reports` below the current one, with three reports and a hidden file."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / FOLDER
    (folder / "news").mkdir(parents=True)
    (folder / "news" / "b.html").write_text("<p>b")
    (folder / "a.txt").write_text("a")
    (folder / "z.txt").write_text("z")
    (folder / ".hidden.txt").write_text("not a report")
    return folder


def sources(gathered: Gathered) -> list[str]:
    return [found.source for found in gathered.found]


def reasons(gathered: Gathered) -> dict[str, str]:
    return {missed.shown: missed.reason for missed in gathered.missed}


def test_a_folder_gives_its_files_sorted_by_name_and_no_hidden_ones(reports: Path) -> None:
    gathered = gather([FOLDER])
    assert sources(gathered) == ["reports/a.txt", "reports/news/b.html", "reports/z.txt"]
    assert [found.label for found in gathered.found] == sources(gathered)
    assert gathered.missed == ()


def test_paths_keep_the_order_in_which_they_were_given(reports: Path) -> None:
    assert sources(gather(["reports/z.txt", "reports/a.txt"])) == ["reports/z.txt", "reports/a.txt"]


def test_the_name_of_a_report_holds_nothing_of_the_machine_above_what_was_given(reports: Path) -> None:
    whole = gather([reports]).found
    assert [found.source for found in whole] == ["reports/a.txt", "reports/news/b.html", "reports/z.txt"]
    assert [found.label for found in whole] == [
        str(reports / "a.txt"),
        str(reports / "news" / "b.html"),
        str(reports / "z.txt"),
    ]
    assert sources(gather([reports / "a.txt"])) == ["a.txt"]


def test_from_inside_the_folder_names_begin_there(reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(reports)
    assert sources(gather(["."])) == ["a.txt", "news/b.html", "z.txt"]
    assert sources(gather(["news/../a.txt"])) == ["a.txt"]
    monkeypatch.chdir(reports / "news")
    assert sources(gather([".."])) == ["reports/a.txt", "reports/news/b.html", "reports/z.txt"]


@pytest.mark.parametrize("again", [FOLDER, "./reports/", "news/../reports"])
def test_a_folder_given_twice_is_taken_once_and_said(reports: Path, again: str) -> None:
    (reports.parent / "news").mkdir()
    gathered = gather([FOLDER, again])
    assert sources(gathered) == ["reports/a.txt", "reports/news/b.html", "reports/z.txt"]
    assert reasons(gathered) == {again: "it was given twice and is taken once, as reports"}


def test_a_folder_within_one_that_was_given_is_taken_once(reports: Path) -> None:
    gathered = gather(["reports/news", "reports/z.txt", FOLDER])
    assert sources(gathered) == ["reports/news/b.html", "reports/z.txt", "reports/a.txt"]
    assert reasons(gathered) == {
        "reports/news": "it was given twice and is taken once, as reports/news",
        "reports/z.txt": "it was given twice and is taken once, as reports/z.txt",
    }


def test_what_is_not_there_is_said_and_the_others_are_taken(reports: Path) -> None:
    gathered = gather(["gone.txt", "reports/a.txt"])
    assert sources(gathered) == ["reports/a.txt"]
    assert reasons(gathered) == {"gone.txt": "there is no such file or folder"}


def test_links_in_a_folder_are_not_followed_and_are_said(reports: Path) -> None:
    outside = reports.parent / "outside.txt"
    outside.write_text("outside")
    (reports / "dangling").symlink_to("nowhere")
    (reports / "out").symlink_to(outside)
    (reports / "loop").symlink_to(reports)
    gathered = gather([FOLDER])
    assert sources(gathered) == ["reports/a.txt", "reports/news/b.html", "reports/z.txt"]
    assert reasons(gathered)["reports/dangling"] == "it is a link that leads nowhere"
    assert "not followed" in reasons(gathered)["reports/out"]
    assert "not followed" in reasons(gathered)["reports/loop"]
    assert len(gathered.missed) == 3


def test_a_link_that_is_given_itself_is_followed(reports: Path) -> None:
    Path("way").symlink_to(reports / "a.txt")
    (found,) = gather(["way"]).found
    assert found == Found(path=str(reports / "a.txt"), shown="way", source="way")
    Path("nowhere").symlink_to("gone")
    assert reasons(gather(["nowhere"])) == {"nowhere": "it is a link that leads nowhere"}


def test_a_pipe_is_no_report_and_holds_nothing_up(reports: Path) -> None:
    os.mkfifo(reports / "pipe")
    assert reasons(gather([FOLDER])) == {"reports/pipe": "it is not a regular file"}


def test_a_folder_that_may_not_be_looked_into_is_said(reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scandir = os.scandir

    def barred(path: str) -> object:
        if str(path).endswith("news"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", barred)
    gathered = gather([FOLDER])
    assert sources(gathered) == ["reports/a.txt", "reports/z.txt"]
    assert reasons(gathered) == {"reports/news": "there is no permission to read it"}


def test_a_manifest_among_the_reports_is_no_report(reports: Path) -> None:
    (reports / "sources.csv").write_text("path\n")
    gathered = gather([FOLDER], leave_out=["reports/sources.csv"])
    assert "reports/sources.csv" not in sources(gathered)
    assert gathered.missed == ()


def test_what_the_program_made_itself_holds_no_reports(reports: Path) -> None:
    (reports / "habeas.sqlite").write_bytes(b"")
    (reports / "originals").mkdir()
    (reports / "originals" / "ab").write_text("kept")
    (reports / "site").mkdir()
    (reports / "site" / ".habeas-site").write_text("working copy")
    (reports / "site" / "index.html").write_text("<p>built")
    gathered = gather([FOLDER])
    assert sources(gathered) == ["reports/a.txt", "reports/news/b.html", "reports/z.txt"]
    assert gathered.missed == ()
    assert reasons(gather(["reports/site"])) == {"reports/site": "it is a site that habeas built, and holds no reports"}


def test_a_name_that_would_break_a_line_or_is_no_utf8_becomes_printable(reports: Path) -> None:
    (reports / "two\nlines\x1b[31m.txt").write_text("x")
    Path(os.fsdecode(bytes(reports) + b"/caf\xe9.txt")).write_text("x")
    names = sources(gather([FOLDER]))
    assert "reports/two\\nlines\\x1b[31m.txt" in names
    assert "reports/caf\\xe9.txt" in names
    assert len(names) == 5


def test_an_empty_folder_gives_nothing_and_no_complaint(tmp_path: Path) -> None:
    assert gather([tmp_path]) == Gathered()


def test_of_a_mail_folder_what_is_delivered_is_taken_and_what_is_under_way_is_told(tmp_path: Path) -> None:
    for name in ("cur", "new", "tmp"):
        (tmp_path / "Mail" / name).mkdir(parents=True)
        (tmp_path / "Mail" / name / "1714.M1.host:2,S").write_text("Subject: x\n\ny")
    gathered = gather([tmp_path / "Mail"])
    assert [Path(found.path).parent.name for found in gathered.found] == ["cur", "new"]
    assert [miss.reason for miss in gathered.missed] == ["messages that are still being delivered lie there"]
