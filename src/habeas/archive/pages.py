"""The parts of a database's tables that hold nothing, or nothing but a way: no byte of them can change unseen.

SQLite compares no such part, and a hash of what it reads does not cover them. It leaves old bytes behind once an index
has more than one page, and when it splits an inner page below the root of a table: these hold numbers of rows and pages
and nothing else, and can be made anew. Layout:
"Database File Format", sections 1.5 to 1.6, https://www.sqlite.org/fileformat2.html
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

PAGE: Final = 4096
_TABLE_LEAF, _TABLE_INNER, _INDEX_LEAF, _INDEX_INNER = 0x0D, 0x05, 0x0A, 0x02
_TREE: Final = (_TABLE_LEAF, _TABLE_INNER, _INDEX_LEAF, _INDEX_INNER)
_MOST_LOCAL: Final = {_TABLE_LEAF: PAGE - 35, _INDEX_LEAF: (PAGE - 12) * 64 // 255 - 23}
_LEAST_LOCAL: Final = (PAGE - 12) * 32 // 255 - 23


class Cell(NamedTuple):
    """Where a cell ends in its page, and the chain of pages that it goes on in: the first one, and how many bytes."""

    end: int
    chain: int
    left: int


def filled(path: Path, *, erasing: bool = False) -> Iterator[int]:
    """The pages (from 1) in which a part that holds nothing is not empty, a way is not exact, or that cannot be taken
    apart. `erasing`: what was erased has not left the file yet, so that an index may just have become one page again.
    """
    old: list[int] = []
    below: set[int] = set()
    with path.open("rb") as file:
        for number in range(1, path.stat().st_size // PAGE + 1):
            page = _page(file, number)
            start = 100 if number == 1 else 0
            if page[start] not in _TREE:
                continue
            try:
                sound = (page[start] != _TABLE_LEAF or _empty(page, start)) and all(
                    _tail(file, cell) for cell in _cells(page, start) if cell.chain
                )
                if page[start] == _TABLE_INNER:
                    sound = sound and _led(file, page, start)
                if page[start] in (_TABLE_INNER, _INDEX_INNER):
                    below.update(led_to(page, start))
                alone = page[start] == _TABLE_INNER or (page[start] == _INDEX_LEAF and not erasing)
                if alone and not _empty(page, start):
                    old.append(number)
            except (IndexError, ValueError):
                sound = False
            if not sound:
                yield number
    yield from (number for number in old if number not in below)


def led_to(page: bytes, start: int) -> Iterator[int]:
    """The pages that an inner page leads to."""
    pointers = start + 12
    for at in range(pointers, pointers + 2 * _number(page, start + 3, 2), 2):
        yield _number(page, _number(page, at, 2), 4)
    yield _number(page, start + 8, 4)


def _page(file: BinaryIO, number: int) -> bytes:
    file.seek((number - 1) * PAGE)
    page = file.read(PAGE)
    if len(page) != PAGE:
        raise ValueError("a chain leads out of the file")
    return page


def used(page: bytes, start: int) -> bytearray:
    """For each byte of a page of a tree, 255 where it holds something. `start`: 100 on the first page, else 0.

    Raises:
        ValueError, IndexError: the page cannot be taken apart.
    """
    taken = bytearray(PAGE)
    pointers = start + (8 if page[start] in (_TABLE_LEAF, _INDEX_LEAF) else 12)
    end = pointers + 2 * _number(page, start + 3, 2)
    _mark(taken, 0, end)
    for at in range(pointers, end, 2):
        begin = _number(page, at, 2)
        _mark(taken, begin, max(_cell(page, page[start], begin).end, begin + 4))
    block = _number(page, start + 1, 2)
    while block:
        _mark(taken, block, block + 4)
        following = _number(page, block, 2)
        if following and following <= block:
            raise ValueError("the free blocks are not in order")
        block = following
    return taken


def _empty(page: bytes, start: int) -> bool:
    """Whether what lies between the parts that hold something is empty."""
    return not int.from_bytes(page, "big") & ~int.from_bytes(used(page, start), "big")


def _mark(taken: bytearray, begin: int, end: int) -> None:
    if end > PAGE:
        raise ValueError("a cell leads out of its page")
    taken[begin:end] = b"\xff" * (end - begin)


def _cells(page: bytes, start: int) -> Iterator[Cell]:
    pointers = start + (8 if page[start] in (_TABLE_LEAF, _INDEX_LEAF) else 12)
    for at in range(pointers, pointers + 2 * _number(page, start + 3, 2), 2):
        yield _cell(page, page[start], _number(page, at, 2))


def _cell(page: bytes, kind: int, at: int) -> Cell:
    if kind in (_TABLE_INNER, _INDEX_INNER):
        at += 4
    if kind == _TABLE_INNER:
        return Cell(_varint(page, at)[1], 0, 0)
    size, at = _varint(page, at)
    if kind == _TABLE_LEAF:
        at = _varint(page, at)[1]
    most = _MOST_LOCAL[_TABLE_LEAF if kind == _TABLE_LEAF else _INDEX_LEAF]
    if size <= most:
        return Cell(at + size, 0, 0)
    local = _LEAST_LOCAL + (size - _LEAST_LOCAL) % (PAGE - 4)
    local = local if local <= most else _LEAST_LOCAL
    return Cell(at + local + 4, _number(page, at + local, 4), size - local)


def _led(file: BinaryIO, page: bytes, start: int) -> bool:
    """Whether an inner page names, for each page that it leads to, the last row in it: as rows that are only ever added
    at the end make it.
    """
    pointers = start + 12
    for at in range(pointers, pointers + 2 * _number(page, start + 3, 2), 2):
        begin = _number(page, at, 2)
        if _varint(page, begin + 4)[0] != _last(file, _number(page, begin, 4)):
            return False
    return True


def _last(file: BinaryIO, number: int) -> int:
    """The last row below a page."""
    page = _page(file, number)
    while page[0] == _TABLE_INNER:
        page = _page(file, _number(page, 8, 4))
    if page[0] != _TABLE_LEAF:
        raise ValueError("a way does not lead to rows")
    cell = _number(page, 8 + 2 * (_number(page, 3, 2) - 1), 2)
    return _varint(page, _varint(page, cell)[1])[0]


def _tail(file: BinaryIO, cell: Cell) -> bool:
    """Whether the last page of a chain is empty behind what it holds, and leads nowhere."""
    number, left = cell.chain, cell.left
    while True:
        page = _page(file, number)
        if left <= PAGE - 4:
            return _number(page, 0, 4) == 0 and not any(page[4 + left :])
        number, left = _number(page, 0, 4), left - (PAGE - 4)


def _number(page: bytes, at: int, size: int) -> int:
    return int.from_bytes(page[at : at + size], "big")


def _varint(page: bytes, at: int) -> tuple[int, int]:
    value = 0
    for index in range(8):
        value = value << 7 | page[at + index] & 0x7F
        if page[at + index] < 0x80:
            return value, at + index + 1
    return value << 8 | page[at + 8], at + 9
