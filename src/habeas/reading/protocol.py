"""What a reader is, how one is found, and the only way from a reader to a reading."""

from __future__ import annotations

from importlib.metadata import entry_points
from typing import Protocol

import msgspec

from habeas.model.check import checked
from habeas.model.reading import ReaderInfo, Reading, ReadState, ReportInfo
from habeas.model.text import Extracted

GROUP = "habeas.readers"


class Reader(Protocol):
    """Takes statements from the text of one report. Packages offer readers under the entry point `habeas.readers`.

    `read` gets the report as it is known and its canonical text, and proposes; it never decides and never sees another
    report. What it proposes without exact words is taken out by `read_report`.
    """

    @property
    def name(self) -> str: ...

    @property
    def version(self) -> str: ...

    def read(self, report: ReportInfo, extracted: Extracted) -> Reading: ...


class UnknownReaderError(LookupError):
    """No installed package offers a reader of this name: choose another."""


class ReaderSetupError(Exception):
    """The reader cannot read as it is set up: set it up otherwise. The message says what it needs."""


def load_reader(name: str = "english", *handed: object) -> Reader:
    """The reader that an installed package offers under `name`, made with whatever it is handed.

    Raises:
        UnknownReaderError: none does; the message lists those there are.
        ReaderSetupError: it needs something that it was not handed.
    """
    offered = {point.name: point for point in entry_points(group=GROUP)}
    if name not in offered:
        raise UnknownReaderError(f"no reader {name!r}; there are: {', '.join(sorted(offered))}")
    reader: Reader = offered[name].load()(*handed)
    return reader


def read_report(report: ReportInfo, extracted: Extracted, reader: Reader) -> Reading:
    """The checked reading of one report. A refused report gets an empty reading that says why.

    A reader may add what it found about the report; which report it is, what a person stated of it and the text
    that the quotations are checked against are never the reader's to say.
    """
    info = ReaderInfo(reader.name, reader.version)
    if extracted.state == "refused":
        return Reading(report=report, text="", reader=info, state="refused", notes=extracted.notes)
    reading = reader.read(report, extracted)
    notes = (*extracted.notes, *reading.notes)
    state: ReadState = "partial" if "partial" in (extracted.state, reading.state) else reading.state
    own = {name: getattr(report, name) for name in ("id", "source", "media_type", "text_sha256", "stated")}
    known = msgspec.structs.replace(reading.report, **own)
    return checked(
        msgspec.structs.replace(reading, report=known, text=extracted.text, reader=info, notes=notes, state=state)
    )
