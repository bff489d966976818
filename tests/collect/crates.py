"""Collections made in memory: ZIP, WARC, WACZ, mailboxes, messages with attachments."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Iterable, Mapping
from email.message import EmailMessage

from habeas.formats.warc import record

WORDS = "Osvik Tarrow was arrested on the quay at Lindmere."
PAGE = f"<!DOCTYPE html><html><body><p>{WORDS}</p></body></html>".encode()
DATE = "2024-05-02T10:00:00Z"


def packed(entries: Mapping[str, bytes] | Iterable[tuple[str | zipfile.ZipInfo, bytes]], method: int = 8) -> bytes:
    """A ZIP of these entries, in this order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in entries.items() if isinstance(entries, Mapping) else entries:
            info = name if isinstance(name, zipfile.ZipInfo) else zipfile.ZipInfo(name, (2024, 5, 2, 10, 0, 0))
            info.compress_type = method
            archive.writestr(info, data)
    return out.getvalue()


def response(address: str, body: bytes = PAGE, status: int = 200, kind: str = "text/html", **headers: str) -> bytes:
    """A WARC record of a page."""
    more = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    head = f"HTTP/1.1 {status} So\r\nContent-Type: {kind}\r\n{more}\r\n".encode()
    about = (("WARC-Target-URI", address), ("WARC-Date", DATE), ("Content-Type", "application/http; msgtype=response"))
    return record("response", head + body, about)


def other(kind: str, block: bytes = b"x: y\r\n", **headers: str) -> bytes:
    """A WARC record that is no response."""
    about = {"WARC-Date": DATE, **{name.replace("_", "-"): value for name, value in headers.items()}}
    return record(kind, block, about.items())


def warc(*records: bytes, compressed: bool = False) -> bytes:
    return b"".join(gzip.compress(each, mtime=0) if compressed else each for each in records)


def wacz(*archives: bytes) -> bytes:
    entries = {"datapackage.json": b"{}", "pages/pages.jsonl": b"{}"}
    return packed({**entries, **{f"archive/{n}.warc.gz": data for n, data in enumerate(archives)}})


def mail(subject: str = "Arrest", attached: Iterable[tuple[str, str, bytes]] = ()) -> bytes:
    """A message with files attached: name, type, bytes."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "clerk@lindmere.example", "desk@lindmere.example", subject
    message["Date"], message["Message-ID"] = "Thu, 02 May 2024 10:00:00 +0000", f"<{subject}@lindmere.example>"
    message.set_content(WORDS)
    for name, kind, data in attached:
        main, _, sub = kind.partition("/")
        message.add_attachment(data, maintype=main, subtype=sub, filename=name)
    if message.is_multipart():
        message.set_boundary("lindmere")
    return message.as_bytes()


def mbox(*messages: bytes) -> bytes:
    return b"".join(b"From clerk Thu May  2 10:00:00 2024\n" + message + b"\n\n" for message in messages)
