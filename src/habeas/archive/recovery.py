"""Ends what a killed run has left half-way: files that no entry of the log speaks of, and an erasure's last steps."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

from habeas.archive import durable, exchanges, originals
from habeas.archive.database import Database
from habeas.archive.exchanges import Exchanges
from habeas.archive.originals import Originals
from habeas.archive.records import ExchangeBody
from habeas.model.codec import from_json

ERASING: Final = "erasing"
"""What an erasure is marked with until nothing of what it destroyed is left in any file."""

DERIVED: Final = ("site", "derived", "cache", "visits.json")
"""What of a workspace is made from its contents, or only saves work, and can be made again."""


def recover(folder: Path, database: Database) -> None:
    """Sweeps the parts of killed runs. Only for a process that is alone in the workspace.

    Raises:
        OSError, DatabaseError: it could not be done; it will be tried again.
    """
    parts = folder / durable.PARTS
    left = durable.marked(parts)
    if left:
        # What a killed process had sent to a server may not have come to its end yet.
        with database.transaction():
            pass
    for name in sorted(left):
        kind, _, what = name.partition("-")
        if kind == "original":
            _settle_original(folder, database, f"sha256:{what}")
        elif kind == "exchange":
            _settle_exchanges(folder, database, what)
    if ERASING in left:
        wipe(folder, database)
    for path in sorted(parts.iterdir()) if left else ():
        path.unlink(missing_ok=True)


def wipe(folder: Path, database: Database) -> None:
    """Takes what was erased out of the database's files, and everything away that was derived from it."""
    for name in DERIVED:
        if (folder / name).is_dir():
            shutil.rmtree(folder / name)
        else:
            (folder / name).unlink(missing_ok=True)
    database.compact()


def _settle_original(folder: Path, database: Database, report: str) -> None:
    if next(database.entries_of(report, "report"), None) is None:
        Originals(folder / originals.FOLDER).destroy(report)


def _settle_exchanges(folder: Path, database: Database, key: str) -> None:
    kept = Exchanges(folder / exchanges.FOLDER)
    known = {from_json(entry.body or "", ExchangeBody).name for entry in database.entries("exchange")}
    for path in kept.files():
        if path.parent.name == key and f"{key}/{path.name}" not in known:
            kept.destroy(f"{key}/{path.name}")
