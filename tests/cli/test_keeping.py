"""`backup`, `restore`, `lock`, `unlock` as a person uses them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from habeas.archive import sealing
from habeas.collect import Material
from tests.archive import sample
from tests.cli.desk import habeas

PASSPHRASE = "harbour lamp seven rain"


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Material]:
    monkeypatch.setattr(sealing, "MEMORY_KIB", 64)
    monkeypatch.delenv("HABEAS_PASSPHRASE", raising=False)
    made = sample.filled(tmp_path / "ws", 2)
    (tmp_path / "secret").write_text(f"{PASSPHRASE}\n")
    monkeypatch.chdir(tmp_path)
    return made


def test_a_backup_is_made_restored_and_the_old_ones_go(made: list[Material]) -> None:
    Path("backups").mkdir()
    Path("backups/habeas-20200101T000000Z.tar").write_text("old")
    ran = habeas("backup", "backups", "--workspace", "ws")
    assert ran.code == 0
    assert "deleted 1 older backup" in ran.said
    (path,) = Path("backups").iterdir()
    assert ran.out == f"{path}\n"
    assert habeas("restore", path, "again").code == 0
    assert habeas("verify", "--workspace", "again").code == 0
    assert len(habeas("reports", "--workspace", "again", "--json").json()) == 2
    assert habeas("restore", path, "again").code == 2


def test_a_backup_that_fails_deletes_no_older_one(made: list[Material], monkeypatch: pytest.MonkeyPatch) -> None:
    Path("backups").mkdir()
    Path("backups/habeas-20200101T000000Z.tar").write_text("old")
    Path("ws/link").symlink_to("/")
    assert habeas("backup", "backups", "--workspace", "ws").code == 2
    assert [path.name for path in Path("backups").iterdir()] == ["habeas-20200101T000000Z.tar"]


def test_a_sealed_backup_needs_its_passphrase(made: list[Material], monkeypatch: pytest.MonkeyPatch) -> None:
    assert habeas("backup", "backups", "--workspace", "ws", "--seal", "--passphrase-file", "secret").code == 0
    (path,) = Path("backups").iterdir()
    assert path.suffix == ".sealed"
    monkeypatch.setenv("HABEAS_PASSPHRASE", "another passphrase")
    ran = habeas("restore", path, "again")
    assert ran.code == 2
    assert "the passphrase is another one" in ran.said
    assert habeas("restore", path, "again", "--passphrase-file", "secret").code == 0


def test_a_workspace_is_locked_and_unlocked(made: list[Material], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HABEAS_PASSPHRASE", PASSPHRASE)
    ran = habeas("lock", "--workspace", "ws")
    assert ran.code == 0
    assert sorted(os.listdir()) == ["secret", "ws.locked"]
    assert habeas("reports", "--workspace", "ws").code == 2
    assert habeas("unlock", "secret").code == 2
    assert habeas("unlock", "ws.locked").out == "ws\n"
    assert sorted(os.listdir()) == ["secret", "ws"]
    assert habeas("verify", "--workspace", "ws").code == 0


def test_a_short_passphrase_locks_nothing(made: list[Material], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HABEAS_PASSPHRASE", "short")
    ran = habeas("lock", "--workspace", "ws")
    assert ran.code == 2
    assert "12 characters" in ran.said
    assert habeas("verify", "--workspace", "ws").code == 0
