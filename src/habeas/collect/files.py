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

from habeas.collect.load import why
from habeas.collect.source import Found, Gathered, Missed, readable

WORKSPACE_FILE = "habeas.sqlite"
SITE_MARK = ".habeas-site"
_OWN = (WORKSPACE_FILE, f"{WORKSPACE_FILE}-wal", f"{WORKSPACE_FILE}-shm", "originals")


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
        source = _given_name(path)
        real = os.path.realpath(path)
        try:
            mode = os.stat(path).st_mode
        except OSError as error:
            reason = "it is a link that leads nowhere" if os.path.islink(path) else _absent(error)
            self._miss(real, source or ".", reason)
            return
        if os.path.lexists(os.path.join(real, SITE_MARK)):
            self._miss(real, source or ".", "it is a site that habeas built, and holds no reports")
            return
        self._visit(real, source, mode)

    def _visit(self, path: str, source: str, mode: int) -> None:
        shown = source or "."
        if path in self._met:
            if self._met[path]:
                self._miss(path, shown, f"it was given twice and is taken once, as {self._met[path]}")
        elif stat.S_ISDIR(mode):
            self._met[path] = readable(shown)
            self._folder(path, source)
        elif stat.S_ISREG(mode):
            self._met[path] = readable(shown)
            self.found.append(Found(path=path, source=readable(source)))
        else:
            self._miss(path, shown, "it is not a regular file")

    def _folder(self, folder: str, source: str) -> None:
        try:
            with os.scandir(folder) as entries:
                names = sorted(entry.name for entry in entries)
        except OSError as error:
            self._miss(folder, source or ".", why(error))
            return
        own = _OWN if WORKSPACE_FILE in names else ()
        for name in names:
            if not name.startswith(".") and name not in own:
                self._entry(os.path.join(folder, name), f"{source}/{name}" if source else name)

    def _entry(self, path: str, source: str) -> None:
        try:
            mode = os.lstat(path).st_mode
        except OSError as error:
            self._miss(path, source, why(error))
            return
        if stat.S_ISLNK(mode):
            self._miss(path, source, _link_reason(path))
        elif not os.path.lexists(os.path.join(path, SITE_MARK)):
            self._visit(path, source, mode)

    def _miss(self, path: str, source: str, reason: str) -> None:
        self.missed.append(Missed(path=path, source=readable(source), reason=reason))


def _given_name(path: str) -> str:
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
