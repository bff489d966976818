"""Changes a workspace behind the program's back in every way that it can think of, and looks whether it is named."""

from __future__ import annotations

import hashlib
import random
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from bench.durability import acts
from habeas.archive.findings import Fault
from habeas.archive.heads import Head
from habeas.archive.verify import DATABASE, verify
from habeas.safekeeping import sign_head
from habeas.workspace import Workspace

REPORTS: Final = 5
TABLES: Final = ("log", "content", "reading", "erased")
_LEFT: Final = ("-wal", "-shm", "-journal")

Row = tuple[object, ...]
Rows = dict[tuple[str, int], Row]


@dataclass
class Tampered:
    """What came of one way of tampering."""

    way: str
    tried: int = 0
    unseen: list[str] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        return bool(self.tried) and not self.unseen


class Sample:
    """A workspace with something of every kind in it, and the heads that were written while it grew."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self.chance = random.Random(seed)
        self.heads: list[Head] = []
        with Workspace.init(folder) as workspace:
            for _ in range(REPORTS):
                report = acts.material(self.chance)
                acts.add(workspace, report)
                acts.read(workspace, report)
                acts.decide(workspace, self.chance)
                _ask(workspace, report.id)
                self.heads.append(sign_head(workspace, acts.WHO, "a partner"))
        self.files = sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.endswith(_LEFT))
        for path in self.files:
            path.chmod(0o600)
        self.bytes = {path: path.read_bytes() for path in self.files}
        self.rows = _rows(folder) or {}

    @property
    def database(self) -> Path:
        return self.folder / DATABASE

    def restore(self) -> None:
        """As it was."""
        for path in self.folder.rglob("*"):
            if path.is_file() and path not in self.bytes:
                path.unlink()
        for path, data in self.bytes.items():
            if not path.is_file() or path.read_bytes() != data:
                path.parent.mkdir(exist_ok=True)
                path.write_bytes(data)

    def choose(self, part: str = "") -> Path:
        """One of its files, of those below one folder where that is said."""
        below = self.folder / part
        return self.chance.choice([path for path in self.files if path.is_relative_to(below)])

    def seq(self, table: str) -> int:
        """The number of a row."""
        return self.chance.choice([seq for name, seq in self.rows if name == table])


def _ask(workspace: Workspace, report: str) -> None:
    def noted(name: str, data: bytes) -> None:
        workspace.note_exchange(name, report, hashlib.sha256(data).hexdigest())

    kept = workspace.exchanges(noted)
    kept.put(hashlib.sha256(report.encode()).hexdigest(), f'{{"report":"{report}"}}'.encode())


def _rows(folder: Path) -> Rows | None:
    """All that the tables hold; None where they cannot be read to their end."""
    found: Rows = {}
    raw = sqlite3.connect(f"{(folder / DATABASE).as_uri()}?mode=ro", uri=True)
    raw.text_factory = bytes
    try:
        for table in TABLES:
            for row in raw.execute(f"SELECT * FROM {table} NOT INDEXED"):
                found[table, row[0]] = row
    except (sqlite3.Error, OverflowError, UnicodeDecodeError):  # the error itself may quote what is damaged
        return None
    finally:
        raw.close()
    return found


# --- one changed byte ----------------------------------------------------------------------------------------------


def flip(sample: Sample, count: int) -> Tampered:
    """Changes one byte, so many times. Every second one in the database, where most of what can be damaged is."""
    result = Tampered("one changed byte")
    for number in range(count):
        path = sample.database if number % 2 else sample.choose()
        data = sample.bytes[path]
        at = sample.chance.randrange(len(data))
        changed = bytearray(data)
        changed[at] ^= sample.chance.randrange(1, 256)
        path.write_bytes(changed)
        result.tried += 1
        faults = verify(sample.folder).faults
        if why := _unnamed(sample, path, faults):
            result.unseen.append(f"{path.relative_to(sample.folder)}, byte {at}: {why}")
        sample.restore()
    return result


def _unnamed(sample: Sample, path: Path, faults: tuple[Fault, ...]) -> str:
    """What of a change is not named; empty where all is."""
    if not faults:
        return "not found"
    said = [fault.where for fault in faults]
    if path != sample.database:
        name = f"sha256:{path.parent.name}{path.name}" if path.parent.parent.name == "originals" else path.name
        return "" if any(name in where for where in said) else f"found, but not named: {said}"
    rows = _rows(sample.folder)
    if rows is None:
        return "" if any(where.startswith(DATABASE) for where in said) else f"found, but not named: {said}"
    changed = {seq for key, row in rows.items() if sample.rows.get(key) != row for seq in key[1:]}
    changed |= {key[1] for key in sample.rows.keys() - rows.keys()}
    left = [seq for seq in sorted(changed) if not any(re.search(rf"entry {seq}\b", where) for where in said)]
    return f"entries {left} changed and are not named: {said}" if left else ""


# --- what is taken away, exchanged, cut off, told twice, put into another order -------------------------------------

Way = Callable[[Sample], str]


def tamper(sample: Sample, name: str, count: int) -> Tampered:
    """Tampers in one way, so many times."""
    result = Tampered(name)
    while result.tried < count:
        what = WAYS[name](sample)
        result.tried += 1
        if not verify(sample.folder).faults:
            result.unseen.append(what)
        sample.restore()
    return result


def _raw(sample: Sample, *acts_: tuple[str, tuple[object, ...]]) -> None:
    """Works in the database as somebody who can switch its guards off, and puts them back, and the counter that would
    tell of it.
    """
    raw = sqlite3.connect(sample.database, isolation_level=None)
    (counter,) = raw.execute("PRAGMA schema_version").fetchone()
    guards = raw.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
    for name, _ in guards:
        raw.execute(f"DROP TRIGGER {name}")
    for statement, values in acts_:
        raw.execute(statement, values)
    for _, text in guards:
        raw.execute(text)
    raw.execute("VACUUM")
    raw.execute(f"PRAGMA schema_version = {counter}")
    raw.close()


def _delete(sample: Sample) -> str:
    if sample.chance.random() < 0.4:
        path = sample.choose()
        path.unlink()
        return f"{path.name} deleted"
    table = sample.chance.choice(("log", "content", "reading"))
    seq = sample.seq(table)
    _raw(sample, (f"DELETE FROM {table} WHERE seq = ?", (seq,)))
    return f"row {seq} of {table} deleted"


def _swap(sample: Sample) -> str:
    if sample.chance.random() < 0.4:
        part = sample.chance.choice(("originals", "exchanges"))
        one, two = sample.choose(part), sample.choose(part)
        if one == two:
            return _swap(sample)
        one.write_bytes(sample.bytes[two])
        two.write_bytes(sample.bytes[one])
        return f"{one.name} and {two.name} exchanged"
    table = sample.chance.choice(("log", "content", "reading"))
    one_seq, two_seq = sample.seq(table), sample.seq(table)
    if one_seq == two_seq:
        return _swap(sample)
    _exchange(sample, table, one_seq, two_seq)
    return f"rows {one_seq} and {two_seq} of {table} exchanged"


def _exchange(sample: Sample, table: str, one: int, two: int) -> None:
    move = f"UPDATE {table} SET seq = ? WHERE seq = ?"
    _raw(sample, (move, (-1, one)), (move, (one, two)), (move, (two, -1)))


def _cut(sample: Sample) -> str:
    path = sample.database if sample.chance.random() < 0.3 else sample.choose()
    size = sample.chance.randrange(len(sample.bytes[path]))
    path.write_bytes(sample.bytes[path][:size])
    return f"{path.name} cut to {size} bytes"


def _repeat(sample: Sample) -> str:
    table = sample.chance.choice(("log", "content", "reading"))
    seq, last = sample.seq(table), sample.heads[-1].entries + 2
    columns = "time, kind, commitment, hash" if table == "log" else "salt, body, about"
    columns = "reading, extracted" if table == "reading" else columns
    _raw(sample, (f"INSERT INTO {table} SELECT ?, {columns} FROM {table} WHERE seq = ?", (last, seq)))
    return f"row {seq} of {table} repeated"


def _reorder(sample: Sample) -> str:
    seq = sample.chance.randrange(1, sample.heads[-1].entries)
    for table in ("log", "content"):
        _exchange(sample, table, seq, seq + 1)
    return f"entries {seq} and {seq + 1} told in the other order"


WAYS: Final[dict[str, Way]] = {
    "deleted": _delete,
    "swapped": _swap,
    "cut short": _cut,
    "told twice": _repeat,
    "put into another order": _reorder,
}


# --- the whole put back to an earlier state -------------------------------------------------------------------------


def roll_back(sample: Sample, count: int) -> Tampered:
    """Puts the whole back to an earlier state in which nothing is wrong, and compares it with a head kept elsewhere."""
    result = Tampered("rolled back")
    for _ in range(count):
        head = sample.chance.choice(sample.heads)
        last = sample.chance.randrange(1, head.entries)
        _back(sample, last)
        result.tried += 1
        alone, against = verify(sample.folder).faults, verify(sample.folder, [head]).faults
        if alone or [fault.what for fault in against] != ["rolled back"]:
            result.unseen.append(f"back to entry {last}, head of {head.entries}: {alone} {against}")
        sample.restore()
    return result


def _back(sample: Sample, last: int) -> None:
    """Leaves the workspace as it was when its log had so many entries."""
    with Workspace.open(sample.folder) as workspace:
        later = list(workspace.records.entries("report", "exchange", after=last))
        gone = [path for entry in later for path in _files_of(sample, entry.kind, entry.body or "")]
    for path in gone:
        path.unlink()
        if path.parent.parent.name == "exchanges":
            shutil.rmtree(path.parent)
    _raw(
        sample, *((f"DELETE FROM {table} WHERE seq > ?", (last,)) for table in ("reading", "erased", "content", "log"))
    )


def _files_of(sample: Sample, kind: str, body: str) -> Iterator[Path]:
    for path in sample.files:
        name = path.parent.name + path.name if kind == "report" else path.name
        if path != sample.database and len(name) >= 64 and name in body:
            yield path
