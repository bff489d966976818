"""A document as DOCX: real headings, lists and tables, right-to-left where it is, the same bytes every time."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from datetime import datetime
from io import BytesIO

import docx
from docx.document import Document as Word
from docx.enum.text import WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run as WordRun

from habeas.documents.model import Block, Document, Heading, Items, PageBreak, Paragraph, Run, Source, Sources, Table
from habeas.documents.writing import about_source, clean, directions, line_rtl, lines_in, parts, rtl, web, words

EPOCH = "1980-01-01"
"""The day that a package bears whose document has none: no file in a ZIP can be older."""
_SOFT, _WARN, _LINK = RGBColor(0x5D, 0x58, 0x50), RGBColor(0x8A, 0x2B, 0x12), RGBColor(0x0B, 0x5C, 0x63)
_LEFT, _RIGHT = "\u200e", "\u200f"
"""The invisible marks of a direction: of a run's own direction some office programs make nothing."""
_FONT, _ARABIC = "Times New Roman", "Traditional Arabic"


def as_docx(document: Document) -> bytes:
    """The DOCX of a document."""
    made = docx.Document()
    _set_up(made, document)
    for block in document.blocks:
        _add(made, document, block)
    out = BytesIO()
    made.save(out)
    return _repacked(out.getvalue())


def _set_up(made: Word, document: Document) -> None:
    day = datetime.fromisoformat(document.made or EPOCH)
    about = made.core_properties
    about.title, about.author, about.last_modified_by = clean(document.title)[:250], clean(document.author)[:250], ""
    about.language, about.comments, about.created, about.modified = document.language, "", day, day
    page = made.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(22)
    page.top_margin = page.bottom_margin = Mm(20)
    normal = made.styles["Normal"]
    normal.font.name, normal.font.size = _FONT, Pt(10.5)
    for name in ("Normal", "Heading 1", "Heading 2", "Heading 3"):
        fonts = made.styles[name].element.get_or_add_rPr().get_or_add_rFonts()
        fonts.attrib.clear()  # a theme's fonts would count before those named here
        for part in ("ascii", "hAnsi"):
            fonts.set(qn(f"w:{part}"), _FONT)
        fonts.set(qn("w:cs"), _ARABIC)
    if document.marks:
        _write(document, page.header.paragraphs[0], (Run(" · ".join(document.marks), "quiet"),))
    _numbered(document, page.footer.paragraphs[0])
    _write(document, made.add_paragraph(style="Heading 1"), (Run(document.title),))
    if document.subtitle:
        _write(document, made.add_paragraph(), (Run(document.subtitle, "strong"),))


def _numbered(document: Document, line: WordParagraph) -> None:
    """ "Page 1 of 3", counted by whoever opens it."""
    own = words(document.language)
    _directed(line, document.rtl)
    for said, field in ((f"{own.page} ", "PAGE"), (f" {own.of} ", "NUMPAGES")):
        _piece(line, said, document.rtl, document)
        element = OxmlElement("w:fldSimple")
        element.set(qn("w:instr"), field)
        line._p.append(element)


def _add(made: Word, document: Document, block: Block) -> None:
    match block:
        case Heading():
            _write(document, made.add_paragraph(style=f"Heading {block.level + 1}"), (Run(block.text),))
        case Paragraph():
            line = made.add_paragraph(style="Quote" if block.style == "quote" else "Normal")
            turned = rtl("".join(run.text for run in block.runs)) if block.style == "quote" else None
            quiet = block.style == "note"
            runs = (Run(r.text, "quiet", r.sources, r.address) if quiet else r for r in block.runs)
            _write(document, line, runs, turned)
        case Items():
            for number, item in enumerate(block.items, 1):
                # Written numbers: Word would go on counting where the list before stopped.
                style = "List Paragraph" if block.numbered else "List Bullet"
                first = (Run(f"{number}. "),) if block.numbered else ()
                _write(document, made.add_paragraph(style=style), (*first, *item))
        case Table():
            _table(made, document, block)
        case Sources():
            heading = block.heading or words(document.language).sources
            _write(document, made.add_paragraph(style="Heading 2"), (Run(heading),))
            for one in block.entries:
                _source(made, document, one)
        case PageBreak():
            made.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _table(made: Word, document: Document, block: Table) -> None:
    table = made.add_table(rows=1, cols=len(block.head), style="Table Grid")
    table.autofit = False
    if document.rtl:
        properties = table._tbl.tblPr
        properties.insert_element_before(OxmlElement("w:bidiVisual"), "w:tblW", "w:jc", "w:tblLayout", "w:tblLook")
    head = table.rows[0]
    head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell, text in zip(head.cells, block.head, strict=True):
        _write(document, cell.paragraphs[0], (Run(text, "strong"),))
    for row in block.rows:
        for cell, runs in zip(table.add_row().cells, row, strict=True):
            _write(document, cell.paragraphs[0], runs)
    widths = block.widths or (1,) * len(block.head)
    for column, share in zip(table.columns, widths, strict=True):
        for cell in column.cells:
            cell.width = Mm(166 * share / sum(widths))


