"""Backups restore to the same archive (promise A7), and a locked workspace tells nothing without its passphrase."""

from __future__ import annotations

import errno
import io
import random
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import IO

import pytest

from habeas import keeping, safekeeping
from habeas.archive import sealing, snapshots
from habeas.archive.erasure import doomed
from habeas.archive.sealing import SealError
from habeas.archive.snapshots import SnapshotError, write_snapshot
from habeas.archive.verify import verify
from habeas.collect import Material
from habeas.model.identity import statement_key
from habeas.workspace import Workspace, WorkspaceError
from tests.archive import sample
from tests.cli.desk import coast, habeas, harbour, stored, write_reports

USUAL = (sealing.LANES, sealing.ROUNDS, sealing.MEMORY_KIB)
PASSPHRASE = "harbour lamp seven rain"


@pytest.fixture
def made(tmp_path: Path) -> list[Material]:
    made = sample.filled(tmp_path / "ws", 3)
    (tmp_path / "ws" / "habeas.toml").write_text("# ours\n")
    (tmp_path / "ws" / "notes").mkdir()
    (tmp_path / "ws" / "notes" / "a b.txt").write_text("a note")
    (tmp_path / "ws" / "site").mkdir()
    (tmp_path / "ws" / "site" / "index.html").write_text("derived")
    return made


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Trying a passphrase costs a second and a quarter of a gigabyte on purpose; these tests try it for less."""
    monkeypatch.setattr(sealing, "MEMORY_KIB", 64)
    monkeypatch.setattr(sealing, "ROUNDS", 1)


def state(folder: Path) -> tuple[object, ...]:
    """What a workspace holds, but for what was noted of its copies."""
    with Workspace.open(folder) as workspace:
        entries = [e for e in workspace.records.entries(erased=True) if e.kind != "copy"]
        return (
            entries,
            workspace.reports(),
            [workspace.original(report.id) for report in workspace.reports()],
            list(workspace.readings()),
            workspace.decisions(),
            {p.relative_to(folder).as_posix(): p.read_bytes() for p in (folder / "exchanges").rglob("*.json")},
        )


@pytest.mark.promise("A7")
@pytest.mark.parametrize("passphrase", [None, PASSPHRASE])
def test_a_backup_restores_to_the_same_workspace(made: list[Material], tmp_path: Path, passphrase: str | None) -> None:
    folder, again = tmp_path / "ws", tmp_path / "again"
    with Workspace.open(folder) as workspace:
        head = safekeeping.sign_head(workspace, "ana")
        path = keeping.backup(workspace, tmp_path / "backups", "ana", passphrase)
    assert [p.name for p in (tmp_path / "backups").iterdir()] == [path.name]
    about = keeping.restore(path, again, "bo", passphrase)
    assert state(again) == state(folder)
    assert verify(again, [head]).faults == ()
    assert (again / "notes" / "a b.txt").read_text() == "a note"
    assert (again / "habeas.toml").read_text() == "# ours\n"
    assert not (again / "site").exists()
    assert again.stat().st_mode & 0o777 == 0o700
    with Workspace.open(again) as workspace:
        (_, noted) = safekeeping.copies(workspace)
        assert (noted[1].who, noted[1].what) == ("bo", "restored here from a backup")
        assert safekeeping.sign_head(workspace, "bo").entries == about.entries + 1


@pytest.mark.promise("A7")
def test_what_is_published_from_a_restored_backup_is_the_same_to_the_byte(tmp_path: Path) -> None:
    with stored(tmp_path / "ws", harbour(), coast()) as workspace:
        keys = [
            statement_key(one, kind, statement) for one in workspace.readings() for kind, statement in one.statements()
        ]
        for key in keys:
            workspace.decide("accept", (key,), "ana")
        path = keeping.backup(workspace, tmp_path / "backups", "ana")
    keeping.restore(path, tmp_path / "again", "bo")
    pages = []
    for name in ("ws", "again"):
        out = tmp_path / f"{name}-public"
        assert habeas("publish", "--workspace", tmp_path / name, "--out", out).code == 0
        pages.append({path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()})
    assert pages[0] == pages[1]
    assert any("cases/" in name for name in pages[0])


@pytest.mark.promise("A7")
def test_a_backup_under_load_holds_all_that_was_acknowledged_before_it_began(tmp_path: Path) -> None:
    """Promise A7."""
    folder = tmp_path / "ws"
    Workspace.init(folder).close()
    write_reports(tmp_path / "in", 60)
    command = [sys.executable, "-m", "habeas", "add", "--workspace", str(folder), str(tmp_path / "in")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as adding:
        assert adding.stdout is not None
        before = [adding.stdout.readline().split()[1] for _ in range(10)]
        with Workspace.open(folder) as workspace:
            path = keeping.backup(workspace, tmp_path / "backups", "ana")
        adding.communicate(timeout=60)
    keeping.restore(path, tmp_path / "again", "ana")
    with Workspace.open(folder) as all_of_it, Workspace.open(tmp_path / "again") as again:
        kept = [report.id for report in again.reports()]
        assert kept == [report.id for report in all_of_it.reports()][: len(kept)]
        assert len(all_of_it.reports()) == 60
    assert set(before) <= set(kept)
    assert verify(tmp_path / "again").faults == ()


@pytest.mark.promise("A7")
def test_every_changed_byte_of_a_backup_is_found(made: list[Material], tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "ws") as workspace:
        plain = keeping.backup(workspace, tmp_path / "plain", "ana")
        locked = keeping.backup(workspace, tmp_path / "sealed", "ana", PASSPHRASE)
    chance = random.Random(7)
    for path, passphrase in ((plain, None), (locked, PASSPHRASE)):
        data = path.read_bytes()
        whole = len(data.rstrip(b"\x00"))
        for number in range(12):
            at = chance.randrange(whole)
            path.write_bytes(data[:at] + bytes([data[at] ^ chance.randrange(1, 256)]) + data[at + 1 :])
            again = tmp_path / f"again{path.suffix}{number}"
            try:
                keeping.restore(path, again, "ana", passphrase)
            except (SnapshotError, SealError, WorkspaceError):
                assert not again.exists()
            else:  # the header of a tar has fields that say nothing about what is in it
                assert state(again) == state(tmp_path / "ws")
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


@pytest.mark.parametrize("keep", [0.0, 0.3, 0.9, 0.999])
def test_a_backup_cut_short_is_found(made: list[Material], tmp_path: Path, keep: float) -> None:
    with Workspace.open(tmp_path / "ws") as workspace:
        paths = [
            (keeping.backup(workspace, tmp_path / "a", "ana"), None),
            (keeping.backup(workspace, tmp_path / "b", "ana", PASSPHRASE), PASSPHRASE),
        ]
    for path, passphrase in paths:
        data = path.read_bytes().rstrip(b"\x00")
        path.write_bytes(data[: int(len(data) * keep)])
        with pytest.raises((SnapshotError, SealError)):
            keeping.restore(path, tmp_path / "again", "ana", passphrase)
        assert not (tmp_path / "again").exists()


def test_a_backup_of_a_damaged_workspace_is_not_restored_as_if_it_were_sound(
    made: list[Material], tmp_path: Path
) -> None:
    with Workspace.open(tmp_path / "ws") as workspace:
        original = workspace.original_path(made[0].id)
        original.chmod(0o600)
        original.write_bytes(b"other")
        path = keeping.backup(workspace, tmp_path / "backups", "ana")
    with pytest.raises(WorkspaceError, match=f"not sound: altered: the original {made[0].id}"):
        keeping.restore(path, tmp_path / "again", "ana")
    assert not (tmp_path / "again").exists()


@pytest.mark.parametrize("name", ["../out", "/out", "a/../../out", "./x", "a//b", "a\\b", "originals/../../../out"])
def test_a_made_up_backup_writes_nothing_outside(tmp_path: Path, name: str) -> None:
    path = tmp_path / "made-up.tar"
    with tarfile.open(path, "w") as made_up:
        about = b'{"format":"habeas.backup/1","workspace":"","time":"","entries":0,"hash":""}'
        for member, data in (("habeas-backup.json", about), (name, b"x")):
            info = tarfile.TarInfo(member)
            info.size = len(data)
            made_up.addfile(info, io.BytesIO(data))
    with pytest.raises(SnapshotError):
        keeping.restore(path, tmp_path / "in" / "again", "ana")
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == [path]


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.DIRTYPE, tarfile.CHRTYPE])
def test_what_is_no_file_does_not_belong_into_a_backup(tmp_path: Path, kind: bytes) -> None:
    path = tmp_path / "made-up.tar"
    with tarfile.open(path, "w") as made_up:
        about = b'{"format":"habeas.backup/1","workspace":"","time":"","entries":0,"hash":""}'
        info = tarfile.TarInfo("habeas-backup.json")
        info.size = len(about)
        made_up.addfile(info, io.BytesIO(about))
        info = tarfile.TarInfo("x")
        info.type, info.linkname = kind, "/etc/passwd"
        made_up.addfile(info)
    with pytest.raises(SnapshotError):
        keeping.restore(path, tmp_path / "again", "ana")
    assert list(tmp_path.rglob("*")) == [path]


@pytest.mark.promise("I1")
def test_backups_expire_after_the_stated_days_and_nothing_else_does(made: list[Material], tmp_path: Path) -> None:
    """Promise I1: what was erased is gone from backups with the last one that was made before."""
    place = tmp_path / "backups"
    place.mkdir()
    for name in (
        "habeas-20240101T000000Z.tar",
        "habeas-20240131T115959Z.sealed",
        "habeas-20240131T120000Z.tar",
        "habeas-20240229T000000Z.tar",
        "habeas-20230101.tar",
        "mine.tar",
        "habeas-20240101T000000Z.txt",
    ):
        (place / name).write_text("x")
    (place / "habeas-20220101T000000Z.tar").mkdir()
    old = [path.name for path in keeping.expired(place, 30, "2024-03-01T12:00:00Z")]
    assert old == ["habeas-20240101T000000Z.tar", "habeas-20240131T115959Z.sealed"]


def test_restoring_does_not_write_over_anything(made: list[Material], tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "ws") as workspace:
        path = keeping.backup(workspace, tmp_path / "backups", "ana")
    before = state(tmp_path / "ws")
    with pytest.raises(WorkspaceError, match="is there already"):
        keeping.restore(path, tmp_path / "ws", "ana")
    assert state(tmp_path / "ws") == before
    (tmp_path / "link").symlink_to(tmp_path / "empty")
    with pytest.raises(WorkspaceError, match="is there already"):
        keeping.restore(path, tmp_path / "link", "ana")


def test_a_link_in_the_workspace_is_said_and_nothing_is_written_or_noted(made: list[Material], tmp_path: Path) -> None:
    (tmp_path / "ws" / "link").symlink_to("/")
    with Workspace.open(tmp_path / "ws") as workspace:
        before = workspace.position()
        with pytest.raises(SnapshotError, match="no file of its own"):
            keeping.backup(workspace, tmp_path / "backups", "ana")
        assert workspace.position() == before
    assert not (tmp_path / "backups").exists()
    assert list((tmp_path / "ws" / ".parts").iterdir()) == []


def test_of_a_backup_that_fails_the_log_says_that_there_is_none(
    made: list[Material], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "no space left")

    monkeypatch.setattr(snapshots, "_write", full)
    with Workspace.open(tmp_path / "ws") as workspace:
        with pytest.raises(OSError, match="no space left"):
            keeping.backup(workspace, tmp_path / "backups", "ana")
        said = [body.what for _, body in safekeeping.copies(workspace)]
    assert said == ["backup", "backup that was not written after all"]
    assert list((tmp_path / "backups").iterdir()) == []


def test_a_locked_workspace_tells_nothing_and_comes_back_whole(made: list[Material], tmp_path: Path) -> None:
    folder = tmp_path / "ws"
    before = state(folder)
    with Workspace.open(folder) as workspace:
        path = keeping.lock(workspace, PASSPHRASE)
    assert [p.name for p in tmp_path.iterdir()] == ["ws.locked"] == [path.name]
    data = path.read_bytes()
    for told in (b"Dana", b"Halden", b"originals", b"habeas.sqlite", b"SQLite", made[0].id[7:].encode(), b"ana"):
        assert told not in data
    with pytest.raises(SealError, match="the passphrase is another one"):
        keeping.unlock(path, folder, "ana", PASSPHRASE + "!")
    assert not folder.exists()
    keeping.unlock(path, folder, "ana", PASSPHRASE)
    assert not path.exists()
    assert state(folder) == before
    assert verify(folder).faults == ()


def test_what_is_locked_after_an_erasure_holds_nothing_of_it(made: list[Material], tmp_path: Path) -> None:
    folder = tmp_path / "ws"
    with Workspace.open(folder) as workspace:
        keeping.lock(workspace, PASSPHRASE)
    keeping.unlock(tmp_path / "ws.locked", folder, "ana", PASSPHRASE)
    with Workspace.open(folder) as workspace:
        safekeeping.erase(workspace, doomed(workspace.records, [made[0].id]), "ana")
        plain = io.BytesIO()
        write_snapshot(folder, workspace.clock(), plain)
    assert [p.name for p in tmp_path.iterdir()] == ["ws"]
    assert b"Report 0." not in plain.getvalue()
    assert b"Report 1." in plain.getvalue()


def test_nothing_is_locked_while_somebody_works_and_nothing_is_lost(made: list[Material], tmp_path: Path) -> None:
    folder = tmp_path / "ws"
    before = state(folder)
    with (
        Workspace.open(folder),
        Workspace.open(folder) as workspace,
        pytest.raises(WorkspaceError, match="another process works"),
    ):
        keeping.lock(workspace, PASSPHRASE)
    with Workspace.open(folder) as workspace, pytest.raises(SealError, match="12 characters"):
        keeping.lock(workspace, "short")
    (tmp_path / "ws.locked").write_text("mine")
    with Workspace.open(folder) as workspace, pytest.raises(WorkspaceError, match="is there already"):
        keeping.lock(workspace, PASSPHRASE)
    assert (tmp_path / "ws.locked").read_text() == "mine"
    assert state(folder) == before


def test_a_seal_that_does_not_read_back_destroys_nothing(
    made: list[Material], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = state(tmp_path / "ws")

    def spoilt(*_: object) -> None:
        raise SealError("it does not open")

    monkeypatch.setattr(sealing, "opened", spoilt)
    with Workspace.open(tmp_path / "ws") as workspace, pytest.raises(SealError, match="does not open"):
        keeping.lock(workspace, PASSPHRASE)
    assert state(tmp_path / "ws") == before
    assert [p.name for p in tmp_path.iterdir()] == ["ws"]


def _write_plain(stream: IO[bytes]) -> None:
    stream.write(b"plain" * 100_000)


def test_what_is_sealed_is_in_the_format_of_age(tmp_path: Path) -> None:
    path = tmp_path / "a.sealed"
    with path.open("w+b") as out:
        sealing.seal(out, PASSPHRASE, _write_plain)
    assert b"plain" not in path.read_bytes()
    with tarfile.open(path) as outer:
        key, sealed = (outer.extractfile(name) for name in ("key.json", "workspace.tar.age"))
        assert key is not None
        assert sealed is not None
        assert sealed.read(21) == b"age-encryption.org/v1"
        assert b'"rounds":1,"memory_kib":64' in key.read()
    got: list[bytes] = []
    sealing.opened(path, PASSPHRASE, lambda stream: got.append(stream.read()))
    assert got == [b"plain" * 100_000]
    assert sealing.is_sealed(path)
    assert not sealing.is_sealed(Path(__file__))


def test_trying_a_passphrase_costs_a_quarter_of_a_gigabyte() -> None:
    assert USUAL == (4, 3, 256 * 1024)
