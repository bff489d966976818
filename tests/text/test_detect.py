from __future__ import annotations

import pytest

from habeas.text import Extractor
from habeas.text.detect import DOCX, HTML, MAIL, PDF, PLAIN, decode, media_type
from habeas.text.refusal import UnreadableError

FRENCH = "Le détenu a été transféré à la prison de Valmer, où il était déjà allé. Ça suffit."


@pytest.mark.parametrize(
    ("data", "name", "stated", "expected"),
    [
        (b"Some words.", "a.txt", None, PLAIN),
        (b"Some words.", "a", None, PLAIN),
        (b"<!DOCTYPE html><p>x", "a.txt", None, HTML),
        (b"<p>words</p>", "a.html", None, HTML),
        (b"<p class='a'>words</p> <p>more", "a.txt", None, HTML),
        (b"<img src='https://t.example/p'>\n\nSome words.", "a.txt", None, PLAIN),
        (b"<p>words</p>", "a", "text/html; charset=utf-8", HTML),
        (b"%PDF-1.7 ...", "a.txt", "text/plain", PDF),
        (b"PK\x03\x04....word/document.xml", "a.zip", None, DOCX),
        (b"From: a@b.example\nSubject: x\nDate: y\n\nz", "a", None, MAIL),
        (b"From: the families\nTo: the ministry\n\nz", "a.txt", None, PLAIN),
    ],
)
def test_the_bytes_are_believed_before_the_name(data: bytes, name: str, stated: str | None, expected: str) -> None:
    assert media_type(data, name, stated) == expected


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"\xff\xd8\xff\xe0....", "JPEG"),
        (b"PK\x03\x04....xl/workbook.xml", "ZIP"),
        (b"\xd0\xcf\x11\xe0....", "old Office"),
        (b"{\\rtf1 words}", "RTF"),
    ],
)
def test_other_kinds_of_file_are_refused_by_name(extractor: Extractor, data: bytes, why: str) -> None:
    extracted = extractor.extract(data, "a.txt")
    assert extracted.state == "refused"
    assert extracted.text == ""
    assert why in extracted.notes[0]


def test_a_byte_order_mark_decides() -> None:
    assert decode(FRENCH.encode("utf-16")) == (FRENCH, "utf-16", ())
    assert decode(FRENCH.encode("utf-8-sig")) == (FRENCH, "utf-8-sig", ())


def test_a_declared_encoding_that_fits_is_believed() -> None:
    assert decode(FRENCH.encode("latin-1"), "iso-8859-1") == (FRENCH, "cp1252", ())


def test_a_wrong_declaration_is_said() -> None:
    decoded = decode(FRENCH.encode("utf-8"), "windows-1251")
    assert decoded.text == FRENCH
    assert decoded.notes == ("the encoding is declared as windows-1251, but the bytes are UTF-8: read as UTF-8",)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (FRENCH, "cp1252"),
        ("Задержанного перевели в другую тюрьму, сообщил адвокат в понедельник.", "cp1251"),
        ("نقل السجين إلى سجن آخر يوم الاثنين كما قالت محاميته", "cp1256"),
    ],
)
def test_an_encoding_that_had_to_be_guessed_is_said(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding))
    assert decoded.text == text
    assert "a guess from its bytes" in decoded.notes[0]


def test_a_few_broken_bytes_do_not_cost_the_text() -> None:
    decoded = decode(FRENCH.encode() + b"\xff")
    assert decoded.text.startswith(FRENCH)
    assert "1 characters could not be read" in decoded.notes[0]


def test_noise_is_no_text() -> None:
    with pytest.raises(UnreadableError, match="binary"):
        decode(bytes(range(256)) * 10)
