"""A large workspace in little time: invented reports with given readings, and decisions on some of what they say.

What is stored is what `habeas add`, `habeas read` and `habeas decide` store, entry for entry; it is only not waited for
after each report until it is on the disk, and the reader is spared. So nothing is measured while it is made.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Final

import msgspec

from bench.worlds.collection import World
from habeas.archive.packing import basis
from habeas.archive.records import CustodyBody, ReadingBody, ReportBody
from habeas.model.codec import to_json
from habeas.model.decision import Action, Decision
from habeas.model.identity import statement_key
from habeas.model.reading import Reading
from habeas.model.text import Extracted
from habeas.workspace import Workspace, packed

WHO: Final = "bench"
DECIDED: Final = 0.1
"""The part of the statements that somebody accepted or rejected."""
_AT_ONCE: Final = 500


def filled(
    folder: Path, reports: int, seed: int, changed: Callable[[Reading], Reading] | None = None
) -> tuple[int, int]:
    """Makes a workspace of so many reports in a new folder; gives how many statements and decisions there are.

    `changed`: what is made of each reading before it is stored.
    """
    chance = random.Random(f"{seed}/decided")
    statements = decisions = 0
    world = (one.reading for one in World(reports, seed).reports())
    made = world if changed is None else map(changed, world)
    with Workspace.init(folder) as workspace:
        while some := list(islice(made, _AT_ONCE)):
            with workspace.records.transaction():
                for reading in some:
                    _take_in(workspace, reading)
                keys = [key for reading in some for key in _keys(reading)]
                chosen = [key for key in keys if chance.random() < DECIDED]
                _decide(workspace, chosen, chance)
            statements += len(keys)
            decisions += len(chosen)
    return statements, decisions


def _take_in(workspace: Workspace, reading: Reading) -> None:
    """A report, who brought it, and its reading, within a transaction that is open."""
    info = reading.report
    # Its identifier is made from these bytes (bench.worlds.finishing).
    data = f"{info.source.removesuffix('.txt')}\n{reading.text}".encode()
    assert info.id == f"sha256:{hashlib.sha256(data).hexdigest()}"
    path = workspace.original_path(info.id)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.write_bytes(data)
    workspace.note("report", ReportBody(report=info.id, source=info.source, size=len(data)))
    custody = CustodyBody(report=info.id, who=WHO, how="file", origin=f"/in/{info.source}", source=info.source)
    workspace.note("custody", custody)
    made, extracted = to_json(reading), packed(Extracted(text=reading.text, media_type="text/plain"))
    body = ReadingBody(
        report=info.id,
        who=WHO,
        reader=reading.reader.name,
        version=reading.reader.version,
        basis=basis(info.stated),
        reading=hashlib.sha256(made).hexdigest(),
        extracted=hashlib.sha256(extracted).hexdigest(),
    )
    workspace.records.attach(workspace.note("reading", body), made, extracted)


def _keys(reading: Reading) -> Iterator[str]:
    for kind, statement in reading.statements():
        yield statement_key(reading, kind, statement)


def _decide(workspace: Workspace, keys: Sequence[str], chance: random.Random) -> None:
    for key in keys:
        action: Action = "accept" if chance.random() < 0.8 else "reject"
        made = Decision(id="", action=action, targets=(key,), author=WHO, time=workspace.clock())
        digest = hashlib.sha256(to_json(made) + key.encode()).hexdigest()
        workspace.note("decision", msgspec.structs.replace(made, id=f"de:{digest[:20]}", after=workspace.position()))
