"""Whose each statement is that a profile rests on, and whose people change by what was decided on statements.

The keys of statements are scattered at random, so each would be written to a page of its own. They are therefore noted
beside the first person of their report, in the order in which they come, and filed by key some thousands at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set

from habeas.model.codec import to_json
from habeas.model.identity import statement_key
from habeas.model.reading import Reading
from habeas.model.standing import Standing
from habeas.resolving.index.tables import Tables

UNFILED = 2_000
"""So many reports' statements at most wait to be filed."""

_WAITING = "SELECT person, statements FROM told WHERE person > ?"


def note_statements(tables: Tables, readings: Iterable[tuple[int, Reading]]) -> None:
    """Notes the statements of reports that are given with the number of the first of their people."""
    rows = ((person, " ".join(_keys(reading))) for person, reading in readings)
    tables.write("INSERT INTO told VALUES (?, ?)", rows)


def drop_statements(tables: Tables, person: int) -> None:
    """Takes out the statements that are noted with a person, if any are."""
    for (statements,) in tables.all("SELECT statements FROM told WHERE person = ?", person):
        if person <= _filed(tables):
            tables.write("DELETE FROM statement WHERE key = ?", ((key,) for key in statements.split()))
        tables.write("DELETE FROM told WHERE person = ?", [(person,)])


def file_statements(tables: Tables, most: int) -> None:
    """Files what waits, once it is more than `most` reports' statements."""
    waiting = tables.all(_WAITING, _filed(tables))
    if len(waiting) > most:
        rows = sorted((key, person) for person, statements in waiting for key in statements.split())
        tables.write("INSERT INTO statement VALUES (?, ?)", rows)
        tables.write("INSERT OR REPLACE INTO mark VALUES ('filed', ?)", [(str(max(person for person, _ in waiting)),)])


def _keys(reading: Reading) -> Iterator[str]:
    found = (
        statement_key(reading, kind, statement)
        for kind, statement in reading.statements()
        if kind in ("attribute", "event")
    )
    yield from dict.fromkeys(found)


def _filed(tables: Tables) -> int:
    """The number up to which the statements noted with people are filed."""
    rows = tables.all("SELECT value FROM mark WHERE name = 'filed'")
    return int(rows[0][0]) if rows else 0


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
    people = sorted(_with_statements(tables, changed)) if changed else []
    return {report for (report,) in tables.of_each("SELECT report FROM person WHERE id IN ({})", people)}


def _with_statements(tables: Tables, keys: Set[str]) -> set[int]:
    """With whom some statements are noted."""
    filed = tables.of_each("SELECT person FROM statement WHERE key IN ({})", sorted(keys))
    waiting = tables.all(_WAITING, _filed(tables))
    return {person for (person,) in filed} | {p for p, statements in waiting if not keys.isdisjoint(statements.split())}
