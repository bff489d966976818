"""People put into the rows of the index and taken out: which pairs come near each other by it, and which no more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from habeas.resolving.blocking import Row, rows, stands
from habeas.resolving.index.tables import Tables
from habeas.resolving.profile import Profile

Change = Counter[tuple[str, int, int]]
"""By kind and the numbers of two people, the smaller first: how many rows more (or fewer) they are near in."""

_BEFORE = "SELECT person FROM place WHERE row = ? AND stands < ? ORDER BY stands DESC LIMIT ?"
_AFTER = "SELECT person FROM place WHERE row = ? AND stands > ? ORDER BY stands LIMIT ?"


def put_in(tables: Tables, number: int, person: Profile, change: Change) -> None:
    """Puts a person into all their rows."""
    at = stands(person)
    found = rows(person)
    for row in found:
        before, after = _near(tables, row, at[row.order])
        change.update((row.kind, *_pair(number, other)) for other in (*before, *after))
        change.subtract((row.kind, *pair) for pair in _across(before, after, row.reach))
    tables.write("INSERT INTO place VALUES (?, ?, ?)", ((_name(row), at[row.order], number) for row in found))


def take_out(tables: Tables, number: int, person: Profile, change: Change) -> list[tuple[int, int]]:
    """Takes a person out of all their rows; gives the pairs that they may have been in, which are the caller's to
    remove: two stand as near each other as ever while others leave.
    """
    at = stands(person)
    found = rows(person)
    tables.write("DELETE FROM place WHERE row = ? AND stands = ?", ((_name(row), at[row.order]) for row in found))
    near: set[int] = set()
    for row in found:
        before, after = _near(tables, row, at[row.order])
        change.update((row.kind, *pair) for pair in _across(before, after, row.reach))
        near.update(before, after)
    return [_pair(number, other) for other in sorted(near)]


def placed(people: Iterable[tuple[int, Profile]]) -> Iterator[tuple[str, str, int]]:
    """The places of many people at once."""
    for number, person in people:
        at = stands(person)
        for row in rows(person):
            yield _name(row), at[row.order], number


def _name(row: Row) -> str:
    """The name of a row; rows of one key lie beside each other in the file, as the same people stand in them."""
    return f"{row.key}\x01{row.kind[0]}{row.order[0]}"


def _near(tables: Tables, row: Row, at: str) -> tuple[list[int], list[int]]:
    """Those who stand next before and next after a place, the nearest first."""
    name = _name(row)
    before, after = (tables.all(query, name, at, row.reach) for query in (_BEFORE, _AFTER))
    return [found[0] for found in before], [found[0] for found in after]


def _across(before: list[int], after: list[int], reach: int) -> Iterator[tuple[int, int]]:
    """The pairs that are near each other only while nobody stands in that place."""
    for i, one in enumerate(before):
        if 0 <= reach - 1 - i < len(after):
            yield _pair(one, after[reach - 1 - i])


def _pair(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)
