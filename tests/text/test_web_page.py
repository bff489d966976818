"""A page within a web archive, read as what it is."""

from __future__ import annotations

import gzip

import pytest

from habeas.text import Extractor
from tests.collect.crates import PAGE, WORDS, other, response, warc
from tests.hostile.make_bad import pdf


def test_a_page_is_read_from_its_archive_and_known_by_its_address(extractor: Extractor) -> None:
    feed = (
        b"via: https://news.example/feed\r\nfeed-title: The feed's title\r\n"
        b"feed-published: Thu, 02 May 2024 10:00:00 GMT\r\n"
    )
    data = warc(
        other("warcinfo"),
        response("http://news.example/", b"", 301),
        response("https://news.example/a"),
        other("request", b"GET /a HTTP/1.1\r\n\r\n"),
        other("metadata", feed),
    )
    made = extractor.extract(data, "news.example.warc")
    assert (made.text, made.state, made.media_type, made.notes) == (WORDS, "whole", "text/html", ())
    assert (made.found.url, made.found.published, made.found.title) == (
        "https://news.example/a",
        "2024-05-02",
        "The feed's title",
    )
    assert made.segments[0].where == "/html/body[1]/p[1]"


def test_what_the_page_says_of_its_day_counts_before_the_feed(extractor: Extractor) -> None:
    page = PAGE.replace(b"<body>", b"<head><meta property='article:published_time' content='2024-04-30'></head><body>")
    data = warc(response("https://a.example/", page), other("metadata", b"feed-published: 2024-05-02\r\n"))
    assert extractor.extract(data, "a.warc").found.published == "2024-04-30"


def test_a_page_is_read_in_the_encoding_that_the_server_gave(extractor: Extractor) -> None:
    page = "<html><body><p>Añela Güirte fue detenida, según su compañera.</p></body></html>".encode("cp1252")
    data = warc(response("https://a.example/", page, kind="text/html; charset=windows-1252"))
    assert extractor.extract(data, "a.warc").text == "Añela Güirte fue detenida, según su compañera."


def test_a_pdf_a_compressed_page_and_one_in_pieces_are_read(extractor: Extractor) -> None:
    for record in (
        response("https://a.example/a", pdf(WORDS), kind="application/pdf"),
        response("https://a.example/a", gzip.compress(PAGE), Content_Encoding="gzip"),
        response("https://a.example/a", b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE), Transfer_Encoding="chunked"),
        other("resource", PAGE, WARC_Target_URI="https://a.example/a", Content_Type="text/html"),
    ):
        made = extractor.extract(warc(record), "a.warc")
        assert (made.text, made.state) == (WORDS, "whole")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (warc(response("https://a.example/"), response("https://b.example/")), "2 pages: `habeas add` takes each"),
        (warc(other("warcinfo")), "without a page"),
        (warc(response("https://a.example/"))[:-50], "broken: the web archive cannot be read at record 1"),
        (
            warc(response("https://a.example/", gzip.compress(b"\0" * 60_000_000), Content_Encoding="gzip")),
            "unpacks to more",
        ),
        (
            warc(response("https://a.example/", b"x", kind="text/html", Content_Encoding="zstd")),
            "'zstd', which is not read",
        ),
        (warc(response("https://a.example/", warc(response("https://b.example/")))), "within a web archive"),
        (warc(other("response", b"no reply", WARC_Target_URI="https://a.example/")), "it is no HTTP reply"),
        (warc(response("https://a.example/", b"\x89PNG\r\n" + b"x" * 99)), "a PNG picture"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(extractor: Extractor, data: bytes, why: str) -> None:
    made = extractor.extract(data, "a.warc")
    assert (made.state, made.text) == ("refused", "")
    assert why in made.notes[0]
