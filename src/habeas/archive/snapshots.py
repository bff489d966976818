"""A whole workspace as one stream (tar), as it is at one moment, whoever works in it meanwhile; and back.

Its first file says what it is, its last one holds the SHA-256 of all others.
"""

from __future__ import annotations

import hashlib
import io
import os
import sqlite3
import tarfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import IO, Final

import msgspec

from habeas.archive import durable, exchanges, originals, postgresql, stores
from habeas.archive.database import Database, DatabaseError
from habeas.archive.originals import Originals
from habeas.archive.postgresql import ServerError
from habeas.archive.records import ExchangeBody, ReportBody
from habeas.archive.recovery import DERIVED
from habeas.model.codec import from_json, to_json

FORMAT: Final = "habeas.backup/1"
_ABOUT, _SUMS = "habeas-backup.json", "habeas-sha256.json"
_BLOCK: Final = 1 << 20
_UNSOUND: Final = (tarfile.TarError, EOFError, msgspec.DecodeError, UnicodeDecodeError)


class SnapshotError(Exception):
    """A workspace cannot be written as one stream, or a stream is none of a workspace. The message says why."""


class About(msgspec.Struct, frozen=True, kw_only=True):
    """What a snapshot is of: the workspace (the hash of its log's first entry), when (UTC), and the head it had."""

    format: str
    workspace: str
    time: str
    entries: int
    hash: str


def check(folder: Path) -> None:
    """Whether a workspace can be written as one stream.

    Raises:
        SnapshotError: there is a link or something else that is no file in it.
    """
    for _ in _others(folder):
        pass


def write_snapshot(folder: Path, time: str, out: IO[bytes]) -> About:
    """Writes a workspace as it is now. Reports that come in meanwhile are not in it.

    Raises:
        SnapshotError: there is a link or something else that is no file in it.
        OSError: something could not be read or written.
    """
    parts = folder / durable.PARTS
    copies: dict[str, Path] = {}
    try:
        for path in sorted(folder.glob("*.sqlite*")):
            if not path.name.endswith(("-wal", "-shm", "-journal")):
                copies[path.name] = _copied(path, parts)
        if stores.in_postgresql(folder):
            copies[stores.SQLITE] = _fetched(folder, parts)
        database = Database.open(copies[stores.SQLITE])
        try:
            about = _about(database, time)
            names = [*sorted(_kept(database)), *sorted(_others(folder))]
        finally:
            database.close()
        _write(out, about, {**copies, **{name: folder / name for name in names}})
    finally:
        for copy in copies.values():
            for ending in ("", "-wal", "-shm"):
                copy.with_name(copy.name + ending).unlink(missing_ok=True)
    return about


def _copied(path: Path, parts: Path) -> Path:
    """The database as it is at this moment, in a file of its own."""
    copy = parts / f"snapshot-{os.urandom(8).hex()}"
    raw = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=30.0, isolation_level=None)
    try:
        raw.execute("VACUUM INTO ?", (str(copy),))
    finally:
        raw.close()
    copy.chmod(0o600)
    durable.sync(copy)
    return copy


def _fetched(folder: Path, parts: Path) -> Path:
    """The records as they are in PostgreSQL at this moment, in a file of their own."""
    copy = parts / f"snapshot-{os.urandom(8).hex()}"
    try:
        with closing(stores.opened(folder)) as database:
            database.copy_to(copy)
    except (DatabaseError, ServerError) as error:
        copy.unlink(missing_ok=True)
        raise SnapshotError(str(error)) from error
    copy.chmod(0o600)
    durable.sync(copy)
    return copy


def _about(database: Database, time: str) -> About:
    entries, newest = database.head()
    return About(format=FORMAT, workspace=database.first().hash, time=time, entries=entries, hash=newest)


def _kept(database: Database) -> Iterator[str]:
    """The originals and exchanges that the log of this moment knows of."""
    place = Originals(Path(originals.FOLDER))
    for entry in database.entries("report", "exchange"):
        if entry.kind == "report":
            yield place.path(from_json(entry.body or "", ReportBody).report).as_posix()
        else:
            yield f"{exchanges.FOLDER}/{from_json(entry.body or '', ExchangeBody).name}"


