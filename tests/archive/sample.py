"""A small workspace with something of every kind in it, and the ways in which somebody could tamper with one."""

from __future__ import annotations

import hashlib
import random
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from habeas.collect import Material
from habeas.model.reading import Described, ReaderInfo, Reading, ReportInfo
from habeas.model.text import Extracted
from habeas.workspace import Workspace, packed

REPORTS = 6


def material(text: str, source: str, **stated: str) -> Material:
    data = text.encode()
    digest = hashlib.sha256(data).hexdigest()
    return Material(id=f"sha256:{digest}", data=data, source=source, origin=f"/in/{source}", stated=Described(**stated))


def filled(folder: Path, reports: int = REPORTS) -> list[Material]:
    """Makes a workspace of so many reports, each read, asked about and decided on; gives the reports."""
    made = [
        material(f"Dana Iwu was held in Port Halden. Report {number}. " * 40, f"{number}.txt", title=f"Held {number}")
        for number in range(reports)
    ]
    with Workspace.init(folder) as workspace:
        for number, report in enumerate(made):
            workspace.add(report, "ana")
            info = ReportInfo(id=report.id, source=report.source, stated=report.stated)
            text = report.data.decode()
            reading = Reading(report=info, text=text * 3, reader=ReaderInfo("english", "1"))
            workspace.put_reading(reading, packed(Extracted(text=text, media_type="text/plain")), "ana")
            workspace.decide("accept", (f"st:{number:020x}",), "ana", seen=("event: Dana Iwu was held",))
            _ask(workspace, report.id, number)
    return made


def _ask(workspace: Workspace, report: str, number: int) -> None:
    def noted(name: str, data: bytes) -> None:
        workspace.note_exchange(name, report, hashlib.sha256(data).hexdigest())

    kept = workspace.exchanges(noted)
    kept.put(hashlib.sha256(report.encode()).hexdigest(), f'{{"report":"{report}","answered":"{number}"}}'.encode())


def copied(source: Path, target: Path) -> Path:
    """A copy of a workspace that may be tampered with."""
    shutil.copytree(source, target)
    for path in target.rglob("*"):
        if path.is_file():
            path.chmod(0o600)
    return target


def files(folder: Path) -> list[Path]:
    """Every file that holds something of a workspace."""
    return sorted(p for p in folder.rglob("*") if p.is_file() and not p.name.endswith(("-wal", "-shm")))


def flips(folder: Path, count: int, chance: random.Random) -> Iterator[tuple[Path, int, bytes, bytes]]:
    """Random changes of one byte: the file, the place, the file's bytes before and after. Every second one in the
    database, where most of the bytes are anyway.
    """
    there = files(folder)
    sizes = [path.stat().st_size for path in there]
    database = folder / "habeas.sqlite"
    for number in range(count):
        path = database if number % 2 else chance.choices(there, sizes)[0]
        data = path.read_bytes()
        at = chance.randrange(len(data))
        changed = bytearray(data)
        changed[at] ^= chance.randrange(1, 256)
        yield path, at, data, bytes(changed)


def unguarded(folder: Path) -> sqlite3.Connection:
    """The database as somebody who knows how to switch the guards off has it; they are back after `guarded`."""
    raw = sqlite3.connect(folder / "habeas.sqlite", isolation_level=None)
    raw.execute("PRAGMA secure_delete = 1")
    raw.execute("CREATE TEMP TABLE kept AS SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
    for (name,) in raw.execute("SELECT name FROM kept ORDER BY name").fetchall():
        raw.execute(f"DROP TRIGGER {name}")
    return raw


def guarded(raw: sqlite3.Connection) -> None:
    """Puts the guards back, and closes."""
    for (sql,) in raw.execute("SELECT sql FROM kept").fetchall():
        raw.execute(sql)
    raw.close()
