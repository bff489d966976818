"""A whole case in one file: the originals, their readings, what was decided, and the hash of each."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import IO, Any, Protocol

from habeas.exporting.about import Content, of_case
from habeas.exporting.packing import write_zip
from habeas.exporting.sheets import csv_bytes
from habeas.model.case import CaseFile
from habeas.model.codec import to_json
from habeas.model.decision import Decision
from habeas.model.text import Extracted

MANIFEST = "manifest.json"
SUMS = "SHA256SUMS"
FORMAT = "habeas.case/1"


class Kept(Protocol):
    """What a workspace keeps of a report, by its identifier."""

    def original(self, report: str) -> bytes:
        """Its bytes as they came."""

    def reading(self, report: str) -> bytes:
        """Its newest reading as it was stored, as JSON; what people added to it is in their decisions."""

    def extracted(self, report: str) -> Extracted:
        """The text that the reading was made from."""


class Bundle:
    """What goes into the file."""

    def __init__(
        self,
        content: Content,
        case: CaseFile,
        decisions: Sequence[Decision],
        kept: Kept,
        custody: Mapping[str, Any],
    ) -> None:
        self._content, self._case = content, case
        self._decisions, self._kept, self._custody = decisions, kept, custody

    def write(self, out: IO[bytes]) -> None:
        """Writes it, one original in memory at a time. SHA256SUMS is what `sha256sum -c` reads."""
        write_zip(out, self._files())

    def _files(self) -> Iterator[tuple[str, bytes]]:
        listed: dict[str, str] = {}
        for name, data in self._parts():
            listed[name] = hashlib.sha256(data).hexdigest()
            yield name, data
        manifest = self._manifest(listed)
        listed[MANIFEST] = hashlib.sha256(manifest).hexdigest()
        yield MANIFEST, manifest
        yield SUMS, "".join(f"{digest}  {name}\n" for name, digest in listed.items()).encode()

    def _parts(self) -> Iterator[tuple[str, bytes]]:
        content = self._content
        yield "README.txt", content.about.text().encode()
        reports = [report.id for report in content.book.reports]
        yield "readings.jsonl", b"".join(self._kept.reading(report) + b"\n" for report in reports)
        yield "decisions.jsonl", b"".join(to_json(one) + b"\n" for one in self._decisions)
        yield "custody.json", to_json(self._custody) + b"\n"
        for name, rows in of_case(content.tables(), self._case).items():
            if rows:
                yield f"tables/{name}.csv", csv_bytes(rows)
        for report in reports:
            digits = report.removeprefix("sha256:")
            yield f"texts/{digits}", to_json(self._kept.extracted(report))
            yield f"originals/{digits}", self._kept.original(report)

    def _manifest(self, listed: Mapping[str, str]) -> bytes:
        reports = [
            {
                "report": report.id,
                "file": f"originals/{report.id.removeprefix('sha256:')}",
                "source": report.info.source,
                "title": report.info.title,
                "url": report.info.url,
                "received": report.received,
            }
            for report in self._content.book.reports
        ]
        about = self._content.about.table() | {"format": FORMAT}
        return to_json({**about, "case": self._case.id, "reports": reports, "sha256": dict(listed)}) + b"\n"
