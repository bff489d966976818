"""Files that are made to use up time, memory or disk: each must end within the limits, and say how."""

from __future__ import annotations

import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable

import brotli

from tests.collect.crates import mail, mbox, other, packed, response, warc
from tests.hostile.make_bad import SENTENCE, bomb_docx, deep_html, docx
from tests.hostile.sound import PAGE

NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def with_document(xml: bytes, name: str = "word/document.xml") -> bytes:
    """A Word document with this as one of its parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx(SENTENCE))) as sound, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in {*sound.namelist(), name}:
            new.writestr(part, xml if part == name else sound.read(part))
    return out.getvalue()


def document(body: str, doctype: str = "") -> bytes:
    return f'<?xml version="1.0"?>{doctype}<w:document xmlns:w="{NS}"><w:body>{body}</w:body></w:document>'.encode()


def laughs(root: str) -> str:
    lines = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    return f'<!DOCTYPE {root} [<!ENTITY l0 "lol">{lines}]>'


def pdf_from(objects: Iterable[bytes], root: int = 1) -> bytes:
    """A PDF of these objects, numbered from 1, with a sound table of where they are."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, made in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, made)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, root, start)
    return bytes(out)


def stream(data: bytes, more: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), more, data)


def _pages(content: bytes, resources: bytes = b"<< /Font << /F1 5 0 R >> >>", count: int = 1) -> list[bytes]:
    kids = b"3 0 R " * count
    return [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources %s >>" % resources,
        content,
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]


def flate_bomb_pdf(size: int = 300_000_000) -> bytes:
    packed_zeros = zlib.compress(b" " * size, 9)
    return pdf_from(_pages(stream(packed_zeros, b"/Filter /FlateDecode")))


def flate_in_flate_pdf() -> bytes:
    data = zlib.compress(zlib.compress(b"\0" * 400_000_000, 9), 9)
    return pdf_from(_pages(stream(data, b"/Filter [/FlateDecode /FlateDecode]")))


def kids_loop_pdf() -> bytes:
    return pdf_from(
        [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R 2 0 R] /Count 99999999 >>"]
    )


def form_loop_pdf() -> bytes:
    made = _pages(stream(b"/X1 Do"), b"<< /XObject << /X1 6 0 R >> >>")
    form = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X1 6 0 R >> >>"
    return pdf_from([*made, stream(b"/X1 Do /X1 Do", form)])


def billion_forms_pdf() -> bytes:
    """Forms that draw the next one ten times, nine deep."""
    made = _pages(stream(b"/X1 Do"), b"<< /XObject << /X1 6 0 R >> >>")
    for number in range(7, 17):
        form = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X1 %d 0 R >> >>" % number
        made.append(stream(b"/X1 Do " * 10, form))
    text = stream(b"BT /F1 9 Tf (lol) Tj ET", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9]")
    return pdf_from([*made, text])


def pixel_flood_pdf() -> bytes:
    made = _pages(stream(b"/I1 Do"), b"<< /XObject << /I1 6 0 R >> >>")
    image = b"/Type /XObject /Subtype /Image /Width 60000 /Height 60000 /ColorSpace /DeviceRGB /BitsPerComponent 8"
    return pdf_from([*made, stream(b"\0" * 100, image)])


def many_letters_pdf() -> bytes:
    words = b"BT /F1 1 Tf " + b"(lol lol lol lol) Tj 1 0 Td " * 200_000 + b"ET"
    return pdf_from(_pages(stream(zlib.compress(words), b"/Filter /FlateDecode")))


def same_page_pdf() -> bytes:
    words = b"BT /F1 9 Tf 50 700 Td " + b"(the same words again and again) Tj 0 -10 Td " * 60 + b"ET"
    return pdf_from(_pages(stream(words), count=50_000))


def deep_array_pdf() -> bytes:
    return pdf_from(
        [b"<< /Type /Catalog /Pages 2 0 R /X " + b"[" * 200_000 + b" >>", b"<< /Type /Pages /Kids [] /Count 0 >>"]
    )


def nested_zip(depth: int) -> bytes:
    made = SENTENCE.encode()
    for level in range(depth):
        made = packed({f"{level}.zip" if level else "a.txt": made})
    return made


def wide_zip(levels: int = 5) -> bytes:
    """Every level holds sixteen of the one below; the lowest ones are zeros."""
    made = packed({f"{n}.txt": b"\0" * 900_000 for n in range(16)})
    for _ in range(levels - 1):
        made = packed({f"{n}.zip": made for n in range(16)})
    return made


