"""Writes the data of a case book: JSON, JSON Lines and CSV, with a dictionary of every column."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from habeas.model.case import CaseBook
from habeas.model.codec import to_json
from habeas.model.reading import Reading
from habeas.publishing.clearing import cleared
from habeas.publishing.dictionary import COLUMNS, OTHER_FILES, TABLES, entries
from habeas.publishing.guard import guarded
from habeas.publishing.pages import dictionary_page
from habeas.publishing.tables import Row, tables

FORMAT = "habeas.casebook/1"
BOM = "\ufeff"


class ExportOptions(msgspec.Struct, frozen=True, kw_only=True):
    """`bom` puts a byte order mark before each CSV, for spreadsheets that need one to see UTF-8.

    `licence` is the operator's own words on how the data may be used; none is stated for them.
    """

    bom: bool = False
    licence: str | None = None


def write_exports(
    book: CaseBook, readings: Mapping[str, Reading], out: Path, *, options: ExportOptions | None = None
) -> None:
    """Writes every data file of a case book into the folder `out`. The same book gives the same bytes.

    Raises:
        UngatedError: the book is public and a reading did not pass the gate. Nothing is written.
    """
    chosen = options or ExportOptions()
    book = cleared(book, readings)
    files = _files(book, readings, chosen)
    out.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (out / name).write_bytes(data)


def download_list() -> list[tuple[str, str]]:
    """Every data file with what it holds."""
    return [*((f"{table}.csv", means) for table, means in TABLES.items()), *OTHER_FILES.items()]


def _files(book: CaseBook, readings: Mapping[str, Reading], options: ExportOptions) -> dict[str, bytes]:
    made = tables(book, readings)
    files = {f"{table}.csv": _csv(list(COLUMNS[table]), rows, options) for table, rows in made.items()}
    files["casebook.json"] = to_json(_whole(book, options)) + b"\n"
    kept = [readings[report.id] for report in book.reports if report.id in readings]
    files["readings.jsonl"] = _lines(kept)
    files["statements.jsonl"] = _lines(made["statements"])
    files["data-dictionary.csv"] = _csv(["table", "column", "type", "means"], entries(), options)
    files["data-dictionary.json"] = to_json(_dictionary(options)) + b"\n"
    files["data-dictionary.html"] = dictionary_page(COLUMNS, download_list(), book.public).encode()
    return files


def _whole(book: CaseBook, options: ExportOptions) -> dict[str, Any]:
    return {"format": FORMAT, "licence": options.licence, "as_of": _as_of(book), "book": book}


def _as_of(book: CaseBook) -> str | None:
    return max((report.info.published for report in book.reports if report.info.published), default=None)


def _dictionary(options: ExportOptions) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "licence": options.licence,
        "files": dict(download_list()),
        "columns": entries(),
    }


def _lines(values: Iterable[Any]) -> bytes:
    return b"".join(to_json(value) + b"\n" for value in values)


def _csv(columns: list[str], rows: Iterable[Row], options: ExportOptions) -> bytes:
    """A table in the form of RFC 4180: CRLF, every cell quoted and guarded."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([guarded(row[column]) for column in columns])
    return ((BOM if options.bom else "") + out.getvalue()).encode("utf-8", "surrogatepass")
