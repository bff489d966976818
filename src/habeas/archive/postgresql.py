"""A workspace's records in PostgreSQL: the same log and contents as `database`, for a team that works at once.

The workspace's folder holds everything else, and a file that says where the records are. Each workspace has a schema of
its own, so that several share a database. The connection is libpq's: who may connect, and how, is the server's to say.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from typing_extensions import override

from habeas.archive import durable, guards, moving
from habeas.archive.database import Database, DatabaseError, check_setting

if TYPE_CHECKING:
    import psycopg

FILE: Final = "habeas.postgresql"
CHOSEN: Final = "HABEAS_POSTGRESQL"
"""The environment variable that says, when a workspace is made, where its records are to be (libpq: "dbname=…")."""

SETTINGS: Final = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
"""What nothing may be stored without: read back at the start. What a session may say for itself is said first."""

_SCHEMA: Final = re.compile(r"habeas_[0-9a-f]{16}")
_TEXT: Final = """# Where the records of this workspace are kept: a PostgreSQL database, and the schema in it.
connection = '''{connection}'''
schema = "{schema}"
"""


class ServerError(OSError):
    """The server did not do what it was asked for, or cannot be reached; nothing was stored. The message says why."""


class PostgresDatabase(Database):
    """One open connection. What has left `transaction` is on the server's disk."""

    @classmethod
    def make(cls, folder: Path, time: str, body: bytes) -> PostgresDatabase:
        """Makes the records of the workspace in `folder` where the environment says.

        Raises:
            DatabaseError: the folder has records already, or they cannot be made.
        """
        return cls._made(folder, lambda database: database.append("workspace", time, body))

    @classmethod
    def taken_over(cls, folder: Path, records: Path) -> PostgresDatabase:
        """Puts the records in a file of SQLite where the environment says, for the workspace in `folder`.

        Raises:
            DatabaseError: the folder has such records already, or they cannot be put there; then nothing is there.
        """
        return cls._made(folder, lambda database: moving.to_server(records, database.server))

    @classmethod
    def _made(cls, folder: Path, fill: Callable[[PostgresDatabase], object]) -> PostgresDatabase:
        if (folder / FILE).exists():
            raise DatabaseError(f"{folder / FILE} is there already")
        schema = f"habeas_{os.urandom(8).hex()}"
        text = _TEXT.format(connection=os.environ[CHOSEN].replace("'''", ""), schema=schema)
        database = cls(_connected(os.environ[CHOSEN], schema))
        try:
            with database.transaction(lock=False):
                for statement in guards.statements(schema):
                    database.server.execute(statement)
                fill(database)
            # The file comes last: a workspace is there when all of it is.
            durable.write(folder / FILE, text.encode(), folder / durable.PARTS, 0o600)
            durable.settle(folder / FILE, folder)
        except ServerError as error:
            database.close()
            raise DatabaseError(f"the records of {folder} cannot be made: {error}") from error
        return database

    @classmethod
    def at(cls, folder: Path) -> PostgresDatabase:
        """The records of the workspace in `folder`.

        Raises:
            DatabaseError: they cannot be reached, are not of this format, or the server's settings are not safe.
        """
        database = cls(_connected(*place(folder)))
        try:
            version = database.server.execute(guards.VERSION_QUERY).fetchone()
        except ServerError as error:
            database.close()
            raise DatabaseError(f"{folder / FILE} leads to no records of a workspace: {error}") from error
        if version is None or version[0] != str(guards.VERSION):
            database.close()
            raise DatabaseError(f"{folder / FILE} leads to no records of this version of habeas")
        return database

    def __init__(self, server: Server) -> None:
        super().__init__(server)
        self.server = server

    @override
    def _begin(self, *, lock: bool) -> None:
        # One writer at a time, as the log is one chain; readers go on. Whoever waits here has also waited for what a
        # killed process had sent before.
        self.server.execute("BEGIN")
        if lock:
            self.server.execute("LOCK TABLE log IN EXCLUSIVE MODE")

    @override
    @contextmanager
    def at_once(self) -> Iterator[None]:
        self.server.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        try:
            yield
        finally:
            if self.server.in_transaction:
                self.server.execute("COMMIT")

    @override
    def newest_readings(self) -> list[int]:
        rows = self.server.execute(
            "SELECT body::json ->> 'report', max(CASE kind WHEN 'reading' THEN seq END), min(seq)"
            " FROM log JOIN content USING (seq) WHERE kind IN ('report', 'reading') GROUP BY 1 ORDER BY 3"
        )
        return [int(row[1]) for row in rows if row[1] is not None]

    @override
    def read_by(self, reader: str, version: str) -> set[tuple[str, str]]:
        rows = self.server.execute(
            "SELECT DISTINCT body::json ->> 'report', body::json ->> 'basis' FROM log JOIN content USING (seq)"
            " WHERE kind = 'reading' AND body::json ->> 'reader' = ? AND body::json ->> 'version' = ?",
            (reader, version),
        )
        return {(row[0], row[1]) for row in rows}

    @override
    def compact(self) -> None:
        """Writes the tables anew without what was erased. The server's write-ahead files hold it until they are
        used again; docs/archive-format.md says what to do about them.
        """
        for act in ("VACUUM FULL content", "VACUUM FULL reading", "CHECKPOINT"):
            self.server.execute(act)

    @override
    def copy_to(self, path: Path) -> None:
        with self.at_once():
            moving.to_file(self.server, path)

    def forsake(self) -> None:
        """Takes the records away from the server, with all that is in them."""
        schema = self.server.execute("SELECT current_schema()::text").fetchone()
        if schema is not None and _SCHEMA.fullmatch(schema[0]):
            self.server.execute(f"DROP SCHEMA {schema[0]} CASCADE")


