"""The reader's knowledge as data: TOML files, each with a header that says what it is and where it comes from."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load(name: str) -> dict[str, Any]:
    """The table `name`.toml as parsed.

    Raises:
        FileNotFoundError: there is no such table.
    """
    return tomllib.loads((files("habeas.reading.tables") / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def words(name: str, *path: str) -> frozenset[str]:
    """The list of words at `path` in the table `name`, as a set."""
    found: Any = load(name)
    for key in path:
        found = found[key]
    return frozenset(found)
