"""Replies taken apart: codings undone within limits, and what lies about itself."""

from __future__ import annotations

import gzip
import time
import zlib
from collections.abc import Callable
from functools import partial

import brotli
import pytest

from habeas.formats.http import BrokenReplyError, Reply, content, reply

WORDS = b"words " * 1_000


def made(raw: bytes, **headers: str) -> Reply:
    return Reply(200, {name.replace("_", "-"): value for name, value in headers.items()}, raw)


@pytest.mark.parametrize(
    ("coding", "data"),
    [
        ("gzip", gzip.compress(WORDS)),
        ("x-gzip", gzip.compress(WORDS)),
        ("deflate", zlib.compress(WORDS)),
        ("deflate", zlib.compress(WORDS)[2:-4]),
        ("br", brotli.compress(WORDS)),
        ("identity", WORDS),
        ("gzip", WORDS),
        ("deflate, gzip", gzip.compress(zlib.compress(WORDS))),
    ],
)
def test_a_coding_is_undone_and_one_that_was_undone_already_does_not_matter(coding: str, data: bytes) -> None:
    assert content(made(data, content_encoding=coding), 10_000) == WORDS


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br"])
def test_a_bomb_is_refused_soon(coding: str) -> None:
    big = b"\0" * 50_000_000
    packers: dict[str, Callable[[bytes], bytes]] = {
        "gzip": gzip.compress,
        "deflate": zlib.compress,
        "br": partial(brotli.compress, quality=1),
    }
    bomb = packers[coding](big)
    began = time.process_time()
    with pytest.raises(BrokenReplyError, match="unpacks to more than 1,000,000 bytes"):
        content(made(bomb, content_encoding=coding), 1_000_000)
    assert time.process_time() - began < 0.2


@pytest.mark.parametrize(
    ("coding", "data"),
    [
        ("gzip", gzip.compress(WORDS)[:-9]),
        ("gzip", b"\x1f\x8b" + b"x" * 50),
        ("br", brotli.compress(WORDS)[:-3]),
        ("br", b"\xff" * 50),
        ("zstd", b"x"),
        ("gzip, x", b"x"),
    ],
)
def test_what_cannot_be_unpacked_is_said(coding: str, data: bytes) -> None:
    with pytest.raises(BrokenReplyError):
        content(made(data, content_encoding=coding), 10_000)


def test_pieces_are_put_together_and_what_is_in_one_piece_already_is_left() -> None:
    pieces = b"5;x=y\r\nwords\r\n1\r\n \r\n4\r\nmore\r\n0\r\nT: x\r\n\r\n"
    assert content(made(pieces, transfer_encoding="chunked"), 100) == b"words more"
    assert content(made(b"<p>words</p>", transfer_encoding="chunked"), 100) == b"<p>words</p>"
    with pytest.raises(BrokenReplyError, match="breaks off"):
        content(made(pieces[:-18], transfer_encoding="chunked"), 100)


def test_a_reply_is_its_status_its_headers_and_what_is_behind() -> None:
    found = reply(b"HTTP/1.1 404 Gone\r\nA: one\r\na: two\r\nContent-Type: Text/HTML; charset=x\r\n\r\nbody\r\n\r\n")
    assert (found.status, found.headers["a"], found.media_type, found.raw) == (404, "one", "text/html", b"body\r\n\r\n")
    for block in (b"", b"HTTP/1.1 200 OK\r\n", b"GET / HTTP/1.1\r\n\r\n", b"\xff" * 9):
        with pytest.raises(BrokenReplyError):
            reply(block)
