"""A package of the archive in plain files, as a BagIt bag (RFC 8493); docs/archive-format.md says what is in it."""

from __future__ import annotations

import base64
import hashlib
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import msgspec

from habeas.archive import exchanges, originals, verify_alone
from habeas.archive.database import Database, Entry
from habeas.archive.heads import Head
from habeas.archive.originals import Originals
from habeas.archive.records import ExchangeBody, ReportBody, StampBody
from habeas.model.codec import from_json, reading_from_json, to_json
from habeas.model.decision import Decision
from habeas.model.identity import body_key, person_key, statement_key

_ALWAYS: Final = ("workspace", "erasure", "stamp")
_README: Final = """An archive of Habeas: reports as they came, where they came from, what was read and decided.

    python data/verify_alone.py .

verifies it with nothing but Python. log.jsonl is the whole log, a chain of hashes without any content; contents.jsonl
holds the contents of its entries that are in this package. head.json is the log's signed head.
"""


class _Line(msgspec.Struct, frozen=True):
    seq: int
    time: str
    kind: str
    commitment: str
    hash: str


class _Content(msgspec.Struct, frozen=True):
    seq: int
    salt: str
    body: str


def contents_for(database: Database, reports: Iterable[str] | None) -> tuple[int, ...]:
    """The entries whose contents belong into a package of these reports, or of all that is there.

    What was decided on a report goes with it, and that without which the log cannot be understood.
    """
    entries = list(database.entries())
    chosen = entries if reports is None else _about(database, entries, set(reports))
    return tuple(entry.seq for entry in chosen)


def write_bag(database: Database, workspace: Path, head: Head, contents: Iterable[int], bag: Path) -> None:
    """Writes a package into the folder `bag`, which is empty: the log up to the head, and the contents of the entries
    given.

    Raises:
        OSError: it could not be written.
        AlteredError: an original is not as it was stored; the package would not be worth anything.
    """
    data = bag / "data"
    data.mkdir()
    with database.at_once():
        entries = [entry for entry in database.entries(erased=True) if entry.seq <= head.entries]
        wanted = set(contents)
        chosen = [entry for entry in entries if entry.seq in wanted]
        _write_lines(data / "log.jsonl", (_Line(e.seq, e.time, e.kind, e.commitment, e.hash) for e in entries))
        _write_lines(data / "contents.jsonl", _contents(database, chosen))
        _write_readings(database, chosen, data)
        _copy_files(workspace, chosen, data)
    _write_stamps(chosen, data / "stamps")
    (data / "head.json").write_bytes(to_json(head) + b"\n")
    (data / "README.txt").write_text(_README, encoding="utf-8")
    shutil.copyfile(verify_alone.__file__, data / "verify_alone.py")
    _seal(bag, head)


def _about(database: Database, entries: list[Entry], reports: set[str]) -> Iterator[Entry]:
    """The entries that belong to some reports, and those without which the log cannot be understood."""
    keys: set[str] = set()
    for entry in entries:
        body = msgspec.json.decode(entry.body or "{}")
        if body.get("report") in reports and entry.kind == "reading":
            keys.update(_keys(database, entry))
    for entry in entries:
        body = msgspec.json.decode(entry.body or "{}")
        if (
            entry.kind in _ALWAYS
            or body.get("report") in reports
            or (entry.kind == "decision" and keys.intersection(from_json(entry.body or "", Decision).targets))
        ):
            yield entry


def _keys(database: Database, entry: Entry) -> Iterator[str]:
    """What decisions on a reading refer to."""
    reading = reading_from_json(database.reading(entry.seq)[0])
    for kind, statement in reading.statements():
        yield statement_key(reading, kind, statement)
    for entity in reading.entities:
        yield person_key(reading, entity)
        yield body_key(reading, entity)


def _contents(database: Database, chosen: Iterable[Entry]) -> Iterator[_Content]:
    for entry in chosen:
        held = database.content(entry.seq)
        if held is not None:
            yield _Content(entry.seq, held[0].hex(), held[1])


def _write_lines(path: Path, lines: Iterable[msgspec.Struct]) -> None:
    with path.open("wb") as out:
        out.writelines(to_json(line) + b"\n" for line in lines)


def _write_readings(database: Database, chosen: Iterable[Entry], data: Path) -> None:
    for name in ("readings", "texts"):
        (data / name).mkdir()
    for entry in chosen:
        if entry.kind == "reading" and entry.body is not None:
            reading, extracted = database.reading(entry.seq)
            (data / "readings" / f"{entry.seq}.json").write_bytes(reading)
            (data / "texts" / f"{entry.seq}.zlib").write_bytes(extracted)


def _write_stamps(chosen: Iterable[Entry], folder: Path) -> None:
    """Writes timestamps so that other tools can verify them: what was stamped, the answer, the root."""
    for entry in chosen:
        if entry.kind == "stamp" and entry.body is not None:
            body = from_json(entry.body, StampBody)
            if body.state == "present":
                folder.mkdir(exist_ok=True)
                (folder / f"{entry.seq}.txt").write_text(body.hash, encoding="ascii")
                (folder / f"{entry.seq}.tsr").write_bytes(base64.b64decode(body.token))
                (folder / f"{entry.seq}.pem").write_text(body.root, encoding="ascii")


def _copy_files(workspace: Path, chosen: Iterable[Entry], data: Path) -> None:
    kept, copies = Originals(workspace / originals.FOLDER), Originals(data / originals.FOLDER)
    for entry in chosen:
        if entry.kind == "report" and entry.body is not None:
            report = from_json(entry.body, ReportBody).report
            path = copies.path(report)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(kept.get(report))
        elif entry.kind == "exchange" and entry.body is not None:
            name = from_json(entry.body, ExchangeBody).name
            (data / exchanges.FOLDER / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(workspace / exchanges.FOLDER / name, data / exchanges.FOLDER / name)


def _seal(bag: Path, head: Head) -> None:
    """Writes what makes a folder with a `data` in it a bag."""
    files = sorted(path for path in (bag / "data").rglob("*") if path.is_file())
    size = sum(path.stat().st_size for path in files)
    _write_tag(bag / "bagit.txt", ["BagIt-Version: 1.0", "Tag-File-Character-Encoding: UTF-8"])
    _write_tag(
        bag / "bag-info.txt",
        [
            f"Bagging-Date: {head.time[:10]}",
            "Bag-Software-Agent: Habeas",
            f"External-Identifier: {head.workspace}",
            f"External-Description: An archive of Habeas at entry {head.entries} of its log, {head.hash}",
            f"Payload-Oxum: {size}.{len(files)}",
        ],
    )
    _write_tag(bag / "manifest-sha256.txt", [_listed(bag, path) for path in files])
    tags = ("bag-info.txt", "bagit.txt", "manifest-sha256.txt")
    _write_tag(bag / "tagmanifest-sha256.txt", [_listed(bag, bag / name) for name in tags])


def _write_tag(path: Path, lines: list[str]) -> None:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def _listed(bag: Path, path: Path) -> str:
    return f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(bag).as_posix()}"
