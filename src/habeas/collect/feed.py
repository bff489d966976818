"""What a feed (RSS, Atom) names: the pages, with the day and the title that it gives them. Runs in a child process.

feedparser reads it, as feeds are seldom sound XML; it is handed a stream and fetches nothing.
"""

from __future__ import annotations

import io
from typing import Any
from urllib.parse import urljoin

import msgspec

MOST_ENTRIES = 1_000


class FeedJob(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """A feed's bytes, the address they came from, and the type of content that the server gave them."""

    data: bytes
    address: str
    content_type: str = ""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A page that a feed names. `key` is what the feed knows it by, `published` the date as the feed writes it."""

    key: str
    address: str
    title: str = ""
    published: str = ""


class Feed(msgspec.Struct, frozen=True, kw_only=True):
    """A feed that was read: its entries, oldest first as far as the feed goes; `without` counts those that name no
    page, `more` those beyond `MOST_ENTRIES`. `why` says why it cannot be read at all.
    """

    title: str = ""
    entries: tuple[Entry, ...] = ()
    without: int = 0
    more: int = 0
    why: str = ""


def entries(job: FeedJob) -> Feed:
    """The entries of a feed, each address once."""
    import feedparser

    headers = {"content-location": job.address}
    if job.content_type:
        headers["content-type"] = job.content_type
    # A stream: bytes or text might be taken for an address or a path, and opened.
    made = feedparser.parse(
        io.BytesIO(job.data), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
    )
    if not made.get("version") and not made.entries:
        return Feed(why="it is no RSS or Atom feed")
    found: dict[str, Entry] = {}
    without = 0
    for raw in made.entries[:MOST_ENTRIES]:
        entry = _entry(raw, job.address)
        without += entry is None
        if entry is not None:
            found.setdefault(entry.address, entry)
    return Feed(
        title=_line(made.feed, "title"),
        entries=tuple(reversed(found.values())),
        without=without,
        more=max(0, len(made.entries) - MOST_ENTRIES),
    )


def _entry(raw: Any, base: str) -> Entry | None:
    link = _line(raw, "link", 4_000)
    address = urljoin(base, link).partition("#")[0] if link else ""
    if not address.startswith(("http://", "https://")):
        return None
    return Entry(
        key=_line(raw, "id") or address,
        address=address,
        title=_line(raw, "title"),
        published=_line(raw, "published", 100) or _line(raw, "updated", 100),
    )


def _line(raw: Any, name: str, most: int = 500) -> str:
    value = raw.get(name, "")
    return " ".join(value.split())[:most] if isinstance(value, str) else ""
