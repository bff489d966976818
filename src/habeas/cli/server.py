"""A small server for one folder of pages, on this machine alone."""

from __future__ import annotations

import os
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from typing_extensions import override

LOOPBACK = "127.0.0.1"
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none';"
    " form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}


class Server(ThreadingHTTPServer):
    """Serves the files of a folder; port 0 takes a free one. `serve_forever` runs it."""

    daemon_threads = True

    def __init__(self, folder: Path, port: int = 0) -> None:
        root = os.path.realpath(folder)
        super().__init__((LOOPBACK, port), partial(_Handler, root))

    @property
    def address(self) -> str:
        return f"http://{LOOPBACK}:{self.server_port}/"


class _Handler(SimpleHTTPRequestHandler):
    """Answers GET and HEAD with files of the folder: no listings, nothing hidden, no way out of it."""

    def __init__(self, root: str, *args: Any) -> None:
        self._root = root
        super().__init__(*args, directory=root)

    @override
    def send_head(self) -> Any:
        # A page of another site that gives its own name this address must not get an answer.
        host = urlsplit(f"//{self.headers.get('Host', '')}").hostname
        if host not in (LOOPBACK, "localhost"):
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
            return None
        if not self._is_of_the_site():
            self.send_error(HTTPStatus.NOT_FOUND)
            return None
        return super().send_head()

    def _is_of_the_site(self) -> bool:
        path = self.translate_path(self.path)
        if "\0" in path:
            return False
        inside = os.path.relpath(os.path.realpath(path), self._root)
        return inside == os.curdir or not any(part.startswith(".") for part in inside.split(os.sep))

    @override
    def list_directory(self, path: str | os.PathLike[str]) -> BytesIO | None:
        self.send_error(HTTPStatus.NOT_FOUND)
        return None

    @override
    def end_headers(self) -> None:
        for name, value in HEADERS.items():
            self.send_header(name, value)
        super().end_headers()

    @override
    def version_string(self) -> str:
        return "habeas"

    @override
    def guess_type(self, path: str | os.PathLike[str]) -> str:
        kind = super().guess_type(path)
        return f"{kind}; charset=utf-8" if kind.startswith("text/") or kind.endswith("json") else kind

    @override
    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing: who reads what is nobody's business."""
