"""What was asked of a model and what it answered: one file each, kept beside the originals.

`exchanges/<key>/0001-<SHA-256 of its bytes>.json`: a later answer to the same question stands beside the earlier one.
Files and not rows, so that what must be forgotten can be.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from habeas.archive import durable
from habeas.archive.originals import AlteredError

FOLDER: Final = "exchanges"
_KEY = re.compile(r"[0-9a-f]{64}")
_NAME = re.compile(r"(\d{4,})-([0-9a-f]{64})\.json")

Noted = Callable[[str, bytes], None]
"""Is told the name (`<key>/<file>`) and the bytes of each exchange that is kept."""


def mark(key: str) -> str:
    """What work on the exchanges under a key is marked with."""
    return f"exchange-{key}"


class Exchanges:
    """The exchanges of one workspace. What `put` has kept when it returns outlasts a power failure."""

    def __init__(self, folder: Path, noted: Noted | None = None) -> None:
        self.folder = folder
        self._noted = noted
        self._parts = folder.parent / durable.PARTS

    def put(self, key: str, data: bytes) -> None:
        """Keeps an exchange as the newest under its key (64 hexadecimal digits); the same as the newest only once.

        Raises:
            OSError: it could not be kept; nothing half is left.
        """
        digest = hashlib.sha256(data).hexdigest()
        names = self._names(key)
        if names and names[-1][1] == digest:
            path = self._path(key, *names[-1])
        else:
            path = self._path(key, names[-1][0] + 1 if names else 1, digest)
        with durable.pending(self._parts, mark(key)):
            if not path.exists():
                durable.write(path, data, self._parts)
            durable.settle(path, self.folder.parent)
            if self._noted is not None:
                self._noted(f"{key}/{path.name}", data)

    def newest(self, key: str) -> bytes | None:
        """The newest exchange under a key, compared with its hash; None where there is none.

        Raises:
            AlteredError: its bytes are not those that were kept.
        """
        names = self._names(key)
        if not names:
            return None
        path = self._path(key, *names[-1])
        data = path.read_bytes()
        if hashlib.sha256(data).hexdigest() != names[-1][1]:
            raise AlteredError(f"the exchange {path.name} under {key} has been altered")
        return data

    def destroy(self, name: str) -> None:
        """Takes an exchange (`<key>/<file>`) away for good; one that is not there is no fault."""
        key, _, file = name.partition("/")
        if not _KEY.fullmatch(key) or not _NAME.fullmatch(file):
            raise ValueError(f"{name!r} is not the name of an exchange")
        place = self.folder / key
        if (place / file).is_file():
            durable.destroy(place / file)
        if place.is_dir() and not any(place.iterdir()):
            place.rmdir()
        if self.folder.is_dir():
            durable.sync(self.folder)

    def files(self) -> Iterator[Path]:
        """Every file below the folder, in the order of their names, whatever it is."""
        yield from sorted(path for path in self.folder.rglob("*") if path.is_symlink() or not path.is_dir())

    def _path(self, key: str, number: int, digest: str) -> Path:
        return self._place(key) / f"{number:04}-{digest}.json"

    def _place(self, key: str) -> Path:
        if not _KEY.fullmatch(key):
            raise ValueError(f"{key!r} is not the key of an exchange")
        return self.folder / key

    def _names(self, key: str) -> list[tuple[int, str]]:
        place = self._place(key)
        found = (_NAME.fullmatch(path.name) for path in (place.iterdir() if place.is_dir() else ()))
        return sorted((int(hit[1]), hit[2]) for hit in found if hit)
