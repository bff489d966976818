"""PDF documents: pages' text in reading order, wrapped lines joined to paragraphs, each character with its page.

Running heads and feet become furniture. A page that is only a picture is named in a note; nothing is recognised.
"""

from __future__ import annotations

import re
from collections import Counter
from statistics import median

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from habeas.model.reading import Described, Passage, PassageRole
from habeas.model.text import Extracted
from habeas.text import cues
from habeas.text.detect import PDF
from habeas.text.draft import Draft
from habeas.text.limits import Limits
from habeas.text.pdf_page import PageText, PrintedLine
from habeas.text.pdf_paragraphs import Paragraph, paragraphs
from habeas.text.refusal import UnreadableError
from habeas.text.units import ends_sentence, is_list_item, is_title_like

_PAGE_NUMBER = re.compile(
    r"^\W*+(?:page|seite|p\.)?\s*+(?:\d{1,4}|[ivxlc]{1,6})(?:\s*+(?:/|of|de|von)\s*+\d{1,4})?\W*$", re.IGNORECASE
)
_NOTE = re.compile(r"^(\d{1,3})[.)]?\s+\S|^\[(\d{1,3})\]")
_FROM_A_PROGRAM = re.compile(
    r"^(?:Microsoft Word|untitled|Document\d*$|.*\.(?:docx?|pdf|indd|odt|rtf)$)", re.IGNORECASE
)


def read_pdf(data: bytes, limits: Limits) -> Extracted:
    """The text of a PDF.

    Raises:
        UnreadableError: it is broken or encrypted.
    """
    document = _opened(data)
    draft = Draft(PDF)
    draft.found = _found(document)
    pages = _pages(document, draft, limits)
    furniture = _running(pages)
    size = _body_size(pages)
    marks: dict[str, int] = {}
    _write(draft, paragraphs(pages, furniture, size), size, marks)
    document.close()
    return draft.done(limits)


def _opened(data: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise UnreadableError("the PDF is encrypted: it opens with a password only") from error
        raise UnreadableError(f"broken: the PDF cannot be opened ({error})") from error


def _found(document: pdfium.PdfDocument) -> Described:
    """Title and author as the PDF states them; the day a file was made is no day of publication."""
    stated = document.get_metadata_dict(skip_empty=True)
    title = " ".join(stated.get("Title", "").split())
    author = " ".join(stated.get("Author", "").split())
    return Described(
        title=None if _FROM_A_PROGRAM.match(title) or cues.is_nobody(title) else title or None,
        author=None if cues.is_nobody(author) else author or None,
    )


def _pages(document: pdfium.PdfDocument, draft: Draft, limits: Limits) -> list[list[PrintedLine]]:
    """The lines of every page; pages that give none are said."""
    count = len(document)
    found: list[list[PrintedLine]] = []
    silent: list[int] = []
    broken: list[int] = []
    letters = 0
    for index in range(min(count, limits.pages)):
        try:
            lines, pictures = _page_lines(document, index)
        except pdfium.PdfiumError:
            broken.append(index + 1)
            continue
        if not lines and pictures:
            silent.append(index + 1)
        found.append(lines)
        letters += sum(len(line.text) for line in lines)
        if letters > limits.characters:
            break
    _say(draft, silent, "hold pictures only: no text could be read from them")
    _say(draft, broken, "are broken and were not read")
    unread = count - len(found) - len(broken)
    if unread:
        draft.partial(f"the PDF is too long: {unread:,} of its {count:,} pages were not read")
    return found


def _say(draft: Draft, numbers: list[int], what: str) -> None:
    if numbers:
        names = ", ".join(map(str, numbers[:50])) + (f" and {len(numbers) - 50} more" if len(numbers) > 50 else "")
        draft.partial(f"pages {names} {what}")


def _page_lines(document: pdfium.PdfDocument, index: int) -> tuple[list[PrintedLine], bool]:
    """A page's lines, and whether it holds a picture."""
    page = document[index]
    text = PageText(page, index + 1)
    lines = text.lines()
    kinds = (pdfium_c.FPDF_PAGEOBJ_IMAGE, pdfium_c.FPDF_PAGEOBJ_PATH, pdfium_c.FPDF_PAGEOBJ_FORM)
    pictures = not lines and any(True for _ in page.get_objects(filter=kinds, max_depth=2))
    text.close()
    page.close()
    return lines, pictures


def _edges(lines: list[PrintedLine]) -> list[PrintedLine]:
    """The two lines at the top and the two at the bottom of a page."""
    by_height = sorted(lines, key=lambda line: line.bottom)
    return by_height[:2] + by_height[2:][-2:]


def _running(pages: list[list[PrintedLine]]) -> set[int]:
    """The ids of lines that are running heads, feet or page numbers."""
    seen: Counter[str] = Counter()
    for lines in pages:
        seen.update({_numberless(line.text) for line in _edges(lines)})
    often = max(2, len(pages) // 2)
    found = set()
    for lines in pages:
        for line in _edges(lines):
            repeated = seen[_numberless(line.text)] >= often and any(map(str.isalpha, line.text))
            if repeated or (_PAGE_NUMBER.match(line.text) and len(lines) > 1):
                found.add(id(line))
    return found


def _numberless(text: str) -> str:
    return re.sub(r"\d+", "#", text)


def _body_size(pages: list[list[PrintedLine]]) -> float:
    """The size in which most of the text is set, in points."""
    sizes = [round(line.size, 1) for lines in pages for line in lines for _ in range(0, len(line.text), 20)]
    return median(sizes) if sizes else 0.0


def _write(draft: Draft, found: list[Paragraph], size: float, marks: dict[str, int]) -> None:
    for index, paragraph in enumerate(found):
        if draft.length:
            draft.space("\n\n")
        start = draft.length
        paragraph.write(draft, marks)
        role = _role(paragraph, draft.raw[start:], size, last=index == len(found) - 1)
        number = _NOTE.match(draft.raw[start : start + 10]) if role == "footnote" else None
        draft.mark(role, start)
        anchor = marks.get(number.group(1) or number.group(2)) if number else None
        if anchor is not None and anchor < start:
            draft.passages[-1] = Passage(role=role, start=start, end=draft.length, anchor=anchor)


def _role(paragraph: Paragraph, text: str, size: float, *, last: bool) -> PassageRole:
    if paragraph.furniture or cues.is_furniture(text):
        return "furniture"
    if cues.is_caption(text):
        return "caption"
    if paragraph.size < 0.93 * size and _NOTE.match(text):
        return "footnote"
    if is_list_item(text) and (len(paragraph.lines) > 1 or paragraph.size < 1.1 * size):
        return "list_item"
    if paragraph.size > 1.1 * size and len(text) < 300 and not text.rstrip().endswith("."):
        return "title"
    alone = len(paragraph.lines) == 1 and not last and not ends_sentence(text)
    return "title" if alone and is_title_like(text) else "body"
