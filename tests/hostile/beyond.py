"""C3: three hundred files in which a known sentence stands beyond a limit: of depth, of pages, of length, behind a
password, in a picture. It is either read, or the record says what was not read.
"""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Iterator

import msgspec
from reportlab.lib.pdfencrypt import StandardEncryption

from habeas.text import Limits
from tests.collect.crates import mail, other, response, warc
from tests.hostile.bombs import document, with_document
from tests.hostile.make_bad import docx, pdf
from tests.hostile.sound import PAGE

FILLING = "The harbour was closed for the day and nobody could say why. "
EACH = 60
INLINE = (
    "font",
    "b",
    "i",
    "span",
    "u",
    "em",
    "strong",
    "small",
    "big",
    "tt",
    "a",
    "ins",
    "q",
    "cite",
    "code",
    "center",
)
BLOCK = (
    "div",
    "section",
    "article",
    "blockquote",
    "ul",
    "ol",
    "dl",
    "table",
    "fieldset",
    "form",
    "main",
    "aside",
    "details",
)
CLOSED_BY_NEXT = ("li", "dd", "dt", "p", "td", "tr", "option")


class Beyond(msgspec.Struct, frozen=True, kw_only=True):
    """One file: what stands beyond which limit, and the limits to read it with."""

    name: str
    kind: str
    data: bytes
    sentence: str
    limits: Limits = Limits()


def beyond(seed: int) -> Iterator[Beyond]:
    """The three hundred files of a seed."""
    makers: dict[str, Callable[[random.Random, str], tuple[str, bytes, Limits]]] = {
        "depth": _deep,
        "page": _late_page,
        "length": _late_words,
        "encryption": _locked,
        "picture": _picture,
    }
    for kind, make in makers.items():
        for number in range(EACH):
            pick = random.Random(f"{seed}/{kind}/{number}")
            sentence = f"Osvik Tarrow was seen in cell {pick.randrange(10**6)} at Lindmere."
            name, data, limits = make(pick, sentence)
            yield Beyond(name=f"{number}-{name}", kind=kind, data=data, sentence=sentence, limits=limits)


