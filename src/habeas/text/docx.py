"""Word documents (.docx): paragraphs, lists, tables and footnotes in the order of the document.

Opened with python-docx after a look at the archive; walked element by element, as python-docx itself passes over
insertions, content controls and text boxes.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, NamedTuple

from docx import Document
from docx.document import Document as OpenDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from lxml import etree

from habeas.model.reading import Described, Passage, PassageRole
from habeas.model.text import Extracted
from habeas.text import cues
from habeas.text.detect import DOCX
from habeas.text.draft import Draft
from habeas.text.limits import Limits
from habeas.text.refusal import UnreadableError, size
from habeas.text.units import is_list_item, is_title_like

_P, _T, _TAB, _BR, _CR, _NBHYPHEN = (qn(f"w:{name}") for name in ("p", "t", "tab", "br", "cr", "noBreakHyphen"))
_REFERENCES = {qn("w:footnoteReference"): "footnote", qn("w:endnoteReference"): "endnote"}
_DELETED = frozenset((qn("w:del"), qn("w:moveFrom")))
_ALTERNATIVE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# What zipfile raises on damaged archives: a seek before the start is a ValueError, one beyond all measure an
# OverflowError, bad compression a zlib.error.
_BROKEN_ARCHIVE = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    OverflowError,
    zlib.error,
)
_TABLE, _ROW, _CELL = qn("w:tbl"), qn("w:tr"), qn("w:tc")
_HEAD = 1 << 16
_ROOT = re.compile(rb"<[A-Za-z_]")
_HEADING = re.compile(r"^(?:heading|title|subtitle|überschrift|titre|título|заголовок)", re.IGNORECASE)


class _Found(NamedTuple):
    """A paragraph and its place in words."""

    element: Any
    where: str
    in_table: bool


def read_docx(data: bytes, limits: Limits) -> Extracted:
    """The text of a Word document.

    Raises:
        UnreadableError: it is broken, encrypted, or unpacks to too much.
    """
    _check_archive(data, limits)
    document = _opened(data)
    draft = Draft(DOCX)
    draft.found = _described(document)
    writer = _Writer(draft, document)
    for found in _paragraphs(document.element.body):
        writer.paragraph(found)
    writer.notes("footnote", RELATIONSHIP_TYPE.FOOTNOTES)
    writer.notes("endnote", RELATIONSHIP_TYPE.ENDNOTES)
    _furniture(writer, document)
    _say_unread(draft, document)
    return draft.done(limits)


def _check_archive(data: bytes, limits: Limits) -> None:
    """Refuse an archive that unpacks to too much, or whose XML declares entities, before anything is parsed."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > limits.archive_parts:
                raise UnreadableError(
                    f"the document has {len(parts):,} parts, over the limit of {limits.archive_parts:,}"
                )
            total = sum(part.file_size for part in parts)
            if total > limits.unpacked_bytes:
                raise UnreadableError(
                    f"the document unpacks to {size(total)}, over the limit of {size(limits.unpacked_bytes)}"
                )
            for part in parts:
                _check_part(archive, part, limits)
    except _BROKEN_ARCHIVE as error:
        raise UnreadableError(f"broken: the document cannot be unpacked ({error})") from error


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, limits: Limits) -> None:
    if part.flag_bits & 1:
        raise UnreadableError("the document is encrypted: it opens with a password only")
    if part.file_size > 1_000_000 and part.file_size > limits.unpacked_ratio * max(1, part.compress_size):
        raise UnreadableError(
            f"the document's part {part.filename[:80]!r} unpacks to {size(part.file_size)}: a zip bomb"
        )
    if part.filename.endswith((".xml", ".rels")):
        with archive.open(part) as stream:
            head = stream.read(_HEAD).replace(b"\0", b"")  # the same letters in UTF-16
        if head and _ROOT.search(head) is None:
            raise UnreadableError(f"broken: the document's part {part.filename[:80]!r} does not begin with an element")
        if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
            raise UnreadableError(
                f"the document's part {part.filename[:80]!r} declares entities, which no Word document does"
            )


def _opened(data: bytes) -> OpenDocument:
    try:
        document = Document(io.BytesIO(data))
    except (*_BROKEN_ARCHIVE, KeyError, TypeError, AttributeError, PackageNotFoundError, etree.XMLSyntaxError) as error:
        raise UnreadableError(f"broken: the document cannot be opened ({str(error)[:200]})") from error
    if getattr(document.element, "body", None) is None:
        raise UnreadableError("broken: the document has no body")
    return document


def _described(document: OpenDocument) -> Described:
    """The core properties; the day of saving is no day of publication."""
    core = document.core_properties
    return Described(title=core.title or None, author=core.author or None, language=core.language or None)


def _paragraphs(body: Any) -> Iterator[_Found]:
    """Every paragraph of the document in order, those of tables and text boxes too, numbered from 1."""
    tables = {table: number for number, table in enumerate(body.iter(_TABLE), 1)}
    for number, element in enumerate(body.iter(_P), 1):
        if any(part.tag == _ALTERNATIVE for part in element.iterancestors()):
            continue
        cell = next((part for part in element.iterancestors() if part.tag == _CELL), None)
        yield _Found(
            element,
            f"paragraph {number}" if cell is None else _cell_place(cell, element, tables),
            cell is not None,
        )


def _cell_place(cell: Any, paragraph: Any, tables: dict[Any, int]) -> str:
    row = next(part for part in cell.iterancestors() if part.tag == _ROW)
    table = next(part for part in row.iterancestors() if part.tag == _TABLE)
    down = list(table.iter(_ROW)).index(row) + 1
    across = [part for part in row if part.tag == _CELL].index(cell) + 1 if cell.getparent() is row else 1
    within = list(cell.iter(_P)).index(paragraph) + 1
    return f"table {tables[table]}, row {down}, cell {across}, paragraph {within}"


