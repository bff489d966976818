"""Files and folders: which reports the given paths lead to.

A folder is searched through, names in order of their code points. Left out are hidden files and what the
program itself made (a workspace's own files, a built site). A link given as a path is followed; a link
found in a folder is not, and is said.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from habeas.collect.load import why
from habeas.collect.source import Found, Gathered, Missed, readable

WORKSPACE_FILE = "habeas.sqlite"
_ELSEWHERE = "habeas.postgresql"
SITE_MARK = ".habeas-site"
_MAIL_FOLDER = frozenset(("cur", "new", "tmp"))
_OWN = (
    *(f"{WORKSPACE_FILE}{ending}" for ending in ("", "-wal", "-shm")),
    *(_ELSEWHERE, "originals", "exchanges", "signing.key", "visits.json", "desk.key", "cache"),
    *(f"desk.sqlite3{ending}" for ending in ("", "-wal", "-shm")),
)


def is_workspace(folder: Path) -> bool:
    """Whether a folder is a workspace, whichever database its records are in."""
    return (folder / WORKSPACE_FILE).is_file() or (folder / _ELSEWHERE).is_file()


def gather(paths: Iterable[str | Path], leave_out: Iterable[str | Path] = ()) -> Gathered:
    """Every file that the paths lead to, each once; `leave_out` are files that are no reports (a manifest).

    Opens no file. What gives no report is in `missed`; only hidden files and the program's own are passed
    over.
    """
    search = _Search({os.path.realpath(p) for p in leave_out})
    for path in paths:
        search.given(os.fspath(path))
    return Gathered(found=tuple(search.found), missed=tuple(search.missed))


class _Search:
    """One search over all the given paths; remembers what it has met, so that nothing is taken twice."""

    def __init__(self, leave_out: set[str]) -> None:
        self.found: list[Found] = []
        self.missed: list[Missed] = []
        self._met: dict[str, str] = dict.fromkeys(leave_out, "")

    def given(self, path: str) -> None:
        way = _Way(os.path.realpath(path), path, _source(path))
        try:
            mode = os.stat(path).st_mode
        except OSError as error:
            self._miss(way, "it is a link that leads nowhere" if os.path.islink(path) else _absent(error))
            return
        if os.path.lexists(os.path.join(way.path, SITE_MARK)):
            self._miss(way, "it is a site that habeas built, and holds no reports")
            return
        self._visit(way, mode)

    def _visit(self, way: _Way, mode: int) -> None:
        if way.path in self._met:
            if self._met[way.path]:
                self._miss(way, f"it was given twice and is taken once, as {self._met[way.path]}")
        elif stat.S_ISDIR(mode):
            self._met[way.path] = readable(way.shown)
            self._folder(way)
        elif stat.S_ISREG(mode):
            self._met[way.path] = readable(way.shown)
            self.found.append(Found(path=way.path, shown=readable(way.shown), source=readable(way.source)))
        else:
            self._miss(way, "it is not a regular file")

    def _folder(self, way: _Way) -> None:
        try:
            with os.scandir(way.path) as entries:
                names = sorted(entry.name for entry in entries)
        except OSError as error:
            self._miss(way, why(error))
            return
        own = _OWN if WORKSPACE_FILE in names or _ELSEWHERE in names else ()
        delivered = _MAIL_FOLDER.issubset(names)
        for name in names:
            if delivered and name == "tmp":
                self._miss(way.to(name), "messages that are still being delivered lie there")
            elif not name.startswith(".") and name not in own:
                self._entry(way.to(name))

    def _entry(self, way: _Way) -> None:
        try:
            mode = os.lstat(way.path).st_mode
        except OSError as error:
            self._miss(way, why(error))
            return
        if stat.S_ISLNK(mode):
            self._miss(way, _link_reason(way.path))
        elif not os.path.lexists(os.path.join(way.path, SITE_MARK)):
            self._visit(way, mode)

    def _miss(self, way: _Way, reason: str) -> None:
        self.missed.append(Missed(path=way.path, shown=readable(way.shown), reason=reason))


class _Way(NamedTuple):
    """A place on the disk, how the person would name it, and the name it gets in readings."""

    path: str
    shown: str
    source: str

    def to(self, name: str) -> _Way:
        source = f"{self.source}/{name}" if self.source else name
        return _Way(os.path.join(self.path, name), os.path.join(self.shown, name), source)


def _source(path: str) -> str:
    """The name under which a given path goes on: as given, but nothing of the machine above it."""
    normal = os.path.normpath(path)
    if os.path.isabs(normal) or normal.split(os.sep)[0] == os.pardir:
        return os.path.basename(os.path.abspath(normal))
    return "" if normal == os.curdir else normal.replace(os.sep, "/")


def _absent(error: OSError) -> str:
    return "there is no such file or folder" if isinstance(error, FileNotFoundError) else why(error)


def _link_reason(path: str) -> str:
    if not os.path.exists(path):
        return "it is a link that leads nowhere"
    return "it is a link, and links in a folder are not followed; give what it leads to by its own path"
