"""Which lines of a text begin with a label of the table: "Date of arrest: 3 May 2020"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from habeas.reading.tables import load

BULLETS = " \t*•·–—-▪●>|#"
LONGEST = 40
"""Characters before a colon in which its label stands."""
_SHORT, _FEWEST_LINES = 48, 2
_SENTENCE_END = re.compile(r"(?:^|\s)[^\W\d_A-Z][\w-]{0,30}\.\s|\.[a-z]")
"""A full stop in a line that is none of "Dr." or "Prof."."""
"""Characters of a line that its writer ended, and how many such lines there are at least."""
_ANY_LINE = re.compile(r"[^\n]+")
_LINE = re.compile(r"^[^\n:]{2,44}:.*$", re.M)


@cache
def known_labels() -> frozenset[str]:
    """Every label of the table, in lower case."""
    table = load("labels")
    listed = [*table["attributes"].values(), *table["events"].values(), table["name"]]
    return frozenset(label for labels in listed for label in labels)


def label_before(text: str, colon: int) -> str | None:
    """The label of the table that stands between the beginning of a line, or a bar, and the colon at `colon`."""
    before = text[max(0, colon - LONGEST) : colon]
    label = re.split(r"[\n|;]", before)[-1].strip(BULLETS).lower()
    return label if label in known_labels() else None


def lines_of_a_sheet(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches into which a paragraph is cut: each line with a label stands alone, and each of an address."""
    at = start
    if text.find("\n", start, end) < 0:
        yield from _solid(text, start, end)
        return
    if _short_lines(text[start:end]):
        for found in _ANY_LINE.finditer(text, start, end):
            yield from _solid(text, found.start(), found.end())
        return
    if text.find(":", start, end) >= 0:
        for line in _LINE.finditer(text, start, end):
            if label_before(text, text.index(":", line.start())) is None:
                continue
            yield from _solid(text, at, line.start())
            yield from _solid(text, line.start(), line.end())
            at = line.end()
    yield from _solid(text, at, end)


def _short_lines(paragraph: str) -> bool:
    """Whether lines end where their writer ended them: all are short, and each begins like a name or number."""
    lines = [line.strip() for line in paragraph.split("\n")]
    lines = [line for line in lines if line]
    if len(lines) < _FEWEST_LINES or max(map(len, lines)) > _SHORT:
        return False
    return all(line[0].isupper() or line[0].isdigit() or line[-1] == ":" for line in lines) and not any(
        line.endswith((",", ";", "-")) or (line[-1].islower() and _SENTENCE_END.search(line)) for line in lines[:-1]
    )


def _solid(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretch without white space at its ends; nothing where there is nothing else."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
