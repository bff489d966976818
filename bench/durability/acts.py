"""What the trials do in a workspace, and how it is told afterwards that nothing acknowledged was lost."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

import msgspec

from habeas.archive.durable import PARTS
from habeas.archive.originals import AlteredError
from habeas.archive.verify import verify
from habeas.collect import Material
from habeas.model.codec import to_json
from habeas.model.reading import Described, ReaderInfo, Reading, ReportInfo
from habeas.model.text import Extracted
from habeas.workspace import Workspace, WorkspaceError, packed

WHO = "ana"
SIZES = (40, 900, 5_000, 30_000, 200_000)
"""How many bytes reports have, so that some fit into one page of the database's file and some into none."""

Kind = Literal["report", "path", "reading", "decision"]


class Done(msgspec.Struct, frozen=True):
    """Something that the workspace has acknowledged: what it is, its name, and what it must be found to hold."""

    kind: Kind
    key: str
    holds: str


def material(chance: random.Random) -> Material:
    """A report of its own."""
    data = (f"{chance.getrandbits(64):016x} was held in Port Halden. " * 8_000)[: chance.choice(SIZES)].encode()
    digest = hashlib.sha256(data).hexdigest()
    return Material(
        id=f"sha256:{digest}",
        data=data,
        source=f"{digest[:8]}.txt",
        origin=f"/in/{digest[:8]}.txt",
        stated=Described(title=f"Held {digest[:4]}"),
    )


def acts(workspace: Workspace, chance: random.Random) -> Iterator[Done]:
    """Adds, reads and decides without end; gives out each act when the workspace has returned from it."""
    while True:
        report = material(chance)
        yield add(workspace, report)
        if chance.random() < 0.3:
            yield add_again(workspace, report, f"/elsewhere/{chance.getrandbits(32):08x}.txt")
        yield read(workspace, report)
        for _ in range(chance.randrange(3)):
            yield decide(workspace, chance)


def add(workspace: Workspace, report: Material) -> Done:
    """Takes a report in."""
    workspace.add(report, WHO)
    return Done("report", report.id, hashlib.sha256(report.data).hexdigest())


def add_again(workspace: Workspace, report: Material, origin: str) -> Done:
    """Takes a report in that is there, from another place."""
    workspace.add(msgspec.structs.replace(report, origin=origin), WHO)
    return Done("path", report.id, origin)


def read(workspace: Workspace, report: Material) -> Done:
    """Stores a reading of a report."""
    text = report.data.decode()
    info = ReportInfo(id=report.id, source=report.source, stated=report.stated)
    reading, extracted = Reading(report=info, text=text, reader=ReaderInfo("english", "1")), _packed(text)
    workspace.put_reading(reading, extracted, WHO)
    return Done("reading", report.id, _both(to_json(reading), extracted))


def decide(workspace: Workspace, chance: random.Random) -> Done:
    """Stores a decision."""
    made = workspace.decide("accept", (f"st:{chance.getrandbits(80):020x}",), WHO, seen=("event: somebody was held",))
    return Done("decision", made.id, hashlib.sha256(to_json(made)).hexdigest())


def _packed(text: str) -> bytes:
    return packed(Extracted(text=text, media_type="text/plain"))


def _both(reading: bytes, extracted: bytes) -> str:
    return hashlib.sha256(reading).hexdigest() + hashlib.sha256(extracted).hexdigest()


class Outcome(msgspec.Struct, frozen=True):
    """What was found after a trial: what was acknowledged and is not there as it was, and what is half there."""

    lost: tuple[str, ...] = ()
    half: tuple[str, ...] = ()


def outcome(folder: Path, done: Iterable[Done], stopped: int) -> Outcome:
    """Looks whether all of `done` is there byte for byte, and nothing half.

    `stopped`: how many acts were stopped before they were acknowledged; each may be there whole or not at all.
    """
    acknowledged = frozenset(done)
    half = [f"before it is opened: {fault.what} {fault.where}" for fault in verify(folder).faults]
    try:
        with Workspace.open(folder) as workspace:
            stored, gone = _stored(workspace)
    except WorkspaceError as error:
        return Outcome((str(error),), tuple(half))
    half += gone
    half += [f"a part is left: {path.name}" for path in (folder / PARTS).iterdir()]
    half += [f"after it was opened: {fault.what} {fault.where}" for fault in verify(folder).faults]
    more = stored - acknowledged
    # A report's first path comes with the report; it is no act of its own.
    count = len({(one.kind, one.key) if one.kind != "path" else one for one in more} - _first(stored))
    if count > stopped:
        half.append(f"{count} acts are there that nobody was told of, and only {stopped} were stopped")
    return Outcome(tuple(f"{one.kind} {one.key}" for one in sorted(acknowledged - stored, key=repr)), tuple(half))


def _first(stored: set[Done]) -> set[object]:
    return {one for one in stored if one.kind == "path" and one.holds.startswith("/in/")}


def _stored(workspace: Workspace) -> tuple[set[Done], list[str]]:
    """Everything that is there, and what of it is not whole."""
    found: set[Done] = set()
    half: list[str] = []
    brought = {one.report for one in workspace.custody()}
    for report in workspace.reports():
        try:
            found.add(Done("report", report.id, hashlib.sha256(workspace.original(report.id)).hexdigest()))
        except AlteredError as error:
            half.append(str(error))
        if report.id not in brought or report.stated.title is None:
            half.append(f"{report.id} is there without what came with it")
        newest = workspace.records.newest_reading(report.id)
        if newest is not None:
            found.add(Done("reading", report.id, _both(*workspace.records.reading(newest.seq))))
    found |= {Done("path", one.report, one.origin) for one in workspace.custody()}
    found |= {Done("decision", one.id, hashlib.sha256(to_json(one)).hexdigest()) for one in workspace.decisions()}
    return found, half
