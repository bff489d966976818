"""What a person states in a manifest, and how a manifest can be wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from habeas.collect import ManifestError, gather, paths_of, read_manifest, with_manifest
from habeas.model.reading import Described

WHOLE = "path,url,publisher,published,title\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    for name in ("a.txt", "b.txt"):
        (tmp_path / "in" / name).write_text(name)
    return tmp_path


def stated(folder: Path, text: str | bytes, *paths: str) -> dict[str, Described]:
    """What each of the given paths has stated of it, with a manifest in the folder `in`."""
    manifest = Path("in/m.csv")
    manifest.write_bytes(text if isinstance(text, bytes) else text.encode())
    rows = read_manifest(manifest)
    given = paths or paths_of(rows, manifest)
    gathered = with_manifest(gather(given, leave_out=[manifest]), rows, manifest)
    return {found.source: found.stated for found in gathered.found}


def test_each_file_gets_what_its_row_states(folder: Path) -> None:
    rows = WHOLE + (
        "a.txt,https://post.example/a,The Harbour Post,2024-05-02,Held without charge\n"
        'b.txt,,"Lindqvist, Okoro & Co",2024-05,\n'
    )
    assert stated(folder, rows, "in") == {
        "in/a.txt": Described(
            url="https://post.example/a",
            publisher="The Harbour Post",
            published="2024-05-02",
            title="Held without charge",
        ),
        "in/b.txt": Described(publisher="Lindqvist, Okoro & Co", published="2024-05"),
    }


def test_a_byte_order_mark_line_ends_and_spaces_do_not_matter(folder: Path) -> None:
    text = b"\xef\xbb\xbf path , publisher \r\n a.txt , Post \r\n\r\n,,\r\n"
    assert stated(folder, text, "in/a.txt") == {"in/a.txt": Described(publisher="Post")}


def test_a_table_with_semicolons_is_read(folder: Path) -> None:
    assert stated(folder, "path;publisher\na.txt;Post, Sunday\n", "in/a.txt") == {
        "in/a.txt": Described(publisher="Post, Sunday")
    }


def test_any_cell_may_be_empty_and_files_without_a_row_are_taken(folder: Path) -> None:
    assert stated(folder, WHOLE + "a.txt,,,,\n", "in") == {"in/a.txt": Described(), "in/b.txt": Described()}


def test_without_paths_the_manifest_says_which_files(folder: Path) -> None:
    assert list(stated(folder, "path,title\nb.txt,Second\n")) == ["in/b.txt"]


def test_paths_may_count_from_the_current_folder_or_be_whole(folder: Path) -> None:
    rows = f"path,title\nin/a.txt,One\n{folder}/in/b.txt,Two\n"
    assert stated(folder, rows, "in") == {
        "in/a.txt": Described(title="One"),
        "in/b.txt": Described(title="Two"),
    }


def test_what_is_stated_for_all_holds_where_the_row_says_nothing(folder: Path) -> None:
    manifest = folder / "m.csv"
    manifest.write_text("path,publisher\nin/a.txt,Post\n")
    gathered = gather(["in/a.txt"])
    (found,) = gathered.found
    for_all = type(found)(
        path=found.path,
        source=found.source,
        stated=Described(publisher="Agency", published="2024"),
    )
    gathered = type(gathered)(found=(for_all,))
    (after,) = with_manifest(gathered, read_manifest(manifest), manifest).found
    assert after.stated == Described(publisher="Post", published="2024")


WRONG: dict[str, tuple[str | bytes, str]] = {
    "a file that is not there": (WHOLE + "gone.txt,,,,\n", r"line 2: gone\.txt is not among"),
    "an unknown column": ("path,author\na.txt,X\n", r"unknown column 'author'; the columns are path, url"),
    "a column twice": ("path,url,url\n", r"column 'url' stands there twice"),
    "no column for the path": ("url\nhttps://x.example\n", r"no column 'path'"),
    "no lines at all": ("", r"no column 'path'"),
    "a row without a path": (WHOLE + ",https://x.example,,,\n", r"line 2: no path"),
    "a path twice": (WHOLE + "a.txt,,,,\n./a.txt,,,,\n", r"line 3: \./a\.txt stands in line 2 already"),
    "too many cells": (WHOLE + "a.txt,,,,,more\n", r"line 2: 6 cells, but 5 columns"),
    "no date": (WHOLE + "a.txt,,,2 May 2024,\n", r"line 2: published '2 May 2024' is not a date"),
    "no address": (WHOLE + "a.txt,javascript:alert(1),,,\n", r"line 2: url .* is not an address"),
    "a broken quotation": (WHOLE + 'a.txt,,"Post\n', r"not a CSV file"),
    "another encoding": (WHOLE.encode() + b"a.txt,,Caf\xe9,,\n", r"not UTF-8 \(byte 46\)"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_manifest_is_refused_with_its_name_and_line(folder: Path, case: str) -> None:
    text, reason = WRONG[case]
    with pytest.raises(ManifestError, match=reason) as error:
        stated(folder, text, "in")
    assert str(error.value).startswith("in/m.csv")


def test_without_paths_a_row_that_names_no_file_is_refused(folder: Path) -> None:
    with pytest.raises(ManifestError, match=r"line 2: there is no file gone\.txt"):
        stated(folder, "path\ngone.txt\n")


def test_a_manifest_that_is_not_there_is_said(folder: Path) -> None:
    with pytest.raises(ManifestError, match=r"m\.csv: no such file"):
        read_manifest(Path("m.csv"))


def test_a_row_for_a_file_that_vanished_is_no_mistake_of_the_manifest(folder: Path) -> None:
    (folder / "in" / "c.txt").symlink_to("nowhere")
    assert list(stated(folder, "path,title\nc.txt,Third\n", "in")) == ["in/a.txt", "in/b.txt"]
