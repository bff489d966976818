"""Plain text cut into units: paragraphs, list items and other lines that stand for themselves.

A unit never cuts a sentence: lines that were wrapped at a fixed width stay together, and so does a line that goes on in
lower case.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from habeas.text import cues

WRAP = 100  # lines of wrapped text are hardly ever longer
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_BULLET = re.compile(
    r"^\s*(?:[•‣⁃◦▪▫■□●○·✓✔➢➤►*+-]|[–—](?=\s)|\(?\d{1,2}[.)]|\(?[a-zA-Z]\)|\(?[ivx]{1,5}\)"
    r"|(?:i{1,3}|iv|vi{0,3}|ix|xi{0,3}|[a-h])\.)\s+(?=\S)"
)
_SURE_BULLET = re.compile(r"^\s*[•‣⁃◦▪▫■□●○✓✔➢➤►]")
_DASH = re.compile(r"^\s*[–—]\s")
NOTE_MARK = re.compile(r"^\s*(?:\[(\d{1,3})\]|\[(\*{1,3})\]|([¹²³⁴-⁹⁰]{1,3}))\s*(?=\S)")
_QUOTED = re.compile(r"^>")
_HEADING = re.compile(r"^#{1,6}\s+\S")
_SENTENCE_END = re.compile(r"[.!?…;:。؟।۔][\"'”“’‘»«)\]*]*(?:\[\d{1,3}\]|[¹²³⁰-⁹])*\s*$")
_MARKS_AT_END = re.compile(r"(?:\[\d{1,3}\]|[¹²³⁰-⁹]){1,12}$")
_SENTENCE_WITHIN = re.compile(r"[^\W\d_]{3}[.!?][\"”’)]?(?:\[\d{1,3}\])?\s")


class Line(NamedTuple):
    """A line without its line end, and where it stands."""

    start: int
    end: int
    text: str


class Unit(NamedTuple):
    """Lines that belong together. `alone`: blank lines or the ends of the text stand on both sides."""

    start: int
    end: int
    text: str
    alone: bool


def lines(text: str, start: int, end: int) -> Iterator[Line]:
    """The lines of `text[start:end]`."""
    for match in _LINE.finditer(text, start, end):
        line = match.group().rstrip("\n")
        yield Line(match.start(), match.start() + len(line), line)


def blocks(text: str, start: int, end: int) -> Iterator[list[Line]]:
    """Lines between blank lines."""
    held: list[Line] = []
    for line in lines(text, start, end):
        if line.text.strip():
            held.append(line)
        elif held:
            yield held
            held = []
    if held:
        yield held


def units(text: str, start: int, end: int) -> Iterator[Unit]:
    """The units of `text[start:end]`, in order."""
    for block in blocks(text, start, end):
        pieces = list(_pieces(block))
        for piece in pieces:
            first, last = piece[0].start, piece[-1].end
            yield Unit(first, last, text[first:last], len(pieces) == 1)


def _pieces(block: list[Line]) -> Iterator[list[Line]]:
    wrapped = max(len(line.text) for line in block) <= WRAP
    held = [block[0]]
    for line in block[1:]:
        if _breaks(held, line.text, wrapped):
            yield held
            held = []
        held.append(line)
    yield held


def _breaks(held: list[Line], line: str, wrapped: bool) -> bool:
    """Whether a new unit begins with `line`, which follows the lines of `held`."""
    head, before = held[0].text, held[-1].text
    if is_quoted(before) != is_quoted(line) or _HEADING.match(before) or _HEADING.match(line):
        return True
    closed = ends_sentence(before) or _is_button(before, head)
    if cues.is_residue(line) or _is_button(before, head):
        return True
    if _BULLET.match(line) or NOTE_MARK.match(line):
        return closed or _SURE_BULLET.match(line) is not None or _is_marked(head) or _begins_list(before, line)
    if closed and not ends_sentence(line) and (cues.is_furniture(line) or cues.is_caption(line)):
        return True
    if wrapped or line.lstrip()[0].islower():
        return False
    return closed or is_title_like(before)


def _is_button(line: str, head: str) -> bool:
    """Whether a line is furniture to which no other line belongs; the last word of a paragraph is none."""
    return cues.is_residue(line) or (line is head and not ends_sentence(line) and cues.is_furniture(line))


def _is_marked(line: str) -> bool:
    return is_list_item(line) or NOTE_MARK.match(line) is not None


def _begins_list(before: str, line: str) -> bool:
    """Whether a list begins below a line that is no sentence: "We demand", "1. …"."""
    return is_title_like(before) and re.match(r"\s*\(?(?:1|a|i)[.)\s]|\s*[*+]", line) is not None


def is_list_item(line: str) -> bool:
    """Whether a line begins with a bullet or a number of a list."""
    return _BULLET.match(line) is not None


def is_dashed(line: str) -> bool:
    """Whether the bullet is a long dash, which may be speech or a signature as well."""
    return _DASH.match(line) is not None


def is_quoted(line: str) -> bool:
    """Whether a line of a message quotes an earlier one: "> …"."""
    return _QUOTED.match(line) is not None


def ends_sentence(line: str) -> bool:
    """Whether a line ends as a sentence does."""
    return _SENTENCE_END.search(line[-12:]) is not None


def is_title_like(line: str) -> bool:
    """Whether a line looks like a heading: short, no full stop, no comma at its end, beginning like a name."""
    text = _MARKS_AT_END.sub("", line.strip().strip("*_").strip())
    if _HEADING.match(line):
        return True
    if not 2 <= len(text) <= 110 or len(text.split()) > 16 or "\n" in text or _SENTENCE_WITHIN.search(text):
        return False
    if text[-1] in ".,;:…-–—。؟۔)" and not text.endswith("?)"):
        return False
    if text[-1] in '”"' and text[-2:-1] in ".,":
        return False
    if not any(char.isalpha() for char in text) or cues.post_end(text) is not None:
        return False
    return not next(char for char in text if char.isalnum()).islower()