def _deep(pick: random.Random, sentence: str) -> tuple[str, bytes, Limits]:
    depth = pick.choice((199, 200, 201, 254, 255, 256, 257, 300, 1_000, 2_047, 2_049, 4_000))
    shape = pick.choice(("inline", "block", "mixed", "unclosed", "after", "optional", "docx", "mail", "warc"))
    if shape == "docx":
        levels = min(depth, 2_000)
        text = f"<w:p><w:r><w:t>{sentence}</w:t></w:r></w:p>"
        table = "<w:tbl><w:tr><w:tc>" * (levels // 3) + text + "</w:tc></w:tr></w:tbl>" * (levels // 3)
        return "deep.docx", with_document(document(table)), Limits()
    page = _deep_page(pick, sentence, depth, shape).encode()
    if shape == "mail":
        return (
            "deep.eml",
            mail("deep").replace(b"text/plain", b"text/html").partition(b"\n\n")[0] + b"\n\n" + page,
            Limits(),
        )
    if shape == "warc":
        return "deep.warc", warc(other("warcinfo"), response("http://a.example/", page)), Limits()
    return "deep.html", page, Limits()


def _deep_page(pick: random.Random, sentence: str, depth: int, shape: str) -> str:
    tags = {"inline": INLINE, "block": BLOCK, "optional": CLOSED_BY_NEXT}.get(shape, INLINE + BLOCK)
    chosen = [pick.choice(tags) for _ in range(pick.randint(1, 3))]
    opened = [chosen[level % len(chosen)] for level in range(depth)]
    start = "".join(f"<{tag}>" for tag in opened)
    end = "" if shape == "unclosed" else "".join(f"</{tag}>" for tag in reversed(opened))
    inside, after = (FILLING, f"<p>{sentence}</p>") if shape == "after" else (sentence, f"<p>{FILLING}</p>")
    return f"<!DOCTYPE html><html><body><p>{FILLING}</p>{start}{inside}{end}{after}</body></html>"


def _late_page(pick: random.Random, sentence: str) -> tuple[str, bytes, Limits]:
    most = pick.randint(1, 4)
    if pick.random() < 0.3:
        parts = [("n.txt", "text/plain", FILLING.encode())] * (most + 3)
        body = mail("late", parts).replace(b"attachment", b"inline")
        at = body.rindex(b"\n\n--lindmere")
        return (
            "late.eml",
            body[:at] + f"\n\n--lindmere\nContent-Type: text/plain\n\n{sentence}".encode() + body[at:],
            Limits(mail_parts=most),
        )
    pages = [FILLING] * (most + pick.randint(0, 3)) + [sentence]
    return "late.pdf", pdf(*pages), Limits(pages=most)


def _late_words(pick: random.Random, sentence: str) -> tuple[str, bytes, Limits]:
    most = pick.choice((500, 1_000, 5_000))
    words = FILLING * (most // len(FILLING) + pick.randint(1, 5))
    shape = pick.choice(("txt", "html", "docx", "pdf", "eml", "warc", "oneline"))
    limits = Limits(characters=most)
    made = {
        "txt": lambda: "\n\n".join([words, sentence]).encode(),
        "oneline": lambda: b" ".join([words.encode(), sentence.encode()]),
        "html": lambda: PAGE.replace(b"</article>", f"<p>{words}</p><p>{sentence}</p></article>".encode()),
        "docx": lambda: docx(*[FILLING] * (len(words) // len(FILLING)), sentence),
        "pdf": lambda: pdf(*[FILLING] * (len(words) // len(FILLING)), sentence),
        "eml": lambda: mail("long") + f"\n{words}\n\n{sentence}\n".encode(),
        "warc": lambda: warc(response("http://a.example/", f"<p>{words}</p><p>{sentence}</p>".encode())),
    }[shape]()
    return f"long.{'txt' if shape == 'oneline' else shape}", made, limits


def _locked(pick: random.Random, sentence: str) -> tuple[str, bytes, Limits]:
    shape = pick.choice(("pdf", "docx", "smime", "pgp", "owner"))
    if shape in ("pdf", "owner"):
        lock = StandardEncryption("" if shape == "owner" else "secret", ownerPassword="owner")
        return "locked.pdf", pdf(FILLING, sentence, encrypt=lock), Limits()
    if shape == "docx":
        data = bytearray(docx(sentence))
        with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
            places = [info.header_offset for info in archive.infolist()]
        for at in places:
            data[at + 6] |= 1
        at = -1
        while (at := data.find(b"PK\x01\x02", at + 1)) >= 0:
            data[at + 8] |= 1
        return "locked.docx", bytes(data), Limits()
    sealed = "".join(pick.choice("ABCDEFGHIJKLMNOP0123456789+/") for _ in range(400))
    if shape == "pgp":
        body = f"-----BEGIN PGP MESSAGE-----\n\n{sealed}\n-----END PGP MESSAGE-----\n"
        kind = 'multipart/encrypted; protocol="application/pgp-encrypted"; boundary="b"'
        control = "--b\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n"
        parts = f"{control}--b\nContent-Type: application/octet-stream\n\n{body}--b--\n"
    else:
        kind, parts = "application/pkcs7-mime; smime-type=enveloped-data", sealed
    return "locked.eml", f"From: a\nTo: b\nSubject: Sealed\nContent-Type: {kind}\n\n{parts}".encode(), Limits()


def _picture(pick: random.Random, sentence: str) -> tuple[str, bytes, Limits]:
    shape = pick.choice(("pdf", "mixed", "png", "html", "eml", "docx"))
    scan = b"\x89PNG\r\n\x1a\n" + pick.randbytes(500)
    if shape == "pdf":
        return "scan.pdf", pdf(*[""] * pick.randint(1, 3)), Limits()
    if shape == "mixed":
        return "scan.pdf", pdf(FILLING, "", FILLING), Limits()
    if shape == "png":
        return "scan.png", scan, Limits()
    if shape == "eml":
        return "scan.eml", mail("scan", [("scan.png", "image/png", scan)]), Limits()
    if shape == "docx":
        return "scan.docx", _docx_with_picture(), Limits()
    return "scan.html", b"<html><body><img src='data:image/png;base64,iVBORw0KGgo='></body></html>", Limits()


def _docx_with_picture() -> bytes:
    from docx import Document

    document = Document()
    document.add_paragraph(FILLING)
    document.add_picture(io.BytesIO(_png()))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _png() -> bytes:
    import struct
    import zlib

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", 300, 300, 8, 0, 0, 0, 0)
    rows = (b"\0" + b"\x80" * 300) * 300
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
