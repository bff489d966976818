"""Tables as CSV and as a workbook. No cell of either can be taken for a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence

from habeas.exporting.about import About
from habeas.exporting.packing import again, zipped
from habeas.publishing.guard import guarded
from habeas.publishing.tables import Row

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
LONGEST = 32_767
"""More characters than this no cell of a workbook can hold."""
_CUT = " …[cut; whole in the JSON export]"
_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]{0,200}>)[^<]{0,100}(<)")
_MADE = rb"\g<1>1980-01-01T00:00:00Z\g<2>"

Tables = Mapping[str, Sequence[Row]]


def csv_bytes(rows: Sequence[Row], columns: Sequence[str] = ()) -> bytes:
    """A table as RFC 4180 has it, with a byte order mark, without which spreadsheet programs misread UTF-8."""
    names = list(columns) or (list(rows[0]) if rows else [])
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([guarded(name) for name in names])
    for row in rows:
        writer.writerow([guarded(row.get(name, "")) for name in names])
    return ("\ufeff" + out.getvalue()).encode("utf-8", "surrogatepass")


def csv_zip(tables: Tables, about: About) -> bytes:
    """Every table that has rows as a CSV file, with a text on what they are."""
    return zipped([("about.txt", about.text().encode()), *_csv_files(tables)])


def _csv_files(tables: Tables) -> Iterator[tuple[str, bytes]]:
    for name, rows in tables.items():
        if rows:
            yield f"{name}.csv", csv_bytes(rows)


def workbook(tables: Tables, about: About) -> bytes:
    """A workbook: a sheet on what it is, and one for every table that has rows."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    first = book.create_sheet("About")
    for label, text in about.lines():
        first.append([_cell(label), _cell(text)])
    for name, rows in tables.items():
        if rows:
            sheet = book.create_sheet(name[:31])
            sheet.freeze_panes = "A2"
            sheet.append([_cell(column) for column in rows[0]])
            for row in rows:
                sheet.append([_cell(cell) for cell in row.values()])
    out = io.BytesIO()
    book.save(out)
    return _timeless(out.getvalue())


def _cell(words: str) -> str:
    whole = guarded(_FORBIDDEN.sub("\ufffd", words))
    return whole if len(whole) <= LONGEST else whole[: LONGEST - len(_CUT)] + _CUT


def _timeless(data: bytes) -> bytes:
    import zipfile

    with zipfile.ZipFile(io.BytesIO(again(data))) as packed:
        parts = [(name, packed.read(name)) for name in packed.namelist()]
    return zipped((name, _STAMP.sub(_MADE, part) if name == "docProps/core.xml" else part) for name, part in parts)
