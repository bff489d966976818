"""A row of a register as a report of its own, with a reading in which every value leads to its cell's words."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import msgspec

from habeas.model.check import checked
from habeas.model.reading import (
    Described,
    ReaderInfo,
    Reading,
    ReportInfo,
)
from habeas.model.vocabulary import EVENT_TYPES, PROPERTIES
from habeas.spreadsheets.making import Making
from habeas.spreadsheets.rendering import Row

READER = ReaderInfo("register", "1")
"""What reads rows. Its readings are not made again from the text alone: which column is what is not in it."""


class RowReading(msgspec.Struct, frozen=True, kw_only=True):
    """What a row comes to. `refused` says why it makes no report; `unread` which cells were not understood, and why."""

    data: bytes
    reading: Reading
    record: str = ""
    refused: str = ""
    unread: tuple[tuple[str, str], ...] = ()


def row_reading(row: Row) -> RowReading:
    """Makes a row a report and reads it by its columns. Never raises for what is in the cells."""
    made = Making(row)
    made.run()
    data = made.form.text.encode()
    digest = f"sha256:{hashlib.sha256(data).hexdigest()}"
    stated = Described(
        title=f"{row.register}: {made.name}"[:300] if made.name else row.register,
        publisher=row.register,
        published=made.published or row.as_of,
        url=made.url or None,
    )
    info = ReportInfo(
        id=digest,
        source=row.register,
        url=stated.url,
        title=stated.title,
        publisher=stated.publisher,
        published=stated.published,
        text_sha256=digest,
        stated=stated,
    )
    reading = Reading(
        report=info,
        text=made.form.text,
        reader=READER,
        passages=made.form.passages,
        entities=tuple(made.entities.values()),
        claims=tuple(made.claims),
        attributes=tuple(made.attributes),
        events=tuple(made.events),
    )
    refused = "" if made.name else "it names nobody"
    return RowReading(
        data=data, reading=checked(reading), record=made.record, refused=refused, unread=tuple(made.unread)
    )


def facts(found: Reading) -> Iterator[tuple[str, str, str]]:
    """What a row says, for people to look at: the term of the vocabulary, its value, and the words it leads to."""
    for one in found.attributes:
        yield PROPERTIES[one.property].label, str(one.value), " … ".join(span.quote for span in one.evidence)
    for event in found.events:
        yield EVENT_TYPES[event.type].label, event.when or "", " … ".join(span.quote for span in event.evidence)
