"""Documents that leave the house: one small model, and its writers for HTML, DOCX and PDF.

Knows nothing of cases or statements: whoever makes a document hands in text, marks of sources and the sources.
"""

from __future__ import annotations

from habeas.documents.html import as_html, as_html_part
from habeas.documents.model import (
    Block,
    Document,
    Heading,
    Items,
    Language,
    PageBreak,
    Paragraph,
    Run,
    Source,
    Sources,
    Table,
)
from habeas.documents.pdf import as_pdf, not_drawn, page_count
from habeas.documents.word import as_docx

__all__ = [
    "Block",
    "Document",
    "Heading",
    "Items",
    "Language",
    "PageBreak",
    "Paragraph",
    "Run",
    "Source",
    "Sources",
    "Table",
    "as_docx",
    "as_html",
    "as_html_part",
    "as_pdf",
    "not_drawn",
    "page_count",
]
