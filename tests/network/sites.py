"""Sites of ours on this machine that say, byte by byte, what a test wants: they behave, lie, drip or never end."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import NamedTuple

from habeas.network import Bounds, Line, Visitor
from habeas.network.addresses import why_not_public

PUBLIC = "127.0.0.2"
"""Stands for an address of the public network; the rest of this machine stays out of reach."""

Say = Callable[[str], Iterable[bytes]]
"""The bytes that a site sends for a path; after each piece it looks whether anybody still listens."""


class Site(NamedTuple):
    """A running site: its port, and the first line of each request with the other lines."""

    port: int
    asked: list[str]
    heads: list[str]

    def url(self, path: str = "/", host: str = "news.example", scheme: str = "http") -> str:
        return f"{scheme}://{host}:{self.port}{path}"

    @property
    def pages(self) -> list[str]:
        """The paths that were asked for, robots.txt left out."""
        return [path for path in self.asked if path != "/robots.txt"]


def reply(body: bytes | str = "", status: str = "200 OK", **headers: str) -> bytes:
    """A whole reply with an honest length, unless `Content_Length` says another."""
    data = body.encode() if isinstance(body, str) else body
    said = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(data))}
    said |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = "".join(f"{name}: {value}\r\n" for name, value in said.items() if value)
    return f"HTTP/1.1 {status}\r\n{lines}\r\n".encode("latin-1") + data


def paths(pages: Mapping[str, bytes]) -> Say:
    """A site with these replies, and 404 for the rest."""
    return lambda path: [pages.get(path, reply("nothing here", "404 Not Found"))]


@contextmanager
def site(say: Say, host: str = PUBLIC, tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    """Runs a site on a free port."""
    listener = socket.create_server((host, 0))
    running = Site(listener.getsockname()[1], [], [])

    def serve() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=_answer, args=(connection, say, running, tls), daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield running
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()


def _answer(connection: socket.socket, say: Say, running: Site, tls: ssl.SSLContext | None) -> None:
    try:
        with connection:
            stream = tls.wrap_socket(connection, server_side=True) if tls else connection
            head = b""
            while b"\r\n\r\n" not in head and (more := stream.recv(65536)):
                head += more
            if not head:
                return
            running.heads.append(head.decode("latin-1"))
            running.asked.append(head.split()[1].decode("latin-1"))
            for piece in say(running.asked[-1]):
                stream.sendall(piece)
            stream.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # whoever asked went away, which is what some tests are about


def endless(start: bytes, piece: bytes, pause: float = 0.0) -> Iterator[bytes]:
    yield start
    while True:
        yield piece
        time.sleep(pause)


class Guest(NamedTuple):
    """A visitor who takes `PUBLIC` for public, does not really wait, and remembers how long it would have."""

    visitor: Visitor
    pauses: list[float]


def guest(seconds: float = 5.0, reply_bytes: int = 1_000_000, names: Mapping[str, list[str]] | None = None) -> Guest:
    line = Line(Bounds(seconds=seconds, reply_bytes=reply_bytes))
    line.reach = lambda address: None if address == PUBLIC else why_not_public(address)
    line.resolve = lambda host, port: list((names or {}).get(host, [PUBLIC] if host.endswith(".example") else [host]))
    line.clock = lambda: "2024-05-02T10:00:00Z"
    visitor = Visitor(line)
    pauses: list[float] = []
    visitor.pause = pauses.append
    visitor.now = lambda: datetime(2024, 5, 2, 10, tzinfo=UTC)
    return Guest(visitor, pauses)
