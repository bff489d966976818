"""What was asked of a model and what it answered: one file each, kept beside the originals.

`exchanges/<key>/0001-<SHA-256 of its bytes>.json`: a later answer to the same question stands beside the earlier one.
Files and not rows, so that what must be forgotten can be.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
from pathlib import Path

from habeas.archive.originals import AlteredError, sync

_KEY = re.compile(r"[0-9a-f]{64}")
_NAME = re.compile(r"(\d{4,})-([0-9a-f]{64})\.json")


class Exchanges:
    """The exchanges of one workspace. What `put` has kept when it returns outlasts a power failure."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, key: str, data: bytes) -> None:
        """Keeps an exchange as the newest under its key (64 hexadecimal digits); the same as the newest only once.

        Raises:
            OSError: it could not be kept; nothing half is left.
        """
        digest = hashlib.sha256(data).hexdigest()
        names = self._names(key)
        if names and names[-1][1] == digest:
            return
        place = self._place(key)
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        beside = place / f".{secrets.token_hex(8)}"
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o400)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            number = names[-1][0] + 1 if names else 1
            os.replace(beside, place / f"{number:04}-{digest}.json")
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
        for folder in (place, self.folder, self.folder.parent):
            sync(folder)

    def newest(self, key: str) -> bytes | None:
        """The newest exchange under a key, compared with its hash; None where there is none.

        Raises:
            AlteredError: its bytes are not those that were kept.
        """
        names = self._names(key)
        if not names:
            return None
        number, digest = names[-1]
        path = self._place(key) / f"{number:04}-{digest}.json"
        data = path.read_bytes()
        if hashlib.sha256(data).hexdigest() != digest:
            raise AlteredError(f"the exchange {path.name} under {key} has been altered")
        return data

    def _place(self, key: str) -> Path:
        if not _KEY.fullmatch(key):
            raise ValueError(f"{key!r} is not the key of an exchange")
        return self.folder / key

    def _names(self, key: str) -> list[tuple[int, str]]:
        place = self._place(key)
        found = (_NAME.fullmatch(path.name) for path in (place.iterdir() if place.is_dir() else ()))
        return sorted((int(hit[1]), hit[2]) for hit in found if hit)
