"""A manifest: a table in which a person states where reports come from.

A CSV file, UTF-8 with or without a byte order mark, comma or semicolon, a first line with names of columns:
`path` and any of `url`, `publisher`, `published`, `title`. Any cell may be empty. Paths count from the
manifest's own folder, or else from the current one.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Sequence
from pathlib import Path

import msgspec

from habeas.collect.source import Gathered
from habeas.collect.stated import described, outranked
from habeas.model.reading import Described

COLUMNS = ("path", "url", "publisher", "published", "title")


class ManifestError(ValueError):
    """The manifest cannot be used as it is; nothing was taken. The message names the line."""


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a manifest. `path` as written, `paths` the absolute ways it may mean."""

    line: int
    path: str
    paths: tuple[str, ...]
    stated: Described


def read_manifest(path: Path) -> tuple[Row, ...]:
    """The rows of the manifest, empty lines left out.

    Raises:
        ManifestError: it cannot be read, is no UTF-8, has an unknown column or none called `path`, a row
            without a path or with too many cells, a path twice, or a date that is not EDTF.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise ManifestError(f"{path}: {(error.strerror or 'it cannot be read').lower()}") from error
    except UnicodeDecodeError as error:
        raise ManifestError(f"{path}: it is not UTF-8 (byte {error.start + 1}); save it as UTF-8") from error
    try:
        return _rows(path, text)
    except csv.Error as error:
        raise ManifestError(f"{path}: it is not a CSV file: {error}") from error


def _rows(path: Path, text: str) -> tuple[Row, ...]:
    first = text.partition("\n")[0]
    delimiter = ";" if ";" in first and "," not in first else ","
    table = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    columns = [name.strip() for name in next(table, [])]
    _check_columns(path, columns)
    rows: dict[str, Row] = {}
    for cells in table:
        if not any(cell.strip() for cell in cells):
            continue
        row = _row(path, table.line_num, columns, cells)
        if row.paths[0] in rows:
            raise ManifestError(f"{path}, line {row.line}: {row.path} stands in line {rows[row.paths[0]].line} already")
        rows[row.paths[0]] = row
    return tuple(rows.values())


def _check_columns(path: Path, columns: list[str]) -> None:
    for name in columns:
        if name not in COLUMNS:
            raise ManifestError(f"{path}: unknown column {name!r}; the columns are {', '.join(COLUMNS)}")
        if columns.count(name) > 1:
            raise ManifestError(f"{path}: the column {name!r} stands there twice")
    if "path" not in columns:
        raise ManifestError(f"{path}: it has no column 'path'")


def _row(manifest: Path, line: int, columns: list[str], cells: list[str]) -> Row:
    if len(cells) > len(columns):
        raise ManifestError(f"{manifest}, line {line}: {len(cells)} cells, but {len(columns)} columns")
    values = {name: cell.strip() for name, cell in zip(columns, cells, strict=False) if cell.strip()}
    path = values.pop("path", None)
    if path is None or "\0" in path:
        raise ManifestError(f"{manifest}, line {line}: no path")
    try:
        stated = described(values)
    except ValueError as error:
        raise ManifestError(f"{manifest}, line {line}: {error}") from error
    beside = os.path.join(os.path.abspath(manifest.parent), path)
    places = [os.path.normpath(place) for place in (beside, os.path.abspath(path))]
    ways = tuple(dict.fromkeys(way for place in places for way in (os.path.realpath(place), place)))
    return Row(line=line, path=path, paths=ways, stated=stated)


def paths_of(rows: Sequence[Row], manifest: Path) -> tuple[str, ...]:
    """The files that a manifest names, for when no others are given: beside it where they are there, else
    from here.

    Raises:
        ManifestError: a row names a file that is not there.
    """
    return tuple(_path_of(row, manifest) for row in rows)


def _path_of(row: Row, manifest: Path) -> str:
    for way in (os.path.join(manifest.parent, row.path), row.path):
        if os.path.lexists(way):
            return way
    raise ManifestError(f"{manifest}, line {row.line}: there is no file {row.path}")


def with_manifest(gathered: Gathered, rows: Sequence[Row], manifest: Path) -> Gathered:
    """What was gathered, each file with what its row states; a row outranks what was stated for all.

    Raises:
        ManifestError: a row names a file that is not among the given ones.
    """
    places = {found.path: index for index, found in enumerate(gathered.found)}
    missed = {item.path for item in gathered.missed}
    stated: dict[int, Row] = {}
    for row in rows:
        index = next((places[way] for way in row.paths if way in places), None)
        if index is not None:
            stated[index] = row
        elif not missed.intersection(row.paths):
            raise ManifestError(f"{manifest}, line {row.line}: {row.path} is not among the given reports")
    found = tuple(
        msgspec.structs.replace(item, stated=outranked(item.stated, stated[index].stated)) if index in stated else item
        for index, item in enumerate(gathered.found)
    )
    return msgspec.structs.replace(gathered, found=found)
