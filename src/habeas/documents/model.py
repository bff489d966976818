"""The parts of a document. Frozen, and as JSON without loss, so that what was sent can be kept as it was."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import msgspec

Language = Literal["en", "fr", "es", "ar"]
"""The languages in which documents are laid out (BCP 47). What is quoted in them keeps its own."""
LANGUAGES: tuple[Language, ...] = ("en", "fr", "es", "ar")
RTL: frozenset[str] = frozenset({"ar"})


def framed(language: str) -> Language:
    """The language that a document around a text in this one is laid out in: English where there is none."""
    return next((one for one in LANGUAGES if one == language.split("-", maxsplit=1)[0]), "en")


class Run(msgspec.Struct, frozen=True):
    """Some words in one style. `sources` are the numbers of the sources they rest on, `address` where they lead.

    `quote`: somebody else's words, in their own direction. `gap`: nothing is known, and that is shown.
    """

    text: str
    style: Literal["plain", "strong", "quote", "gap", "quiet"] = "plain"
    sources: tuple[int, ...] = ()
    address: str | None = None


class Heading(msgspec.Struct, frozen=True, tag="heading"):
    """A heading; `level` 1 is the highest below the title."""

    text: str
    level: Literal[1, 2] = 1


class Paragraph(msgspec.Struct, frozen=True, tag="paragraph"):
    """A paragraph. `quote` is set apart, in the direction of its own words; `address` keeps its lines."""

    runs: tuple[Run, ...]
    style: Literal["plain", "quote", "note", "address"] = "plain"


class Items(msgspec.Struct, frozen=True, tag="items"):
    """A list, with numbers or without."""

    items: tuple[tuple[Run, ...], ...]
    numbered: bool = False


class Table(msgspec.Struct, frozen=True, tag="table"):
    """A table. Every row has as many cells as `head`; `widths` are shares of the line, one a column, or none."""

    head: tuple[str, ...]
    rows: tuple[tuple[tuple[Run, ...], ...], ...]
    widths: tuple[int, ...] = ()


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """One statement that a document rests on, as its annex lists it.

    `date` is as people write it; `address` where it was published, `archived` where it is kept, `sha256` the digest
    of the kept bytes; `key` the statement's key. Empty where there is none.
    """

    number: int
    quote: str
    said_by: str = ""
    title: str = ""
    date: str = ""
    address: str = ""
    archived: str = ""
    sha256: str = ""
    key: str = ""


class Sources(msgspec.Struct, frozen=True, tag="sources"):
    """The annex of sources."""

    entries: tuple[Source, ...]
    heading: str = ""


class PageBreak(msgspec.Struct, frozen=True, tag="page"):
    """What follows begins a page."""


Block = Heading | Paragraph | Items | Table | Sources | PageBreak


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """A document. `marks` stand at the head of each page ("Draft", a number); `made` is a day, ISO 8601, or empty."""

    title: str
    language: Language
    blocks: tuple[Block, ...]
    subtitle: str = ""
    marks: tuple[str, ...] = ()
    author: str = ""
    made: str = ""

    @property
    def rtl(self) -> bool:
        """Whether its language is written from right to left."""
        return self.language in RTL


def runs_of(document: Document) -> Iterator[Run]:
    """Every run of a document outside its annex, in order."""
    for block in document.blocks:
        match block:
            case Paragraph():
                yield from block.runs
            case Items():
                yield from (run for item in block.items for run in item)
            case Table():
                yield from (run for row in block.rows for cell in row for run in cell)


def sources_of(document: Document) -> dict[int, Source]:
    """The sources of a document by number."""
    return {s.number: s for block in document.blocks if isinstance(block, Sources) for s in block.entries}


def text_of(document: Document) -> Iterator[str]:
    """Every piece of text that a document shows, in order, labels of the writers left out."""
    yield from (document.title, document.subtitle, *document.marks)
    for block in document.blocks:
        match block:
            case Heading():
                yield block.text
            case Paragraph():
                yield from (run.text for run in block.runs)
            case Items():
                yield from (run.text for item in block.items for run in item)
            case Table():
                yield from block.head
                yield from (run.text for row in block.rows for cell in row for run in cell)
            case Sources():
                yield block.heading
                for one in block.entries:
                    yield from (one.quote, one.said_by, one.title, one.date, one.address, one.archived, one.sha256)
