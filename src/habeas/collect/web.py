"""A visit to a page as a web archive (WARC): what was sent and what came back, byte by byte, redirects too.

Read back by `habeas.text`, and by every tool that reads web archives.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Protocol

from habeas.collect.source import Material, readable
from habeas.formats.warc import identifier, record
from habeas.model.reading import Described

_FIELDS = "application/warc-fields"
_HTTP = "application/http; msgtype="


class Exchange(Protocol):
    """One request and its reply as they went over the line."""

    @property
    def address(self) -> str: ...
    @property
    def at(self) -> str: ...
    @property
    def peer(self) -> str: ...
    @property
    def request(self) -> bytes: ...
    @property
    def response(self) -> bytes: ...


def archived(exchanges: Sequence[Exchange], via: Mapping[str, str]) -> bytes:
    """A web archive of the exchanges that led to one page, the page's own last. `via` says what led there (a feed and
    what it says of the page), in a record of its own.
    """
    first, page = exchanges[0], exchanges[-1]
    about = (("WARC-Date", first.at), ("Content-Type", _FIELDS))
    parts = [record("warcinfo", _fields({"software": "habeas", "format": "WARC File Format 1.1"}), about)]
    response = ""
    for exchange in exchanges:
        where = (
            ("WARC-Target-URI", exchange.address),
            ("WARC-Date", exchange.at),
            ("WARC-IP-Address", exchange.peer),
        )
        parts.append(record("response", exchange.response, (*where, ("Content-Type", f"{_HTTP}response"))))
        response = identifier(parts[-1])
        asked = (*where, ("WARC-Concurrent-To", response), ("Content-Type", f"{_HTTP}request"))
        parts.append(record("request", exchange.request, asked))
    if via:
        of = (("WARC-Target-URI", page.address), ("WARC-Date", page.at), ("WARC-Refers-To", response))
        parts.append(record("metadata", _fields(via), (*of, ("Content-Type", _FIELDS))))
    return b"".join(parts)


def _fields(values: Mapping[str, str]) -> bytes:
    return "".join(f"{key}: {readable(value)}\r\n" for key, value in values.items()).encode()


def web_material(exchanges: Sequence[Exchange], stated: Described, via: Mapping[str, str] | None = None) -> Material:
    """A visited page as a report: its web archive, with the address it was asked for as origin."""
    data = archived(exchanges, via or {})
    address = exchanges[0].address
    host = address.partition("://")[2].partition("/")[0]
    return Material(
        id=f"sha256:{hashlib.sha256(data).hexdigest()}",
        data=data,
        source=f"{host.replace(':', '-')}.warc",
        origin=address,
        stated=stated,
        how="feed" if via else "address",
    )
