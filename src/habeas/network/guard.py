"""Opens sockets under two conditions: the address is one that may be reached, and it is done before a deadline."""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Iterable
from typing import NamedTuple

import httpcore
from typing_extensions import override

Resolve = Callable[[str, int], list[str]]
"""The numeric addresses of a host and port."""


Reach = Callable[[str], str | None]
"""Why a numeric address may not be reached; None where it may."""


class RefusedAddressError(Exception):
    """The host has an address that may not be reached. Nothing was sent."""


class Deadline(NamedTuple):
    """A moment on the clock that only goes forward, after which nothing more is waited for."""

    at: float

    @classmethod
    def after(cls, seconds: float) -> Deadline:
        return cls(time.monotonic() + seconds)

    def left(self) -> float:
        """The seconds that are left; 0 when it has passed."""
        return max(0.0, self.at - time.monotonic())


def resolved(host: str, port: int) -> list[str]:
    """The numeric addresses that the system gives for a host, in its order.

    Raises:
        OSError: it gives none.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(where[4][0]) for where in found))


def not_this_machine(address: str) -> str | None:
    """The reach of a service that must be on this machine."""
    return None if is_loopback(address) else "it is not on this machine"


def is_loopback(address: str) -> bool:
    """Whether a numeric address is this machine itself. Addresses that only embed such a one are not."""
    try:
        return ipaddress.ip_address(address.partition("%")[0]).is_loopback
    except ValueError:
        return False


def anywhere(address: str) -> None:
    """The reach of a service that the operator allows to be on another machine: every address."""


class TooMuchError(Exception):
    """The other side sent more than is taken."""


class Tape:
    """The bytes of one exchange as they went over the line (within TLS), and the numeric address it was with."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.sent = b""
        self.peer = ""
        self._heard: list[bytes] = []
        self._length = 0

    def heard(self, data: bytes) -> None:
        """Raises TooMuchError where that is more than `most` bytes in all."""
        self._heard.append(data)
        self._length += len(data)
        if self._length > self.most:
            raise TooMuchError(f"over {self.most:,} bytes")

    @property
    def received(self) -> bytes:
        return b"".join(self._heard)


class GuardedBackend(httpcore.SyncBackend):
    """The sockets of one request. A name is looked up once, all the addresses that it gives are checked, and the socket
    is opened to one of these numbers, so that no later answer of a name server can lead elsewhere. Every step waits no
    longer than the deadline allows. With `tape`, the bytes that go over the line are kept.
    """

    def __init__(
        self, deadline: Deadline, *, reach: Reach, resolve: Resolve = resolved, tape: Tape | None = None
    ) -> None:
        super().__init__()
        self._deadline, self._reach, self._resolve, self._tape = deadline, reach, resolve, tape

    @override
    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        try:
            addresses = self._resolve(host, port)
        except OSError as error:
            raise httpcore.ConnectError(f"{host} is not known: {error}") from error
        if not addresses:
            raise RefusedAddressError(f"{host} has no address")
        for refusal in filter(None, map(self._reach, addresses)):
            raise RefusedAddressError(refusal if host in refusal else f"{host}: {refusal}")
        for number, address in enumerate(addresses):
            try:
                stream = super().connect_tcp(
                    address, port, _least(timeout, self._deadline), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if number == len(addresses) - 1:
                    raise
                continue
            if self._tape is not None:
                self._tape.peer = address
            return _TimedStream(stream, self._deadline, self._tape)
        raise AssertionError("the last address returns or raises")

    @override
    def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        raise RefusedAddressError("only addresses of the network are reached")


class _TimedStream(httpcore.NetworkStream):
    """A stream on which waiting ends with the deadline, however many small pieces the other side sends."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline, tape: Tape | None) -> None:
        self._stream, self._deadline, self._tape = stream, deadline, tape

    @override
    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        if not self._deadline.left():
            raise httpcore.ReadTimeout("the time is up")
        data = self._stream.read(max_bytes, _least(timeout, self._deadline))
        if self._tape is not None:
            self._tape.heard(data)
        return data

    @override
    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        if not self._deadline.left():
            raise httpcore.WriteTimeout("the time is up")
        if self._tape is not None:
            self._tape.sent += buffer
        self._stream.write(buffer, _least(timeout, self._deadline))

    @override
    def close(self) -> None:
        self._stream.close()

    @override
    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        inner = self._stream.start_tls(ssl_context, server_hostname, _least(timeout, self._deadline))
        return _TimedStream(inner, self._deadline, self._tape)

    @override
    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)


def _least(timeout: float | None, deadline: Deadline) -> float:
    # A timeout of 0 would mean "do not wait at all", which the socket reports as another error.
    left = max(0.001, deadline.left())
    return left if timeout is None else min(timeout, left)
