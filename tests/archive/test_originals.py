"""Originals: kept unchanged under the hash of their bytes, or not at all."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from habeas.archive.originals import AlteredError, Originals


def name(data: bytes) -> str:
    return "sha256:" + hashlib.sha256(data).hexdigest()


@pytest.fixture
def originals(tmp_path: Path) -> Originals:
    folder = tmp_path / "originals"
    folder.mkdir()
    return Originals(folder)


def files(originals: Originals) -> list[Path]:
    return sorted(path for path in originals.folder.rglob("*") if path.is_file())


def test_bytes_lie_unchanged_under_their_hash(originals: Originals) -> None:
    data = b"\xff\x00 Release Dana Iwu\r\n"
    assert originals.put(name(data), data) == "new"
    digest = hashlib.sha256(data).hexdigest()
    assert files(originals) == [originals.folder / digest[:2] / digest[2:]]
    assert files(originals)[0].read_bytes() == data
    assert originals.get(name(data)) == data


def test_only_the_owner_may_read_them_and_nobody_may_write(originals: Originals) -> None:
    originals.put(name(b"a"), b"a")
    (path,) = files(originals)
    assert path.stat().st_mode & 0o777 == 0o400
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_the_same_bytes_again_change_nothing(originals: Originals) -> None:
    originals.put(name(b"a"), b"a")
    before = files(originals)[0].stat()
    assert originals.put(name(b"a"), b"a") == "known"
    assert files(originals)[0].stat().st_mtime_ns == before.st_mtime_ns
    assert files(originals)[0].stat().st_ino == before.st_ino


def test_bytes_are_not_kept_under_another_name(originals: Originals) -> None:
    with pytest.raises(ValueError, match="not those of"):
        originals.put(name(b"a"), b"b")
    assert files(originals) == []


@pytest.mark.parametrize("report", ["", "sha256:", "sha256:" + "g" * 64, "sha256:../../../etc/passwd", "ab"])
def test_a_name_that_is_no_hash_leads_nowhere(originals: Originals, report: str) -> None:
    with pytest.raises(ValueError, match="not the identifier"):
        originals.get(report)


def test_an_altered_or_missing_original_is_found_and_named(originals: Originals) -> None:
    originals.put(name(b"abc"), b"abc")
    path = files(originals)[0]
    path.chmod(0o600)
    path.write_bytes(b"abd")
    with pytest.raises(AlteredError, match=f"{name(b'abc')} has been altered"):
        originals.get(name(b"abc"))
    path.unlink()
    with pytest.raises(AlteredError, match=f"{name(b'abc')} is missing"):
        originals.get(name(b"abc"))


def test_the_right_bytes_restore_an_altered_original(originals: Originals) -> None:
    originals.put(name(b"abc"), b"abc")
    files(originals)[0].chmod(0o600)
    files(originals)[0].write_bytes(b"x")
    assert originals.put(name(b"abc"), b"abc") == "restored"
    assert originals.get(name(b"abc")) == b"abc"
    assert len(files(originals)) == 1


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_failure_while_writing_leaves_nothing_under_the_name(
    originals: Originals, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, step, full)
        with pytest.raises(OSError, match="No space left"):
            originals.put(name(b"abc"), b"abc")
    assert files(originals) == []
    assert originals.put(name(b"abc"), b"abc") == "new"


def test_the_file_its_folder_and_the_folder_above_are_synced_before_it_counts_as_stored(
    originals: Originals, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    fsync, replace = os.fsync, os.replace

    def note_sync(handle: int) -> None:
        done.append("sync " + os.path.relpath(os.readlink(f"/proc/self/fd/{handle}"), originals.folder))
        fsync(handle)

    def note_replace(old: Path, new: Path) -> None:
        done.append("rename")
        replace(old, new)

    monkeypatch.setattr(os, "fsync", note_sync)
    monkeypatch.setattr(os, "replace", note_replace)
    originals.put(name(b"abc"), b"abc")
    digest = hashlib.sha256(b"abc").hexdigest()
    assert done[0].startswith("sync ../.parts/")
    assert done[1:] == ["rename", f"sync {digest[:2]}/{digest[2:]}", f"sync {digest[:2]}", "sync ."]
