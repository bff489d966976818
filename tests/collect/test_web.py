"""A visit kept as a web archive that other tools accept."""

from __future__ import annotations

import io
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple

from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from habeas.collect.web import web_material
from habeas.model.reading import Described
from tests.collect.crates import PAGE


class Exchange(NamedTuple):
    address: str
    at: str
    peer: str
    request: bytes
    response: bytes


def visit(address: str, response: bytes) -> Exchange:
    return Exchange(
        address, "2024-05-02T10:00:00Z", "192.0.2.7", b"GET / HTTP/1.1\r\nHost: a.example\r\n\r\n", response
    )


def test_every_byte_of_a_visit_is_in_the_archive_and_another_tool_finds_its_digests_right(
    tmp_path: Path,
) -> None:
    there = visit("http://a.example/", b"HTTP/1.1 301 Moved\r\nLocation: /b\r\n\r\n")
    page = visit("http://a.example/b", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nwords\r\n0\r\n\r\n")
    material = web_material([there, page], Described(), {"via": "http://a.example/feed", "feed-title": "A\nb: c"})
    found = [
        (record.rec_type, record.rec_headers.get_header("WARC-Target-URI"), record.raw_stream.read())
        for record in ArchiveIterator(io.BytesIO(material.data), no_record_parse=True)
    ]
    assert found[1:] == [
        ("response", "http://a.example/", there.response),
        ("request", "http://a.example/", there.request),
        ("response", "http://a.example/b", page.response),
        ("request", "http://a.example/b", page.request),
        ("metadata", "http://a.example/b", b"via: http://a.example/feed\r\nfeed-title: A\\nb: c\r\n"),
    ]
    (tmp_path / "a.warc").write_bytes(material.data)
    assert Checker(SimpleNamespace(inputs=[str(tmp_path / "a.warc")], verbose=True)).process_all() == 0
    assert (material.how, material.origin, material.source) == ("feed", "http://a.example/", "a.example.warc")


def test_the_same_visit_is_the_same_bytes_and_a_later_one_is_not() -> None:
    one = visit("http://a.example/", b"HTTP/1.1 200 OK\r\n\r\n" + PAGE)
    assert web_material([one], Described()) == web_material([one], Described())
    later = one._replace(at="2024-05-03T10:00:00Z")
    assert web_material([later], Described()).id != web_material([one], Described()).id
    assert web_material([one], Described()).how == "address"


def test_records_and_their_requests_name_each_other() -> None:
    material = web_material([visit("http://a.example/", b"HTTP/1.1 200 OK\r\n\r\nx")], Described())
    headers = [record.rec_headers for record in ArchiveIterator(io.BytesIO(material.data))]
    assert headers[2].get_header("WARC-Concurrent-To") == headers[1].get_header("WARC-Record-ID")
    assert len({header.get_header("WARC-Record-ID") for header in headers}) == 3
    assert headers[1].get_header("WARC-IP-Address") == "192.0.2.7"
