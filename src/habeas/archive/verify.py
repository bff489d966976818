"""Finds everything in a workspace that was altered, is missing, was added or was swapped, and names it.

Nothing is written, and nothing that stands in the workspace is relied on before it was compared. The rules are in
docs/archive-format.md.
"""

from __future__ import annotations

import base64
import hashlib
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final, Protocol

import msgspec

from habeas.archive import chain, durable, exchanges, heads, originals, postgresql, schema, server_side
from habeas.archive.database import DatabaseError
from habeas.archive.exchanges import Exchanges
from habeas.archive.findings import Fault, Findings, Row, Verdict, What
from habeas.archive.header import header_faults, settled
from habeas.archive.heads import Head, HeadError
from habeas.archive.originals import Originals, identifier
from habeas.archive.pages import filled
from habeas.archive.postgresql import ServerError
from habeas.archive.records import ErasureBody, ExchangeBody, ReadingBody, ReportBody, StampBody, WorkspaceBody
from habeas.archive.recovery import ERASING
from habeas.archive.stamps import StampError, check
from habeas.model.codec import from_json
from habeas.model.decision import Decision

DATABASE: Final = "habeas.sqlite"
_UNSOUND = (msgspec.DecodeError, UnicodeDecodeError)


def verify(folder: Path, kept: Sequence[Head] = ()) -> Verdict:
    """Compares all that is in the workspace, and the heads that somebody kept (`heads.read`), with each other.

    Raises:
        OSError: something could not be read for a reason that is not in the workspace.
    """
    found = Findings()
    # In this order, so that a report that comes in meanwhile is never taken for one that does not belong here.
    files = _Files(folder)
    if not _in_database(files, found):
        return found.verdict()
    _key(folder, found)
    _originals(files, found)
    _exchanges(files, found)
    _stamps(found)
    for head in kept:
        _head(head, found)
    return found.verdict()


def _in_database(files: _Files, found: Findings) -> bool:
    """Whether there is a database; takes in what it holds, and notes what is wrong with it."""
    folder = files.folder
    path = folder / DATABASE
    if (folder / postgresql.FILE).is_file():
        path = folder / postgresql.FILE
    elif not path.is_file():
        found.add("missing", DATABASE, "there is no database")
        return False
    else:
        found.faults.extend(_file(path, erasing=ERASING in files.begun))
    try:
        if path.name == DATABASE:
            _database(path, found)
        else:
            with server_side.reading(folder) as raw:
                server_side.guard_faults(raw, found)
                _records(raw, found)
    except (sqlite3.Error, UnicodeDecodeError, DatabaseError, ServerError) as error:  # may quote what is damaged
        found.add("damaged", path.name, f"it cannot be read to its end: {error}")
    return True


def _file(path: Path, *, erasing: bool) -> list[Fault]:
    """What is wrong with the database's file as a file; nothing where somebody is writing it just now."""
    before = path.stat()
    if not settled(path):
        return []
    faults = header_faults(path) or [
        Fault(what="damaged", where=DATABASE, why=f"in page {number}, a part that holds nothing is not empty")
        for number in filled(path, erasing=erasing)
    ]
    after = path.stat()
    untouched = settled(path) and (before.st_mtime_ns, before.st_size) == (after.st_mtime_ns, after.st_size)
    return faults if untouched else []


class _Asked(Protocol):
    """Either database. Text comes as bytes, which need not be text."""

    def execute(self, statement: str, /) -> Iterable[Any]: ...


