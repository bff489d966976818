"""`build`, `export`, `publish`: folders that are there whole, private ones apart from the public one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.cli.desk import coast, habeas, harbour, stored, write_reports
from tests.factory import statement_of


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def workspace(here: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    stored(here / "ws", harbour(), coast()).close()
    monkeypatch.chdir(here / "ws")
    return here / "ws"


def text_of(folder: Path) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*")) if path.is_file())


def bytes_of(folder: Path) -> dict[str, bytes]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_build_makes_a_private_working_copy_with_pages_and_data(here: Path) -> None:
    write_reports(here / "in", 2)
    ran = habeas("build", "in", "--out", "out")
    assert (ran.code, ran.out) == (0, "")
    assert "received 2 = 2 read + 0 partly read + 0 refused" in ran.said
    assert "unreviewed and private" in ran.said
    assert (here / "out").stat().st_mode & 0o777 == 0o700
    pages = list((here / "out").rglob("*.html"))
    assert len(pages) > 5
    assert all("noindex" in page.read_text(encoding="utf-8") for page in pages)
    assert "Dana Iwu" in (here / "out" / "index.html").read_text(encoding="utf-8")
    assert (here / "out" / "data" / "casebook.json").is_file()
    assert sorted(path.name for path in here.iterdir()) == ["in", "out"]


def test_building_again_takes_the_place_of_what_was_built_and_gives_the_same_bytes(here: Path) -> None:
    write_reports(here / "in", 2)
    assert habeas("build", "in", "--out", "out").code == 0
    before = bytes_of(here / "out")
    (here / "out" / "stale.html").write_text("old")
    assert habeas("build", ".", "--out", "out").code == 0
    assert habeas("build", "in", "--out", "out").code == 0
    assert bytes_of(here / "out") == before


@pytest.mark.parametrize("kind", ["a folder with a file", "a file", "a link"])
def test_what_habeas_did_not_make_is_never_overwritten(here: Path, kind: str) -> None:
    write_reports(here / "in", 1)
    (here / "mine").mkdir()
    (here / "mine" / "precious.txt").write_text("precious")
    (here / "file").write_text("precious")
    (here / "link").symlink_to("mine")
    out = {"a folder with a file": "mine", "a file": "file", "a link": "link"}[kind]
    ran = habeas("build", "in", "--out", out)
    assert (ran.code, ran.out) == (2, "")
    assert ran.said.startswith(f"habeas: {out} ")
    assert bytes_of(here / "mine") == {"precious.txt": b"precious"}
    assert (here / "file").read_text() == "precious"
    assert sorted(path.name for path in here.iterdir()) == ["file", "in", "link", "mine"]


def test_an_empty_folder_is_taken(here: Path) -> None:
    write_reports(here / "in", 1)
    (here / "out").mkdir()
    assert habeas("build", "in", "--out", "out").code == 0
    assert (here / "out" / "index.html").is_file()


def test_a_build_that_fails_leaves_what_was_there(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from habeas import pipeline

    write_reports(here / "in", 1)
    habeas("build", "in", "--out", "out")
    before = bytes_of(here / "out")

    def full(book: object, readings: object, out: Path, **more: object) -> None:
        (out / "index.html").write_text("half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pipeline, "write_site", full)
    ran = habeas("build", "in", "--out", "out")
    assert ran.code == 74
    assert "No space left on device" in ran.said
    assert bytes_of(here / "out") == before
    assert sorted(path.name for path in here.iterdir()) == ["in", "out"]


def test_reports_that_cannot_be_read_are_said_and_the_others_are_built(here: Path) -> None:
    write_reports(here / "in", 2)
    (here / "in" / "empty.txt").write_bytes(b"")
    ran = habeas("build", "in", "gone", "--out", "out")
    assert ran.code == 1
    assert "received 4 = 2 read + 0 partly read + 2 refused" in ran.said
    assert "refused: gone: there is no such file or folder" in ran.said
    assert "refused: in/empty.txt: " in ran.said
    assert "Dana Iwu" in (here / "out" / "index.html").read_text(encoding="utf-8")


def test_the_same_bytes_twice_are_one_report(here: Path) -> None:
    (path,) = write_reports(here / "in", 1)
    (path.parent / "copy.txt").write_bytes(path.read_bytes())
    ran = habeas("build", "in", "--out", "out")
    assert ran.code == 0
    assert "in/copy.txt has the same bytes as in/000.txt: one report" in ran.said
    assert "from 1 report," in ran.said


def test_nothing_to_build_from_makes_nothing(here: Path) -> None:
    (here / "in").mkdir()
    assert habeas("build", "in", "--out", "out").code == 2
    assert habeas("build", "gone", "--out", "out").code == 1
    assert not os.path.lexists(here / "out")


def test_export_writes_the_private_data_alone(workspace: Path) -> None:
    ran = habeas("export", "--out", "data")
    assert (ran.code, ran.out) == (0, "")
    assert {"casebook.json", "readings.jsonl"} <= {path.name for path in Path("data").iterdir()}
    assert not list(Path("data").glob("index.html"))
    assert "She suffers from asthma" in text_of(Path("data"))


def test_nothing_is_published_that_was_not_accepted(workspace: Path) -> None:
    ran = habeas("publish", "--out", "public")
    assert ran.code == 0
    assert "0 cases from 0 statements" in ran.said
    for words in ("Dana", "Iwu", "asthma", "Vos"):
        assert words not in text_of(Path("public"))


def test_what_was_accepted_is_published_and_what_is_high_risk_only_with_a_permit(workspace: Path) -> None:
    habeas("decide", "accept", "--all")
    habeas("decide", "accept", statement_of(coast(), "v1"))
    ran = habeas("publish", "--out", "public")
    assert ran.code == 0
    assert f"stays inside: {statement_of(coast(), 'v1')}: it is high-risk" in ran.said
    assert "teacher" in text_of(Path("public"))
    assert "9 June 2024" not in text_of(Path("public"))
    habeas("decide", "permit", statement_of(coast(), "v1"))
    habeas("publish", "--out", "public")
    assert "9 June 2024" in text_of(Path("public"))
    assert "asthma" not in text_of(Path("public"))
    assert (workspace / "public").stat().st_mode & 0o777 == 0o755


def test_undo_takes_back_what_was_published(workspace: Path) -> None:
    habeas("decide", "accept", "--all", "--report", harbour().report.id)
    habeas("publish", "--out", "public")
    before = bytes_of(Path("public"))
    made = habeas("decide", "accept", statement_of(coast(), "a1")).out.split()[0]
    habeas("publish", "--out", "public")
    assert bytes_of(Path("public")) != before
    habeas("decide", "undo", made)
    habeas("publish", "--out", "public")
    assert bytes_of(Path("public")) == before


def test_private_pages_never_take_the_place_of_public_ones_nor_the_other_way_round(workspace: Path) -> None:
    write_reports(workspace.parent / "in", 1)
    habeas("publish", "--out", "public")
    habeas("export", "--out", "data")
    for command, out in (
        (["build", "../in"], "public"),
        (["export"], "public"),
        (["publish"], "data"),
    ):
        before = bytes_of(Path(out))
        ran = habeas(*command, "--out", out)
        assert ran.code == 2
        assert "needs a folder of its own" in ran.said
        assert bytes_of(Path(out)) == before
