"""A document as PDF: tagged, with the fonts that come with the program, the same bytes for the same document."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import fontpkg_amiri
import pypdfium2
import typst

from habeas.documents.model import (
    Block,
    Document,
    Heading,
    Items,
    Paragraph,
    Run,
    Source,
    Sources,
    Table,
    sources_of,
    text_of,
)
from habeas.documents.writing import (
    LRI,
    PDI,
    RLI,
    about_source,
    clean,
    isolated,
    line_rtl,
    lines_in,
    rtl,
    web,
    words,
)

DRAWN = ("LATIN", "ARABIC", "GREEK", "CYRILLIC", "HEBREW", "ARMENIAN", "GEORGIAN")
"""The scripts that the fonts draw; letters of others come out as boxes."""


@cache
def _template() -> bytes:
    return (files("habeas.documents") / "document.typ").read_bytes()


@cache
def _fonts() -> typst.Fonts:
    """The fonts that come with the program, and none of the machine's."""
    return typst.Fonts(include_system_fonts=False, font_paths=[str(Path(fontpkg_amiri.__file__).parent / "files")])


def as_pdf(document: Document) -> bytes:
    """The PDF of a document. No text of it is read as markup, and nothing is fetched.

    A letter of a script that `not_drawn` names comes out as a box.
    """
    made = datetime.fromisoformat(document.made).replace(tzinfo=UTC) if document.made else None
    return typst.compile(
        _template(),
        format="pdf",
        sys_inputs={"data": json.dumps(_data(document), ensure_ascii=False)},
        font_paths=_fonts(),
        timestamp=int(made.timestamp()) if made is not None else 0,
    )


def page_count(pdf: bytes) -> int:
    """How many pages a PDF has."""
    opened = pypdfium2.PdfDocument(pdf)
    try:
        return len(opened)
    finally:
        opened.close()


def not_drawn(document: Document) -> tuple[str, ...]:
    """The scripts of letters that a PDF could only show as boxes, by their Unicode names: DOCX and HTML show them."""
    letters = {letter for text in text_of(document) for letter in text if letter.isalpha()}
    scripts = {unicodedata.name(letter, "UNKNOWN").split()[0] for letter in letters if ord(letter) > 0x24F}
    return tuple(sorted(scripts - {*DRAWN, "MODIFIER", "COMBINING", "MICRO", "FEMININE", "MASCULINE", "DOUBLE-STRUCK"}))


def _data(document: Document) -> dict[str, Any]:
    own = words(document.language)
    seen: set[int] = set()
    return {
        "title": clean(document.title),
        "subtitle": clean(document.subtitle),
        "author": clean(document.author),
        "marks": clean(" · ".join(document.marks)),
        "language": document.language,
        "rtl": document.rtl,
        "page": own.page,
        "of": own.of,
        "blocks": [_block(document, block, seen) for block in document.blocks],
    }


def _block(document: Document, block: Block, seen: set[int]) -> dict[str, Any]:
    match block:
        case Heading():
            return {"type": "heading", "text": clean(block.text), "level": block.level}
        case Paragraph():
            turned = rtl("".join(run.text for run in block.runs))
            turned = document.rtl if turned is None else turned
            return {"type": "paragraph", "style": block.style, "rtl": turned, "runs": _runs(document, block.runs)}
        case Items():
            items = [_runs(document, item) for item in block.items]
            return {"type": "items", "numbered": block.numbered, "items": items}
        case Table():
            rows = [[_runs(document, cell) for cell in row] for row in block.rows]
            widths = block.widths or (1,) * len(block.head)
            return {"type": "table", "head": [clean(cell) for cell in block.head], "rows": rows, "widths": widths}
        case Sources():
            entries = [_entry(document, one) for one in block.entries if one.number not in seen]
            seen |= {one.number for one in block.entries}
            heading = block.heading or words(document.language).sources
            return {"type": "sources", "heading": clean(heading), "entries": entries}
    return {"type": "page"}


def _runs(document: Document, runs: Iterable[Run]) -> list[dict[str, Any]]:
    known = sources_of(document)
    made: list[dict[str, Any]] = []
    for number, line in enumerate(lines_in(runs)):
        base = line_rtl(line, document.rtl)
        if number:
            made.append(_run("\n"))
        if base != document.rtl:
            made.append(_run(RLI if base else LRI))
        for run in line:
            text = _quoted(run.text) if run.style == "quote" else _kept_apart(run.text, base)
            marks = [{"number": one, "known": one in known} for one in run.sources]
            made.append({**_run(text), "style": run.style, "address": web(run.address), "marks": marks})
        if base != document.rtl:
            made.append(_run(PDI))
    return made


def _run(text: str) -> dict[str, Any]:
    return {"text": text, "style": "plain", "address": None, "marks": []}


def _kept_apart(text: str, base: bool) -> str:
    """Words whose direction is not the document's, in marks that keep it to them."""
    turned = rtl(text)
    return clean(text) if turned is None or turned == base else isolated(clean(text))


def _quoted(text: str) -> str:
    return isolated(f"“{clean(text)}”")


def _entry(document: Document, source: Source) -> dict[str, Any]:
    lines = [
        {"label": label, "text": _kept_apart(text, document.rtl), "address": address}
        for label, text, address in about_source(source, document.language)
    ]
    return {"number": source.number, "quote": f"[{source.number}] {_quoted(source.quote)}", "lines": lines}