class _Files:
    """The files of a workspace, and those among them that a run is just putting there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.originals = list(Originals(folder / originals.FOLDER).files())
        self.exchanges = list(Exchanges(folder / exchanges.FOLDER).files())
        self.begun = durable.marked(folder / durable.PARTS)


def _database(path: Path, found: Findings) -> None:
    raw = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=30.0, isolation_level=None)
    raw.text_factory = bytes
    try:
        raw.execute("BEGIN")
        _structure(raw, found)
        _records(raw, found)
    finally:
        raw.close()


def _records(raw: _Asked, found: Findings) -> None:
    _log(raw, found)
    _contents(raw, found)
    _readings(raw, found)
    _erased(raw, found)


def _structure(raw: sqlite3.Connection, found: Findings) -> None:
    for (line,) in raw.execute("PRAGMA integrity_check"):
        if line != b"ok":
            found.add("damaged", DATABASE, line.decode("utf-8", "replace"))
    query = "SELECT name, type, tbl_name, sql FROM sqlite_schema"
    fresh = sqlite3.connect(":memory:", isolation_level=None)
    try:
        fresh.text_factory = bytes
        fresh.executescript(schema.script())
        wanted = {row[0]: row[1:] for row in fresh.execute(query)}
        first = fresh.execute("PRAGMA schema_version").fetchone()[0]
    finally:
        fresh.close()
    there = {row[0]: row[1:] for row in raw.execute(query)}
    _order(raw, first, found)
    for name in sorted(wanted.keys() | there.keys()):
        what: What = "added" if name not in wanted else "missing" if name not in there else "altered"
        if wanted.get(name) != there.get(name):
            found.add(what, f"{DATABASE}: {name.decode('utf-8', 'replace')}", "it is not as this format has it")


def _order(raw: sqlite3.Connection, first: int, found: Findings) -> None:
    """Compares what SQLite counts and nobody reads: rows of the schema, and how often it was written anew."""
    rows = [row[0] for row in raw.execute("SELECT rowid FROM sqlite_schema")]
    if rows != list(range(1, len(rows) + 1)):
        found.add("damaged", f"{DATABASE}: sqlite_schema", "its rows are not numbered one after the other")
    # Each erasure, backup and unlocking writes it anew once, and has at least one entry.
    written = raw.execute("PRAGMA schema_version").fetchone()[0]
    entries = raw.execute("SELECT count(*) FROM log").fetchone()[0]
    if not first <= written <= first + 2 * entries:
        found.add("damaged", DATABASE, "in its header, the schema's counter is not as it was left")


def _log(raw: _Asked, found: Findings) -> None:
    before, last = chain.START, 0
    for seq, *values in raw.execute("SELECT seq, time, kind, commitment, hash FROM log ORDER BY seq"):
        time, kind, committed, hashed = map(_text, values)
        row = found.rows[seq] = Row(kind, committed, hashed)
        for gap in range(last + 1, seq):
            found.add("missing", f"entry {gap}", "the log goes on without it")
        if last + 1 == seq and chain.link(before, seq, time, kind, committed) != hashed:
            found.add("altered", found.called(seq), "its hash is not that of what it holds and of the entry before it")
        before, last = row.hash, seq
    found.by_commitment = {row.commitment: seq for seq, row in found.rows.items()}


def _contents(raw: _Asked, found: Findings) -> None:
    for seq, *values, about in raw.execute("SELECT seq, salt, body, about FROM content ORDER BY seq"):
        salt, body = (value if isinstance(value, bytes) else b"" for value in values)
        row = found.rows.get(seq)
        if row is None:
            found.add("added", f"the content of entry {seq}", "the log has no such entry")
            continue
        row.held = True
        _named(row, body)
        committed = chain.commitment(salt, body)
        if committed != row.commitment:
            other = found.by_commitment.get(committed)
            if other is None:
                found.add("altered", f"the content of {found.called(seq)}", "it is not what the log has committed to")
            else:
                found.add("swapped", f"the content of {found.called(seq)}", f"it is the content of entry {other}")
        elif not _body(row, body) or about != (chain.about(row.report) if row.report else None):
            found.add(
                "altered",
                f"the content of {found.called(seq)}",
                "it is not of its kind, or is looked up under another report",
            )


def _text(value: object) -> str:
    return value.decode("utf-8", "backslashreplace") if isinstance(value, bytes) else repr(value)


def _named(row: Row, body: bytes) -> None:
    """Notes which report an entry is about, as well as can be told."""
    try:
        row.report = str(msgspec.json.decode(body, type=dict).get("report", ""))
    except _UNSOUND:
        row.report = ""


def _body(row: Row, body: bytes) -> bool:
    """Takes what an entry holds, which is as it was committed to; False where that is not of its kind."""
    kinds: dict[str, type[msgspec.Struct]] = {
        "workspace": WorkspaceBody,
        "report": ReportBody,
        "reading": ReadingBody,
        "exchange": ExchangeBody,
        "erasure": ErasureBody,
        "decision": Decision,
        "stamp": StampBody,
    }
    if row.kind in kinds:
        try:
            row.body = from_json(body, kinds[row.kind])
        except _UNSOUND:
            return False
    return True


def _readings(raw: _Asked, found: Findings) -> None:
    seen: set[int] = set()
    for seq, reading, extracted in raw.execute("SELECT seq, reading, extracted FROM reading ORDER BY seq"):
        seen.add(seq)
        row = found.rows.get(seq)
        if row is None or not row.held:
            found.add("added", f"the reading of entry {seq}", "the log has no such reading")
        elif isinstance(row.body, ReadingBody):
            for name, data, wanted in (
                ("reading", reading, row.body.reading),
                ("text", extracted, row.body.extracted),
            ):
                if not isinstance(data, bytes) or hashlib.sha256(data).hexdigest() != wanted:
                    found.add("altered", f"the {name} of {found.called(seq)}", "it does not have its hash")
        elif row.kind != "reading":
            found.add("added", f"the reading of entry {seq}", "that entry is no reading")
    for seq, row in found.rows.items():
        if row.kind == "reading" and row.held and seq not in seen:
            found.add("missing", f"the reading of {found.called(seq)}", "the log commits to it")


def _erased(raw: _Asked, found: Findings) -> None:
    told = {
        seq: number
        for number, row in found.rows.items()
        if isinstance(row.body, ErasureBody)
        for seq in row.body.erased
    }
    there = dict(raw.execute("SELECT seq, erasure FROM erased ORDER BY seq"))
    for seq in sorted(told.keys() | there.keys()):
        if told.get(seq) != there.get(seq):
            by = there.get(seq)
            erasure = None if by is None else found.rows.get(by)
            # The content of an erasure may have been erased itself; then only its entry says that there was one.
            if told.get(seq) is None and erasure is not None and erasure.kind == "erasure" and not erasure.held:
                continue
            found.add("altered", f"the erasure of entry {seq}", "the log and the table of what was erased differ")
    for seq, row in found.rows.items():
        if row.held == (seq in there):
            what: What = "added" if row.held else "missing"
            why = "the log says that it was erased" if row.held else "the log does not say that it was erased"
            found.add(what, f"the content of {found.called(seq)}", why)
    found.erased = len(there)


def _key(folder: Path, found: Findings) -> None:
    first = found.rows.get(1)
    if first is None or not isinstance(first.body, WorkspaceBody):
        found.add("missing", "entry 1", "nothing says which workspace this is")
        return
    try:
        public = heads.public_key(folder)
    except HeadError as error:
        found.add("altered" if (folder / heads.KEY_FILE).exists() else "missing", heads.KEY_FILE, str(error))
        return
    if public != first.body.key:
        found.add("altered", heads.KEY_FILE, "it is not the key that the workspace was made with")


def _originals(files: _Files, found: Findings) -> None:
    kept = Originals(files.folder / originals.FOLDER)
    wanted: dict[Path, ReportBody] = {}
    for seq, row in found.rows.items():
        if isinstance(row.body, ReportBody):
            try:
                path = kept.path(row.body.report)
            except ValueError as error:
                found.add("altered", found.called(seq), str(error))
                continue
            if path in wanted:
                found.add("added", found.called(seq), "the report was taken in before")
            wanted[path] = row.body
    for path in sorted(set(files.originals) - wanted.keys()):
        name = f"sha256:{path.parent.name}{path.name}"
        if originals.mark(name) not in files.begun:
            found.add("added", str(path.relative_to(files.folder)), "no report in the log has this original")
    known = {body.report for body in wanted.values()}
    for path, body in wanted.items():
        _original(path, body, known, found)
    found.reports = len(wanted)


def _original(path: Path, body: ReportBody, known: set[str], found: Findings) -> None:
    where = f"the original {body.report} ({body.source})"
    if path.is_symlink() or not path.is_file():
        found.add("missing", where, "there is no such file" if not path.exists() else "it is not a file of its own")
        return
    is_now = identifier(path.read_bytes())
    if is_now == body.report:
        return
    if is_now in known:
        found.add("swapped", where, f"its file holds the bytes of {is_now}")
    else:
        found.add("altered", where, "its bytes do not have the hash that it goes by")


def _exchanges(files: _Files, found: Findings) -> None:
    folder = files.folder / exchanges.FOLDER
    wanted = {folder / r.body.name: r.body for r in found.rows.values() if isinstance(r.body, ExchangeBody)}
    for path in sorted(set(files.exchanges) - wanted.keys()):
        if exchanges.mark(path.parent.name) not in files.begun:
            found.add("added", str(path.relative_to(files.folder)), "no entry of the log speaks of this exchange")
    for path, body in wanted.items():
        where = f"the exchange {body.name} (on {body.report})"
        if path.is_symlink() or not path.is_file():
            found.add("missing", where, "there is no such file")
        elif hashlib.sha256(path.read_bytes()).hexdigest() != body.sha256:
            found.add("altered", where, "its bytes do not have the hash in the log")


def _stamps(found: Findings) -> None:
    for seq, row in found.rows.items():
        body = row.body
        if not isinstance(body, StampBody) or body.state != "present":
            continue
        witnessed = found.rows.get(body.entries)
        try:
            shown = check(base64.b64decode(body.token), body.hash, [body.root.encode()])
        except (StampError, ValueError) as error:
            found.add("altered", f"the timestamp of {found.called(seq)}", str(error))
            continue
        if witnessed is None or witnessed.hash != body.hash:
            why = f"at {shown.time}, {body.authority} witnessed another entry {body.entries}"
            found.add("rolled back", f"the timestamp of {found.called(seq)}", why)


def _head(head: Head, found: Findings) -> None:
    where = f"the head of {head.time} ({head.entries} entries)"
    first, row = found.rows.get(1), found.rows.get(head.entries)
    if first is None or first.hash != head.workspace:
        found.add("altered", where, "it is of another workspace, or the log was written anew from its start")
    elif isinstance(first.body, WorkspaceBody) and first.body.key != head.key:
        found.add("altered", where, "it was signed with another key than this workspace's")
    elif row is None:
        found.add("rolled back", where, f"the log has only {max(found.rows)} entries now")
    elif row.hash != head.hash:
        found.add("rolled back", where, f"entry {head.entries} is another one now: the log was written anew")
