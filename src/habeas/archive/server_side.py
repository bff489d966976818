"""Records in PostgreSQL as `verify` reads them: raw, and with what is wrong about their guards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from habeas.archive import guards, postgresql
from habeas.archive.findings import Findings
from habeas.archive.postgresql import PostgresDatabase, Server

_TRIGGERS = """SELECT tgname, relname, tgenabled, proname, tgtype FROM pg_trigger
JOIN pg_class ON pg_class.oid = tgrelid JOIN pg_namespace ON pg_namespace.oid = relnamespace
JOIN pg_proc ON pg_proc.oid = tgfoid WHERE NOT tgisinternal AND nspname = current_schema() ORDER BY tgname"""
_FUNCTIONS = "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = current_schema()::regnamespace ORDER BY proname"
_TABLES = (
    "SELECT relname FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' ORDER BY 1"
)

# How `pg_trigger.tgtype` says when a trigger acts: row 1, before 2, insert 4, delete 8, update 16, truncate 32.
_TYPES = {"INSERT": 7, "DELETE": 11, "UPDATE": 19, "TRUNCATE": 34}


class Raw:
    """Asks the server, and gives text as bytes, as SQLite is made to for the same purpose."""

    def __init__(self, server: Server) -> None:
        self._server = server

    def execute(self, statement: str) -> Iterator[tuple[Any, ...]]:
        for row in self._server.execute(statement):
            yield tuple(value.encode() if isinstance(value, str) else value for value in row)


@contextmanager
def reading(folder: Path) -> Iterator[Raw]:
    """The records of the workspace in `folder`, all of one moment.

    Raises:
        DatabaseError, OSError: they cannot be read.
    """
    database = PostgresDatabase.at(folder)
    try:
        with database.at_once():
            yield Raw(database.server)
    finally:
        database.close()


def guard_faults(raw: Raw, found: Findings) -> None:
    """Notes what guards the tables that is not as this program made it."""
    tables = {row[0].decode() for row in raw.execute(_TABLES)}
    _compare(dict.fromkeys(guards.TABLES), dict.fromkeys(tables), found)
    functions = {name.decode(): source.decode() for name, source in raw.execute(_FUNCTIONS)}
    _compare(guards.functions(_schema(raw)), functions, found)
    triggers = {
        name.decode(): (table.decode(), enabled, function.decode(), kind)
        for name, table, enabled, function, kind in raw.execute(_TRIGGERS)
    }
    wanted = {
        name: (table, b"O", function, _TYPES[when.split()[1]])
        for name, (table, when, function) in guards.triggers().items()
    }
    _compare(wanted, triggers, found)


def _schema(raw: Raw) -> str:
    return str(next(raw.execute("SELECT current_schema()::text"))[0].decode())


def _compare(wanted: dict[str, Any], there: dict[str, Any], found: Findings) -> None:
    for name in sorted(wanted.keys() | there.keys()):
        where = f"{postgresql.FILE}: {name}"
        if name not in there:
            found.add("missing", where, "it is not as this format has it")
        elif name not in wanted:
            found.add("added", where, "it is not as this format has it")
        elif wanted[name] != there[name]:
            found.add("altered", where, "it is not as this format has it")
