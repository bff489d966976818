"""A spreadsheet as cells of text, and how much of one is read."""

from __future__ import annotations

import re
import unicodedata

import msgspec

_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
Cells = tuple[str, ...]


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """How much of a file is read; beyond it the grid is cut and says so. A file over `file_bytes` is not read at all.

    `seconds` and `memory_bytes` bound the child that parses; what unpacks to more than `unpacked_bytes` is refused.
    """

    file_bytes: int = 20_000_000
    rows: int = 50_000
    columns: int = 300
    characters: int = 30_000_000
    cell: int = 32_767
    unpacked_bytes: int = 400_000_000
    seconds: float = 30.0
    memory_bytes: int = 512 * 1024 * 1024


DEFAULT = Limits()


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """One sheet. `rows` are its rows of cells with the number that each has in the file, empty rows left out."""

    name: str
    rows: tuple[tuple[int, Cells], ...] = ()


class Grid(msgspec.Struct, frozen=True, kw_only=True):
    """What is in a file, sheet by sheet. A file that could not be read has no sheets and says why in `notes`."""

    kind: str
    sheets: tuple[Sheet, ...] = ()
    notes: tuple[str, ...] = ()

    def sheet(self, name: str) -> Sheet | None:
        """The sheet of this name, else the first that has rows, else none."""
        own = [one for one in self.sheets if one.name == name]
        return next(iter([*own, *(one for one in self.sheets if one.rows)]), None)


def cell_text(words: str) -> str:
    """The words of a cell as a report's text may have them: NFC, line ends "\\n", nothing invisible, no space around.

    The same that the text stage does, so that a row's text is canonical as it is written.
    """
    text = _ENDS.sub("\n", words)
    kept = unicodedata.normalize("NFC", "".join(char for char in text if char in "\n\t" or not _invisible(char)))
    return "\n".join(line.strip() for line in kept.strip().split("\n") if line.strip())


_IGNORABLE = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0"
    + "".join(map(chr, range(0xFE00, 0xFE10)))
    + "".join(map(chr, range(0xE0100, 0xE01F0)))
)
"""Characters that show nothing, though Unicode does not call them controls (Default_Ignorable_Code_Point)."""
_VISIBLE = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd")
"""Format characters with a glyph of their own: Arabic number and pound signs, Syriac abbreviation mark and the like."""


def _invisible(char: str) -> bool:
    hidden = unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") and char not in _VISIBLE
    return hidden or char in _IGNORABLE
