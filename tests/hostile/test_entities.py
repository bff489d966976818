"""C7: XML cannot read files, reach addresses or grow, in any format that carries it.

Feeds: `tests/collect/test_feed.py`.
"""

from __future__ import annotations

import io
import socket
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest
from openpyxl import Workbook

from habeas.model.text import Extracted
from habeas.sandbox import Child, Confinement, EndedError
from habeas.spreadsheets.grid import Grid, Limits
from habeas.spreadsheets.sandbox import Job
from habeas.text import Extractor
from tests.collect.crates import mail, response, warc
from tests.hostile.bombs import NS, with_document

SECRET = "THE-SECRET-OF-THE-HOUSE"


class House(NamedTuple):
    """A file that nobody may read and a port that nobody may reach."""

    secret: Path
    listener: socket.socket

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.listener.getsockname()[1]}/x"

    def doctypes(self) -> dict[str, tuple[str, str]]:
        """Each trick: a document type, and what uses it."""
        laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
        return {
            "file": (f'[<!ENTITY x SYSTEM "file://{self.secret}">]', "&x;"),
            "address": (f'[<!ENTITY x SYSTEM "{self.url}">]', "&x;"),
            "public": (f'[<!ENTITY x PUBLIC "x" "{self.url}">]', "&x;"),
            "parameter": (f'[<!ENTITY % p SYSTEM "{self.url}"> %p;]', "x"),
            "parameter file": (f'[<!ENTITY % p SYSTEM "file://{self.secret}"> %p;]', "x"),
            "dtd": (f'SYSTEM "{self.url}.dtd"', "x"),
            "laughs": (f'[<!ENTITY l0 "lol">{laughs}]', "&l11;"),
            "quadratic": (f'[<!ENTITY q "{"q" * 100_000}">]', "&q;" * 10_000),
            "loop": ('[<!ENTITY a "&b;"><!ENTITY b "&a;">]', "&a;"),
        }


@pytest.fixture(scope="module")
def extractor() -> Iterator[Extractor]:
    with Extractor() as shared:
        yield shared


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET)
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(0)
    made = House(secret, listener)
    yield made
    with pytest.raises(BlockingIOError):
        listener.accept()
    listener.close()


def harmless(made: Extracted, began: float) -> None:
    assert SECRET not in str(made)
    assert len(made.text) < 3_000_000
    assert made.state != "refused" or made.notes
    assert time.monotonic() - began < 25


TRICKS = ("file", "address", "public", "parameter", "parameter file", "dtd", "laughs", "quadratic", "loop")


@pytest.mark.promise("C7")
@pytest.mark.parametrize("trick", TRICKS)
@pytest.mark.parametrize("part", ["word/document.xml", "docProps/core.xml", "word/styles.xml", "_rels/.rels"])
def test_in_a_word_document(extractor: Extractor, house: House, part: str, trick: str) -> None:
    doctype, use = house.doctypes()[trick]
    body = f'<w:document xmlns:w="{NS}"><w:body><w:p><w:r><w:t>{use}</w:t></w:r></w:p></w:body></w:document>'
    xml = f'<?xml version="1.0"?><!DOCTYPE w:document {doctype}>{body}'
    for written in (xml.encode(), xml.replace("?>", ' encoding="utf-16"?>', 1).encode("utf-16")):
        began = time.monotonic()
        made = extractor.extract(with_document(written, part), "a.docx")
        harmless(made, began)
        assert made.state == "refused"


def test_in_a_word_document_behind_much_white_space(extractor: Extractor, house: House) -> None:
    doctype, use = house.doctypes()["file"]
    body = f'<w:document xmlns:w="{NS}"><w:body><w:p><w:r><w:t>{use}</w:t></w:r></w:p></w:body></w:document>'
    xml = f'<?xml version="1.0"?>{" " * 9_000}<!DOCTYPE w:document {doctype}>{body}'
    began = time.monotonic()
    harmless(extractor.extract(with_document(xml.encode()), "a.docx"), began)


@pytest.mark.promise("C7")
@pytest.mark.parametrize("trick", TRICKS)
@pytest.mark.parametrize("way", ["xhtml", "html", "svg", "eml", "warc"])
def test_in_a_page(extractor: Extractor, house: House, way: str, trick: str) -> None:
    doctype, use = house.doctypes()[trick]
    xml = f'<?xml version="1.0"?><!DOCTYPE html {doctype}><html><body><p>Words. {use}</p></body></html>'
    name, data = {
        "xhtml": ("a.xhtml", xml.encode()),
        "html": ("a.html", xml.removeprefix('<?xml version="1.0"?>').encode()),
        "svg": ("a.svg", xml.replace("html", "svg").encode()),
        "eml": ("a.eml", mail("x", [("a.xhtml", "application/xhtml+xml", xml.encode())])),
        "warc": ("a.warc", warc(response("http://a.example/", xml.encode(), kind="application/xhtml+xml"))),
    }[way]
    began = time.monotonic()
    harmless(extractor.extract(data, name), began)


@pytest.fixture(scope="module")
def tables() -> Iterator[Child]:
    child = Child("habeas.spreadsheets.child", Confinement())
    yield child
    child.close()


PARTS = {
    "xl/workbook.xml": ("workbook", "<sheets>{}</sheets>"),
    "xl/worksheets/sheet1.xml": (
        "worksheet",
        '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>{}</t></is></c></row></sheetData>',
    ),
    "xl/sharedStrings.xml": ("sst", "<si><t>{}</t></si>"),
    "xl/styles.xml": ("styleSheet", "<cellStyles>{}</cellStyles>"),
}


def _workbook(part: str, xml: bytes) -> bytes:
    book = Workbook()
    book.active.append(["Name", "Ada"])
    sound, made = io.BytesIO(), io.BytesIO()
    book.save(sound)
    with zipfile.ZipFile(sound) as given, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as written:
        parts = {name: given.read(name) for name in given.namelist()}
        if part == "xl/sharedStrings.xml":
            kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
            types, listed = (
                "[Content_Types].xml",
                f'<Override PartName="/{part}" ContentType="{kind}"/></Types>'.encode(),
            )
            parts[types] = parts[types].replace(b"</Types>", listed)
            inline, shared = b't="inlineStr"><is><t>Name</t></is>', b't="s"><v>0</v>'
            assert inline in parts["xl/worksheets/sheet1.xml"]
            parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(inline, shared)
        assert part in parts or part == "xl/sharedStrings.xml"
        for name, data in (parts | {part: xml}).items():
            written.writestr(name, data)
    return made.getvalue()


@pytest.mark.promise("C7")
@pytest.mark.parametrize("trick", TRICKS)
@pytest.mark.parametrize("part", PARTS)
def test_in_a_workbook(tables: Child, house: House, part: str, trick: str) -> None:
    doctype, use = house.doctypes()[trick]
    root, inner = PARTS[part]
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    xml = f'<?xml version="1.0"?><!DOCTYPE {root} {doctype}><{root} xmlns="{space}">{inner.format(use)}</{root}>'
    began = time.monotonic()
    try:
        (reply,) = tables.ask(msgspec.msgpack.encode(Job(_workbook(part, xml.encode()), Limits())))
        grid = msgspec.msgpack.decode(reply, type=Grid)
    except EndedError as error:
        grid = Grid(kind="", notes=(str(error),))
    assert SECRET not in str(grid)
    assert len(str(grid)) < 3_000_000
    assert grid.notes or any(sheet.rows for sheet in grid.sheets)
    assert time.monotonic() - began < 35
