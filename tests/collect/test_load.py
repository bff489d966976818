"""A file's bytes, or why they cannot be had."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from habeas.collect import CollectError, Found, Material, load
from habeas.collect import load as load_function
from habeas.model.reading import Described


def found(path: Path) -> Found:
    return Found(path=str(path), source=path.name)


def test_the_bytes_come_with_their_hash_and_where_they_were(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"Dana Iwu was arrested.\r\n\xff")
    stated = Described(publisher="The Harbour Post")
    assert load(Found(path=str(path), source="a.txt", stated=stated)) == Material(
        id="sha256:" + hashlib.sha256(b"Dana Iwu was arrested.\r\n\xff").hexdigest(),
        data=b"Dana Iwu was arrested.\r\n\xff",
        source="a.txt",
        origin=str(path),
        stated=stated,
    )


def test_a_file_that_vanished_is_said(tmp_path: Path) -> None:
    with pytest.raises(CollectError, match=r"^it is no longer there$"):
        load(found(tmp_path / "gone.txt"))


def test_a_file_that_became_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    (tmp_path / "a.txt").symlink_to(tmp_path / "secret")
    with pytest.raises(CollectError, match=r"^it became a link to somewhere else$"):
        load(found(tmp_path / "a.txt"))


def test_a_file_that_became_a_pipe_or_a_folder_does_not_hold_the_run_up(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", tmp_path):
        with pytest.raises(CollectError, match="not a regular file"):
            load(found(path))


def test_a_file_without_permission_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("a")

    def barred(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", barred)
    with pytest.raises(CollectError, match=r"^there is no permission to read it$"):
        load(found(tmp_path / "a.txt"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a")
    (tmp_path / "a.txt").chmod(0)
    with pytest.raises(CollectError, match=r"^there is no permission to read it$"):
        load(found(tmp_path / "a.txt"))


def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(300 * 2**20)

    def never(*_: object) -> bytes:
        raise AssertionError("it was read")

    monkeypatch.setattr(os, "read", never)
    with pytest.raises(CollectError, match=r"larger than 256 MiB"):
        load_function(found(path))


def test_an_original_whose_bytes_changed_is_not_taken(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("a")
    expected = load(found(path)).id
    named = Found(path=str(path), source="a.txt", id=expected)
    assert load(named).data == b"a"
    path.write_text("b")
    with pytest.raises(CollectError, match=f"no longer those of {expected}"):
        load(named)
