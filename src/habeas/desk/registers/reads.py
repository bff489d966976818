"""What a register holds, and what its rows would come to."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from habeas.desk.people.models import Member
from habeas.desk.registers.models import ColumnMap, Upload
from habeas.publishing.guard import guarded, unguarded
from habeas.spreadsheets import FIELDS, Grid, Row, RowReading, Sheet, ambiguous, guessed, row_reading
from habeas.spreadsheets.fields import heading
from habeas.spreadsheets.reading import facts
from habeas.spreadsheets.rendering import heading_words
from habeas.spreadsheets.written import likely

SAMPLES = 3
LONGEST_SAMPLE = 80


class Column(NamedTuple):
    """A column of a register: its number, its heading, some of its cells, and the field that it is taken for."""

    number: int
    heading: str
    samples: tuple[str, ...]
    field: str


class Example(NamedTuple):
    """What the first row would become: its text, what it says with the words for it, and what was not understood."""

    made: RowReading
    says: tuple[tuple[str, str, str], ...]


def packed_cells(grid: Grid) -> bytes:
    """A grid as the database keeps it."""
    return zlib.compress(msgspec.msgpack.encode(grid))


def cells_of(upload: Upload) -> Grid:
    """The grid of a file that was brought; without sheets where it was put away."""
    packed = bytes(upload.cells)
    return msgspec.msgpack.decode(zlib.decompress(packed), type=Grid) if packed else Grid(kind="")


def sheet_of(upload: Upload, grid: Grid) -> Sheet:
    """The sheet that is looked at."""
    return grid.sheet(upload.sheet) or Sheet(name="")


def headings_of(upload: Upload, sheet: Sheet) -> tuple[str, ...]:
    """The headings: the row that was said to hold them, with a name for every column that has cells."""
    width = max((len(cells) for number, cells in sheet.rows if number >= upload.first), default=0)
    named = next((cells for number, cells in sheet.rows if number >= upload.first), ())
    return tuple(heading_words(_plain(named), column) for column in range(width))


def body_of(upload: Upload, sheet: Sheet) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The rows below the headings, with their numbers in the file."""
    rows = iter([(number, cells) for number, cells in sheet.rows if number >= upload.first])
    next(rows, None)
    for number, cells in rows:
        yield number, _plain(cells)


def _plain(cells: Sequence[str]) -> tuple[str, ...]:
    """The cells as they were before somebody's guard against formulas, if a guard it was."""
    return tuple(bare if guarded(bare := unguarded(cell)) == cell else cell for cell in cells)


def first_fields(member: Member, register: str, headings: Sequence[str]) -> tuple[tuple[str, ...], str]:
    """What the columns are likely to be, and the order of the dates: as it was kept for this register, else guessed."""
    kept = ColumnMap.objects.filter(name=register).first()
    if kept is None:
        wanted = [heading(one) for one in headings]
        maps = (one for one in ColumnMap.objects.all() if [heading(name) for name, _ in one.columns] == wanted)
        kept = next(maps, None)
    if kept is None:
        return guessed(headings), ""
    known = {heading(name): field for name, field in kept.columns if field in FIELDS or not field}
    fresh = guessed(headings)
    return tuple(known.get(heading(one), fresh[place]) for place, one in enumerate(headings)), kept.order


def columns_of(upload: Upload, sheet: Sheet) -> list[Column]:
    """Every column with some of its cells."""
    headings = headings_of(upload, sheet)
    fields = [*upload.fields, *[""] * len(headings)]
    samples: list[list[str]] = [[] for _ in headings]
    for _, cells in body_of(upload, sheet):
        for place, cell in enumerate(cells):
            if cell.strip() and len(samples[place]) < SAMPLES:
                samples[place].append(cell[:LONGEST_SAMPLE])
        if all(len(some) == SAMPLES for some in samples):
            break
    return [Column(n, one, tuple(samples[n]), fields[n]) for n, one in enumerate(headings)]


def dates_of(upload: Upload, sheet: Sheet) -> list[str]:
    """The cells of all columns that hold dates."""
    places = [n for n, name in enumerate(upload.fields) if name in FIELDS and FIELDS[name].read == "date"]
    return [cells[n] for _, cells in body_of(upload, sheet) for n in places if n < len(cells)]


def must_say_order(upload: Upload, sheet: Sheet) -> bool:
    """Whether somebody must say if the day or the month comes first."""
    return ambiguous(dates_of(upload, sheet))


def row_of(upload: Upload, headings: tuple[str, ...], cells: tuple[str, ...], dated: Sequence[str]) -> Row:
    """A row as the core reads it. `dated`: the cells of the columns with dates, which may settle the order."""
    return Row(
        register=upload.register,
        headings=headings,
        cells=cells,
        fields=tuple(upload.fields),
        order=upload.order or likely(dated),  # type: ignore[arg-type]
        as_of=upload.as_of or None,
    )


def rows_of(upload: Upload) -> Iterator[tuple[int, RowReading]]:
    """What each row comes to, with its number in the file."""
    sheet = sheet_of(upload, cells_of(upload))
    headings, dated = headings_of(upload, sheet), dates_of(upload, sheet)
    for number, cells in body_of(upload, sheet):
        yield number, row_reading(row_of(upload, headings, cells, dated))


def example(upload: Upload, sheet: Sheet) -> Example | None:
    """What the first row would become."""
    headings, dated = headings_of(upload, sheet), dates_of(upload, sheet)
    for _, cells in body_of(upload, sheet):
        made = row_reading(row_of(upload, headings, cells, dated))
        return Example(made, tuple(facts(made.reading)))
    return None
