"""Sound files of every format that is read, made here: what the hostile ones are mutations of."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable
from functools import cache

from docx import Document
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from tests.collect.crates import mail, mbox, other, packed, response, wacz, warc
from tests.hostile.make_bad import ACCENTED, AFTER, CYRILLIC, SENTENCE, docx, pdf

PAGE = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Lindmere Watch</title>
<meta property="og:title" content="An arrest"><script type="application/ld+json">{{"@type": "NewsArticle",
"headline": "An arrest", "datePublished": "2023-05-05", "author": {{"name": "Ida Brandt"}}}}</script>
<style>p {{ color: red }}</style></head><body><nav><ul><li><a href="/">Home</a></li></ul></nav><article>
<h1>An arrest</h1><p>{SENTENCE}</p><p>{AFTER}</p>
<blockquote><p>{ACCENTED}</p>&mdash; Ida (@ida) May 5, 2023</blockquote>
<table><tr><th>Name</th><td>{CYRILLIC}</td></tr></table><ol><li>Release him&#33;</li></ol><figure><img src="a.png">
<figcaption>Photo: nobody</figcaption></figure><p id="fn1"><sup>1</sup> A note.</p></article></body></html>""".encode()


def pdf_of(**options: object) -> bytes:
    """A PDF whose streams are plain, so that a mutation changes what is in them."""
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1, pageCompression=0, **options)
    for number in range(3):
        canvas.bookmarkPage(f"p{number}")
        canvas.addOutlineEntry(f"Page {number}", f"p{number}", 0)
        for row, line in enumerate((SENTENCE, AFTER, ACCENTED)):
            canvas.drawString(60, 700 - 20 * row, line)
        canvas.linkURL("http://a.example/", (10, 10, 100, 100))
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def rich_docx() -> bytes:
    """A Word document with headings, a list and a table."""
    document = Document()
    document.add_heading("An arrest", 1)
    document.add_paragraph(SENTENCE)
    document.add_paragraph(AFTER, style="List Bullet")
    table = document.add_table(2, 2)
    for cell in table._cells:
        cell.text = ACCENTED
    document.sections[0].header.paragraphs[0].text = "Lindmere Watch"
    out = io.BytesIO()
    document.save(out)
    return repacked(out.getvalue(), zipfile.ZIP_DEFLATED)


def repacked(data: bytes, method: int) -> bytes:
    """A ZIP that does not hold the time of its making."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return packed([(zipfile.ZipInfo(name), archive.read(name)) for name in archive.namelist()], method)


def loose_docx() -> bytes:
    """A Word document whose parts are not compressed, so that a mutation changes what is in them."""
    return repacked(rich_docx(), zipfile.ZIP_STORED)


def old_mail() -> bytes:
    """A message in the ways of old ones: quoted-printable, an encoded subject, HTML beside the text."""
    lines = (
        "Received: from a.example by b.example; Thu, 4 May 2023 10:00:00 +0200",
        "From: =?utf-8?b?w4lsb2RpZSBCcmFuZHQ=?= <ida@lindmere.example>",
        "Subject: =?iso-8859-1?q?D=E9tention_=E0_Lindmere?=",
        "Date: Thu, 4 May 2023 10:00:00 +0200",
        "MIME-Version: 1.0",
        'Content-Type: multipart/alternative; boundary="cut"',
        "",
        "--cut",
        "Content-Type: text/plain; charset=iso-8859-1",
        "Content-Transfer-Encoding: quoted-printable",
        "",
        f"{SENTENCE} D=E9tenu.=",
        "> quoted",
        "--cut",
        "Content-Type: text/html; charset=utf-8",
        "",
        PAGE.decode(),
        "--cut--",
        "",
    )
    return "\r\n".join(lines).encode()


def whole_visit() -> bytes:
    """A web archive as a fetched page is kept."""
    compressed = response("http://a.example/b", gzip.compress(PAGE, mtime=0), Content_Encoding="gzip")
    asked = other("request", b"GET /b HTTP/1.1\r\nHost: a.example\r\n\r\n", WARC_Target_URI="http://a.example/b")
    return warc(other("warcinfo"), response("http://a.example/", b"", 301), compressed, asked, other("metadata"))


_MADE: dict[str, Callable[[], bytes]] = {
    "plain.pdf": pdf_of,
    "packed.pdf": lambda: pdf(SENTENCE, AFTER, ""),
    "locked.pdf": lambda: pdf_of(encrypt=StandardEncryption("", ownerPassword="owner", canPrint=0)),
    "page.html": lambda: PAGE,
    "legacy.html": lambda: PAGE.replace(b"utf-8", b"windows-1251").decode().encode("cp1251", "replace"),
    "rich.docx": rich_docx,
    "loose.docx": loose_docx,
    "small.docx": lambda: repacked(docx(SENTENCE), zipfile.ZIP_DEFLATED),
    "old.eml": old_mail,
    "attached.eml": lambda: mail("One", [("r.pdf", "application/pdf", pdf(SENTENCE)), ("n.html", "text/html", PAGE)]),
    "visit.warc": whole_visit,
    "crawl.warc": lambda: warc(*(response(f"http://a.example/{n}", PAGE) for n in range(3)), other("revisit")),
    "crawl.warc.gz": lambda: warc(*(response(f"http://a.example/{n}", PAGE) for n in range(3)), compressed=True),
    "crawl.wacz": lambda: wacz(warc(*(response(f"http://a.example/{n}", PAGE) for n in range(2)), compressed=True)),
    "mixed.zip": lambda: packed({"a.html": PAGE, "b.eml": old_mail(), "c.zip": packed({"d.txt": SENTENCE.encode()})}),
    "stored.zip": lambda: packed({"a.html": PAGE, "b.pdf": pdf_of(), "c.txt": CYRILLIC.encode()}, method=0),
    "box.mbox": lambda: mbox(old_mail(), mail("Two")),
    "notes.txt": lambda: b"An arrest\n\n%s[1]\n\n* one\n* two\n\n[1] A note.\n" % SENTENCE.encode(),
}


@cache
def sound() -> dict[str, bytes]:
    """Every sound file by its name, made once; the same bytes each time."""
    return {name: make() for name, make in _MADE.items()}
