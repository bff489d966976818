"""A real desk in a real browser: `habeas desk` as a user starts it, and Chromium without a window.

Skipped where no Chromium is installed.
"""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from bench.browser import found

START_S = 180.0
PASSWORD = "quiet river seven lamps"


class Running(NamedTuple):
    """A desk that runs: its address, the link for the first account, its folder, and its process."""

    address: str
    first: str
    folder: Path
    process: int = 0


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser."""
    path = found()
    if path is None:
        pytest.skip("no Chromium is installed")
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Running]:
    """A desk on an empty folder."""
    with started(tmp_path / "work") as running:
        yield running


@contextmanager
def started(folder: Path, *, fresh: bool = True, **more: str) -> Iterator[Running]:
    """A desk on a folder, as `habeas desk` starts it, with further variables; `fresh`: nobody has an account yet."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    said = folder.parent / "said.txt"
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "HABEAS_"))}
    command = [sys.executable, "-m", "habeas", "desk", str(folder), "--port", str(port)]
    with said.open("w") as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, env={**surroundings, **more})
    try:
        link = _link(process, said, fresh)
        yield Running(f"http://127.0.0.1:{port}", link, folder, process.pid)
    finally:
        process.terminate()
        process.wait(timeout=90)  # its workers have half a minute each to end what they do


def _link(process: subprocess.Popen[bytes], said: Path, fresh: bool) -> str:
    until = time.monotonic() + START_S
    while time.monotonic() < until and process.poll() is None:
        text = said.read_text()
        if "the desk is at" in text:
            found = re.search(r"https?://\S+/join/\S+", text)
            assert (found is not None) is fresh, text
            return found.group() if found is not None else ""
        time.sleep(0.1)
    raise AssertionError(f"the desk did not start: {said.read_text()}")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that fails the test where it would run or fetch what it must not."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("dialog", lambda dialog: faults.append(f"dialog: {dialog.message}"))
    opened.on("request", lambda one: faults.append(one.url) if not _own(one.url) else None)
    yield opened
    context.close()
    assert not faults


def _own(address: str) -> bool:
    return address.startswith(("http://127.0.0.1:", "http://localhost:", "data:"))