def _others(folder: Path) -> Iterator[str]:
    """What else lies in the workspace and cannot be made again: keys, settings, and what people have put there."""
    own = {durable.PARTS, originals.FOLDER, exchanges.FOLDER, postgresql.FILE, *DERIVED}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if name.parts[0] in own or (len(name.parts) == 1 and ".sqlite" in name.name):
            continue
        if path.is_symlink() or not (path.is_file() or path.is_dir()):
            raise SnapshotError(f"{path} is no file of its own; take it out of the workspace")
        if path.is_file():
            yield name.as_posix()


def _write(out: IO[bytes], about: About, files: dict[str, Path]) -> None:
    sums: dict[str, str] = {}
    with tarfile.open(fileobj=out, mode="w|", format=tarfile.PAX_FORMAT) as stream:
        _add(stream, _ABOUT, io.BytesIO(to_json(about)), len(to_json(about)))
        for name, path in files.items():
            with path.open("rb") as source:
                hashing = _Hashing(source)
                _add(stream, name, hashing, os.fstat(source.fileno()).st_size)
            sums[name] = hashing.sha256.hexdigest()
        last = to_json(sums)
        _add(stream, _SUMS, io.BytesIO(last), len(last))


def _add(stream: tarfile.TarFile, name: str, source: IO[bytes] | _Hashing, size: int) -> None:
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    stream.addfile(info, source)


class _Hashing:
    """Reads on, and knows the SHA-256 of what was read."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source, self.sha256 = source, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self._source.read(size)
        self.sha256.update(data)
        return data


def read_snapshot(source: IO[bytes], folder: Path | None) -> About:
    """Writes what a snapshot holds into an empty folder; without one, only compares it with its hashes.

    Raises:
        SnapshotError: it is none, is not whole, or was altered.
    """
    sums: dict[str, str] = {}
    about: About | None = None
    wanted: dict[str, str] | None = None
    try:
        with tarfile.open(fileobj=source, mode="r|") as stream:
            for info in stream:
                data = stream.extractfile(info)
                if data is None or wanted is not None or not _harmless(info.name):
                    raise SnapshotError(f"{info.name!r} does not belong into a backup")
                if about is None:
                    about = _read_about(info, data)
                elif info.name == _SUMS:
                    wanted = from_json(data.read(), dict[str, str])
                else:
                    sums[info.name] = _taken(data, None if folder is None else folder / info.name)
    except (*_UNSOUND, FileExistsError, IsADirectoryError, NotADirectoryError) as error:
        raise SnapshotError(f"it is no backup, or not a whole one: {error}") from error
    if about is None or wanted != sums:
        raise SnapshotError("it is not whole, or was altered")
    return about


def _read_about(info: tarfile.TarInfo, data: IO[bytes]) -> About:
    if info.name != _ABOUT or info.size > 10_000:
        raise SnapshotError("it is no backup of a workspace")
    about = from_json(data.read(), About)
    if about.format != FORMAT:
        raise SnapshotError(f"it is a backup of another format: {about.format}")
    return about


def _harmless(name: str) -> bool:
    """Whether a file of this name lies in the folder that it is put into."""
    parts = name.split("/")
    return not any(part in ("", ".", "..") for part in parts) and "\\" not in name and "\x00" not in name


def _taken(data: IO[bytes], path: Path | None) -> str:
    """The SHA-256 of a file, which is written to `path` if there is one."""
    digest = hashlib.sha256()
    if path is None:
        while block := data.read(_BLOCK):
            digest.update(block)
        return digest.hexdigest()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    mode = 0o400 if path.parts[-3:-2] == (originals.FOLDER,) or exchanges.FOLDER in path.parts else 0o600
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as out:
        while block := data.read(_BLOCK):
            digest.update(block)
            out.write(block)
        out.flush()
        os.fsync(out.fileno())
    return digest.hexdigest()
