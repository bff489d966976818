"""Asks one address of the public web for what stands there, within limits, and keeps every byte of the exchange.

Nothing of the environment counts (no proxy, no cookie, no name or password), and no redirect is followed here.
"""

from __future__ import annotations

import re
import ssl
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Final

import httpcore
import msgspec

from habeas.network.addresses import Address, why_not_public
from habeas.network.guard import (
    Deadline,
    GuardedBackend,
    Reach,
    RefusedAddressError,
    Resolve,
    Tape,
    TooMuchError,
    resolved,
)

AGENT: Final = "habeas"
USER_AGENT: Final = f"{AGENT} (keeps reports about people in custody; asks one page at a time)"
_HEAD_BYTES: Final = 200_000
_INFORMATION = re.compile(rb"HTTP/1\.[01] 1\d\d[^\n]*\n(?:[^\r\n][^\n]*\n)*\r?\n")
# What no report is; anything else is looked at byte by byte by whoever reads it.
_NO_REPORTS = ("image/", "video/", "audio/", "font/", "text/css", "text/javascript", "application/javascript")
_CODINGS = frozenset(("", "identity", "gzip", "x-gzip", "deflate"))


class FetchError(Exception):
    """Nothing was taken from the address; the message says why. The others can be asked."""


class Exchange(msgspec.Struct, frozen=True, kw_only=True):
    """One request and its whole reply, as they went over the line.

    `at` is when it was asked (UTC), `peer` the numeric address that answered. `request` and `response` are the bytes
    themselves; `body` is what the response holds, without transfer coding, the content coding still on it.
    """

    address: str
    at: str
    peer: str
    request: bytes
    response: bytes
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str:
        """The first header of this name (lower case); "" where there is none."""
        return next((value for key, value in self.headers if key == name), "")


class Bounds(msgspec.Struct, frozen=True, kw_only=True):
    """How much one address may take: bytes of the whole reply, seconds for all of it."""

    reply_bytes: int = 50_000_000
    seconds: float = 60.0


def now() -> str:
    """The time in UTC, ISO 8601 with "Z", to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Line:
    """How single addresses are asked. The attributes can be replaced: `reach` says which addresses may be reached,
    `resolve` looks names up, `clock` gives the time, `tls` checks certificates.
    """

    def __init__(self, bounds: Bounds | None = None) -> None:
        self.bounds = bounds or Bounds()
        self.reach: Reach = why_not_public
        self.resolve: Resolve = resolved
        self.clock: Callable[[], str] = now
        self.tls: Callable[[], ssl.SSLContext] = httpcore.default_ssl_context

    def get(self, address: Address, more: Mapping[str, str] | None = None, bounds: Bounds | None = None) -> Exchange:
        """The exchange with one address, whatever its status. `more` are headers to send as well.

        Raises:
            FetchError: the address may not be reached, the reply is not whole, not sound, too large or too slow, or is
                of a kind that holds no report.
        """
        bounds = bounds or self.bounds
        tape = Tape(bounds.reply_bytes + _HEAD_BYTES)
        try:
            return self._exchange(address, _headers(address, more or {}), bounds, tape)
        except RefusedAddressError as error:
            raise FetchError(f"it may not be reached: {error}; nothing was sent") from error
        except TooMuchError as error:
            raise FetchError(f"it is larger than {bounds.reply_bytes:,} bytes, the most that is taken") from error
        except httpcore.TimeoutException as error:
            raise FetchError(f"it did not come whole in {bounds.seconds:g} seconds") from error
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
            raise FetchError(f"it did not come whole: {str(error)[:200] or type(error).__name__}") from error

    def _exchange(
        self, address: Address, headers: Iterable[tuple[bytes, bytes]], bounds: Bounds, tape: Tape
    ) -> Exchange:
        deadline = Deadline.after(bounds.seconds)
        backend = GuardedBackend(deadline, reach=self.reach, resolve=self.resolve, tape=tape)
        tls = self.tls() if address.scheme == "https" else None
        timeout = dict.fromkeys(("connect", "read", "write", "pool"), bounds.seconds)
        at = self.clock()
        url = httpcore.URL(
            scheme=address.scheme.encode(),
            host=address.host.encode(),
            port=address.port,
            target=address.target.encode("ascii"),
        )
        with (
            httpcore.ConnectionPool(ssl_context=tls, network_backend=backend, max_keepalive_connections=0) as pool,
            pool.stream("GET", url, headers=list(headers), extensions={"timeout": timeout}) as response,
        ):
            shown = tuple((_latin(key).lower(), _latin(value).strip()) for key, value in response.headers)
            _check(response.status, dict(shown))
            body = _body(response, bounds, deadline)
            return Exchange(
                address=str(address),
                at=at,
                peer=tape.peer,
                request=tape.sent,
                response=_final(tape.received),
                status=response.status,
                headers=shown,
                body=body,
            )


def _headers(address: Address, more: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    sent = {
        "Host": address.origin.partition("://")[2],
        "User-Agent": USER_AGENT,
        "Accept": "text/html,application/xhtml+xml,application/pdf,text/plain,*/*;q=0.5",
        "Accept-Encoding": "gzip",
        "Connection": "close",
        **more,
    }
    return [(name.encode("ascii"), value.encode("ascii")) for name, value in sent.items()]


def _final(received: bytes) -> bytes:
    """What came without the replies "wait, more comes" before the one that counts."""
    start = 0
    while match := _INFORMATION.match(received, start):
        start = match.end()
    return received[start:]


def _latin(value: bytes) -> str:
    return value.decode("latin-1")


def _check(status: int, headers: Mapping[str, str]) -> None:
    """Whether a reply is worth waiting for, told from its head."""
    if status != 200:
        return
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind.startswith(_NO_REPORTS):
        raise FetchError(f"it is of the type {kind[:60]}, which holds no report")
    coding = headers.get("content-encoding", "").lower()
    if coding not in _CODINGS:
        raise FetchError(f"it is encoded as {coding[:60]!r}, which was not asked for and is not read")


def _body(response: httpcore.Response, bounds: Bounds, deadline: Deadline) -> bytes:
    parts: list[bytes] = []
    size = 0
    for part in response.iter_stream():
        parts.append(part)
        size += len(part)
        if size > bounds.reply_bytes:
            raise TooMuchError
        if not deadline.left():
            raise httpcore.ReadTimeout("the time is up")
    return b"".join(parts)
