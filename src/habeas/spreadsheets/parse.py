"""From a file's bytes to its cells. Runs in the child only."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from charset_normalizer import from_bytes

from habeas.spreadsheets.grid import Cells, Grid, Limits, Sheet

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DELIMITERS = (",", ";", "\t", "|")
_PROBED = 50
_EXACT = 2**53


class UnreadableError(Exception):
    """The file is no spreadsheet that can be read; the message is the reason in words."""


def parse(data: bytes, limits: Limits) -> Grid:
    """The cells of a file; one that cannot be read is a grid without sheets that says why."""
    try:
        if data.startswith(_OLE):
            raise UnreadableError("an old Excel file (.xls) or one with a password: save it as .xlsx or CSV")
        if data.startswith(_ZIP):
            return _workbook(data, limits)
        return _text(data, limits)
    except UnreadableError as error:
        return Grid(kind="", notes=(str(error),))


class _Taker:
    """Takes rows until a limit is reached, and says what it left."""

    def __init__(self, limits: Limits) -> None:
        self._limits, self._left = limits, limits.characters
        self.notes: dict[str, None] = {}

    def rows(self, name: str, lines: Iterable[tuple[int, Sequence[str]]]) -> tuple[tuple[int, Cells], ...]:
        found: list[tuple[int, Cells]] = []
        for number, cells in lines:
            if not any(cell.strip() for cell in cells):
                continue
            if len(found) == self._limits.rows + 1 or self._left <= 0:
                self.notes[f"{name}: what comes after row {found[-1][0] if found else 0} was not read"] = None
                break
            found.append((number, self._cut(name, cells)))
        return tuple(found)

    def _cut(self, name: str, cells: Sequence[str]) -> Cells:
        most, longest = self._limits.columns, self._limits.cell
        if any(cell.strip() for cell in cells[most:]):
            self.notes[f"{name}: columns after the first {most} were not read"] = None
        if any(len(cell) > longest for cell in cells[:most]):
            self.notes[f"{name}: cells were cut after {longest} characters"] = None
        kept = [cell[:longest] for cell in cells[:most]]
        while kept and not kept[-1].strip():
            kept.pop()
        self._left -= sum(map(len, kept))
        return tuple(kept)


def _text(data: bytes, limits: Limits) -> Grid:
    text, encoding = _decoded(data)
    if text.lstrip()[:1] in ("[", "{"):
        made = _objects(text, limits)
        if made is not None:
            return made
    if "\0" in text:
        raise UnreadableError("it is neither a table of text (CSV) nor an Excel workbook (.xlsx)")
    delimiter, body = _delimiter(text)
    taker = _Taker(limits)
    lines = csv.reader(io.StringIO(body, newline=""), delimiter=delimiter)
    before = csv.field_size_limit(len(text) + 1)
    try:
        rows = taker.rows("the table", enumerate(lines, 1))
    except csv.Error as error:
        raise UnreadableError(f"it is not a CSV file: {error}") from error
    finally:
        csv.field_size_limit(before)  # it holds for the whole process
    named = {"\t": "tab"}.get(delimiter, delimiter)
    notes = (f"read as {encoding}, columns separated by {named!r}", *taker.notes)
    return Grid(kind="csv", sheets=(Sheet(name="", rows=rows),), notes=notes)


def _decoded(data: bytes) -> tuple[str, str]:
    """The text and the name of its encoding: by its mark, else UTF-8 where it fits, else the likeliest."""
    marks = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
    for encoding in [*(name for mark, name in marks if data.startswith(mark)), "utf-8"]:
        try:
            return data.decode(encoding), encoding.removesuffix("-sig").upper()
        except UnicodeDecodeError:
            continue
    best = from_bytes(data).best()
    if best is None:
        raise UnreadableError("it is neither a table of text (CSV) nor an Excel workbook (.xlsx)")
    return str(best), f"{best.encoding} (guessed: look whether the letters are right)"


def _delimiter(text: str) -> tuple[str, str]:
    """What separates the columns, and the text after a line that says so ("sep=;")."""
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        return first.strip()[4], rest
    scores = [(_columns(text, one), one) for one in _DELIMITERS]
    best = max(scores, key=lambda score: score[0])
    return (best[1] if best[0] > (0.0, 0) else ","), text


def _columns(text: str, delimiter: str) -> tuple[float, int]:
    """How well a delimiter fits: the share of the first rows with as many cells as most, and how many those are."""
    counts: list[int] = []
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            if any(cells):
                counts.append(len(cells))
            if len(counts) == _PROBED:
                break
    except csv.Error:
        return 0.0, 0
    usual = max(set(counts), key=lambda count: (counts.count(count), count), default=1)
    return (counts.count(usual) / len(counts), usual) if usual > 1 else (0.0, 0)


def _objects(text: str, limits: Limits) -> Grid | None:
    """A list of objects, or one object a line, as a table; None where it is none."""
    found = _loaded(text)
    if isinstance(found, dict):
        found = next(filter(_rows, found.values()), None)
    if not _rows(found):
        return None
    names = list(dict.fromkeys(str(name) for one in found for name in one))
    lines = ((number, [_plain(one.get(name)) for name in names]) for number, one in enumerate(found, 2))
    taker = _Taker(limits)
    rows = taker.rows("the list", [(1, names), *lines])
    return Grid(kind="json", sheets=(Sheet(name="", rows=rows),), notes=tuple(taker.notes))


def _rows(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)


def _loaded(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        pass
    try:
        return [json.loads(line) for line in text.splitlines() if line.strip()]
    except ValueError:
        return None
    except RecursionError as error:
        raise UnreadableError("it is nested too deeply") from error


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return " | ".join(_plain(one) for one in value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _workbook(data: bytes, limits: Limits) -> Grid:
    from openpyxl import load_workbook

    _unpacks(data, limits)
    taker = _Taker(limits)
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    raw = load_workbook(io.BytesIO(data), read_only=True)
    sheets = []
    for name in book.sheetnames:
        sheet = book[name]
        if not hasattr(sheet, "iter_rows"):  # a sheet that is a chart
            continue
        rows = taker.rows(name, _lines(sheet, limits))
        taker.notes.update(dict.fromkeys(_uncounted(name, raw[name], rows, limits)))
        sheets.append(Sheet(name=name, rows=rows))
    if not sheets:
        raise UnreadableError("there is no sheet of cells in it")
    return Grid(kind="xlsx", sheets=tuple(sheets), notes=tuple(taker.notes))


def _unpacks(data: bytes, limits: Limits) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
            names = {part.filename for part in parts}
    except zipfile.BadZipFile as error:
        raise UnreadableError(f"a damaged file: {error}") from error
    if "xl/workbook.xml" not in names:
        raise UnreadableError("no Excel workbook (.xlsx): the parts of one are not in it")
    if sum(part.file_size for part in parts) > limits.unpacked_bytes:
        raise UnreadableError("it unpacks to more than is taken")


def _lines(sheet: Any, limits: Limits) -> Iterator[tuple[int, list[str]]]:
    # The size that a sheet states of itself may be wrong; what it holds counts.
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(values_only=True, max_col=limits.columns + 1), 1):
        yield number, [_shown(value) for value in row]


def _uncounted(name: str, sheet: Any, rows: Sequence[tuple[int, Cells]], limits: Limits) -> Iterator[str]:
    """Says where a formula stands whose result the file does not have."""
    have = dict(rows)
    sheet.reset_dimensions()
    last = rows[-1][0] if rows else 0
    for number, row in enumerate(sheet.iter_rows(values_only=True, max_row=last, max_col=limits.columns), 1):
        for place, value in enumerate(row):
            formula = isinstance(value, str) and value.startswith("=")
            cells = have.get(number, ())
            if formula and not (place < len(cells) and cells[place]):
                yield f"{name}: a formula in row {number} has no result in the file: open it in Excel and save it"
                return


def _shown(value: object) -> str:
    """A cell's value in words. A date cell has none of its own, so it is written as the day that it holds."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case datetime():
            midnight = value.time() == time(0)
            return value.date().isoformat() if midnight else value.isoformat(sep=" ", timespec="minutes")
        case date() | time():
            return value.isoformat()
        case timedelta():
            return str(value)
        case float():
            whole = value.is_integer() and abs(value) < _EXACT
            return str(int(value)) if whole else repr(value)
    return str(value)