class Server:
    """A connection that is asked as one to SQLite is: values are marked by "?"."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self.connection = connection

    def execute(self, statement: str, values: Sequence[object] = ()) -> psycopg.Cursor[Any]:
        """Raises ServerError where it cannot be done."""
        import psycopg

        asked: Any = statement.replace("%", "%%").replace("?", "%s") if values else statement
        try:
            return self.connection.execute(asked, values or None)
        except psycopg.Error as error:
            raise ServerError(str(error).strip() or type(error).__name__) from error

    def fill(self, table: str, columns: str, rows: Iterable[Sequence[object]]) -> None:
        """Adds many rows to a table. Raises ServerError where it cannot be done."""
        import psycopg

        asked: Any = f"COPY {table} ({columns}) FROM STDIN"
        try:
            with self.connection.cursor() as cursor, cursor.copy(asked) as copy:
                for row in rows:
                    copy.write_row(row)
        except psycopg.Error as error:
            raise ServerError(str(error).strip() or type(error).__name__) from error

    @property
    def in_transaction(self) -> bool:
        from psycopg.pq import TransactionStatus

        status = self.connection.info.transaction_status
        return status in (TransactionStatus.INTRANS, TransactionStatus.INERROR)

    def close(self) -> None:
        self.connection.close()


def place(folder: Path) -> tuple[str, str]:
    """Where the records of the workspace in `folder` are: how to connect, and the schema.

    Raises:
        DatabaseError: the file that says it cannot be understood.
    """
    try:
        said = tomllib.loads((folder / FILE).read_text(encoding="utf-8"))
        connection, schema = str(said["connection"]), str(said["schema"])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError) as error:
        raise DatabaseError(f"{folder / FILE} does not say where the records are: {error}") from error
    if not _SCHEMA.fullmatch(schema):
        raise DatabaseError(f"{folder / FILE} names a schema that is none of a workspace: {schema!r}")
    return connection, schema


def _connected(address: str, schema: str) -> Server:
    try:
        import psycopg
    except ImportError as error:
        raise DatabaseError("records in PostgreSQL need psycopg: pip install 'habeas[desk]'") from error
    try:
        server = Server(psycopg.connect(address, autocommit=True, connect_timeout=10))
    except psycopg.Error as error:
        raise DatabaseError(f"the database cannot be reached: {str(error).strip()}") from error
    try:
        server.execute(f"SET search_path TO {schema}")
        server.execute("SET synchronous_commit TO on")
        server.execute("SET lock_timeout TO '30s'")
        for name, value in SETTINGS.items():
            check_setting(name, value, server.execute(f"SHOW {name}").fetchone()[0])  # type: ignore[index]
    except ServerError as error:
        server.close()
        raise DatabaseError(f"the database cannot be used: {error}") from error
    except DatabaseError:
        server.close()
        raise
    return server
