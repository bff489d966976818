"""Quotation marks, odd ones included: which words stand inside them.

A mark that is never closed ends its quotation at the end of the paragraph; one that closes nothing is passed over. A
paragraph that opens with a mark while the one before it was left open goes on with the same quotation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from habeas.reading.neutral import plain_marks
from habeas.reading.page import Page
from habeas.reading.tables import words

_SAY = words("speech", "dashes", "forms")
"""Forms of verbs of saying, as they stand beside speech set off by dashes."""
_OPENING = "“„«"
_CLOSING = "”»"
_EITHER = '"'
_DASHES = " -", " –", " —"
_OPENED = re.compile(r"[-–—]\s")
_WHO = r"(?:[\w.’'-]+ ){0,7}?(?:" + "|".join(sorted(_SAY)) + r")(?: [\w.’'-]+){0,5}?"
_TAG = re.compile(rf"(?P<stop>[.,!?…]?) [-–—] {_WHO}[.,:;]? [-–—]\s|(?P<last>[.,!?…]) [-–—] {_WHO}[.,]?$")
"""Who says it, between dashes within what is said, or behind the last of them."""
_SINGLE_OPEN, _SINGLE_CLOSE = "‘", "’"


@dataclass(frozen=True)
class Quotation:
    """The words between two marks, which are left out. `closed`: its closing mark is there."""

    start: int
    end: int
    paragraph: int
    closed: bool
    goes_on: bool = False


def find_quotations(page: Page) -> tuple[Quotation, ...]:
    """Every quotation of the readable passages, in order, none inside another."""
    found: list[Quotation] = []
    text = plain_marks(page.text)
    for number, start, end in _paragraphs(page):
        dashed = list(_dialogue(text, start, end, number))
        left_open = bool(found) and not found[-1].closed and found[-1].paragraph == number - 1
        for quotation in dashed or _in_paragraph(text, start, end, number):
            first = text[start : quotation.start].strip(_OPENING + _EITHER + _SINGLE_OPEN + " ") == ""
            found.append(Quotation(quotation.start, quotation.end, number, quotation.closed, left_open and first))
            left_open = False
    return tuple(found)


def _paragraphs(page: Page) -> Iterator[tuple[int, int, int]]:
    """Number, start and end of every readable paragraph."""
    for number, tokens in groupby(page.all_tokens, key=page.paragraph):
        first, *others = tokens
        yield number, page.start(first), page.end(others[-1] if others else first)


def _in_paragraph(text: str, start: int, end: int, number: int) -> Iterator[Quotation]:
    opened: int | None = None
    for i in range(start, end):
        if opened is None:
            opened = i + 1 if _opens(text, i, start) else None
        elif _closes(text, i, end, single=text[opened - 1] == _SINGLE_OPEN):
            yield from _words(text, opened, i, number, closed=True)
            opened = None
    if opened is not None:
        yield from _words(text, opened, end, number, closed=False)


def _opens(text: str, i: int, start: int) -> bool:
    if text[i] in _OPENING:
        return text[i] == "«" or not text[i + 1 : i + 2].isspace()
    if text[i] == _EITHER or text[i] in _CLOSING:
        before = text[i - 1] if i > start else " "
        after = text[i + 1 : i + 2]
        return (before.isspace() or before in "(—–-,:") and not after.isspace() and after != ""
    if text[i] == _SINGLE_OPEN:
        before = text[i - 1] if i > start else " "
        return before.isspace() and _SINGLE_CLOSE in text[i : i + 600]
    return False


def _closes(text: str, i: int, end: int, *, single: bool) -> bool:
    if single:
        return text[i] == _SINGLE_CLOSE and not text[i + 1 : i + 2].isalnum()
    if text[i] in _CLOSING or text[i] == _EITHER:
        return True
    if text[i] in _OPENING:
        after = text[i + 1 : i + 2]
        return i + 1 >= end or after.isspace()
    return False


def _words(text: str, start: int, end: int, number: int, *, closed: bool) -> Iterator[Quotation]:
    inner = text[start:end]
    for begin, stop in _around_tag(inner):
        piece = inner[begin:stop]
        first = begin + len(piece) - len(piece.lstrip())
        last = stop - len(piece) + len(piece.rstrip(" \n\t\u00a0,;"))
        if first < last:
            yield Quotation(start + first, start + last, number, closed)


def _around_tag(inner: str) -> list[tuple[int, int]]:
    """The parts of what is quoted, without "— the mother writes. —" set between dashes inside the marks."""
    found = _TAG.search(inner) if any(dash in inner for dash in _DASHES) else None
    if found is None or found.start() == 0:
        return [(0, len(inner))]
    return [(0, found.start() + len(found["stop"] or found["last"] or "")), (found.end(), len(inner))]


def _dialogue(text: str, start: int, end: int, number: int) -> Iterator[Quotation]:
    """ "– They beat him, – the lawyer said. – He cannot walk.": speech that dashes alone set off."""
    paragraph = text[start:end]
    opened = _OPENED.match(paragraph)
    found = _TAG.search(paragraph, opened.end()) if opened is not None else None
    if opened is not None and found is not None and not any(mark in paragraph for mark in _OPENING + _EITHER):
        yield from _words(text, start + opened.end(), end, number, closed=True)
