"""Workspaces with readings made by hand, for a desk that is then started on them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

import msgspec

from habeas.collect import Material
from habeas.model.reading import Reading
from habeas.model.text import Extracted
from habeas.workspace import Workspace, packed
from tests.factory import Draft


def filled(folder: Path, drafts: Iterable[Draft]) -> list[Reading]:
    """A new workspace with these readings, as if a reader had made them."""
    made = []
    with Workspace.init(folder) as opened:
        for draft in drafts:
            reading = draft.reading()
            data = reading.text.encode()
            report = f"sha256:{hashlib.sha256(data).hexdigest()}"
            reading = msgspec.structs.replace(reading, report=msgspec.structs.replace(reading.report, id=report))
            source = reading.report.source
            opened.add(Material(id=report, data=data, source=source, origin=source), "ana")
            extracted = Extracted(state="whole", text=reading.text, media_type="text/plain")
            opened.put_reading(reading, packed(extracted), "ana")
            made.append(reading)
    return made
