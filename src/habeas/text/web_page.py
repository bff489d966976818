"""A page within a web archive (WARC): the one page that it holds, read as what it is.

Redirects on the way to it, requests and other records are no text. An archive of several pages is a collection, which
`habeas add` takes apart.
"""

from __future__ import annotations

import io
from collections.abc import Callable

import msgspec

from habeas.formats.http import BrokenReplyError, Reply, content, reply
from habeas.formats.warc import DamagedError, Record, records
from habeas.model.text import Extracted
from habeas.text.limits import Limits
from habeas.text.refusal import UnreadableError, size
from habeas.text.stated_dates import edtf

Parse = Callable[[bytes, str, str | None, Limits], Extracted]


def read_web_page(data: bytes, limits: Limits, parse: Parse) -> Extracted:
    """The text of the page in a web archive; `parse` reads what the page is.

    Raises:
        UnreadableError: it holds no page, or several, or is damaged.
    """
    pages, fields = _pages(data, limits)
    if len(pages) > 1:
        raise UnreadableError(f"a web archive of {len(pages):,} pages: `habeas add` takes each of them in")
    if not pages:
        raise UnreadableError("a web archive without a page: no text can be read from it")
    record, made = pages[0]
    try:
        body = content(made, limits.file_bytes)
    except BrokenReplyError as error:
        raise UnreadableError(f"the page in the web archive cannot be read: {error}") from error
    kind = made.headers.get("content-type", "").strip()[:200]
    return _told(parse(body, record.target[-200:], kind or None, limits), record, fields)


def _pages(data: bytes, limits: Limits) -> tuple[list[tuple[Record, Reply]], dict[str, str]]:
    """The replies of the archive that are pages, not redirects, and the fields of its metadata."""
    pages: list[tuple[Record, Reply]] = []
    fields: dict[str, str] = {}
    try:
        for record in records(io.BytesIO(data), limits.file_bytes):
            if record.kind == "metadata":
                fields |= _fields(record.block or b"")
            elif record.kind == "response":
                if record.block is None:
                    raise UnreadableError(f"the page has {size(record.length)}: nothing was read")
                made = reply(record.block)
                if not 300 <= made.status < 400:
                    pages.append((record, made))
            elif record.kind == "resource":
                kind = {"content-type": record.header("content-type")}
                pages.append((record, Reply(200, kind, record.block or b"")))
    except (DamagedError, BrokenReplyError) as error:
        raise UnreadableError(f"broken: the web archive cannot be read {error}") from error
    return pages, fields


def _fields(block: bytes) -> dict[str, str]:
    lines = (line.partition(":") for line in block.decode("utf-8", "replace").splitlines()[:200])
    return {key.strip().lower(): value.strip() for key, _, value in lines}


def _told(made: Extracted, record: Record, fields: dict[str, str]) -> Extracted:
    """The text with what the archive says of the page: its address counts before the one that the page gives itself,
    a feed's date and title after those of the page.
    """
    found = made.found
    told = msgspec.structs.replace(
        found,
        url=record.target or found.url,
        published=found.published or edtf(fields.get("feed-published", "")),
        title=found.title or fields.get("feed-title") or None,
    )
    return msgspec.structs.replace(made, found=told)
