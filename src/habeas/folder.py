"""A folder that we make: there whole or not at all, and never in place of somebody else's."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from habeas.collect import SITE_MARK

Kind = Literal["working copy", "public site", "export", "package"]
_OPEN_TO = {"working copy": 0o700, "export": 0o700, "package": 0o700, "public site": 0o755}


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
        made = mark.read_text(encoding="utf-8").strip()
        if made != kind:
            raise FolderError(f"{out} holds a {made}; a {kind} needs a folder of its own")
    elif any(out.iterdir()):
        raise FolderError(f"{out} holds something that habeas did not make; give an empty folder or a new one")


@contextmanager
def whole_folder(out: Path, kind: Kind) -> Iterator[Path]:
    """A new folder to write into, which takes the place of `out` once all is written.

    If anything fails it is removed, and `out` stays as it was. Only a public site is open to other users of
    the machine.

    Raises:
        FolderError: `out` is not free (`check_free`), or its parent cannot be written.
    """
    out = Path(os.path.abspath(out))
    check_free(out, kind)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=f".{out.name}.", dir=out.parent))
    except OSError as error:
        raise FolderError(f"{out} cannot be made: {error.strerror}") from error
    try:
        new = beside / "new"
        new.mkdir()
        new.chmod(_OPEN_TO[kind])
        yield new
        (new / SITE_MARK).write_text(f"{kind}\n", encoding="utf-8")
        check_free(out, kind)
        _swap(new, out, beside / "old")
    finally:
        shutil.rmtree(beside, ignore_errors=True)


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
