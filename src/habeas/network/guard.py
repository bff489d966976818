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


class RefusedAddressError(Exception):
    """The host is not on this machine, and only this machine may be reached. Nothing was sent."""


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


def is_loopback(address: str) -> bool:
    """Whether a numeric address is this machine itself. Addresses that only embed such a one are not."""
    try:
        return ipaddress.ip_address(address.partition("%")[0]).is_loopback
    except ValueError:
        return False


class GuardedBackend(httpcore.SyncBackend):
    """The sockets of one request. The address is checked where the socket is opened, after names are resolved, so that
    no answer of a name server can lead elsewhere; every step waits no longer than the deadline allows.
    """

    def __init__(self, deadline: Deadline, *, loopback_only: bool, resolve: Resolve = resolved) -> None:
        super().__init__()
        self._deadline, self._loopback_only, self._resolve = deadline, loopback_only, resolve

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
        if self._loopback_only and not (addresses and all(map(is_loopback, addresses))):
            raise RefusedAddressError(f"{host} is not on this machine")
        for number, address in enumerate(addresses):
            try:
                stream = super().connect_tcp(
                    address, port, _least(timeout, self._deadline), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if number == len(addresses) - 1:
                    raise
                continue
            return _TimedStream(stream, self._deadline)
        raise httpcore.ConnectError(f"{host} has no address")

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

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream, self._deadline = stream, deadline

    @override
    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        if not self._deadline.left():
            raise httpcore.ReadTimeout("the time is up")
        return self._stream.read(max_bytes, _least(timeout, self._deadline))

    @override
    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        if not self._deadline.left():
            raise httpcore.WriteTimeout("the time is up")
        self._stream.write(buffer, _least(timeout, self._deadline))

    @override
    def close(self) -> None:
        self._stream.close()

    @override
    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        inner = self._stream.start_tls(ssl_context, server_hostname, _least(timeout, self._deadline))
        return _TimedStream(inner, self._deadline)

    @override
    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)


def _least(timeout: float | None, deadline: Deadline) -> float:
    # A timeout of 0 would mean "do not wait at all", which the socket reports as another error.
    left = max(0.001, deadline.left())
    return left if timeout is None else min(timeout, left)
