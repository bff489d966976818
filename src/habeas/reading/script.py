"""In which script a name is written."""

from __future__ import annotations

from collections import Counter


def script_of(text: str) -> str:
    """ISO 15924 code of the script of most letters of a name."""
    counts = Counter(_block(c) for c in text if c.isalpha())
    return counts.most_common(1)[0][0] if counts else "Zyyy"


def _block(letter: str) -> str:
    code = ord(letter)
    ranges = (
        (0x0250, "Latn"),
        (0x0400, "Grek"),
        (0x0530, "Cyrl"),
        (0x0590, "Armn"),
        (0x0600, "Hebr"),
        (0x0780, "Arab"),
        (0x0E00, "Deva"),
        (0x0E80, "Thai"),
        (0x1000, "Laoo"),
        (0x10A0, "Mymr"),
        (0x1100, "Geor"),
        (0x1E00, "Latn"),
        (0x2000, "Latn"),
        (0x3040, "Zyyy"),
        (0x3100, "Jpan"),
        (0xA000, "Hani"),
        (0xD7B0, "Hang"),
    )
    return next((name for limit, name in ranges if code < limit), "Zyyy")


CAPITALS = "A-Z" + "".join(
    chr(code) for block in (range(0xC0, 0x250), range(0x1E00, 0x1F00)) for code in block if chr(code).isupper()
)
"""For a class of a pattern: the capital letters with which a name in Latin letters may begin, in any language."""
