"""From one path to one reading: collect, extract, read. What a worker does, one report at a time."""

from __future__ import annotations

import hashlib
import os
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import msgspec

from habeas.collect import CollectError, Found, Material, load
from habeas.model.codec import to_json
from habeas.model.reading import Described, ReaderInfo, Reading, ReadState, ReportInfo
from habeas.model.text import Extracted
from habeas.readers import Choice, open_reader
from habeas.reading import Reader, read_report
from habeas.text import Extractor
from habeas.workspace import packed

TRACE = "HABEAS_TRACEBACK"
"""Set in the environment, a reader's failure is printed with its whole trace."""


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """What came of one path.

    `reading` is the reading as JSON and `extracted` its text as the workspace stores it; both are None
    where no bytes could be had. `settled` is False where another try might read more (the reader failed):
    such a reading is shown and not stored.
    """

    id: str | None
    shown: str
    state: ReadState
    notes: tuple[str, ...]
    reading: bytes | None = None
    extracted: bytes | None = None
    settled: bool = True


@contextmanager
def intake(choice: Choice) -> Iterator[Callable[[Found], Taken]]:
    """Opens a reader and an extractor for many reports: the function that takes one in.

    Raises:
        UnknownReaderError, ReaderSetupError: the reader that was chosen cannot be had.
    """
    loaded = open_reader(choice)
    with Extractor() as extractor:
        yield _Intake(loaded, extractor).take


class _Intake:
    def __init__(self, reader: Reader, extractor: Extractor) -> None:
        self._reader, self._extractor = reader, extractor

    def take(self, found: Found) -> Taken:
        """Reads one report. Never raises for what is in the report: that is said in the notes."""
        try:
            material = load(found)
        except CollectError as error:
            return missed(found.label, str(error))
        extracted = self._extractor.extract(material.data, found.source)
        info = report_info(material, extracted)
        try:
            reading = read_report(info, extracted, self._reader)
        except Exception as error:  # noqa: BLE001  # a reader may be anybody's; what it did is kept with the report
            if os.environ.get(TRACE):
                traceback.print_exc(file=sys.stderr)
            why = f"the reader {self._reader.name} failed: {type(error).__name__}: {error}"
            return unsettled(found, info, why, ReaderInfo(self._reader.name, self._reader.version))
        return Taken(
            id=material.id,
            shown=found.label,
            state=reading.state,
            notes=reading.notes,
            reading=to_json(reading),
            extracted=packed(extracted),
        )


def missed(shown: str, reason: str) -> Taken:
    """What comes of a path whose bytes cannot be had."""
    return Taken(id=None, shown=shown, state="refused", notes=(reason,))


def unsettled(found: Found, info: ReportInfo, why: str, reader: ReaderInfo) -> Taken:
    """What comes of a report on which the reader failed: refused for now, with an empty text."""
    reading = Reading(report=info, text="", reader=reader, state="refused", notes=(why,))
    return Taken(
        id=info.id,
        shown=found.label,
        state="refused",
        notes=reading.notes,
        reading=to_json(reading),
        settled=False,
    )


def lost(found: Found) -> Taken:
    """What comes of a report that ended the process reading it, twice."""
    try:
        material = load(found)
    except CollectError as error:
        return missed(found.label, str(error))
    info = report_info(material, Extracted(text="", media_type="application/octet-stream", state="refused"))
    return unsettled(found, info, "the process that read it was stopped, twice (memory?)", ReaderInfo("none", "0"))


def report_info(material: Material, extracted: Extracted) -> ReportInfo:
    """What is known of a report: what a person stated counts, then what was found in it; both are kept."""
    stated, found = material.stated, extracted.found
    return ReportInfo(
        id=material.id,
        source=material.source,
        credits=extracted.credits,
        media_type=extracted.media_type,
        text_sha256="sha256:" + hashlib.sha256(extracted.text.encode()).hexdigest(),
        stated=stated,
        found=found,
        **_what_counts(stated, found),
    )


def _what_counts(stated: Described, found: Described) -> dict[str, str | None]:
    said, seen = msgspec.structs.asdict(stated), msgspec.structs.asdict(found)
    return {name: said[name] if said[name] is not None else seen[name] for name in said}
