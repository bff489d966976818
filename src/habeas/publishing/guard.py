"""Keeps spreadsheet programs from running what stands in a cell. Reversible: `unguarded(guarded(x)) == x`.

A cell is guarded with one apostrophe in front when a spreadsheet could take it for a formula: when its first
character, after white space and invisible characters and in its plain form (full-width "＝" is "="), is one
that starts a formula; and when it begins with an apostrophe already, so that the guard can be told from the
text.
"""

from __future__ import annotations

import unicodedata

GUARD = "'"
_STARTS = frozenset("=+-@|%\u2212\t\r\n\0")


def _ignorable(char: str) -> bool:
    return char.isspace() or unicodedata.category(char) in ("Cc", "Cf", "Mn", "Cn", "Co")


def risky(cell: str) -> bool:
    """Whether a spreadsheet program could take the cell for a formula."""
    for char in cell:
        if char in _STARTS:
            return True
        if _ignorable(char):
            continue
        return any(plain in _STARTS for plain in unicodedata.normalize("NFKC", char)[:1])
    return False


def guarded(cell: str) -> str:
    """The cell as it is safe to write."""
    return GUARD + cell if cell.startswith(GUARD) or risky(cell) else cell


def unguarded(cell: str) -> str:
    """The cell as it was before `guarded`."""
    return cell[1:] if cell.startswith(GUARD) else cell
