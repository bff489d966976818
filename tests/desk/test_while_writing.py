"""Whoever reads at the desk waits for nobody who writes: tried at a running desk, with both databases locked."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest

from bench.desk import running
from bench.desk.asking import Person, token_of
from bench.desk.targets import Targets

REPORTS = 60
HELD_S = 6.0
SOON_S = 3.0
"""Long for a page, and short of the time for which the databases are locked."""
MADE = """
import json, sys
from pathlib import Path
from bench.desk import running, targets
from bench.desk.talk import longer
from bench.filling import filled
folder = Path(sys.argv[1])
filled(folder, int(sys.argv[2]), 1, longer)
running.prepared(folder)
print(json.dumps([targets.chosen(1), running.signed_in(2)]))
"""

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path, Targets, list[str]]]:
    """A desk that runs: its address, its workspace, what there is to ask for, and two people's cookies."""
    folder = tmp_path_factory.mktemp("desk") / "ws"
    made = subprocess.run(
        [sys.executable, "-c", MADE, str(folder), str(REPORTS)],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        env=running.surroundings(),
    )
    found, cookies = json.loads(made.stdout.splitlines()[-1])
    with running.desk(folder) as address:
        yield address, folder, Targets(*map(tuple, found)), cookies


@contextmanager
def _locked(folder: Path, *names: str) -> Iterator[None]:
    """Databases into which nobody else can write meanwhile."""
    opened = [sqlite3.connect(folder / name, isolation_level=None, timeout=30) for name in names]
    try:
        for one in opened:
            one.execute("BEGIN IMMEDIATE")
        yield
    finally:
        for one in opened:
            one.execute("ROLLBACK")
            one.close()


def _reports(folder: Path) -> int:
    with sqlite3.connect(folder / "habeas.sqlite") as sql:
        return int(sql.execute("SELECT count(*) FROM log WHERE kind = 'report'").fetchone()[0])


@pytest.mark.parametrize("names", [("habeas.sqlite",), ("desk.sqlite3",), ("habeas.sqlite", "desk.sqlite3")])
def test_pages_come_at_once_while_somebody_else_writes_for_long_and_what_is_brought_waits(
    desk: tuple[str, Path, Targets, list[str]], names: tuple[str, ...]
) -> None:
    address, folder, targets, (cookie, other) = desk
    reader, bringer = Person(address, cookie), Person(address, other)
    for kind in targets:
        reader.ask(kind[1])
    token = token_of(bringer.ask("/inbox/text/")[1])
    form = {"csrfmiddlewaretoken": token, "text": f"Nina Osk was arrested in Lodva. {names}", "published": "2024-05-04"}
    brought: list[tuple[int, float]] = []
    before = _reports(folder)

    def bring() -> None:
        status, _, took = bringer.ask("/inbox/text/", form)
        brought.append((status, took))

    began = time.monotonic()
    with _locked(folder, *names):
        thread = Thread(target=bring)
        thread.start()
        while time.monotonic() < began + HELD_S:
            for kind in targets:
                status, page, took = reader.ask(kind[0])
                assert (status, took < SOON_S) == (200, True), (kind[0], status, took)
                assert b"</html>" in page
        assert not brought
    thread.join()
    assert brought[0][0] == 302
    assert _reports(folder) == before + 1


def test_a_page_lengthens_the_session_later_where_somebody_writes(
    desk: tuple[str, Path, Targets, list[str]],
) -> None:
    address, folder, _, (cookie, _) = desk
    with sqlite3.connect(folder / "desk.sqlite3") as sql:
        before = sql.execute("SELECT session_data FROM django_session WHERE session_key = ?", (cookie,)).fetchone()
    assert before is not None
    with _locked(folder, "desk.sqlite3"):
        status, _, took = Person(address, cookie).ask("/search/")
    assert (status, took < SOON_S) == (200, True)
