"""Text without case and marks, with the way back to where each letter stood."""

from __future__ import annotations

import unicodedata

_LETTERS = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ؤ": "و", "ئ": "ي", "’": "'", "‑": "-", "–": "-"}
)


def folded(text: str) -> str:
    """The text without case, accents and Arabic vowel signs, its digits those of ASCII."""
    return with_places(text)[0]


def with_places(text: str) -> tuple[str, list[int]]:
    """The same, and for each of its letters, and its end, the place in `text`."""
    out: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        for one in _plain(letter):
            out.append(one)
            places.append(place)
    return "".join(out), [*places, len(text)]


def _plain(letter: str) -> str:
    if letter.isdecimal():
        return str(unicodedata.decimal(letter))
    kept = letter.translate(_LETTERS)
    kept = "".join(one for one in unicodedata.normalize("NFKD", kept) if not unicodedata.combining(one))
    return "" if letter == "ـ" else kept.translate(_LETTERS).casefold()
