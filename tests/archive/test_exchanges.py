"""Exchanges are kept for good, in order, and found out when they were altered."""

from __future__ import annotations

from pathlib import Path

import pytest

from habeas.archive.exchanges import Exchanges
from habeas.archive.originals import AlteredError

KEY, OTHER = "a" * 64, "b" * 64


def test_the_newest_exchange_under_a_key_comes_back_and_the_older_ones_stay(tmp_path: Path) -> None:
    kept = Exchanges(tmp_path / "exchanges")
    assert kept.newest(KEY) is None
    for data in (b"first", b"second", b"second", b"first"):
        kept.put(KEY, data)
    kept.put(OTHER, b"else")
    assert (kept.newest(KEY), kept.newest(OTHER)) == (b"first", b"else")
    assert [path.read_bytes() for path in sorted((tmp_path / "exchanges" / KEY).iterdir())] == [
        b"first",
        b"second",
        b"first",
    ]


def test_only_their_owner_can_read_them_and_nobody_changes_them_by_mistake(tmp_path: Path) -> None:
    kept = Exchanges(tmp_path / "exchanges")
    kept.put(KEY, b"first")
    (path,) = (tmp_path / "exchanges" / KEY).iterdir()
    assert path.stat().st_mode & 0o777 == 0o400
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_a_changed_byte_is_found_out(tmp_path: Path) -> None:
    kept = Exchanges(tmp_path / "exchanges")
    kept.put(KEY, b"first")
    (path,) = (tmp_path / "exchanges" / KEY).iterdir()
    path.chmod(0o600)
    path.write_bytes(b"fxrst")
    with pytest.raises(AlteredError, match=r"0001-.*altered"):
        kept.newest(KEY)


@pytest.mark.parametrize("key", ["", "a", "../" + "a" * 61, "A" * 64, "a" * 65, "a" * 64 + "\n"])
def test_a_key_that_is_none_reaches_no_file(tmp_path: Path, key: str) -> None:
    kept = Exchanges(tmp_path / "exchanges")
    with pytest.raises(ValueError, match="not the key"):
        kept.put(key, b"x")
    with pytest.raises(ValueError, match="not the key"):
        kept.newest(key)
    assert list(tmp_path.rglob("*")) == []


def test_a_write_that_fails_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Exchanges(tmp_path / "exchanges")
    kept.put(KEY, b"first")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("habeas.archive.durable.os.replace", full)
    with pytest.raises(OSError, match="No space"):
        kept.put(KEY, b"second")
    assert kept.newest(KEY) == b"first"
    assert len(list((tmp_path / "exchanges" / KEY).iterdir())) == 1
