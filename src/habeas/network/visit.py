"""Visits pages of strangers as a polite guest: asks robots.txt first, leaves time between two visits to one server,
stays away for as long as it is asked to, and follows a redirect only where the next address may be visited too.
"""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final
from urllib.parse import urljoin

import msgspec

from habeas.network import robots
from habeas.network.addresses import Address, parsed
from habeas.network.fetch import AGENT, Bounds, Exchange, FetchError, Line
from habeas.network.robots import Robots

MOST_REDIRECTS: Final = 5
BETWEEN_VISITS_S: Final = 2.0
LONGEST_WAIT: Final = timedelta(days=7)
USUAL_WAIT: Final = timedelta(minutes=10)
_ROBOTS_BOUNDS: Final = Bounds(reply_bytes=robots.LARGEST, seconds=20.0)
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_LATER = frozenset((429, 503))


class WaitError(Exception):
    """The server asks to come back later; nothing was taken. `until` is when (UTC), the message says why."""

    def __init__(self, why: str, until: str) -> None:
        super().__init__(f"{why}: not before {until}")
        self.until = until


class Visited(msgspec.Struct, frozen=True, kw_only=True):
    """A page with the redirects that led to it; `unchanged` where the server says that it is still the one that the
    caller has (status 304).
    """

    exchanges: tuple[Exchange, ...]
    unchanged: bool = False

    @property
    def page(self) -> Exchange:
        return self.exchanges[-1]


class Visitor:
    """One run of visits. `waits` holds the servers that asked to be left alone, with the time until when (UTC), and
    may be handed on to a later run.
    """

    def __init__(self, line: Line | None = None, waits: Mapping[str, str] | None = None) -> None:
        self.line = line or Line()
        self.waits = dict(waits or {})
        self.pause: Callable[[float], None] = time.sleep
        self.now: Callable[[], datetime] = lambda: datetime.now(UTC)
        self.between_s = BETWEEN_VISITS_S
        self._robots: dict[str, Robots] = {}
        self._last: dict[str, float] = {}

    def visit(self, url: str, more: Mapping[str, str] | None = None) -> Visited:
        """What stands at an address. `more` are headers to send as well ("If-None-Match").

        Raises:
            AddressError: it is no address that is fetched.
            FetchError: nothing was taken, and asking again at once would not help.
            WaitError: the server asks to come back later.
        """
        address = parsed(url)
        exchanges: list[Exchange] = []
        while True:
            self._ask_leave(address)
            exchange = self._get(address, more)
            exchanges.append(exchange)
            if exchange.status not in _REDIRECTS:
                return _visited(exchanges, conditional=bool(more))
            address = _next(address, exchange, [each.address for each in exchanges])

    def _ask_leave(self, address: Address) -> None:
        self._check_wait(address)
        rules = self._rules(address)
        if not rules.allows(address.target):
            raise FetchError(rules.why)

    def _check_wait(self, address: Address) -> None:
        until = self.waits.get(address.origin)
        if until is not None and _stamp(self.now()) < until:
            raise WaitError("the server asked to be left alone", until)

    def _rules(self, address: Address) -> Robots:
        if address.origin not in self._robots:
            self._robots[address.origin] = self._asked_rules(address)
        return self._robots[address.origin]

    def _asked_rules(self, address: Address) -> Robots:
        """What the site asks. Without an answer nothing may be visited; without such a file, everything."""
        place = address._replace(target="/robots.txt")
        met: list[str] = []
        try:
            while True:
                exchange = self._get(place, {"Accept-Encoding": "identity", "Accept": "text/plain"}, _ROBOTS_BOUNDS)
                met.append(exchange.address)
                if exchange.status not in _REDIRECTS:
                    break
                place = _next(place, exchange, met)
        except FetchError as error:
            return robots.nothing_allowed(str(error))
        if exchange.status >= 500:
            return robots.nothing_allowed(f"the server says {exchange.status}")
        return robots.parse(_plain(exchange), AGENT) if exchange.status == 200 else Robots()

    def _get(self, address: Address, more: Mapping[str, str] | None, bounds: Bounds | None = None) -> Exchange:
        self._take_turn(address)
        try:
            exchange = self.line.get(address, more, bounds)
        finally:
            self._last[address.host] = time.monotonic()
        if exchange.status in _LATER:
            until = _stamp(self.now() + _wait(exchange.header("retry-after"), self.now()))
            self.waits[address.origin] = until
            raise WaitError(f"the server says {exchange.status}", until)
        return exchange

    def _take_turn(self, address: Address) -> None:
        last = self._last.get(address.host)
        if last is not None:
            delay = max(self.between_s, self._robots.get(address.origin, Robots()).delay_s)
            left = last + delay - time.monotonic()
            if left > 0:
                self.pause(left)


def _visited(exchanges: list[Exchange], *, conditional: bool) -> Visited:
    page = exchanges[-1]
    if page.status == 304 and conditional:
        return Visited(exchanges=tuple(exchanges), unchanged=True)
    if page.status != 200:
        raise FetchError(f"the server says {page.status}")
    if not page.body:
        raise FetchError("there is nothing at the address")
    return Visited(exchanges=tuple(exchanges))


def _next(address: Address, exchange: Exchange, met: list[str]) -> Address:
    """Where a redirect leads."""
    location = exchange.header("location")
    if not location:
        raise FetchError(f"the server says {exchange.status} and not where to")
    try:
        following = parsed(urljoin(str(address), _utf8(location)))
    except ValueError as error:
        raise FetchError(f"it sends elsewhere, and not there: {error}") from error
    if address.scheme == "https" and following.scheme == "http":
        raise FetchError("it sends from https to http, where anybody on the way could have changed the page")
    if str(following) in met:
        raise FetchError("it sends in a circle")
    if len(met) > MOST_REDIRECTS:
        raise FetchError(f"it sends on more than {MOST_REDIRECTS} times")
    return following


def _utf8(header: str) -> str:
    """A header's letters beyond ASCII are UTF-8, where the bytes fit that."""
    try:
        return header.encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return header


def _plain(exchange: Exchange) -> bytes:
    """The bytes of a small text that was asked for uncompressed; where it came compressed, as far as the limit."""
    if exchange.header("content-encoding").lower() not in ("gzip", "x-gzip", "deflate"):
        return exchange.body
    try:
        return zlib.decompressobj(wbits=47).decompress(exchange.body, robots.LARGEST)
    except zlib.error:
        return b""


def _wait(value: str, now: datetime) -> timedelta:
    """How long "Retry-After" asks to wait: seconds or a date; within reason."""
    if value.isascii() and value.isdigit():
        return min(timedelta(seconds=int(value[:9])), LONGEST_WAIT)
    try:
        return min(max(parsedate_to_datetime(value) - now, timedelta()), LONGEST_WAIT)
    except (ValueError, TypeError, OverflowError):
        return USUAL_WAIT


def _stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
