"""Printed lines joined to paragraphs, over the end of a page too, with hyphens at line ends undone."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise

from habeas.text.draft import Draft
from habeas.text.pdf_page import PrintedLine
from habeas.text.units import ends_sentence, is_list_item

_HEAD_LINES = 9
"""Lines of the first page among which whose letter it is, its number and its date stand."""
_SHORT = 0.65
"""Share of the page's width up to which such a line goes."""
_LAST_WORD = re.compile(r"(?<![\w’'-])[\w’'-]+$")
_FIRST_WORD = re.compile(r"^[\w’'-]+")


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together. `words` counts the document's words, for hyphens at line ends."""

    lines: list[PrintedLine]
    furniture: bool
    words: Counter[str] = field(default_factory=Counter)

    @property
    def size(self) -> float:
        return self.lines[0].size

    def write(self, draft: Draft, marks: dict[str, int]) -> None:
        """Write the paragraph as one line; `marks` gathers where each raised figure stands."""
        for index, line in enumerate(self.lines):
            for mark in line.marks:
                number = re.match(r"\d+", line.text[mark:])
                if number:
                    marks[number.group()] = draft.length + mark
            _write_line(draft, line)
            if index + 1 == len(self.lines):
                break
            if line.hyphen is None:
                draft.space(" ")
            elif keeps_hyphen(line.text, self.lines[index + 1].text, self.words):
                draft.write("-", f"page {line.page}", line.hyphen, line.hyphen + 1)
        last = self.lines[-1]
        if last.hyphen is not None:
            draft.write("-", f"page {last.page}", last.hyphen, last.hyphen + 1)


def _write_line(draft: Draft, line: PrintedLine) -> None:
    """Write a line in runs of characters that follow each other on the page too."""
    where = f"page {line.page}"
    start = 0
    for index in range(1, len(line.text) + 1):
        if index < len(line.text) and line.offsets[index] == line.offsets[index - 1] + 1 and line.offsets[index] > 0:
            continue
        if line.offsets[start] < 0:
            draft.space(line.text[start:index])
        else:
            draft.write(line.text[start:index], where, line.offsets[start])
        start = index


def keeps_hyphen(before: str, after: str, words: Counter[str]) -> bool:
    """Whether the hyphen at a line's end is the word's own: "Al-/Amour", "62-year-/old", "well-/being"."""
    left, right = _LAST_WORD.search(before), _FIRST_WORD.match(after)
    if left is None or right is None or not right.group()[0].islower():
        return True
    joined = (left.group() + right.group()).casefold()
    hyphened = f"{left.group()}-{right.group()}".casefold()
    if words[joined] != words[hyphened]:
        return words[hyphened] > words[joined]
    return "-" in left.group() or left.group()[-1].isdigit()


def paragraphs(pages: list[list[PrintedLine]], furniture: set[int], size: float) -> list[Paragraph]:
    """The paragraphs of a document; furniture stands beside them, never within."""
    words = Counter(w.casefold() for lines in pages for line in lines for w in re.findall(r"[\w’'-]+", line.text))
    found: list[Paragraph] = []
    held: Paragraph | None = None
    for lines in pages:
        step = _line_step(lines)
        width = max((line.right for line in lines if id(line) not in furniture), default=0.0)
        for number, line in enumerate(lines):
            apart = held is not None and lines is pages[0] and number < _HEAD_LINES and _head(held, line, width)
            if id(line) in furniture:
                found.append(Paragraph([line], True, words))
            elif held is not None and not apart and _goes_on(held, line, step, width):
                held.lines.append(line)
            else:
                held = Paragraph([line], False, words)
                found.append(held)
    return found


def _line_step(lines: list[PrintedLine]) -> float:
    """The distance between the lines within the paragraphs of a page, in points: where most paragraphs have one line
    only, most distances are those between paragraphs.
    """
    steps = sorted(a.bottom - b.bottom for a, b in pairwise(lines) if 2 < a.bottom - b.bottom < 60)
    return steps[len(steps) // 4] if steps else 14.0


def _head(held: Paragraph, line: PrintedLine, width: float) -> bool:
    """Whether a line at the top of the first page stands for itself: whose letter it is, its number, its date.

    It ends long before the others do, says no whole sentence, and the next line begins anew.
    """
    first = held.lines[0]
    if len(held.lines) > 1 or first.hyphen is not None or ends_sentence(first.text):
        return False
    short = first.right < first.left + _SHORT * (width - first.left)
    return short and (line.text[0].isupper() or line.text[0].isdigit())


def _goes_on(held: Paragraph, line: PrintedLine, step: float, width: float) -> bool:
    """Whether a line goes on with a paragraph."""
    before = held.lines[-1]
    if before.hyphen is not None:
        return True
    if abs(before.size - line.size) > 0.6 or (is_list_item(line.text) and _may_begin_item(held, before)):
        return False
    ended = ends_sentence(before.text)
    if before.page != line.page or line.bottom > before.bottom + 2:
        return not ended and line.text[0].islower()
    if before.bottom - line.bottom > 1.45 * max(min(step, 2.2 * line.size), 1.15 * line.size):
        return False
    short = before.right < width - 0.18 * (width - before.left)
    indented = line.left > before.left + 0.8 * line.size and before.left <= min(x.left for x in held.lines) + 1
    return not (ended and (short or (indented and len(held.lines) > 1)))


def _may_begin_item(held: Paragraph, before: PrintedLine) -> bool:
    return ends_sentence(before.text) or is_list_item(held.lines[0].text)