def _source(made: Word, document: Document, source: Source) -> None:
    line = made.add_paragraph()
    line.paragraph_format.space_before, line.paragraph_format.space_after = Pt(6), Pt(0)
    line.paragraph_format.keep_with_next = True
    _write(document, line, (Run(f"[{source.number}] "), Run(source.quote, "quote")))
    for label, text, address in about_source(source, document.language):
        below = made.add_paragraph()
        below.paragraph_format.left_indent = Mm(6)
        below.paragraph_format.space_after = Pt(0)
        runs = (Run(f"{label}: ", "quiet"),) if label else ()
        _write(document, below, (*runs, Run(text, "quiet", (), address)))


def _write(document: Document, line: WordParagraph, runs: Iterable[Run], turned: bool | None = None) -> None:
    base = document.rtl if turned is None else turned
    _directed(line, base)
    for number, some in enumerate(lines_in(runs)):
        if number:
            line.add_run().add_break()
        for run in some:
            _write_run(document, line, run, (line_rtl(some, base), base))


def _write_run(document: Document, line: WordParagraph, run: Run, ways: tuple[bool, bool]) -> None:
    """`ways`: whether the line, and whether the paragraph runs from right to left."""
    text = clean(f"“{run.text}”" if run.style == "quote" else run.text)
    link = web(run.address)
    for part in parts(text):
        own = rtl(part)
        for piece, right in directions(part, ways[0] if own is None else own):
            made = _piece(line, _held(piece, right, ways[1]), right, document)
            _styled(made, run)
            if link is not None:
                made.font.color.rgb = _LINK
                _linked(line, made, link)
    for number in run.sources:
        _piece(line, _held(f"[{number}]", *ways), ways[0], document).font.superscript = True


def _held(text: str, right: bool, base: bool) -> str:
    """The text with its quotation marks, brackets and numbers on its own side, whatever stands around it."""
    mark = _RIGHT if right else _LEFT
    if not text.strip() or not (right or base):
        return text
    return f"{mark}{text}{mark}" if right != base else f"{mark}{text}"


def _directed(line: WordParagraph, right: bool) -> None:
    if right:
        line._p.get_or_add_pPr().insert_element_before(OxmlElement("w:bidi"), "w:spacing", "w:ind", "w:jc", "w:rPr")


def _piece(line: WordParagraph, text: str, right: bool, document: Document) -> WordRun:
    run = line.add_run(text)
    properties = run._r.get_or_add_rPr()
    if right:
        properties.append(OxmlElement("w:rtl"))
    language = OxmlElement("w:lang")
    language.set(qn("w:bidi" if right else "w:val"), "ar" if right else document.language if not document.rtl else "en")
    properties.append(language)
    return run


def _styled(run: WordRun, like: Run) -> None:
    match like.style:
        case "strong":
            run.font.bold = run.font.cs_bold = True
        case "gap":
            run.font.italic = run.font.cs_italic = True
            run.font.color.rgb = _WARN
        case "quiet":
            run.font.size = Pt(9)
            run.font.color.rgb = _SOFT


def _linked(line: WordParagraph, run: WordRun, address: str) -> None:
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), line.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    line._p.replace(run._r, link)
    link.append(run._r)


def _repacked(package: bytes) -> bytes:
    """The package with its files in one order, all of one day."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(package)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda one: (one != "[Content_Types].xml", one)):
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type, info.external_attr, info.create_system = zipfile.ZIP_DEFLATED, 0o600 << 16, 3
            new.writestr(info, old.read(name))
    return out.getvalue()
