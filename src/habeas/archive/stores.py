"""Which database holds a workspace's records: SQLite in its folder, or PostgreSQL where a file there says so."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from habeas.archive import durable, postgresql
from habeas.archive.database import Database
from habeas.archive.postgresql import PostgresDatabase

SQLITE: Final = "habeas.sqlite"


def create(folder: Path, time: str, body: bytes) -> Database:
    """Makes the records of a workspace with a first entry, in PostgreSQL where HABEAS_POSTGRESQL says in which.

    Raises:
        DatabaseError: it has records already, or they cannot be made.
    """
    if postgresql.CHOSEN in os.environ or (folder / postgresql.FILE).exists():
        return PostgresDatabase.make(folder, time, body)
    return Database.create(folder / SQLITE, time, body)


def opened(folder: Path) -> Database:
    """The records of a workspace.

    Raises:
        DatabaseError: they cannot be opened, or a setting that keeps what is stored safe did not take.
    """
    if (folder / postgresql.FILE).is_file():
        return PostgresDatabase.at(folder)
    return Database.open(folder / SQLITE)


def in_postgresql(folder: Path) -> bool:
    """Whether the records of a workspace are not in its folder."""
    return (folder / postgresql.FILE).is_file()


def settled(folder: Path) -> bool:
    """Puts the records of a workspace that is just being made from a backup into PostgreSQL where HABEAS_POSTGRESQL
    says in which; else they stay in the folder (False).

    Raises:
        DatabaseError: they cannot be put there.
    """
    if postgresql.CHOSEN not in os.environ:
        return False
    PostgresDatabase.taken_over(folder, folder / SQLITE).close()
    for ending in ("", "-wal", "-shm"):
        (folder / f"{SQLITE}{ending}").unlink(missing_ok=True)
    durable.sync(folder)
    return True


def forsake(folder: Path) -> None:
    """Takes the records of a folder that does not become a workspace after all away from the server again."""
    if in_postgresql(folder):
        database = PostgresDatabase.at(folder)
        database.forsake()
        database.close()
