"""A folder that we make: there whole or not at all, and never in place of somebody else's."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from habeas.archive.durable import Presence, sync
from habeas.collect import SITE_MARK

Kind = Literal["working copy", "public site", "export", "package"]
_OPEN_TO = {"working copy": 0o700, "export": 0o700, "package": 0o700, "public site": 0o755}
_NEW, _OLD = "new", "old"
_DRAWN = 8
"""Signs that `tempfile` draws for a name."""


class FolderError(Exception):
    """The folder cannot be written; what was there is as it was. The message says why."""


def check_free(out: Path, kind: Kind) -> None:
    """Whether `out` may be written: it is not there, is empty, or was made by this program as the same kind.

    So private pages can never take the place of public ones by a slip of the hand.

    Raises:
        FolderError: it is a file, another kind of folder, or a folder with something else in it.
    """
    if not os.path.lexists(out):
        return
    if out.is_symlink() or not out.is_dir():
        raise FolderError(f"{out} is there and is no folder")
    mark = out / SITE_MARK
    if mark.is_file():
        made = mark.read_text(encoding="utf-8").partition("\n")[0].strip()
        if made != kind:
            raise FolderError(f"{out} holds a {made}; a {kind} needs a folder of its own")
    elif any(out.iterdir()):
        raise FolderError(f"{out} holds something that habeas did not make; give an empty folder or a new one")


def stamp(out: Path) -> str:
    """What the folder that is there now was made as, beside its kind (`whole_folder`); "" for nothing."""
    mark = out / SITE_MARK
    return mark.read_text(encoding="utf-8").partition("\n")[2].strip() if mark.is_file() else ""


@contextmanager
def whole_folder(out: Path, kind: Kind, made_as: str = "") -> Iterator[Path]:
    """A new folder to write into, which takes the place of `out` once all is written.

    If anything fails it is removed, and `out` stays as it was; so it is, too, where a run was killed, once `put_right`
    or the next run has come by. Only a public site is open to other users of the machine. `made_as`: a line by which
    it can be told from another (`stamp`).

    Raises:
        FolderError: `out` is not free (`check_free`), or its parent cannot be written.
    """
    out = Path(os.path.abspath(out))
    check_free(out, kind)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with _alone_in(out.parent):
            _put_right(out)
            beside = Path(tempfile.mkdtemp(prefix=f".{out.name}.", dir=out.parent))
            presence = Presence(beside)
            presence.alone()
    except OSError as error:
        raise FolderError(f"{out} cannot be made: {error.strerror}") from error
    try:
        new = beside / _NEW
        new.mkdir()
        new.chmod(_OPEN_TO[kind])
        yield new
        (new / SITE_MARK).write_text(f"{kind}\n{made_as}\n" if made_as else f"{kind}\n", encoding="utf-8")
        sync(new / SITE_MARK)
        sync(new)
        check_free(out, kind)
        _swap(new, out, beside / _OLD)
        sync(out.parent)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
        presence.leave()


def put_right(out: Path) -> None:
    """Ends what a killed run left half-way: what stood at `out` stands there, and nothing is left beside it.

    Raises:
        FolderError: it could not be moved.
    """
    out = Path(os.path.abspath(out))
    if not out.parent.is_dir():
        return
    try:
        with _alone_in(out.parent):
            _put_right(out)
    except OSError as error:
        raise FolderError(f"{out} cannot be made: {error.strerror}") from error


def _put_right(out: Path) -> None:
    for beside in sorted(path for path in out.parent.iterdir() if _is_half(path, out)):
        presence = Presence(beside)
        if presence.alone():
            if (beside / _OLD).is_dir() and not os.path.lexists(out):
                (beside / _OLD).rename(out)
                sync(out.parent)
            shutil.rmtree(beside)
        presence.leave()


def _is_half(path: Path, out: Path) -> bool:
    """Whether it is a folder beside `out` such as `whole_folder` makes, and nobody else's."""
    drawn = path.name.removeprefix(f".{out.name}.")
    if drawn == path.name or len(drawn) != _DRAWN or path.is_symlink() or not path.is_dir():
        return False
    return path.stat().st_uid == os.getuid() and {one.name for one in path.iterdir()} <= {_NEW, _OLD}


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """One process at a time looks at what is half made in a folder."""
    handle = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _swap(new: Path, out: Path, old: Path) -> None:
    if not os.path.lexists(out):
        new.rename(out)
        return
    out.rename(old)
    try:
        new.rename(out)
    except OSError:
        old.rename(out)
        raise
