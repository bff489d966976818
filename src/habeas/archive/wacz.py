"""Originals as a WACZ file: a web archive that replay tools open, with its WARC, index, list of pages and hashes.

Format: Web Archive Collection Zipped 1.1.1, https://specs.webrecorder.net/wacz/1.1.1/
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import mimetypes
import uuid
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any, Final, NamedTuple
from urllib.parse import urlsplit

from typing_extensions import override

from habeas.archive import durable
from habeas.archive.parsing import Page, PagesJob, UnreadableError, asked

_CREATED: Final = (1980, 1, 1, 0, 0, 0)


class Kept(NamedTuple):
    """An original with what is known of it. `received` is UTC, "2024-05-02T10:00:00Z"."""

    report: str
    data: bytes
    source: str
    received: str
    url: str | None = None
    title: str | None = None

    @property
    def address(self) -> str:
        """Where it comes from; a name made of its hash where that is not known."""
        return self.url or f"urn:{self.report}"


class _Record(NamedTuple):
    """A record of the WARC and where it lies."""

    kept: Kept
    mime: str
    offset: int
    length: int


def write_wacz(path: Path, kept: Iterable[Kept], title: str, created: str) -> int:
    """Writes the originals into a new WACZ file, and says how many there were. One is in memory at a time.

    An original that is a web archive itself (WARC) goes in record by record, with the headers of its pages.

    Raises:
        FileExistsError: there is such a file already.
    """
    if path.exists():
        raise FileExistsError(f"{path} is there already")
    with (
        durable.growing(path, durable.hidden(path), 0o644) as out,
        zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as zipped,
    ):
        resources: list[dict[str, object]] = []
        with zipped.open(_info("archive/data.warc.gz"), "w", force_zip64=True) as raw:
            warc = _Counted(raw)
            records = list(_records(warc, kept))
        resources.append(_resource("archive/data.warc.gz", warc.sha256.hexdigest(), warc.size))
        for name, data in (
            ("indexes/index.cdx.gz", gzip.compress(_index(records), mtime=0)),
            ("pages/pages.jsonl", _pages(records)),
        ):
            zipped.writestr(_info(name), data)
            resources.append(_resource(name, hashlib.sha256(data).hexdigest(), len(data)))
        package = _json(
            {
                "profile": "data-package",
                "wacz_version": "1.1.1",
                "title": title,
                "software": "Habeas",
                "created": created,
                "resources": resources,
            }
        )
        zipped.writestr(_info("datapackage.json"), package)
        digest = {"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(package).hexdigest()}"}
        zipped.writestr(_info("datapackage-digest.json"), _json(digest))
    return len({record.kept.report for record in records})


class _Counted(io.RawIOBase):
    """Passes bytes on, and knows how many there were and their SHA-256."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out, self.size, self.sha256 = out, 0, hashlib.sha256()

    @override
    def write(self, data: Any) -> int:
        self._out.write(data)
        self.sha256.update(data)
        self.size += len(data)
        return len(data)

    @override
    def tell(self) -> int:
        return self.size


def _records(warc: _Counted, kept: Iterable[Kept]) -> Iterator[_Record]:
    from warcio.warcwriter import WARCWriter

    writer = WARCWriter(warc, gzip=True)
    for one in kept:
        before = warc.size
        for page in _own_pages(one):
            # As it came, byte for byte.
            offset = warc.size
            warc.write(gzip.compress(page.record, mtime=0))
            yield _Record(one._replace(url=page.address), page.mime, offset, warc.size - offset)
        if warc.size == before:
            yield _written(writer, warc, one)


def _written(writer: Any, warc: _Counted, one: Kept) -> _Record:
    """Writes an original as a record of its own."""
    mime, offset = mimetypes.guess_type(one.source)[0] or "application/octet-stream", warc.size
    # The identifier is the same each time that the same original is written.
    headers = {
        "WARC-Date": one.received,
        "WARC-Record-ID": f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, one.report)}>",
    }
    record = writer.create_warc_record(
        one.address, "resource", payload=io.BytesIO(one.data), warc_content_type=mime, warc_headers_dict=headers
    )
    writer.write_record(record)
    return _Record(one._replace(url=one.address), mime, offset, warc.size - offset)


def _own_pages(one: Kept) -> list[Page]:
    """The pages in an original that is a WARC itself; none where it is something else."""
    if not one.data.startswith((b"WARC/1.", b"\x1f\x8b")):
        return []
    try:
        return [page for page in asked(PagesJob(one.data)) if isinstance(page, Page)]
    except UnreadableError:
        return []


def _index(records: Iterable[_Record]) -> bytes:
    lines = []
    for record in records:
        digest = hashlib.sha256(record.kept.data).hexdigest()
        where = {
            "url": record.kept.address,
            "mime": record.mime,
            "status": "200",
            "digest": f"sha256:{digest}",
            "length": str(record.length),
            "offset": str(record.offset),
            "filename": "data.warc.gz",
        }
        time = "".join(char for char in record.kept.received if char.isdigit())
        lines.append(f"{_surt(record.kept.address)} {time} {_json(where).decode()}\n")
    return "".join(sorted(lines)).encode()


def _pages(records: Iterable[_Record]) -> bytes:
    lines: list[dict[str, object]] = [{"format": "json-pages-1.0", "id": "pages", "title": "All reports"}]
    for number, record in enumerate(records):
        kept = record.kept
        lines.append({"id": str(number), "url": kept.address, "title": kept.title or kept.source, "ts": kept.received})
    return b"".join(_json(line) + b"\n" for line in lines)


def _surt(address: str) -> str:
    """The address as an index sorts it: "https://news.example/a" is "example,news)/a"."""
    parts = urlsplit(address)
    if not parts.hostname:
        return address
    host = ",".join(reversed(parts.hostname.removeprefix("www.").split(".")))
    port = f":{parts.port}" if parts.port else ""
    return f"{host}{port}){parts.path or '/'}{'?' + parts.query if parts.query else ''}"


def _resource(name: str, digest: str, size: int) -> dict[str, object]:
    return {"name": name.rpartition("/")[2], "path": name, "hash": f"sha256:{digest}", "bytes": size}


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _info(name: str) -> zipfile.ZipInfo:
    # The time of the clock would make other bytes of the same reports.
    return zipfile.ZipInfo(name, _CREATED)
