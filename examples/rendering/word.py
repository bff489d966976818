"""DOCX with real footnotes. python-docx writes none, so their part of the package is added here."""

from __future__ import annotations

import zipfile
from datetime import datetime
from io import BytesIO
from xml.sax.saxutils import escape

from docx import Document
from docx.document import Document as DocumentType
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph

from rendering.source import NOTE_REFERENCE, Block, Source

FIXED = (1980, 1, 1, 0, 0, 0)
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_UNUSED = ("/stylesWithEffects", "/thumbnail")
_STYLES = {"heading": "Heading 1", "subheading": "Heading 2"}


def render(source: Source) -> bytes:
    """The DOCX of a source; its `Saved` is the date of the document's properties."""
    document = Document()
    _describe(document, source.head)
    for block in source.blocks:
        _add(document, block)
    notes = [block for block in source.blocks if block.kind == "note"]
    if notes:
        _add_notes(document, notes)
    _leave_out_unused(document)
    out = BytesIO()
    document.save(out)
    return _repacked(out.getvalue())


def _describe(document: DocumentType, head: dict[str, str]) -> None:
    saved = datetime.fromisoformat(head["Saved"])
    properties = document.core_properties
    properties.title, properties.author = head["Title"], head["Author"]
    properties.last_modified_by, properties.comments = head["Author"], ""
    properties.created = properties.modified = saved


def _add(document: DocumentType, block: Block) -> None:
    match block.kind:
        case "heading" | "subheading":
            _write(document.add_paragraph(style=_STYLES[block.kind]), block.text)
        case "item":
            numbered = block.mark != "•"
            style = "List Number" if numbered else "List Bullet"
            _write(document.add_paragraph(style=style), block.text)
        case "table":
            table = document.add_table(rows=0, cols=len(block.rows[0]), style="Table Grid")
            for row in block.rows:
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.text = text
        case "paragraph":
            _write(document.add_paragraph(), block.text)


def _write(paragraph: Paragraph, text: str) -> None:
    pieces = NOTE_REFERENCE.split(text)
    for position, piece in enumerate(pieces):
        run = paragraph.add_run()
        if position % 2 == 0:
            run.text = piece
        else:
            run.font.superscript = True
            run._r.append(parse_xml(f'<w:footnoteReference {nsdecls("w")} w:id="{piece}"/>'))


def _add_notes(document: DocumentType, notes: list[Block]) -> None:
    separators = (
        '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p>'
        "</w:footnote>"
    )
    written = "".join(
        f'<w:footnote w:id="{note.mark}"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> '
        f"{escape(note.text)}</w:t></w:r></w:p></w:footnote>"
        for note in notes
    )
    xml = f'<?xml version="1.0" encoding="UTF-8"?><w:footnotes {nsdecls("w")}>{separators}{written}</w:footnotes>'
    package = document.part.package
    part = Part(PackURI("/word/footnotes.xml"), _TYPE, xml.encode(), package)
    document.part.relate_to(part, _RELATION)


def _leave_out_unused(document: DocumentType) -> None:
    """Parts of python-docx's template that no word of ours needs: they are most of the file's size."""
    for relations in (document.part.rels, document.part.package.rels):
        for key in [key for key, one in relations.items() if one.reltype.endswith(_UNUSED)]:
            del relations[key]


def _repacked(data: bytes) -> bytes:
    """The same package with fixed times, so that it does not tell when it was made."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            member = zipfile.ZipInfo(name, FIXED)
            member.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(member, old.read(name))
    return out.getvalue()
