"""Zip files with the same bytes for the same contents."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from typing import IO

_THEN = (1980, 1, 1, 0, 0, 0)
"""The time that every entry has: a ZIP file must have one, and nothing here depends on it."""


def write_zip(out: IO[bytes], files: Iterable[tuple[str, bytes]]) -> None:
    """Writes files in their order, one in memory at a time."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files:
            entry = zipfile.ZipInfo(name, _THEN)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            packed.writestr(entry, data)


def zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    """The same in memory."""
    out = io.BytesIO()
    write_zip(out, files)
    return out.getvalue()


def again(data: bytes) -> bytes:
    """A ZIP file with the same files, and no times of its own."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return zipped((name, packed.read(name)) for name in packed.namelist())
