"""The desk's tables do the same on PostgreSQL as on SQLite; `make test-desk-postgresql` runs all of its tests there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bench.durability.server import possible, running

ROOT = Path(__file__).parents[2]
TRIED = ("test_search.py",)
"""What speaks most to the database: its index of words, and what is hidden from whom."""


@pytest.mark.skipif(not possible(), reason="needs PostgreSQL and psycopg")
@pytest.mark.skipif(bool(os.environ.get("HABEAS_DATABASE")), reason="all tests run on a server of its own")
def test_searches_and_restrictions_hold_on_postgresql_too() -> None:
    with running(fsync="off") as server:
        surroundings = {**os.environ, "HABEAS_DATABASE": server.url}
        files = [f"tests/desk/{name}" for name in TRIED]
        command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *files]
        ran = subprocess.run(command, cwd=ROOT, env=surroundings, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout[-3000:]
    assert " passed" in ran.stdout
