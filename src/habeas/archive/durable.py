"""The one way in which a file is written: whole and on the disk, or not there at all.

A file is first written under a name of its own in a folder for parts, and takes its place only when its bytes are on
the disk. What a killed run leaves in that folder is swept by the next one that comes to an empty room.
"""

from __future__ import annotations

import errno
import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

PARTS: Final = ".parts"
"""The folder for parts, beside the folders that files are kept in."""


def write(path: Path, data: bytes, parts: Path, mode: int = 0o400) -> None:
    """Puts `data` at `path`, in place of what was there; `settle` then makes it outlast a power failure.

    `parts` lies on the same disk; both it and the folder of `path` are made where they are missing.

    Raises:
        OSError: it could not be written; what was at `path` is as it was.
    """
    parts.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with growing(path, parts / secrets.token_hex(12), mode) as file:
        file.write(data)


@contextmanager
def growing(path: Path, beside: Path, mode: int = 0o600) -> Iterator[IO[bytes]]:
    """A new file at `beside`, on the same disk, to be written and read; it takes the place of `path` if all goes well.

    Raises:
        OSError: it could not be written; what was at `path` is as it was.
    """
    handle = os.open(beside, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, mode)
    try:
        with os.fdopen(handle, "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def hidden(path: Path) -> Path:
    """A name beside `path` that nobody has taken, for a file that is to grow there."""
    return path.with_name(f".{path.name}.{secrets.token_hex(4)}")


def settle(path: Path, top: Path) -> None:
    """Waits until `path` and every list of names from there up to the folder `top` are on the disk.

    Also for a file that was there already: whoever put it there may have been stopped before this.
    """
    sync(path)
    for folder in path.parents:
        sync(folder)
        if folder == top:
            return


def sync(path: Path) -> None:
    """Waits until a file, or a folder's list of names, is on the disk."""
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def destroy(path: Path) -> None:
    """Writes zeros over a file and takes it away. What the disk keeps of it elsewhere (a flash disk, a file system
    with snapshots) is out of reach.
    """
    path.chmod(0o600)
    with path.open("r+b") as file:
        left = os.fstat(file.fileno()).st_size
        while left > 0:
            left -= file.write(bytes(min(left, 1 << 20)))
        file.flush()
        os.fsync(file.fileno())
    path.unlink()


@contextmanager
def pending(parts: Path, name: str) -> Iterator[None]:
    """Marks work on what is called `name` as begun; the mark goes when the work is done.

    A mark that is left says that the work was stopped half-way, or failed: whoever next comes to an empty room ends it.
    """
    parts.mkdir(mode=0o700, parents=True, exist_ok=True)
    mark = parts / f"{name}.{secrets.token_hex(8)}"
    mark.touch(mode=0o400)
    yield
    mark.unlink(missing_ok=True)


def marked(parts: Path) -> set[str]:
    """What work was begun on and is not done."""
    return {path.name.partition(".")[0] for path in (parts.iterdir() if parts.is_dir() else ())}


class Presence:
    """Says to other processes that this one works here, for as long as it lives."""

    def __init__(self, parts: Path) -> None:
        parts.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._handle = os.open(parts, os.O_RDONLY | os.O_CLOEXEC)

    def alone(self) -> bool:
        """Whether no other process is here; until `share` or `leave`, none then comes in."""
        try:
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def share(self) -> None:
        """Lets others in, waiting for one that wants to be alone."""
        fcntl.flock(self._handle, fcntl.LOCK_SH)

    def leave(self) -> None:
        """Is no longer here."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1


@contextmanager
def only_one(parts: Path) -> Iterator[None]:
    """Makes something where nobody works yet; whoever comes meanwhile waits.

    Raises:
        BlockingIOError: somebody is here.
    """
    presence = Presence(parts)
    try:
        if not presence.alone():
            raise BlockingIOError(errno.EWOULDBLOCK, "it is there already, or is being made just now")
        yield
    finally:
        presence.leave()
