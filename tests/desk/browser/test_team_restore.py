"""A desk for a team, as the README sets it up: on PostgreSQL, backed up with its own means, and restored elsewhere."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bench.durability.server import Server, possible, running
from tests.desk.browser.conftest import PASSWORD, started
from tests.desk.browser.visitor import Visitor, first

pytestmark = pytest.mark.slow
REPORT = "Ilmar Sotnik, 34, was arrested in Brenna on 3 May 2021, his lawyer Dana Petrak said."
PROGRAMS = ("pg_dump", "pg_restore", "createdb")


def _habeas(*words: str) -> None:
    subprocess.run([sys.executable, "-m", "habeas", *words], check=True, capture_output=True)


def _read(ada: Visitor) -> str:
    """Adds a report; where it lies once it was read."""
    ada.get("/inbox/text/")
    ada.post("/inbox/text/", {"text": REPORT, "title": "A lawyer speaks"})
    for _ in range(120):
        found = re.search(r'href="(/reports/[0-9a-f]{64}/)"', ada.get("/inbox/").text)
        if found:
            return found[1]
        time.sleep(0.5)
    raise AssertionError("it was not read")


def _decided(ada: Visitor, report: str) -> None:
    """Accepts what is not high-risk."""
    page = ada.get(report).text
    keys = re.findall(r'name="key" value="([^"]+)"', page)
    position = re.search(r'name="position" value="(\d+)"', page)
    assert keys
    assert position is not None
    ada.post(f"{report}accept-rest/", {"key": keys, "position": position[1]})


def _pages(ada: Visitor, report: str) -> list[str]:
    """What the desk shows, without what changes with each page and with the log, in which the backup itself stands."""
    shown = [ada.get(address).text for address in (report, "/people/", "/cases/?all=1", "/search/?words=arrested")]
    own = r'csrf\w*"[^>]*|"X-CSRFToken": "\w+"|data-session="\d+"|position" value="\d+"|data-position="\d+"'
    return [re.sub(own, "", page) for page in shown]


def _database(server: Server, name: str) -> str:
    folder = re.search(r"host=(\S+)", server.address)
    assert folder is not None
    subprocess.run(["createdb", "-h", folder[1], "-U", "habeas", name], check=True)
    return server.url.removesuffix("postgres") + name


def test_a_team_gets_its_desk_back_from_its_backups(tmp_path: Path) -> None:
    if not possible() or not all(shutil.which(name) for name in PROGRAMS):
        pytest.skip("no PostgreSQL server and its programs are installed")
    with running() as server:
        url = _database(server, "desk")
        with started(tmp_path / "one" / "work", HABEAS_DATABASE=url) as desk:
            ada = first(desk)
            report = _read(ada)
            _decided(ada, report)
            before = _pages(ada, report)
            dump, backups = tmp_path / "desk.dump", tmp_path / "backups"
            subprocess.run(["pg_dump", "--format=custom", f"--file={dump}", url], check=True)
            _habeas("backup", str(backups), "--workspace", str(desk.folder))
        assert not (desk.folder / "desk.sqlite3").exists()
        other = _database(server, "restored")
        subprocess.run(["pg_restore", f"--dbname={other}", str(dump)], check=True)
        (kept,) = backups.iterdir()
        folder = tmp_path / "two" / "work"
        folder.parent.mkdir()
        _habeas("restore", str(kept), str(folder))
        _habeas("verify", "--workspace", str(folder))
        with started(folder, fresh=False, HABEAS_DATABASE=other) as desk:
            again = Visitor(desk.address)
            again.get("/account/login/")
            again.post("/account/login/", {"login": "ada@example.org", "password": PASSWORD})
            assert _pages(again, report) == before
