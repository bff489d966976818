"""One page of a PDF as printed lines, each character with its offset in the page's text as pdfium gives it."""

from __future__ import annotations

import ctypes
import re
from dataclasses import dataclass, field

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from habeas.text.pdf_order import Word, reading_order

HYPHEN = "\ufffe"  # pdfium's mark for a hyphen at the end of a line, whose line end it leaves out
_LINE = re.compile(r"[^\r\n\ufffe]*(?:\ufffe|\r\n|\r|\n|$)")
_WORD = re.compile(r"\S+")
_RAISED = 0.8


@dataclass(slots=True)
class PrintedLine:
    """A line as printed. `marks` are the indices in `text` at which a raised figure begins. Edges in points."""

    page: int
    text: str
    offsets: list[int]
    size: float
    left: float
    right: float
    bottom: float
    hyphen: int | None = None
    marks: list[int] = field(default_factory=list)


class PageText:
    """The text of one page. `text` is what the offsets of its lines point into."""

    def __init__(self, page: pdfium.PdfPage, number: int) -> None:
        self.number = number
        self._textpage = page.get_textpage()
        count = self._textpage.count_chars()
        text = self._textpage.get_text_range() if count else ""
        self.text = text if len(text) == count else self._by_character(count)

    def close(self) -> None:
        self._textpage.close()

    def lines(self) -> list[PrintedLine]:
        """The page's lines that hold words, in pdfium's order."""
        found = []
        for match in _LINE.finditer(self.text):
            body = match.group().rstrip("\r\n\ufffe")
            words = [self._word(m.group(), match.start() + m.start()) for m in _WORD.finditer(body)]
            if words:
                hyphen = match.end() - 1 if match.group().endswith(HYPHEN) else None
                found.append(self._line(words, hyphen))
        return found

    def _by_character(self, count: int) -> str:
        codes = (pdfium_c.FPDFText_GetUnicode(self._textpage, index) for index in range(count))
        return "".join(chr(code) if code < 0x110000 else "\ufffd" for code in codes)

    def _box(self, index: int) -> tuple[float, float, float, float]:
        """Left, right, bottom and top of a character."""
        edges = [ctypes.c_double() for _ in range(4)]
        pdfium_c.FPDFText_GetCharBox(self._textpage, index, *edges)
        return edges[0].value, edges[1].value, edges[2].value, edges[3].value

    def _word(self, text: str, start: int) -> Word:
        offsets = tuple(range(start, start + len(text)))
        return Word(text, offsets, self._box(start)[0], self._box(offsets[-1])[0])

    def _line(self, words: list[Word], hyphen: int | None) -> PrintedLine:
        ordered = reading_order(words)
        edges = [self._box(word.offsets[at]) for word in (words[0], words[-1]) for at in (0, -1)]
        origin = (ctypes.c_double(), ctypes.c_double())
        pdfium_c.FPDFText_GetCharOrigin(self._textpage, words[0].offsets[0], *origin)
        line = PrintedLine(
            page=self.number,
            text="",
            offsets=[],
            size=self._size(words[len(words) // 2].offsets[0]),
            left=min(edge[0] for edge in edges),
            right=max(edge[1] for edge in edges),
            bottom=origin[1].value,
            hyphen=hyphen,
        )
        for word in ordered:
            self._append(line, word)
        return line

    def _append(self, line: PrintedLine, word: Word) -> None:
        if line.offsets:
            before = line.offsets[-1]
            line.text += " "
            line.offsets.append(before + 1 if 0 <= before == word.offsets[0] - 2 else -1)
        for index, (char, offset) in enumerate(zip(word.text, word.offsets, strict=True)):
            raised = index > 0 and char.isdigit() and self._size(offset) < _RAISED * line.size
            if raised and len(line.text) - 1 not in line.marks and not _in_mark(line):
                line.text += " "
                line.offsets.append(-1)
                line.marks.append(len(line.text))
            line.text += char
            line.offsets.append(offset)

    def _size(self, offset: int) -> float:
        return float(pdfium_c.FPDFText_GetFontSize(self._textpage, offset))


def _in_mark(line: PrintedLine) -> bool:
    """Whether the line ends in a raised figure that goes on."""
    return bool(line.marks) and line.text[line.marks[-1] :].isdigit() and line.marks[-1] < len(line.text)
