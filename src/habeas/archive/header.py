"""The first hundred bytes of a database file, field by field: most of them SQLite itself never compares.

Fields and offsets: "Database File Format", section 1.3, https://www.sqlite.org/fileformat2.html
"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Final

from habeas.archive import schema
from habeas.archive.findings import Fault

_LAYOUT: Final = struct.Struct(">16sHBBBBBBIIIIIIIIIIII20sII")
_MAGIC: Final = b"SQLite format 3\x00"
_OLDEST: Final = 3_037_000
_NEWEST: Final = 3_999_999


def settled(path: Path) -> bool:
    """Whether all of a database is in its file. Where its write-ahead file holds something yet, pages in the file may
    be half written, by somebody at work or by a run that was killed; the next one that opens it writes them anew.
    """
    wal = path.with_name(f"{path.name}-wal")
    return not (wal.is_file() and wal.stat().st_size)


def header_faults(path: Path) -> list[Fault]:
    """What in the header of a workspace's database is not as this program leaves it. The file is a settled one."""
    with path.open("rb") as file:
        head = file.read(_LAYOUT.size)
    if len(head) < _LAYOUT.size:
        return [Fault(what="damaged", where=path.name, why="it is too short to be a database")]
    return [
        Fault(what="damaged", where=path.name, why=f"in its header, the {name} is not as it was left")
        for name, sound in _fields(head, path.stat().st_size)
        if not sound
    ]


def _fields(head: bytes, size: int) -> list[tuple[str, bool]]:
    (
        magic,
        page,
        *versions,
        changes,
        pages,
        _,
        _,
        _,
        form,
        cache,
        root,
        encoding,
        version,
        vacuum,
        application,
        rest,
        valid_for,
        library,
    ) = _LAYOUT.unpack(head)
    return [
        ("first line", magic == _MAGIC),
        ("page size", page == 4096),
        ("way of writing", versions == [2, 2, 0, 64, 32, 32]),
        ("number of pages", pages * 4096 == size),
        ("counter of changes", changes == valid_for),
        ("schema's format", form == 4),
        ("cache size", cache == 0),
        ("way of shrinking", root == 0 and vacuum == 0),
        ("encoding", encoding == 1),
        ("version", version == schema.VERSION),
        ("program's mark", application == schema.APPLICATION),
        ("reserved part", rest == bytes(20)),
        ("library's version", _OLDEST <= library <= _NEWEST),
    ]
