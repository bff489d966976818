"""One document, written as HTML, DOCX and PDF: all its words, in their direction, and nothing else."""

from __future__ import annotations

import io
import re
import socket
import zipfile

import docx
import msgspec
import pypdfium2
import pytest
from lxml import etree, html

from habeas.documents import Document, Language, Paragraph, Run, as_docx, as_html, as_html_part, as_pdf, not_drawn
from habeas.documents.model import LANGUAGES, Source, Sources
from habeas.documents.writing import clean, directions, web, words
from tests.documents.sample import ARABIC, BODIES, HOSTILE, QUOTE, sample


def pages(pdf: bytes) -> list[str]:
    opened = pypdfium2.PdfDocument(pdf)
    return [page.get_textpage().get_text_range() for page in opened]


def letters(text: str) -> str:
    return re.sub(r"\W", "", text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_format_holds_the_same_words(language: Language) -> None:
    document = sample(language)
    page = html.fromstring(as_html(document)).text_content()
    word = docx.Document(io.BytesIO(as_docx(document)))
    written = "\n".join(node.text or "" for node in word.element.iter("{*}t"))
    printed = "\n".join(pages(as_pdf(document)))
    for text in (page, written, printed):
        assert all(word in text for word in QUOTE.split())
        assert "ab" * 32 in letters(text)
        assert words(language).archived[:1] in text
    for text in (page, written):
        assert letters(QUOTE) in letters(text)
        assert letters(BODIES[language]) in letters(text)
        assert letters(ARABIC) in letters(text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_document_gives_the_same_bytes(language: Language) -> None:
    assert as_pdf(sample(language)) == as_pdf(sample(language))
    assert as_docx(sample(language)) == as_docx(sample(language))
    assert as_html(sample(language)) == as_html(sample(language))


def test_a_document_comes_back_from_json_as_it_was() -> None:
    document = sample("ar")
    assert msgspec.json.decode(msgspec.json.encode(document), type=Document) == document


def test_hostile_words_stay_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise AssertionError("something reached for the network")

    monkeypatch.setattr(socket.socket, "connect", refused)
    document = sample("en", HOSTILE)
    page = html.fromstring(as_html(document))
    assert page.xpath("//script | //img | //iframe | //link") == []
    assert "<script>alert(1)</script>" in page.text_content()
    assert "{{ 7*7 }}" in page.text_content()
    printed = "".join(pages(as_pdf(document)))
    assert "#emph[x] $y$" in printed
    word = zipfile.ZipFile(io.BytesIO(as_docx(document)))
    for name in word.namelist():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(word.read(name))
    assert "\u202e" not in as_html(document)


def test_only_addresses_of_the_web_are_led_to() -> None:
    document = Document(
        title="x", language="en", blocks=(Paragraph((Run("here", address="javascript:alert(1)"), Run("there"))),)
    )
    assert "javascript" not in as_html(document)
    assert b"javascript" not in as_pdf(document)
    assert web("file:///etc/passwd") is None
    assert web("https://example.org/a b") is None
    assert web("https://example.org/a") == "https://example.org/a"


def test_a_page_to_keep_asks_nobody_for_anything() -> None:
    page = as_html(sample("en"))
    assert "default-src 'none'" in page
    assert re.findall(r"(?:src|@import|url\()", page.replace("default-src", "").replace("style-src", "")) == []
    part = as_html_part(sample("en"), "x-")
    assert "<style" not in part
    assert 'id="x-s1"' in part
    assert 'href="#x-s1"' in part


def test_arabic_runs_from_right_to_left() -> None:
    page = html.fromstring(as_html(sample("ar")))
    assert page.get("dir") == "rtl"
    word = docx.Document(io.BytesIO(as_docx(sample("ar")))).element
    assert len(word.findall(".//{*}bidi")) > 10
    assert word.findall(".//{*}bidiVisual")
    assert docx.Document(io.BytesIO(as_docx(sample("en")))).element.findall(".//{*}bidiVisual") == []


def test_latin_words_in_an_arabic_document_keep_their_signs_behind_them() -> None:
    document = Document(title="x", language="ar", blocks=(Paragraph((Run("Release him."), Run("“Now.”", "quote"))),))
    page = html.fromstring(as_html(document))
    assert [one.text for one in page.iter("bdi")] == ["Release him."]
    assert [one.get("dir") for one in page.iter("q")] == ["ltr"]
    runs = docx.Document(io.BytesIO(as_docx(document))).paragraphs[-1].runs
    assert [(run.text, run._r.findall(".//{*}rtl")) for run in runs] == [
        ("\u200eRelease him.\u200e", []),
        ("\u200e““Now.””\u200e", []),
    ]


def test_the_day_behind_a_latin_title_in_an_arabic_annex_keeps_its_order() -> None:
    one = Source(number=1, quote="x", title="The Lantern Post", date="10 مايو 2024")
    document = Document(title="x", language="ar", blocks=(Sources((one,)),))
    runs = docx.Document(io.BytesIO(as_docx(document))).paragraphs[-1].runs
    said = [(run.text, bool(run._r.findall(".//{*}rtl"))) for run in runs[-3:]]
    assert said == [("\u200eThe Lantern Post\u200e", False), ("\u200f, ", True), ("\u200f10 مايو 2024", True)]


def test_a_line_without_arabic_in_an_arabic_document_keeps_the_order_of_its_runs() -> None:
    line = (Run("She was taken.", sources=(1,)), Run(" She is ill."))
    arabic = (Run("أُوقفت"), Run(" She is ill."))
    document = Document(title="x", language="ar", blocks=(Paragraph(line), Paragraph(arabic)))
    page = html.fromstring(as_html(document))
    assert [one.get("dir") for one in page.xpath("//p/*")][:2] == ["ltr", None]
    text = pypdfium2.PdfDocument(as_pdf(document))[0].get_textpage()
    left = [text.get_charbox(text.search(word).get_next()[0])[0] for word in ("taken", "ill")]
    assert left[0] < left[1]


def test_pieces_of_one_direction_come_to_the_whole() -> None:
    text = "مرحبا (Article 19) نص. 12, 14"
    assert list(directions(text, True)) == [("مرحبا (", True), ("Article 19", False), (") نص. 12, 14", True)]
    assert list(directions("", True)) == [("", True)]


def test_a_mark_without_its_source_leads_nowhere() -> None:
    document = Document(title="x", language="en", blocks=(Paragraph((Run("y", sources=(3,)),)),))
    assert html.fromstring(as_html(document)).xpath("//a") == []
    assert "[3]" in pages(as_pdf(document))[0]


def test_scripts_that_the_fonts_lack_are_named() -> None:
    document = Document(title="မြန်မာ 中文 Ψ Ж é", language="en", blocks=())
    assert not_drawn(document) == ("CJK", "MYANMAR")
    assert not_drawn(sample("ar")) == ()


def test_text_is_cleaned_of_what_no_format_takes() -> None:
    assert clean("a\r\nb\x00\u202ec\ud800") == "a\nb\ufffdc\ufffd"
    assert clean("\u2067a\u2069") == "\u2067a\u2069"
    assert clean("\u2067a\nb\u2069") == clean("a\u2069\nb") == "a\nb"


def test_the_fonts_of_a_pdf_are_within_it() -> None:
    pdf = as_pdf(sample("ar"))
    assert b"/FontFile" in pdf
    assert b"/StructTreeRoot" in pdf
