"""`serve`: a built site for a browser on this machine, and nothing else of the disk."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from habeas.cli.server import Server
from tests.cli.desk import coast, habeas, stored


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    (folder / "cases").mkdir(parents=True)
    (folder / "index.html").write_text("<p>Index é", encoding="utf-8")
    (folder / "cases" / "dana.html").write_text("<p>Dana")
    (folder / "style.css").write_text("p {}")
    (folder / ".habeas-site").write_text("working copy")
    (folder / "out.html").symlink_to("../secret.txt")
    (tmp_path / "secret.txt").write_text("secret")
    return folder


@pytest.fixture
def server(site: Path) -> Iterator[Server]:
    with Server(site) as made:
        thread = threading.Thread(target=made.serve_forever, daemon=True)
        thread.start()
        yield made
        made.shutdown()
        thread.join()


def answer(server: Server, path: str, method: str = "GET", host: str | None = None) -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    connection.putrequest(method, path, skip_host=True)
    connection.putheader("Host", host or f"127.0.0.1:{server.server_port}")
    connection.endheaders()
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response, body


def test_pages_come_with_headers_that_let_nothing_foreign_in(server: Server) -> None:
    response, body = answer(server, "/")
    assert (response.status, body) == (200, "<p>Index é".encode())
    policy = response.getheader("Content-Security-Policy") or ""
    assert policy.startswith("default-src 'none'; style-src 'self'; img-src 'self'")
    assert response.getheader("X-Content-Type-Options") == "nosniff"
    assert response.getheader("Referrer-Policy") == "no-referrer"
    assert response.getheader("X-Robots-Tag") == "noindex, nofollow"
    assert response.getheader("Content-Type") == "text/html; charset=utf-8"
    assert "Python" not in str(response.headers)
    assert answer(server, "/cases/dana.html")[1] == b"<p>Dana"
    assert answer(server, "/style.css")[0].getheader("Content-Type") == "text/css; charset=utf-8"


@pytest.mark.parametrize(
    "path",
    [
        "/cases/",
        "/.habeas-site",
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "//secret.txt",
        "/out.html",
        "/cases/../../secret.txt",
        "/none.html",
        "/%00",
    ],
)
def test_nothing_else_of_the_disk_is_shown(server: Server, path: str) -> None:
    response, body = answer(server, path)
    assert response.status == 404
    assert b"secret" not in body.replace(path.encode(), b"")
    assert response.getheader("Content-Security-Policy")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_only_reading_is_answered(server: Server, method: str) -> None:
    assert answer(server, "/", method)[0].status == 501


def test_another_sites_name_for_this_address_is_not_answered(server: Server) -> None:
    response, body = answer(server, "/", host="evil.example")
    assert response.status == 421
    assert b"Index" not in body
    assert answer(server, "/", host=f"localhost:{server.server_port}")[0].status == 200


def test_only_this_machine_is_listened_to(server: Server) -> None:
    assert server.server_address[0] == "127.0.0.1"
    assert server.address == f"http://127.0.0.1:{server.server_port}/"


def test_serve_prints_a_free_address_and_ends_with_ctrl_c(site: Path) -> None:
    command = [sys.executable, "-m", "habeas", "serve", str(site)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as serving:
        assert serving.stdout is not None
        line = serving.stdout.readline()
        assert line.startswith("serving http://127.0.0.1:")
        port = int(line.rstrip("/\n").rsplit(":", 1)[1])
        connection = HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request("GET", "/")
        assert connection.getresponse().status == 200
        connection.close()
        serving.send_signal(signal.SIGINT)
        _, said = serving.communicate(timeout=20)
    assert serving.returncode == 0
    assert "Traceback" not in said


def test_a_workspace_is_served_as_its_working_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stored(tmp_path / "ws", coast()).close()
    monkeypatch.setattr(Server, "serve_forever", lambda self: None)
    ran = habeas("serve", tmp_path / "ws")
    assert ran.code == 0
    assert ran.out.startswith("serving http://127.0.0.1:")
    assert "Dana Iwu" in (tmp_path / "ws" / "site" / "index.html").read_text(encoding="utf-8")


def test_what_is_no_site_is_not_served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert habeas("serve", tmp_path).code == 2
    assert habeas("serve").code == 2


def test_a_port_that_is_taken_is_said(server: Server, site: Path) -> None:
    ran = habeas("serve", site, "--port", str(server.server_port))
    assert ran.code == 2
    assert f"port {server.server_port} cannot be used" in ran.said
