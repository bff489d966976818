"""PDF with running heads and feet, tables, and footnotes at the foot of the page that refers to them.

The sources say where pages end, so that a footnote stands on the page of its reference.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)

from rendering.source import NOTE_REFERENCE, Block, Source

WIDTH, HEIGHT = A4
MARGIN = 24 * mm
MEASURE = WIDTH - 2 * MARGIN

BODY = ParagraphStyle("body", fontName="Times-Roman", fontSize=11.5, leading=16, spaceAfter=8)
HEADING = ParagraphStyle("heading", BODY, fontName="Helvetica-Bold", fontSize=15, leading=19, spaceAfter=8)
SUBHEADING = ParagraphStyle("subheading", BODY, fontName="Helvetica-Bold", fontSize=11, spaceBefore=4)
ITEM = ParagraphStyle("item", BODY, leftIndent=16, bulletIndent=2, spaceAfter=4)
NOTE = ParagraphStyle("note", BODY, fontSize=8.5, leading=10.5, spaceAfter=2)


def render(source: Source) -> bytes:
    """The PDF of a source.

    Raises:
        ValueError: a page of the source holds more than a page of paper.
    """
    pages = list(_pages(source.blocks))
    out = BytesIO()
    document = BaseDocTemplate(out, pagesize=A4, title=source.head["Title"], author=source.head["Author"], invariant=1)
    document.addPageTemplates([_template(source, page, number) for number, page in enumerate(pages, 1)])
    story: list[Flowable] = []
    for number, page in enumerate(pages, 1):
        story += [flowable for block in page if block.kind != "note" for flowable in _flow(block)]
        if number < len(pages):
            story += [NextPageTemplate(f"p{number + 1}"), PageBreak()]
    document.build(story)
    if document.page != len(pages):
        raise ValueError(f"{source.head['Title']}: {len(pages)} pages in the source, {document.page} on paper")
    return out.getvalue()


def _pages(blocks: tuple[Block, ...]) -> Iterator[list[Block]]:
    page: list[Block] = []
    for block in blocks:
        if block.kind == "page":
            yield page
            page = []
        else:
            page.append(block)
    yield page


def _flow(block: Block) -> list[Flowable]:
    match block.kind:
        case "heading":
            return [Paragraph(_marked(block.text), HEADING)]
        case "subheading":
            return [Paragraph(_marked(block.text), SUBHEADING)]
        case "item":
            return [Paragraph(_marked(block.text), ITEM, bulletText=block.mark)]
        case "table":
            return [_table(block), Spacer(1, 8)]
        case _:
            return [Paragraph(_marked(block.text), BODY)]


def _marked(text: str) -> str:
    return NOTE_REFERENCE.sub(r'<super size="7">\1</super>', escape(text))


def _table(block: Block) -> Table:
    cells = [[Paragraph(_marked(cell), NOTE) for cell in row] for row in block.rows]
    grid = [("GRID", (0, 0), (-1, -1), 0.4, colors.grey), ("BACKGROUND", (0, 0), (-1, 0), colors.whitesmoke)]
    return Table(cells, style=grid, hAlign="LEFT", colWidths=[MEASURE / len(block.rows[0])] * len(block.rows[0]))


def _template(source: Source, page: list[Block], number: int) -> PageTemplate:
    notes = [Paragraph(f"<super>{b.mark}</super> {_marked(b.text)}", NOTE) for b in page if b.kind == "note"]
    room = sum(note.wrap(MEASURE, HEIGHT)[1] + NOTE.spaceAfter for note in notes)
    frame = Frame(MARGIN, MARGIN + room, MEASURE, HEIGHT - 2 * MARGIN - room, 0, 0, 0, 0)

    def furnish(canvas: Canvas, _: BaseDocTemplate) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(MARGIN, HEIGHT - 14 * mm, source.head["Running head"])
        canvas.drawString(MARGIN, 12 * mm, source.head["Running foot"])
        canvas.drawRightString(WIDTH - MARGIN, 12 * mm, f"Page {number}")
        height = MARGIN + room - 4
        if notes:
            canvas.line(MARGIN, height, MARGIN + 50 * mm, height)
        for note in notes:
            height -= note.wrap(MEASURE, HEIGHT)[1] + NOTE.spaceAfter
            note.drawOn(canvas, MARGIN, height)

    return PageTemplate(f"p{number}", [frame], onPage=furnish)
