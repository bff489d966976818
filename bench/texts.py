"""Texts to measure with: those of a folder of reports, as they are or repeated with variations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from habeas.text import Extractor

EXAMPLES = Path(__file__).parent.parent / "examples" / "reports"


def texts_of(folder: Path) -> list[str]:
    """The canonical texts of the reports in a folder, in the order of their paths, without the empty ones."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    with Extractor() as extractor:
        texts = [extractor.extract(path.read_bytes(), path.name).text for path in files]
    return [text for text in texts if text.strip()]


def words(text: str) -> int:
    """How many words a text has: runs between white space."""
    return len(text.split())


def enlarged(texts: list[str], least: int) -> list[str]:
    """At least `least` words: the texts, then variations of them, no two alike."""
    found: list[str] = []
    total = 0
    for text in _variations(texts):
        found.append(text)
        total += words(text)
        if total >= least:
            return found
    raise ValueError("there are no texts to enlarge")


def _variations(texts: list[str]) -> Iterator[str]:
    for turn in count() if texts else ():
        for text in texts:
            yield varied(text, turn)


def varied(text: str, turn: int) -> str:
    """The same words in other paragraphs' order and with other numbers; the text itself on turn 0."""
    if turn == 0:
        return text
    head, *rest = text.split("\n\n")
    at = turn % len(rest) if rest else 0
    moved = "\n\n".join([head, *rest[at:], *rest[:at]])
    return re.sub(r"\b[1-9]\d\b", lambda number: str(10 + (int(number[0]) - 10 + turn) % 90), moved)


def write(texts: list[str], folder: Path) -> None:
    """One plain text file for each text, numbered in order."""
    folder.mkdir(parents=True)
    for number, text in enumerate(texts):
        (folder / f"{number:05}.txt").write_text(text, encoding="utf-8")
