"""A row of a register as a text: a heading and its cell on each line, and where each cell stands in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from habeas.model.reading import Passage
from habeas.model.span import Span
from habeas.spreadsheets.grid import cell_text
from habeas.spreadsheets.written import Order

_PARTS = re.compile(r"[;|\n]")


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A row with what people said of its register. `fields` are ids of `FIELDS`, one for each column, "" for none.

    `as_of` is the day as of which the register stands (EDTF), if anybody knows it.
    """

    register: str
    headings: tuple[str, ...]
    cells: tuple[str, ...]
    fields: tuple[str, ...]
    order: Order = ""
    as_of: str | None = None


class Written(msgspec.Struct, frozen=True):
    """One cell in the text of its row: the span of its heading, of its words, and of both together."""

    column: int
    heading: Span
    words: Span
    line: Span

    def parts(self, text: str) -> Iterator[Span]:
        """The values of a cell that holds several, with ";", "|" or a line break between them."""
        at = self.words.start
        for words in [*_PARTS.finditer(text, self.words.start, self.words.end), None]:
            end = self.words.end if words is None else words.start()
            if text[at:end].strip():
                yield Span.of(text, at, end)
            at = self.words.end if words is None else words.end()


class Rendered(msgspec.Struct, frozen=True):
    """The text of a row, its passages, and its cells in their order."""

    text: str
    passages: tuple[Passage, ...]
    cells: tuple[Written, ...]


def rendered(register: str, headings: Sequence[str], cells: Sequence[str]) -> Rendered:
    """The text of a row: the register's name, then every cell that is not empty with its heading before it."""
    title = " ".join(cell_text(register).split()) or "Register"
    text = f"{title}\n"
    places: list[tuple[int, int, int, int]] = []
    for column, cell in enumerate(cells):
        words = cell_text(cell)
        if not words:
            continue
        name = heading_words(headings, column)
        start = len(text) + 1
        text += f"\n{name}: {words}\n"
        places.append((column, start, start + len(name), len(text) - 1))
    written = tuple(
        Written(column, Span.of(text, start, middle), Span.of(text, middle + 2, end), Span.of(text, start, end))
        for column, start, middle, end in places
    )
    passages = (
        Passage(role="title", start=0, end=len(title)),
        *(Passage(role="body", start=one.line.start, end=one.line.end) for one in written),
    )
    return Rendered(text, passages, written)


def heading_words(headings: Sequence[str], column: int) -> str:
    """What a column is called: its heading on one line, or its number where it has none."""
    named = " ".join(cell_text(headings[column]).split()).rstrip(": ") if column < len(headings) else ""
    return named or f"Column {column + 1}"
