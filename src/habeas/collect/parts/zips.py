"""ZIP collections, and web archives packed as WACZ. Read entry by entry; nothing is written anywhere."""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from typing import IO, TYPE_CHECKING, Final, cast

from habeas.collect.parts.pieces import Enough, Itself, Left, Piece
from habeas.formats.window import Window

if TYPE_CHECKING:
    from habeas.collect.parts.kinds import Unpacking

_BROKEN: Final = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    OverflowError,
    RuntimeError,
    zlib.error,
)
"""What zipfile raises on damaged archives."""
_WORD: Final = "word/document.xml"
# Parts by which other documents that are packed as ZIP are known: Office, OpenDocument, EPUB, programs.
_DOCUMENTS: Final = {
    "xl/workbook.xml": "an Excel workbook",
    "ppt/presentation.xml": "a PowerPoint presentation",
    "content.xml": "an OpenDocument file",
    "META-INF/container.xml": "an e-book",
    "META-INF/MANIFEST.MF": "a program",
    "AndroidManifest.xml": "a program",
}
_BLOCK: Final = 1 << 16


def zip_pieces(unpacking: Unpacking, stream: IO[bytes]) -> Iterator[Piece]:
    """The entries of a ZIP; a Word document is no collection."""
    try:
        with zipfile.ZipFile(stream) as archive:
            yield from _entries(unpacking, archive)
    except _BROKEN as error:
        why = f"broken: the archive cannot be opened, or not from here on ({str(error)[:200]})"
        yield Left(number=f"{unpacking.prefix}rest", record=f"{unpacking.place}all that follows", why=why)


def _entries(unpacking: Unpacking, archive: zipfile.ZipFile) -> Iterator[Piece]:
    names = set(archive.namelist())
    document = next((what for name, what in _DOCUMENTS.items() if name in names), None)
    if _WORD in names or document is not None:
        yield Itself()
        return
    web = "datapackage.json" in names and any(name.startswith("archive/") for name in names)
    number = 0
    for entry in archive.infolist():
        if entry.is_dir() or (web and not entry.filename.startswith("archive/")):
            continue
        number += 1
        yield from (_web_archive if web else _entry)(unpacking, archive, entry, number)


def _web_archive(
    unpacking: Unpacking, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, number: int
) -> Iterator[Piece]:
    """The pages of one WARC of a WACZ, read while it is unpacked: it may be larger than any part may be."""
    from habeas.collect.parts.web_archives import archive_pieces

    why = _refusal(unpacking, entry)
    if why is not None:
        yield unpacking.left(unpacking.made(number, f"entry {number}", b"", entry.filename[:300]), why)
        return
    with closing(archive.open(entry)) as stream:
        yield from archive_pieces(unpacking.within(number), cast(IO[bytes], Window(stream)), alone=False)


def _entry(unpacking: Unpacking, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, number: int) -> Iterator[Piece]:
    part = unpacking.made(number, f"entry {number}", b"", entry.filename[:300], _date(entry))
    why = _refusal(unpacking, entry)
    if why is not None:
        unpacking.budget.count()
        yield unpacking.left(part, why)
        return
    try:
        data = _read(unpacking, archive, entry)
    except Enough:
        raise
    except _BROKEN as error:
        unpacking.budget.count()
        yield unpacking.left(part, f"broken: it cannot be unpacked ({str(error)[:200]})")
        return
    if len(data) > unpacking.bounds.part_bytes:
        yield unpacking.left(part, f"it is larger than {unpacking.bounds.part_bytes:,} bytes")
        return
    yield from unpacking.part(unpacking.made(number, f"entry {number}", data, part.named, part.date))


def _refusal(unpacking: Unpacking, entry: zipfile.ZipInfo) -> str | None:
    """Why an entry is left, as far as its own line in the archive says."""
    bounds = unpacking.bounds
    mode = entry.external_attr >> 16
    if entry.flag_bits & 1:
        return "encrypted: it opens with a password only"
    if mode and stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        return "it is a link or a device, not a file"
    if any(step.startswith(".") or step == "__MACOSX" for step in entry.filename.split("/") if step not in (".", "..")):
        return "a hidden file"
    if entry.file_size > 1_000_000 and entry.file_size > bounds.ratio * max(1, entry.compress_size):
        return f"it unpacks to {entry.file_size:,} bytes from {entry.compress_size:,}: a zip bomb"
    if entry.file_size > bounds.part_bytes and not entry.filename.startswith("archive/"):
        return f"it has {entry.file_size:,} bytes, over the limit of {bounds.part_bytes:,}"
    return None


def _read(unpacking: Unpacking, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """An entry's bytes, as many as may be: what the archive says of its size need not be so."""
    parts: list[bytes] = []
    size = 0
    with archive.open(entry) as stream:
        while size <= unpacking.bounds.part_bytes and (block := stream.read(_BLOCK)):
            parts.append(block)
            size += len(block)
            if size > 1_000_000 and size > unpacking.bounds.ratio * max(1, entry.compress_size):
                raise ValueError(f"it unpacks to more than {size:,} bytes from {entry.compress_size:,}: a zip bomb")
    return b"".join(parts)


def _date(entry: zipfile.ZipInfo) -> str:
    year, month, day, hour, minute, second = entry.date_time
    return f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"
