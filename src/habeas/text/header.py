"""The head of a saved text: "Date: …", "Title: …", "By …" lines and the dateline of a news agency.

Only what a line says of itself is taken; nothing is inferred from the body.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from habeas.model.reading import Described, Passage, PassageRole
from habeas.text import cues
from habeas.text.stated_dates import edtf, is_date
from habeas.text.units import ends_sentence, lines

_MOST_LINES = 14
_LABELLED = re.compile(r"^[\s*_]*+([^\W\d_][^:\n]{1,24}?)[*_]*+\s*+[:：][*_\s]*+(\S[^\n]*)$")
_DATE_WORD = re.compile(
    r"^\s*(?:date|published|posted)\s+(?:on\s+)?(\d{4}-\d{2}-\d{2}"
    r"(?:[T ]\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?)?)\b\s*",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"^\s*(?:By|BY)\s+([^\W\d_a-z][^\n.!?:;]{2,70})\s*$")
# "GENEVA (12 March 2021) – …", "NAIROBI, Kenya, April 3, 2020 (Agency) — …": as news agencies begin a report.
_WIRE = re.compile(
    r"^\s*+(?P<place>[^\W\d_a-z][^\n–—()\d]{1,40}?)?[,\s]*+"
    r"\(?(?P<date>\d{1,2}\.? [^\W\d_]{3,12}\.?,? \d{4}|[^\W\d_]{3,12}\.? \d{1,2}, \d{4})\)?"
    r"(?:\s*+\([^\n()]{2,40}\))?\s*+[–—:-]{1,2}\s+(?=\S)"
)
_BETWEEN = re.compile(r"\s*[|•·]\s*|\t\s*|\s{3,}|\s+[–—]\s+(?=[A-Z][a-z]{3,9}:?\s)")
"""What stands between the parts of one line above a report: "By Ada Lund | Published: 3 May 2031"."""
_LONGEST_PART = 70
_ROLES: dict[str, PassageRole] = {"published": "dateline", "title": "title"}


class Header(NamedTuple):
    """The head's passages, what they say, and where the text after it begins."""

    passages: tuple[Passage, ...]
    found: Described
    end: int


class _Reader:
    """Goes through the first lines and gathers what they say; the first word on a field counts."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}
        self.passages: list[Passage] = []
        self.end = 0

    def take(self, field: str, value: str) -> None:
        if field == "published":
            day = edtf(value)
            if day is None:
                return
            value = day
        self.found.setdefault(field, value)

    def add(self, role: PassageRole, start: int, end: int) -> None:
        self.passages.append(Passage(role=role, start=start, end=end))
        self.end = end


def read_header(text: str, start: int, end: int) -> Header:
    """The header lines at the beginning of `text[start:end]`; a heading or residue of markup may stand among them."""
    reader = _Reader()
    reader.end = start
    title: tuple[int, int] | None = None
    for count, line in enumerate(lines(text, start, min(end, start + 20_000))):
        if count >= _MOST_LINES:
            break
        if not line.text.strip() or cues.is_furniture(line.text):
            continue
        if (
            _in_parts(reader, line.start, line.end, line.text)
            or _labelled(reader, line.start, line.end, line.text, title)
            or _opening(reader, line.start, line.text, title)
        ):
            continue
        if title is None and not reader.passages and len(line.text) <= 200:
            title = (line.start, line.end)
            continue
        break
    passages = sorted(reader.passages, key=lambda p: p.start)
    return Header(_with_gaps(text, start, passages, title), Described(**reader.found), reader.end)


def _label(text: str) -> tuple[str, str] | None:
    """The field that a line's label names, and what stands behind it: "Date: 3 May 2031"."""
    match = _LABELLED.match(text)
    field = cues.header_fields().get(match.group(1).strip().casefold()) if match else None
    return (field, match.group(2).rstrip()) if match is not None and field is not None else None


def _labelled(reader: _Reader, start: int, end: int, text: str, title: tuple[int, int] | None) -> bool:
    """Take a line that is nothing but a header line."""
    label = _label(text) if len(text) <= 300 else None
    if label is not None:
        field, value = label
        reader.take(field, value)
        reader.add(_ROLES.get(field, "furniture"), start, end)
        return True
    if byline := _BYLINE.match(text):
        reader.take("author", byline.group(1).strip())
        reader.add("furniture", start, end)
        return True
    if (title is not None or reader.passages) and is_date(text):
        reader.take("published", text)
        reader.add("dateline", start, end)
        return True
    return False


def _in_parts(reader: _Reader, start: int, end: int, text: str) -> bool:
    """Take a line of several parts of which one says who wrote the report or when, and none is a sentence."""
    parts = [part for part in _BETWEEN.split(text.strip()) if part]
    if len(parts) < 2 or any(len(part) > _LONGEST_PART or ends_sentence(part) for part in parts):
        return False
    said = dict(pair for part in reversed(parts) if (pair := _said(part)) is not None)
    if "published" not in said and "author" not in said:
        return False
    for field, value in said.items():
        reader.take(field, value)
    reader.add("furniture", start, end)
    return True


def _said(part: str) -> tuple[str, str] | None:
    """The field of which such a part tells, and what it says."""
    if label := _label(part):
        field, value = label
        return label if field != "published" or edtf(value) else None
    if byline := _BYLINE.match(part):
        return "author", byline.group(1).partition(",")[0].strip()
    return ("published", part) if is_date(part) else None


def _opening(reader: _Reader, start: int, text: str, title: tuple[int, int] | None) -> bool:
    """Take a date with which the first paragraph opens; the paragraph goes on after it."""
    match = _DATE_WORD.match(text)
    value = match.group(1) if match else None
    if match is None:
        match = _WIRE.match(text[:160])
        value = match["date"] if match else None
    if match is None or value is None or edtf(value) is None or edtf(value) == edtf(value)[:4]:  # type: ignore[index]
        return False
    reader.take("published", value)
    reader.add("dateline", start, start + match.end())
    return match.end() >= len(text.rstrip())


def _with_gaps(text: str, start: int, passages: list[Passage], title: tuple[int, int] | None) -> tuple[Passage, ...]:
    """The header's passages with what stands among them: the heading above it, and furniture."""
    out: list[Passage] = []
    position = start
    for passage in passages:
        for line in lines(text, position, passage.start):
            if line.text.strip():
                role: PassageRole = "title" if title == (line.start, line.end) else "furniture"
                out.append(Passage(role=role, start=line.start, end=line.end))
        out.append(passage)
        position = passage.end
    return tuple(out)
