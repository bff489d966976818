"""Documents of every kind, made in memory, and the way back from a text to them."""

from __future__ import annotations

import email
import io
import random
import re
from collections.abc import Callable, Iterable
from email import policy
from email.message import EmailMessage

import pypdfium2 as pdfium
from docx import Document
from lxml import html
from reportlab.pdfgen import canvas

from habeas.model.text import Extracted, Origin

NAMES = ("Lena Torvik", "Ondrej Palm", "Mira Castellane", "Tobias Okonwe", "Yara Delmonte")
VERBS = ("was arrested in", "was transferred to", "has been held in", "fell ill in", "was released from")
PLACES = ("the Brenn prison", "Orvania", "the town of Halle Sund", "a cell of the Third Section", "Kastel")


def sentences(seed: int, count: int) -> list[str]:
    """Invented sentences, no two of them alike."""
    pick = random.Random(seed)
    return [
        f"{pick.choice(NAMES)} {pick.choice(VERBS)} {pick.choice(PLACES)} on {day % 28 + 1} April, "
        f"the lawyer said for the {day}th time."
        for day in range(count)
    ]


def page(body: str, head: str = "") -> bytes:
    """An HTML page."""
    return (
        f"<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>".encode()
    )


def pdf(pages: Iterable[Iterable[str]], size: int = 11, step: int = 14, **options: object) -> bytes:
    """A PDF with these printed lines on its pages; an empty line leaves a gap."""
    out = io.BytesIO()
    sheet = canvas.Canvas(out, **options)
    for lines in pages:
        sheet.setFont("Helvetica", size)
        for row, line in enumerate(lines):
            sheet.drawString(72, 780 - step * row, line)
        sheet.showPage()
    sheet.save()
    return out.getvalue()


def saved(document: object) -> bytes:
    """A Word document as bytes."""
    out = io.BytesIO()
    document.save(out)  # type: ignore[attr-defined]
    return out.getvalue()


def message(body: str, **headers: str) -> EmailMessage:
    """A message with a plain-text body."""
    made = EmailMessage()
    for name, value in headers.items():
        made[name] = value
    made.set_content(body)
    return made


def original(kind: str, data: bytes, origin: Origin) -> str:
    """The words at a place of the original, found there without the help of what is tested."""
    return _PLACES[kind](data, origin.where)[origin.start : origin.end]


def _in_html(data: bytes, where: str) -> str:
    (element,) = html.document_fromstring(data).getroottree().xpath(where)
    return str(element.xpath("string()"))


def _in_pdf(data: bytes, where: str) -> str:
    return str(pdfium.PdfDocument(data)[int(where.removeprefix("page ")) - 1].get_textpage().get_text_range())


def _in_docx(data: bytes, where: str) -> str:
    document = Document(io.BytesIO(data))
    numbers = [int(number) for number in re.findall(r"\d+", where)]
    if where.startswith("table"):
        table, row, cell, paragraph = (number - 1 for number in numbers)
        return str(document.tables[table].cell(row, cell).paragraphs[paragraph].text)
    inside = [p for p in document.element.body.iter() if p.tag.endswith("}p")]
    return "".join(t.text or "" for t in inside[numbers[0] - 1].iter() if t.tag.endswith("}t"))


def _in_mail(data: bytes, where: str) -> str:
    made = email.message_from_bytes(data, policy=policy.default)
    if where.startswith("header "):
        return str(made[where.removeprefix("header ")])
    number, _, path = where.removeprefix("part ").partition(" ")
    content = str(list(made.walk())[int(number) - 1].get_content())
    return _in_html(content.encode(), path) if path else content


_PLACES: dict[str, Callable[[bytes, str], str]] = {
    "txt": lambda data, where: data.decode("utf-8"),
    "html": _in_html,
    "pdf": _in_pdf,
    "docx": _in_docx,
    "eml": _in_mail,
}


def covered(extracted: Extracted) -> bool:
    """Whether the passages cover the text in order, without a gap or an overlap."""
    ends = [0, *(passage.end for passage in extracted.passages)]
    starts = [*(passage.start for passage in extracted.passages), len(extracted.text)]
    return ends == starts


def roles(extracted: Extracted) -> list[tuple[str, str]]:
    """Each passage's role with its words."""
    return [(p.role, extracted.text[p.start : p.end].strip()) for p in extracted.passages]


def words_of(extracted: Extracted, role: str) -> list[str]:
    """The words of the passages of one role."""
    return [words for own, words in roles(extracted) if own == role]
