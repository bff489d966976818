"""Joins the network with collecting: a page that somebody asked for by its address, or that a feed of theirs names,
becomes a report. Nothing else is ever asked for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from types import TracebackType
from typing import Final, NamedTuple, Self

from habeas.collect.feed import Entry, Feed
from habeas.collect.feeds import LARGEST_FEED, feed
from habeas.collect.source import Material
from habeas.collect.web import web_material
from habeas.formats.http import BrokenReplyError, Reply, content
from habeas.model.reading import Described
from habeas.network import AddressError, Exchange, FetchError, Visited, Visitor, WaitError
from habeas.network.addresses import parsed
from habeas.visits import MOST_TRIES, Memo, Visits

_FEEDS: Final = {"Accept": "application/atom+xml,application/rss+xml,application/xml;q=0.9,*/*;q=0.5"}


class Got(NamedTuple):
    """What came of one address: a report to keep, or one that is there already (`known`, its identifier), or neither
    for a reason; `waiting` where asking again later may help.
    """

    address: str
    material: Material | None = None
    known: str = ""
    why: str = ""
    waiting: bool = False


class Fetching:
    """One run of fetching into a workspace. Use it as a context manager: what is to be remembered is kept at its end.

    `reports` are the identifiers of the reports that are there, `origins` where reports have come from.
    """

    def __init__(
        self, visits: Visits, reports: Collection[str], origins: Collection[str], visitor: Visitor | None = None
    ) -> None:
        self._visits, self._reports, self._origins = visits, reports, set(origins)
        self._visitor = visitor or Visitor(waits=visits.waits)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        self._visits.save({origin: until for origin, until in self._visitor.waits.items() if until > now})

    def page(self, url: str, stated: Described, via: Entry | None = None, feed_address: str = "") -> Got:
        """The page at an address. One that is the same as when it was last taken is known."""
        try:
            address = str(parsed(url))
            memo = self._memo(address)
            visited = self._visitor.visit(address, _conditions(memo))
        except WaitError as error:
            return Got(url, why=str(error), waiting=True)
        except (AddressError, FetchError) as error:
            return Got(url, why=str(error))
        page = visited.page
        body = hashlib.sha256(page.body).hexdigest()
        if visited.unchanged or (memo.report and memo.body == body):
            return Got(address, known=memo.report)
        material = web_material(visited.exchanges, stated, _via(via, feed_address))
        self._visits.remember(address, _remembered(page, material.id, body))
        self._origins.add(address)
        return Got(address, material)

    def _memo(self, address: str) -> Memo:
        """What is remembered of a page, as long as its report is still there."""
        memo = self._visits.memo(address)
        return memo if memo.report in self._reports else Memo(failed=memo.failed)

    def feed(self, url: str, stated: Described) -> Iterator[Got]:
        """The pages that a feed names and that were not taken yet, oldest first. A feed that has not changed since all
        of its pages were taken is not sent again and gives nothing.
        """
        try:
            address = str(parsed(url))
            memo = self._visits.memo(address)
            visited = self._visitor.visit(address, {**_FEEDS, **_conditions(memo)})
        except WaitError as error:
            yield Got(url, why=str(error), waiting=True)
            return
        except (AddressError, FetchError) as error:
            yield Got(url, why=f"the feed cannot be had: {error}")
            return
        if visited.unchanged:
            return
        named = _read(visited)
        if named.why:
            yield Got(address, why=f"the feed cannot be read: {named.why}")
            return
        left = False
        for got in self._entries(named, address, stated):
            left = left or got.waiting
            yield got
        if not left:
            self._visits.remember(address, _remembered(visited.page, "", ""))

    def _entries(self, named: Feed, address: str, stated: Described) -> Iterator[Got]:
        for entry in named.entries:
            yield self._entry(entry, address, stated)
        for count, why in (
            (named.without, "an entry of the feed that names no page"),
            (named.more, "the feed names too many pages; it was not taken"),
        ):
            yield from [Got(address, why=why)] * count

    def _entry(self, entry: Entry, address: str, stated: Described) -> Got:
        """The page of one entry, if it was not taken before, by whatever way."""
        try:
            where = str(parsed(entry.address))
        except AddressError as error:
            return Got(entry.address, why=str(error))
        memo = self._visits.memo(where)
        if where in self._origins:
            return Got(where, known=memo.report or "earlier")
        if memo.failed >= MOST_TRIES:
            return Got(where, why=f"nothing could be taken from it {memo.failed} times; it is not asked for again")
        got = self.page(where, stated, entry, address)
        if got.material is None and not got.known and not got.waiting:
            self._visits.remember(where, Memo(failed=memo.failed + 1))
            return got._replace(waiting=memo.failed + 1 < MOST_TRIES)
        return got


def _conditions(memo: Memo) -> dict[str, str]:
    """The headers that ask for a page only if it has changed."""
    asked = {"If-None-Match": memo.etag, "If-Modified-Since": memo.modified}
    return {name: value for name, value in asked.items() if value}


def _remembered(page: Exchange, report: str, body: str) -> Memo:
    etag, modified = page.header("etag"), page.header("last-modified")
    sound = [
        value if value.isascii() and value.isprintable() and len(value) < 300 else "" for value in (etag, modified)
    ]
    return Memo(report=report, body=body, etag=sound[0], modified=sound[1])


def _read(visited: Visited) -> Feed:
    page = visited.page
    headers = dict(reversed(page.headers))
    headers.pop("transfer-encoding", None)
    try:
        data = content(Reply(page.status, headers, page.body), LARGEST_FEED)
    except BrokenReplyError as error:
        return Feed(why=str(error))
    if len(data) > LARGEST_FEED:
        return Feed(why=f"it is larger than {LARGEST_FEED:,} bytes")
    return feed(data, page.address, page.header("content-type"))


def _via(entry: Entry | None, address: str) -> dict[str, str]:
    if entry is None:
        return {}
    told = {"via": address, "feed-id": entry.key, "feed-title": entry.title, "feed-published": entry.published}
    return {name: value for name, value in told.items() if value}
