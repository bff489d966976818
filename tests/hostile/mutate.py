"""Sound files made hostile: a few changes each, all of which follow from a seed."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable

# Pieces that parsers of these formats have stumbled over.
TOKENS: tuple[bytes, ...] = (
    b"\x00", b"\xff" * 8, b"\xef\xbb\xbf", b"\r\n\r\n", b"%PDF-1.7", b"endobj", b"endstream", b"xref", b"trailer",
    b"/Length 999999999", b"/Kids [1 0 R 1 0 R]", b"/Parent 1 0 R", b"/Filter /FlateDecode", b"1 0 R", b"<<" * 400,
    b"[" * 800, b"(" * 500, b"<div>" * 300, b"</div>" * 300, b"<table><tr><td>" * 60, b"<svg><style>", b"<!--", b"]]>",
    b"<![CDATA[", b"<script>", b"<template>", b"<select>", b"<plaintext>", b"<frameset>", b"<base href='//x'>",
    b'<meta charset="utf-7">', b'<meta charset="utf-16">', b"&#0;", b"&#x110000;", b"&" * 500, b"&lt;" * 200,
    b'<!DOCTYPE x [<!ENTITY a "b">]>', b"&a;", b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06", b"\x1f\x8b\x08",
    b"WARC/1.1\r\n", b"Content-Length: 99999999999\r\n", b"Content-Length: -1\r\n", b"Transfer-Encoding: chunked\r\n",
    b"Content-Encoding: gzip\r\n", b"fffffff\r\n", b"HTTP/1.1 200 OK\r\n", b"From x\n", b"\n\nFrom x\nSubject: y\n\n",
    b"Content-Type: multipart/mixed; boundary=\"\"\r\n", b"Content-Type: message/rfc822\r\n\r\n", b"--cut--\r\n",
    b"Content-Transfer-Encoding: base64\r\n", b"Content-Type: text/plain; charset=rot13\r\n", b"=?utf-8?b?////?=",
    b"=?x-unknown?q?=ZZ?=", b"\xe2\x80\xae", b"\xe2\x80\x8b" * 50, b"e\xcc\x81" * 50, b"\xf0\x9f\x92\xa3",
    b"\xed\xa0\x80",
    b"%s%n%x", b"../" * 20, b"a" * 5_000, b" " * 5_000, b"\n" * 2_000, b"9" * 400, b"-1", b"4294967296", b"NaN",
)  # fmt: skip
_NUMBER = re.compile(rb"\d{1,9}")
_ODD_NUMBERS = (b"0", b"-1", b"1", b"65536", b"2147483648", b"4294967295", b"99999999999999999999")

Change = Callable[[random.Random, bytearray, bytes], None]


def _flip(pick: random.Random, data: bytearray, other: bytes) -> None:
    for _ in range(pick.randint(1, 8)):
        data[pick.randrange(len(data))] ^= 1 << pick.randrange(8)


def _overwrite(pick: random.Random, data: bytearray, other: bytes) -> None:
    at = pick.randrange(len(data))
    data[at : at + pick.randint(1, 64)] = pick.randbytes(pick.randint(0, 64))


def _cut(pick: random.Random, data: bytearray, other: bytes) -> None:
    at = pick.randrange(len(data))
    del data[at : at + pick.randint(1, max(1, len(data) // 4))]


def _end(pick: random.Random, data: bytearray, other: bytes) -> None:
    del data[pick.randrange(len(data)) :]


def _repeat(pick: random.Random, data: bytearray, other: bytes) -> None:
    at = pick.randrange(len(data))
    piece = bytes(data[at : at + pick.randint(1, 400)])
    data[at:at] = piece * pick.choice((1, 2, 20, 200))


def _insert(pick: random.Random, data: bytearray, other: bytes) -> None:
    at = pick.randrange(len(data))
    data[at:at] = pick.choice(TOKENS)


def _splice(pick: random.Random, data: bytearray, other: bytes) -> None:
    at, there = pick.randrange(len(data)), pick.randrange(len(other))
    data[at : at + pick.randint(0, 200)] = other[there : there + pick.randint(1, 2_000)]


def _renumber(pick: random.Random, data: bytearray, other: bytes) -> None:
    numbers = list(_NUMBER.finditer(data[:200_000]))
    for match in sorted(pick.sample(numbers, min(len(numbers), pick.randint(1, 5))), key=lambda m: -m.start()):
        data[match.start() : match.end()] = pick.choice(_ODD_NUMBERS)


def _swap(pick: random.Random, data: bytearray, other: bytes) -> None:
    low, high = sorted((pick.randrange(len(data)), pick.randrange(len(data))))
    data[low:high] = data[high : high + 100] + data[low:high]


CHANGES: tuple[Change, ...] = (_flip, _overwrite, _cut, _end, _repeat, _insert, _insert, _splice, _renumber, _swap)


def mutated(pick: random.Random, data: bytes, other: bytes) -> bytes:
    """`data` with one to six changes; where it is a ZIP, half the time within a part of it, packed soundly again."""
    if data.startswith(b"PK") and pick.random() < 0.5:
        return _within(pick, data, other)
    return _changed(pick, data, other)


def _changed(pick: random.Random, data: bytes, other: bytes) -> bytes:
    made = bytearray(data)
    for _ in range(pick.randint(1, 6)):
        if not made:
            break
        pick.choice(CHANGES)(pick, made, other)
    return bytes(made[:3_000_000])


def _within(pick: random.Random, data: bytes, other: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as sound, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        names = sound.namelist()
        chosen = set(pick.sample(names, min(len(names), 2)))
        chosen |= {name for name in names if name == "word/document.xml" and pick.random() < 0.7}
        for name in names:
            part = sound.read(name)
            info = zipfile.ZipInfo(name)  # without the time of its making, which no seed sets
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, _changed(pick, part, other) if name in chosen and part else part)
    return out.getvalue()
