"""Cells come out of files as they stand in them, whatever the file is like, and what is no table is refused."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from habeas.spreadsheets import read_grid
from habeas.spreadsheets.grid import Grid, Limits
from habeas.spreadsheets.parse import parse

ROWS = [("Name", "Arrested", "Note"), ("Ilmar Sotnik", "2021-04-03", 'said "no";\nthen left'), ("Véra Lund", "", "1,5")]
SMALL = Limits(rows=3, columns=3, cell=10)


def _cells(grid: Grid) -> list[tuple[str, ...]]:
    (sheet,) = grid.sheets
    return [cells for _, cells in sheet.rows]


def _csv(delimiter: str) -> str:
    lines = [delimiter.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in ROWS]
    return "\r\n".join(lines) + "\r\n"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_table_is_read_whatever_separates_its_cells_and_however_it_is_encoded(delimiter: str, encoding: str) -> None:
    assert _cells(parse(_csv(delimiter).encode(encoding), Limits())) == ROWS


@pytest.mark.parametrize("letters", ["Имя;Дата ареста\nИльмар Сотник;1 мая 2021\nВера Лунд;2 июня 2020\n" * 3])
def test_cyrillic_of_windows_is_recognised(letters: str) -> None:
    grid = parse(letters.encode("cp1251"), Limits())
    assert _cells(grid)[1] == ("Ильмар Сотник", "1 мая 2021")
    assert "guessed" in grid.notes[0]


def test_a_line_that_names_the_separator_is_no_row() -> None:
    assert _cells(parse(b"sep=|\na,b|c\n", Limits())) == [("a,b", "c")]


def test_objects_are_rows_under_all_their_names() -> None:
    given = {"licence": "x", "notes": ["y"], "people": [{"name": "A", "age": 3}, {"name": "B", "also": ["c", "d"]}]}
    expected = [("name", "age", "also"), ("A", "3"), ("B", "", "c | d")]
    assert _cells(parse(json.dumps(given).encode(), Limits())) == expected
    lines = "\n".join(json.dumps(one) for one in given["people"])
    assert _cells(parse(lines.encode(), Limits())) == expected


def _book(*rows: list[object]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_workbook_gives_days_and_numbers_in_words_and_says_where_a_formula_has_no_result() -> None:
    data = _book(["Name", "Day", "Age"], [], ["=1+1", date(2021, 4, 3), 34.0], [True, datetime(2021, 4, 3, 9, 30), 1.5])
    grid = read_grid(data)
    assert list(grid.sheets[0].rows) == [
        (1, ("Name", "Day", "Age")), (3, ("", "2021-04-03", "34")), (4, ("yes", "2021-04-03 09:30", "1.5")),
    ]  # fmt: skip
    assert grid.notes == ("Sheet: a formula in row 3 has no result in the file: open it in Excel and save it",)


def test_what_is_over_a_limit_is_left_and_that_is_said() -> None:
    grid = parse(b"a,b,c,d\n" + b"1,2,3,4\n" * 9 + b"x" * 20, SMALL)
    assert len(_cells(grid)) == SMALL.rows + 1
    assert any("was not read" in note for note in grid.notes)
    assert any("columns after the first 3" in note for note in grid.notes)
    assert _cells(parse(b"n\n" + b"x" * 20, SMALL)) == [("n",), ("x" * 10,)]


ENTITIES = """<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "{a}"><!ENTITY b "{b}"><!ENTITY c "{c}">
<!ENTITY f SYSTEM "file:///etc/hostname">]>
<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheets>&c;&f;</sheets></workbook>"""


def _with(part: str, text: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_book(["Name"], ["Ada"]))) as given, zipfile.ZipFile(out, "w") as made:
        for name in given.namelist():
            made.writestr(name, text if name == part else given.read(name))
    return out.getvalue()


def _bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("xl/workbook.xml", "<workbook/>")
        made.writestr("xl/big.xml", " " * 30_000_000)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "limits"),
    [
        (b"", Limits()),
        (b"\0\1\2" * 50, Limits()),
        (b"PK\x03\x04 and no more", Limits()),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Limits()),
        (b"name\nAda\n", Limits(file_bytes=3)),
        (_bomb(), Limits(unpacked_bytes=20_000_000)),
        (_with("xl/workbook.xml", "<workbook"), Limits()),
        (_with("xl/workbook.xml", ENTITIES.format(a="x" * 99, b="&a;" * 999, c="&b;" * 999)), Limits()),
    ],
    ids=["empty", "bytes", "zip", "old", "large", "bomb", "cut", "entities"],
)
def test_what_is_no_table_is_refused_with_a_reason(data: bytes, limits: Limits) -> None:
    grid = read_grid(data, limits)
    assert not any(sheet.rows for sheet in grid.sheets)
    assert grid.notes
    assert "localhost" not in "".join(grid.notes)
