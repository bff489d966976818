"""Reports put into the index and taken out, and those whose people change because of what was decided on statements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from habeas.model.codec import to_json
from habeas.model.identity import statement_key
from habeas.model.reading import Reading
from habeas.model.standing import Standing
from habeas.resolving.index.codec import packed
from habeas.resolving.index.held import People
from habeas.resolving.index.standing_in import Change, put_in, take_out
from habeas.resolving.index.tables import Tables
from habeas.resolving.profile import profiles

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
    note_statements(under.tables, [reading])
    for person in {p.ref.key: p for p in profiles(reading, known)}.values():
        ref = person.ref
        number = under.tables.add(_ADD, ref.key, ref.report, ref.entity, ref.name, packed(person))
        under.people.note(number, person)
        put_in(under.tables, number, person, under.change)
        under.came.add(number)
        under.touched.add(number)


def forget(under: Under, report: str) -> None:
    """Takes a report's people out, with all that was found of them."""
    tables = under.tables
    for number, key in tables.all("SELECT id, key FROM person WHERE report = ?", report):
        person = under.people.get(number)
        assert person is not None
        take_out(tables, person, under.change)
        for one, other in tables.all("SELECT one, other FROM pair WHERE one = ?1 OR other = ?1", number):
            under.touched.update((one, other))
        under.touched.update(partners(tables, {number: key}))
        tables.write("DELETE FROM pair WHERE one = ? OR other = ?", [(number, number)])
        unjoin(tables, tables.all("SELECT one, other FROM joined WHERE one = ?1 OR other = ?1", key), under.revision)
        tables.write("DELETE FROM person WHERE id = ?", [(number,)])
        under.people.drop(number)
    tables.write("DELETE FROM statement WHERE report = ?", [(report,)])


def unjoin(tables: Tables, pairs: Iterable[Sequence[str]], revision: int) -> None:
    """Takes joins out, and notes that they were there."""
    for one, other in pairs:
        tables.write("DELETE FROM joined WHERE one = ? AND other = ?", [(one, other)])
        tables.write("INSERT OR REPLACE INTO parted VALUES (?, ?, ?)", [(one, other, revision)])


def partners(tables: Tables, people: Mapping[int, str]) -> set[int]:
    """Those whom a report or a person's decision ties to some people, given by their numbers with their keys."""
    found = {row[0] for row in tables.of_each(_OF_THEIR_REPORTS, people)}
    for query in _DECIDED:
        found |= {row[0] for row in tables.of_each(query, people.values())}
    return found


def note_statements(tables: Tables, readings: Iterable[Reading]) -> None:
    """Notes whose report each statement is that a profile rests on."""
    tables.write("INSERT OR IGNORE INTO statement VALUES (?, ?)", (row for r in readings for row in _statements(r)))


def _statements(reading: Reading) -> Iterable[tuple[str, str]]:
    for kind, statement in reading.statements():
        if kind in ("attribute", "event"):
            yield statement_key(reading, kind, statement), reading.report.id


def restated(tables: Tables, known: Mapping[str, Standing]) -> set[str]:
    """Notes how statements stand now; gives the reports in which one stands differently than before."""
    # Whether a statement may be published, and who decided, changes no profile.
    now = {
        key: to_json([one.state == "rejected", one.correction]).decode()
        for key, one in known.items()
        if one.state == "rejected" or one.correction
    }
    before: dict[str, str] = dict(tables.all("SELECT key, standing FROM standing"))
    changed = {key for key in now.keys() | before.keys() if now.get(key) != before.get(key)}
    tables.write("DELETE FROM standing WHERE key = ?", ((key,) for key in sorted(changed)))
    tables.write("INSERT INTO standing VALUES (?, ?)", ((key, now[key]) for key in sorted(changed & now.keys())))
    return {row[0] for key in changed for row in tables.all("SELECT report FROM statement WHERE key = ?", key)}
