"""Asks a service that the operator has configured: one address, within limits of time and size, tried again with
longer and longer pauses where it fails for now.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Final, NamedTuple
from urllib.parse import SplitResult, urlsplit

import httpcore

from habeas.network.guard import (
    Deadline,
    GuardedBackend,
    RefusedAddressError,
    Resolve,
    anywhere,
    is_loopback,
    not_this_machine,
    resolved,
)

LARGEST_REPLY: Final = 4_000_000
TRIES: Final = 4
FIRST_PAUSE_S: Final = 0.5
LONGEST_PAUSE_S: Final = 30.0
_FOR_NOW = frozenset({408, 425, 429, 500, 502, 503, 504, 529})
_SHOWN = 200


class ServiceError(Exception):
    """The service cannot be asked, or gave no usable reply; the message says why. Asking later may help."""


class Reply(NamedTuple):
    """What came back: the status of HTTP and the bytes behind it."""

    status: int
    body: bytes


class _FailedForNowError(Exception):
    """One try failed in a way that another may not. `wait_s`: what the service asks to wait, in seconds."""

    def __init__(self, why: str, wait_s: float = 0.0) -> None:
        super().__init__(why)
        self.wait_s = wait_s


class Service:
    """One service at one address (`http://127.0.0.1:8080/v1`), which every path is appended to.

    Without `allow_remote` only this machine is reached, whatever the name in the address leads to; with it, another
    machine, by https only. No proxy of the environment is used and no redirect followed: what is sent goes there or
    nowhere. `seconds` bounds one try as a whole. `key` is sent as a bearer token and shown in no message.
    `media_type` is that of what is sent.
    """

    def __init__(
        self,
        address: str,
        *,
        allow_remote: bool = False,
        seconds: float = 300.0,
        key: str | None = None,
        media_type: str = "application/json",
    ) -> None:
        self.address = address.rstrip("/")
        self._parts = _checked(self.address, allow_remote=allow_remote)
        self._loopback_only = not allow_remote or self._parts.scheme == "http"
        self._seconds = seconds
        self._key = key
        self._media_type = media_type
        self._tls = httpcore.default_ssl_context() if self._parts.scheme == "https" else None
        self.pause: Callable[[float], None] = time.sleep
        self.resolve: Resolve = resolved

    def post(self, path: str, body: bytes) -> Reply:
        """Sends `body` and gives the reply, whatever it says, unless it is a failure that may pass.

        Raises:
            ServiceError: nothing usable came back in `TRIES` tries, or the address may not be reached.
        """
        for number in range(1, TRIES + 1):
            try:
                return self._try(path, body)
            except _FailedForNowError as error:
                if number == TRIES:
                    raise ServiceError(f"{self.address} failed {TRIES} times: {error}") from error
                self.pause(min(max(FIRST_PAUSE_S * 2 ** (number - 1), error.wait_s), LONGEST_PAUSE_S))
            except RefusedAddressError as error:
                raise ServiceError(f"{error}; nothing was sent") from error
        raise AssertionError("the last try returns or raises")

    def _try(self, path: str, body: bytes) -> Reply:
        deadline = Deadline.after(self._seconds)
        reach = not_this_machine if self._loopback_only else anywhere
        backend = GuardedBackend(deadline, reach=reach, resolve=self.resolve)
        timeout = dict.fromkeys(("connect", "read", "write", "pool"), self._seconds)
        try:
            with (
                httpcore.ConnectionPool(ssl_context=self._tls, network_backend=backend) as pool,
                pool.stream(
                    "POST",
                    f"{self.address}/{path.lstrip('/')}",
                    headers=self._headers(),
                    content=body,
                    extensions={"timeout": timeout},
                ) as response,
            ):
                reply = Reply(response.status, self._body(response, deadline))
                wait = _wait(response)
        except httpcore.TimeoutException as error:
            raise _FailedForNowError(f"no whole reply in {self._seconds:g} seconds") from error
        except (httpcore.NetworkError, httpcore.ProtocolError) as error:
            raise _FailedForNowError(str(error) or type(error).__name__) from error
        if reply.status in _FOR_NOW:
            raise _FailedForNowError(f"status {reply.status}: {_shown(reply.body)}", wait)
        if 300 <= reply.status < 400:
            raise ServiceError(f"{self.address} sends elsewhere (status {reply.status}); redirects are not followed")
        return reply

    def _headers(self) -> list[tuple[bytes | str, bytes | str]]:
        headers: dict[bytes | str, bytes | str] = {
            "Host": self._parts.netloc,
            "Content-Type": self._media_type,
            "Accept": self._media_type.replace("-query", "-reply"),
            "Accept-Encoding": "identity",
            "User-Agent": "habeas",
        }
        if self._key is not None:
            headers["Authorization"] = f"Bearer {self._key}"
        return list(headers.items())

    def _body(self, response: httpcore.Response, deadline: Deadline) -> bytes:
        parts: list[bytes] = []
        size = 0
        for part in response.iter_stream():
            parts.append(part)
            size += len(part)
            if size > LARGEST_REPLY:
                raise ServiceError(f"{self.address} replies with more than {LARGEST_REPLY:,} bytes")
            if not deadline.left():
                raise _FailedForNowError(f"no whole reply in {self._seconds:g} seconds")
        return b"".join(parts)


def check_address(address: str, *, allow_remote: bool = False) -> None:
    """Whether an address is one that `Service` takes. Names are not resolved here.

    Raises:
        ServiceError: it is not; the message says why.
    """
    _checked(address, allow_remote=allow_remote)


def is_here(address: str) -> bool:
    """Whether an address names this machine. What a name really leads to is seen where the socket is opened."""
    try:
        return _names_this_machine(urlsplit(address).hostname or "")
    except ValueError:  # no address at all: whoever makes a `Service` of it is told
        return True


def _names_this_machine(host: str) -> bool:
    return host == "localhost" or is_loopback(host)


def _checked(address: str, *, allow_remote: bool) -> SplitResult:
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname or "", parts.port
    except ValueError as error:
        raise ServiceError(f"{address!r} is no address: {error}") from error
    if parts.scheme not in ("http", "https") or not host or not address.isprintable() or " " in address:
        raise ServiceError(f"{address!r} is no http or https address")
    if parts.username is not None or parts.password is not None or parts.query or parts.fragment:
        raise ServiceError("the address holds a name, a key or a question; only host, port and path may stand in it")
    here = _names_this_machine(host)
    if not here and not allow_remote:
        raise ServiceError(f"{host} is not on this machine; allow_remote = true lets reports leave it")
    if not here and parts.scheme != "https":
        raise ServiceError(f"{host} is not on this machine and is reached by https only")
    return parts


def _wait(response: httpcore.Response) -> float:
    """The seconds of "Retry-After", where it gives a plain number."""
    headers: Mapping[bytes, bytes] = {name.lower(): value for name, value in response.headers}
    value = headers.get(b"retry-after", b"").strip()
    return float(value) if value.isdigit() and len(value) < 6 else 0.0


def _shown(body: bytes) -> str:
    text = " ".join(body[:_SHOWN].decode("utf-8", "replace").split())
    return "".join(c for c in text if c.isprintable()) or "nothing more"