class _Writer:
    """Writes paragraphs and remembers where footnotes are pointed to."""

    def __init__(self, draft: Draft, document: OpenDocument) -> None:
        self.draft = draft
        self.document = document
        self.references: dict[tuple[str, str], int] = {}
        self.deleted = False

    def paragraph(self, found: _Found, role: PassageRole | None = None) -> int | None:
        """Write one paragraph; where it starts, or None where it holds no words."""
        pieces = list(self._pieces(found.element))
        if not "".join(text for text, _ in pieces).strip():
            return None
        if self.draft.length:
            self.draft.space("\n\n")
        start, offset = self.draft.length, 0
        for text, reference in pieces:
            if reference is not None:
                self.references.setdefault(reference, self.draft.length)
            self.draft.write(text, found.where, offset)
            offset += len(text)
        self.draft.mark(role or self._role(found, "".join(text for text, _ in pieces)), start)
        return start

    def _pieces(self, paragraph: Any) -> Iterator[tuple[str, tuple[str, str] | None]]:
        """The runs of text of a paragraph, and the footnotes that it points to; not those of a text box in it."""
        for element in paragraph.iter(_T, _TAB, _BR, _CR, _NBHYPHEN, *_REFERENCES, *_DELETED):
            if element.tag in _DELETED:
                self.deleted = True
                continue
            around = []
            for part in element.iterancestors():
                if part is paragraph:
                    break
                around.append(part.tag)
            if _P in around or _ALTERNATIVE in around or not _DELETED.isdisjoint(around):
                continue
            if element.tag in _REFERENCES:
                yield "", (_REFERENCES[element.tag], element.get(qn("w:id"), ""))
            elif element.tag == _TAB and element.getparent().tag != qn("w:r"):
                continue
            else:
                yield _text_of(element), None

    def _role(self, found: _Found, text: str) -> PassageRole:
        style = self._style(found.element)
        if style.lower() == "caption" or cues.is_caption(text):
            return "caption"
        if _HEADING.match(style):
            return "title"
        if cues.is_furniture(text):
            return "furniture"
        if style.lower().startswith("list") or _is_numbered(found.element) or is_list_item(text):
            return "list_item"
        bold = not found.in_table and is_title_like(text) and _is_bold(found.element)
        return "title" if bold else "body"

    def _style(self, paragraph: Any) -> str:
        style = self.document.styles.element.get_by_id(paragraph.style) if paragraph.style else None
        return (style.name_val or "") if style is not None else ""

    def notes(self, kind: str, relation: str) -> None:
        """Write the footnotes or endnotes, each with the place that points to it."""
        for root in _related(self.document, relation):
            for note in root.iter(qn(f"w:{kind}")):
                name = note.get(qn("w:id"), "")
                if note.get(qn("w:type")) in ("separator", "continuationSeparator", "continuationNotice"):
                    continue
                for number, element in enumerate(note.iter(_P), 1):
                    first = len(self.draft.passages)
                    self.paragraph(_Found(element, f"{kind} {name}, paragraph {number}", False), "footnote")
                    self._anchor(first, self.references.get((kind, name)))

    def _anchor(self, index: int, anchor: int | None) -> None:
        if index < len(self.draft.passages) and anchor is not None:
            old = self.draft.passages[index]
            self.draft.passages[index] = Passage(role="footnote", start=old.start, end=old.end, anchor=anchor)


def _text_of(element: Any) -> str:
    if element.tag == _T:
        return element.text or ""
    return {_TAB: "\t", _NBHYPHEN: "-"}.get(element.tag, "\n")


def _is_numbered(paragraph: Any) -> bool:
    return paragraph.pPr is not None and paragraph.pPr.numPr is not None


def _is_bold(paragraph: Any) -> bool:
    """Whether every run with words is bold: a heading made by hand."""
    runs = [run for run in paragraph.iter(qn("w:r")) if (run.text or "").strip()]
    return bool(runs) and all(run.rPr is not None and run.rPr.find(qn("w:b")) is not None for run in runs)


def _related(document: OpenDocument, relation: str) -> Iterator[Any]:
    """The roots of the parts that a relation of the document points to."""
    for relationship in document.part.rels.values():
        if relationship.reltype != relation or relationship.is_external:
            continue
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        try:
            yield etree.fromstring(relationship.target_part.blob, parser)
        except etree.XMLSyntaxError as error:
            raise UnreadableError(f"broken: a part of the document is no XML ({error.msg})") from error


def _furniture(writer: _Writer, document: OpenDocument) -> None:
    """Page headers and footers, once each."""
    for relation, kind in (
        (RELATIONSHIP_TYPE.HEADER, "page header"),
        (RELATIONSHIP_TYPE.FOOTER, "page footer"),
    ):
        for count, root in enumerate(_related(document, relation), 1):
            for number, element in enumerate(root.iter(_P), 1):
                writer.paragraph(_Found(element, f"{kind} {count}, paragraph {number}", False), "furniture")


def _say_unread(draft: Draft, document: OpenDocument) -> None:
    body = document.element.body
    if next(body.iter(*_DELETED), None) is not None:
        draft.notes.append("words that are deleted with tracked changes were left out; inserted ones were read")
    if next(_related(document, RELATIONSHIP_TYPE.COMMENTS), None) is not None:
        draft.notes.append("the document has comments, which were not read")
    pictures = sum(1 for _ in body.iter(qn("w:drawing")))
    if pictures:
        draft.notes.append(f"pictures in the document ({pictures}) were not read")
    if next(body.iter(qn("w:altChunk")), None) is not None:
        draft.partial("a part of the document that is stored in another format was not read")
