"""The desk behind a web server with HTTPS: nginx, set up with the very lines of the README."""

from __future__ import annotations

import os
import re
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPSConnection
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from bench.browser import found
from tests.desk.browser.conftest import PASSWORD, started

pytestmark = pytest.mark.slow
README = Path(__file__).parents[3] / "README.md"
HOST = "desk.example.org"
AROUND = """{user}daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/errors;
events {{ }}
http {{
  access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxied;
  fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
{server}
}}
"""
REPORT = b"Ilmar Sotnik was arrested in Brenna on 3 May 2021.\n"
SIX_MEGABYTES = bytes(range(256)) * 24_000


def _free() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def _nginx(folder: Path, desk: str) -> Iterator[int]:
    """A port at which nginx speaks HTTPS for the desk, by the README's lines with our ports and certificate in them."""
    folder.mkdir()
    asked = f"openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN={HOST}".split()
    files = ["-keyout", str(folder / "desk.key"), "-out", str(folder / "desk.pem")]
    subprocess.run([*asked, *files], check=True, capture_output=True)
    block = re.search(r"```nginx\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
    assert block is not None
    port, server = _free(), block[1]
    for theirs, ours in (
        ("listen 443 ssl", f"listen 127.0.0.1:{port} ssl"),
        ("/etc/ssl/", f"{folder}/"),
        ("http://127.0.0.1:8765", desk),
    ):
        assert theirs in server
        server = server.replace(theirs, ours)
    user = "user root; " if os.geteuid() == 0 else ""  # or else it becomes nobody, who may not write here
    (folder / "conf").write_text(AROUND.format(folder=folder, server=server, user=user))
    process = subprocess.Popen(["nginx", "-p", str(folder), "-c", str(folder / "conf"), "-e", str(folder / "errors")])
    try:
        for _ in range(100):
            with socket.socket() as one:
                if one.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert process.poll() is None, (folder / "errors").read_text()
            time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=30)


@contextmanager
def _browser(port: int) -> Iterator[Page]:
    """A page of a browser for which the desk's name leads to nginx."""
    path = found()
    if path is None:
        pytest.skip("no Chromium is installed")
    rules = f"--host-resolver-rules=MAP {HOST}:443 127.0.0.1:{port}"
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=path, args=["--no-sandbox", rules])
        yield opened.new_context(ignore_https_errors=True, locale="en-GB").new_page()
        opened.close()


def _asked(port: int, path: str, **headers: str) -> tuple[int, dict[str, str]]:
    """Status and headers of an answer to somebody who asks nginx without a browser."""
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    asking = HTTPSConnection("127.0.0.1", port, context=trusting, timeout=30)
    asking.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = asking.getresponse()
    answer.read()
    return answer.status, dict(answer.getheaders())


def test_a_team_works_behind_nginx_as_the_readme_sets_it_up(tmp_path: Path) -> None:
    if shutil.which("nginx") is None or shutil.which("openssl") is None:
        pytest.skip("no nginx is installed")
    with (
        started(tmp_path / "desk" / "work", HABEAS_HOSTS=HOST, HABEAS_HTTPS="1") as desk,
        _nginx(tmp_path / "nginx", desk.address) as port,
        _browser(port) as page,
    ):
        assert desk.first.startswith(f"https://{HOST}/join/")
        page.goto(desk.first)
        page.get_by_label("Your name").fill("Ada Lund")
        page.get_by_label("E-mail address").fill("ada@example.org")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Join").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Where the work stands")
        assert page.url == f"https://{HOST}/"
        (cookie,) = [one for one in page.context.cookies() if one["name"] == "sessionid"]
        assert cookie["secure"]
        assert cookie["httpOnly"]
        assert cookie["sameSite"] == "Lax"
        _brings(page)
        _invites(page)
        _refuses(page, port)


def _brings(page: Page) -> None:
    """A file that is larger than what nginx lets through by itself, and a decision by keyboard without a new page."""
    page.goto(f"https://{HOST}/inbox/files/")
    large = {"name": "large.dat", "mimeType": "text/plain", "buffer": SIX_MEGABYTES}
    small = {"name": "small.txt", "mimeType": "text/plain", "buffer": REPORT}
    page.locator("input[type=file]").set_input_files([small, large])  # type: ignore[arg-type]
    page.locator("main form button").first.click()
    expect(page.get_by_text("large.dat")).to_be_visible()
    link = page.locator("main a[href*='/reports/']", has_text="small.txt")
    expect(link).to_be_visible(timeout=120_000)
    link.click()
    expect(page.locator("#progress")).to_contain_text("0 of")
    page.wait_for_load_state()
    page.keyboard.press("j")
    page.keyboard.press("a")
    expect(page.locator("#progress")).to_contain_text("1 of", timeout=60_000)


def _invites(page: Page) -> None:
    """The link for a colleague is one that works from outside."""
    page.goto(f"https://{HOST}/people/invite/")
    page.locator("input[name=name]").fill("Vera Holm")
    page.locator("input[name=email]").fill("vera@example.org")
    page.locator("main form button").first.click()
    assert f"https://{HOST}/join/" in page.content()


def _refuses(page: Page, port: int) -> None:
    """What is not the desk's own name, and a form from elsewhere; nobody is believed about where they come from."""
    status, headers = _asked(port, "/account/login/", Host=HOST)
    assert status == 200
    assert "max-age=" in headers["Strict-Transport-Security"]
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert _asked(port, "/account/login/", Host="other.example.org")[0] == 400
    assert _asked(port, "/account/login/", Host=HOST, X_Forwarded_Proto="http")[0] == 200
    token = page.locator("input[name=csrfmiddlewaretoken]").first.input_value()
    for origin, wanted in ((f"https://{HOST}", 200), ("https://other.example.org", 403)):
        answer = page.request.post(
            f"https://127.0.0.1:{port}/inbox/text/",
            form={"csrfmiddlewaretoken": token, "text": "x", "published": "never"},
            headers={"Host": HOST, "Origin": origin, "Cookie": _cookies(page)},
            max_redirects=0,
        )
        assert answer.status in ((wanted, 400) if wanted == 200 else (wanted,)), origin


def _cookies(page: Page) -> str:
    return "; ".join(f"{one['name']}={one['value']}" for one in page.context.cookies())