def overlapping_zip(entries: int = 3_000, size: int = 1_000_000) -> bytes:
    """Entries that all share the same packed bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", bytes(range(256)) * (size // 256))
    data = out.getvalue()
    at = data.index(b"PK\x01\x02")
    line, end = data[at : data.index(b"PK\x05\x06")], bytearray(data[data.index(b"PK\x05\x06") :])
    struct.pack_into("<HHI", end, 8, entries, entries, len(line) * entries)
    return data[:at] + line * entries + bytes(end)


def crowded_zip() -> bytes:
    return packed([(f"{number}.txt", b"") for number in range(60_000)], method=0)


def deep_mail(depth: int = 3_000) -> bytes:
    head = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(depth))
    return f"From: a\nSubject: deep\nTo: b\nMIME-Version: 1.0\n{head}\n{SENTENCE}\n".encode()


def crowded_mail() -> bytes:
    parts = f"--b\nContent-Type: text/plain\n\n{SENTENCE}\n" * 50_000
    return f'From: a\nSubject: s\nTo: b\nContent-Type: multipart/mixed; boundary="b"\n\n{parts}--b--\n'.encode()


def matryoshka_mail(depth: int = 300) -> bytes:
    made = SENTENCE.encode()
    for _ in range(depth):
        made = b"From: a\nTo: b\nSubject: s\nContent-Type: message/rfc822\n\n" + made
    return made


def long_headers_mail() -> bytes:
    return (
        b"From: a\nTo: "
        + b"a@b.example, " * 400_000
        + b"\nSubject: "
        + b"=?utf-8?q?x?= " * 200_000
        + b"\n\n"
        + SENTENCE.encode()
    )


def encoded_bomb(coding: str) -> bytes:
    big = b"\0" * 300_000_000
    data = gzip.compress(big) if coding == "gzip" else brotli.compress(big, quality=1)
    return warc(response("http://a.example/", data, Content_Encoding=coding))


def wide_html(kind: str) -> bytes:
    return {
        "attributes": b"<html><body><p " + b"a='b' " * 1_000_000 + b">" + PAGE,
        "entities": b"<html><body><p>" + b"&notanentity" * 500_000,
        "tables": b"<html><body>" + b"<table><tr><td>x" * 60_000,
        "tags": b"<html><body>" + b"<p>x</p>" * 700_000,
        "formatting": b"<html><body>" + b"<b><i><u><font>x</b>" * 100_000,
        "comments": b"<html><body>" + b"<!--" * 1_000_000,
        "opened": b"<" * 8_000_000,
        "links": b"<html><body>" + b"<a href=x>" * 300_000,
        "lists": b"<html><body>" + b"<ul><li>" * 200_000,
        "heads": b"<html><head>" + b"<meta name=a content=b>" * 300_000,
        "json": b'<html><script type="application/ld+json">' + b"[" * 500_000 + b"</script><p>x",
    }[kind]


def _html_bombs() -> dict[str, Callable[[], bytes]]:
    kinds = (
        "attributes",
        "entities",
        "tables",
        "tags",
        "formatting",
        "comments",
        "opened",
        "links",
        "lists",
        "heads",
        "json",
    )
    return {f"{kind}.html": (lambda kind=kind: wide_html(kind)) for kind in kinds}  # type: ignore[misc]


def _deep_xml() -> bytes:
    return with_document(document("<w:p>" * 100_000 + "<w:r><w:t>x</w:t></w:r>" + "</w:p>" * 100_000))


def _cells() -> bytes:
    cells = "<w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc>" * 20_000
    return with_document(document(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"))


def _tables() -> bytes:
    open_, close = "<w:tbl><w:tr><w:tc>" * 2_000, "</w:tc></w:tr></w:tbl>" * 2_000
    return with_document(document(f"{open_}<w:p><w:r><w:t>x</w:t></w:r></w:p>{close}"))


def _text(*pieces: tuple[str, int]) -> bytes:
    return "".join(piece * count for piece, count in pieces).encode()


BOMBS: dict[str, Callable[[], bytes]] = {
    "deep.html": lambda: deep_html(200_000),
    **_html_bombs(),
    "line.txt": lambda: (SENTENCE + " ").encode() * 500_000,
    "blank.txt": lambda: b"\n" * 40_000_000,
    "spaces.txt": lambda: b" " * 40_000_000,
    "combining.txt": lambda: _text(("e", 1), ("\u0301", 4_000_000)),
    "reordering.txt": lambda: _text(("a", 1), ("\u0301\u0316", 300_000)),
    "hangul.txt": lambda: _text(("\u1100\u1161", 3_000_000)),
    "invisible.txt": lambda: _text(("\u200b", 8_000_000), (SENTENCE, 1)),
    "bullets.txt": lambda: b"* x\n" * 2_000_000,
    "notes.txt": lambda: b"".join(b"[%d] x\n" % (n % 1000) for n in range(800_000)),
    "flate.pdf": flate_bomb_pdf,
    "flate2.pdf": flate_in_flate_pdf,
    "kids-loop.pdf": kids_loop_pdf,
    "form-loop.pdf": form_loop_pdf,
    "forms.pdf": billion_forms_pdf,
    "pixels.pdf": pixel_flood_pdf,
    "letters.pdf": many_letters_pdf,
    "same-page.pdf": same_page_pdf,
    "deep-array.pdf": deep_array_pdf,
    "bomb.docx": bomb_docx,
    "laughs.docx": lambda: with_document(document("<w:p><w:r><w:t>&l11;</w:t></w:r></w:p>", laughs("w:document"))),
    "deep.docx": _deep_xml,
    "many.docx": lambda: with_document(document("<w:p><w:r><w:t>x</w:t></w:r></w:p>" * 400_000)),
    "cells.docx": _cells,
    "tables.docx": _tables,
    "deep.zip": lambda: nested_zip(60),
    "wide.zip": wide_zip,
    "overlapping.zip": overlapping_zip,
    "crowded.zip": crowded_zip,
    "zeros.zip": lambda: packed({"a.txt": b"\0" * 200_000_000}),
    "deep.eml": deep_mail,
    "crowded.eml": crowded_mail,
    "matryoshka.eml": matryoshka_mail,
    "headers.eml": long_headers_mail,
    "zip.eml": lambda: mail("z", [("z.zip", "application/zip", packed({"a.txt": b"\0" * 100_000_000}))]),
    "box.mbox": lambda: mbox(*[b"Subject: x\n\ny"] * 30_000),
    "gzip.warc": lambda: encoded_bomb("gzip"),
    "brotli.warc": lambda: encoded_bomb("br"),
    "zeros.warc.gz": lambda: gzip.compress(b"WARC/1.1\r\nContent-Length: 900000000000\r\n\r\n" + b"\0" * 300_000_000),
    "records.warc.gz": lambda: gzip.compress(other("metadata", b"") * 300_000),
    "noise.warc.gz": lambda: gzip.compress(b"\r\n" * 100_000_000),
}  # fmt: skip
