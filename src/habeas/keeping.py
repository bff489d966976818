"""Backups of a workspace, and a workspace sealed with a passphrase while nobody works in it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO, Final

from habeas.archive import durable, originals, sealing, snapshots, stores
from habeas.archive.records import CopyBody
from habeas.archive.snapshots import About
from habeas.archive.verify import verify
from habeas.safekeeping import note_copy
from habeas.workspace import Workspace, WorkspaceError

_NAME: Final = "habeas-%Y%m%dT%H%M%SZ"
_PLAIN, _SEALED = ".tar", ".sealed"


def backup(workspace: Workspace, place: Path, who: str, passphrase: str | None = None) -> Path:
    """Writes all of a workspace as it is now to a new file in the folder `place`, sealed where there is a passphrase.

    Others may work in the workspace meanwhile. When this returns the file is on the disk and was read back.

    Raises:
        SnapshotError, SealError: it cannot be written so.
    """
    snapshots.check(workspace.folder)
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    time = workspace.clock()
    name = datetime.strptime(time, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC).strftime(_NAME)
    path = place / f"{name}{_PLAIN if passphrase is None else _SEALED}"
    _check_free(path)
    note_copy(workspace, who, "backup", str(path.absolute()))
    try:
        _write(workspace.folder, time, path, passphrase)
    except BaseException:
        # It stands in the log that there is such a copy: the log can only be added to.
        note_copy(workspace, who, "backup that was not written after all", str(path.absolute()))
        raise
    return path


def expired(place: Path, keep_days: int, now: str) -> list[Path]:
    """The backups in a folder that are older than so many days, oldest first."""
    last = datetime.strptime(now, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC) - timedelta(days=keep_days)
    return [path for path in sorted(place.iterdir()) if (made := _made(path)) is not None and made < last]


def _made(path: Path) -> datetime | None:
    """When a backup was made; None for a file that is none."""
    if path.suffix not in (_PLAIN, _SEALED) or path.is_symlink() or not path.is_file():
        return None
    try:
        return datetime.strptime(path.stem, _NAME).replace(tzinfo=UTC)
    except ValueError:
        return None


def _write(folder: Path, time: str, path: Path, passphrase: str | None) -> None:
    """Writes a snapshot to a new file, and reads it back."""
    _check_free(path)
    beside = durable.hidden(path)
    with durable.growing(path, beside) as out:
        if passphrase is None:
            snapshots.write_snapshot(folder, time, out)
        else:
            sealing.seal(out, passphrase, lambda stream: _snapshot(folder, time, stream))
        out.flush()
        _read(beside, None, passphrase)
    durable.sync(path.parent)


def _check_free(path: Path) -> None:
    if path.exists():
        raise WorkspaceError(f"{path} is there already")


def _snapshot(folder: Path, time: str, stream: IO[bytes]) -> None:
    snapshots.write_snapshot(folder, time, stream)


def _read(path: Path, folder: Path | None, passphrase: str | None) -> About:
    found: list[About] = []
    if passphrase is None:
        with path.open("rb") as source:
            return snapshots.read_snapshot(source, folder)
    sealing.opened(path, passphrase, lambda stream: found.append(snapshots.read_snapshot(stream, folder)))
    return found[0]


def restore(path: Path, folder: Path, who: str, passphrase: str | None = None) -> About:
    """Makes a workspace again from a backup, in a folder that is not there or is empty. It is there whole and
    verified, or not at all. Its records go where those of a new workspace would (`stores.settled`), wherever they
    were when the backup was made.

    Raises:
        SnapshotError, SealError: the backup is none, is not whole, was altered, or its passphrase is another one.
        WorkspaceError: the folder is taken, or what the backup holds is not sound.
        DatabaseError: PostgreSQL was asked for and does not take the records.
    """
    if folder.is_symlink() or (folder.exists() and (not folder.is_dir() or any(folder.iterdir()))):
        raise WorkspaceError(f"{folder} is there already; give a new folder")
    with _new_folder(folder) as new:
        about = _read(path, new, passphrase)
        (new / originals.FOLDER).mkdir(mode=0o700, exist_ok=True)
        _compare(new, path, about)
        if stores.settled(new):
            _compare(new, path, about)
        with Workspace.open(new) as workspace, workspace.records.transaction():
            workspace.note("copy", CopyBody(who=who, what="restored here from a backup", place=str(path.absolute())))
    return about


def _compare(folder: Path, path: Path, about: About) -> None:
    """Whether a folder holds what the backup at `path` says that it does, and is sound.

    Raises:
        WorkspaceError: it does not, or is not.
    """
    verdict = verify(folder)
    if verdict.faults:
        fault = verdict.faults[0]
        raise WorkspaceError(f"{path} holds a workspace that is not sound: {fault.what}: {fault.where}")
    if (verdict.entries, verdict.head) != (about.entries, about.hash):
        raise WorkspaceError(f"{path} does not hold what it says")


@contextmanager
def _new_folder(folder: Path) -> Iterator[Path]:
    """A folder to fill, which becomes `folder` if all goes well."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    new = durable.hidden(folder)
    new.mkdir(mode=0o700)
    try:
        yield new
        if folder.exists():
            folder.rmdir()
        new.rename(folder)
        durable.sync(folder.parent)
    except BaseException:
        stores.forsake(new)
        shutil.rmtree(new, ignore_errors=True)
        raise


def sealed_name(folder: Path) -> Path:
    """Where a workspace goes when it is locked: beside its folder."""
    return folder.with_name(f"{folder.name}.locked")


def lock(workspace: Workspace, passphrase: str) -> Path:
    """Seals all of a workspace into one file beside its folder, reads it back, and destroys the folder.

    Raises:
        WorkspaceError: another process works here, there is such a file already, or the records are on a server, which
            would keep them as they are.
        SnapshotError, SealError: it cannot be sealed so; nothing was destroyed.
    """
    folder = workspace.folder.absolute()
    if stores.in_postgresql(folder):
        raise WorkspaceError(f"the records of {folder} are in PostgreSQL: locking the folder would leave them there")
    path = sealed_name(folder)
    with workspace.alone():
        _write(folder, workspace.clock(), path, passphrase)
        workspace.records.close()
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                durable.destroy(file)
        shutil.rmtree(folder)
        durable.sync(folder.parent)
    return path


def unlock(path: Path, folder: Path, who: str, passphrase: str) -> About:
    """Makes the workspace of a locked file again, and destroys the file: what is erased from now on is in no copy here.

    Raises:
        as `restore`; then the file stays.
    """
    about = restore(path, folder, who, passphrase)
    durable.destroy(path)
    return about
