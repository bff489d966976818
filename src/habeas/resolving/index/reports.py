"""Reports put into the index and taken out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from habeas.model.case import Join
from habeas.model.codec import from_json
from habeas.model.reading import Reading
from habeas.model.standing import Standing
from habeas.resolving.index.codec import packed
from habeas.resolving.index.held import People
from habeas.resolving.index.standing_in import Change, put_in, take_out
from habeas.resolving.index.statements import drop_statements, note_statements
from habeas.resolving.index.tables import Row, Tables
from habeas.resolving.profile import profiles

_JOINED = "SELECT part, one, other, body FROM joined"
_ADD = "INSERT INTO person (key, report, entity, name, profile) VALUES (?, ?, ?, ?, ?)"

_OF_THEIR_REPORTS = "SELECT id FROM person WHERE report IN (SELECT report FROM person WHERE id IN ({}))"
_DECIDED = tuple(
    f"SELECT id FROM person JOIN verdict ON key = {other} WHERE {one} IN ({{}})"
    for one, other in (("one", "other"), ("other", "one"))
)


class Under(NamedTuple):
    """What an update works with: the tables, the people, what comes near each other by it, who came in and whom it
    touches, and the number by which what it changes is known.
    """

    tables: Tables
    people: People
    change: Change
    came: set[int]
    touched: set[int]
    revision: int


def remember(under: Under, reading: Reading, known: Mapping[str, Standing]) -> None:
    """Puts in the people of a report that is not there."""
    first = None
    for person in {p.ref.key: p for p in profiles(reading, known)}.values():
        ref = person.ref
        number = under.tables.add(_ADD, ref.key, ref.report, ref.entity, ref.name, packed(person))
        under.people.note(number, person)
        put_in(under.tables, number, person, under.change)
        under.came.add(number)
        under.touched.add(number)
        first = first or number
    if first is not None:
        note_statements(under.tables, [(first, reading)])


def forget(under: Under, report: str) -> None:
    """Takes a report's people out, with all that was found of them."""
    tables = under.tables
    for number, key, part in tables.all("SELECT id, key, part FROM person WHERE report = ?", report):
        person = under.people.get(number)
        assert person is not None
        near = take_out(tables, number, person, under.change)
        pairs = [pair for pair in near if tables.all("SELECT 1 FROM pair WHERE one = ? AND other = ?", *pair)]
        under.touched.update(one for pair in pairs for one in pair)
        under.touched.update(partners(tables, {number: key}))
        tables.write("DELETE FROM pair WHERE one = ? AND other = ?", pairs)
        unjoin(under, joined_with(tables, number, part))
        drop_statements(tables, number)
        tables.write("DELETE FROM person WHERE id = ?", [(number,)])
        under.people.drop(number)


def joined_with(tables: Tables, number: int, part: int | None) -> list[Row]:
    """The joins of a person: part, the two numbers, and the join itself."""
    return tables.all(f"{_JOINED} WHERE part = ?1 AND (one = ?2 OR other = ?2)", part, number)


def unjoin(under: Under, joins: Iterable[Row]) -> None:
    """Takes joins out, and notes that they were there."""
    for part, one, other, body in joins:
        join = from_json(body, Join)
        under.tables.write("DELETE FROM joined WHERE part = ? AND one = ? AND other = ?", [(part, one, other)])
        under.tables.write("INSERT OR REPLACE INTO parted VALUES (?, ?, ?)", [(join.left, join.right, under.revision)])


def partners(tables: Tables, people: Mapping[int, str]) -> set[int]:
    """Those whom a report or a person's decision ties to some people, given by their numbers with their keys."""
    found = {row[0] for row in tables.of_each(_OF_THEIR_REPORTS, people)}
    for query in _DECIDED:
        found |= {row[0] for row in tables.of_each(query, people.values())}
    return found
