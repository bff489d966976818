"""Which right each route needs, by method."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

METHODS = ("GET", "POST")
"""What views answer to; HEAD and OPTIONS go by GET."""


@cache
def routes() -> dict[str, dict[str, str]]:
    """The table: name of the route to method to right."""
    table = tomllib.loads((files("habeas.desk.policy") / "routes.toml").read_text(encoding="utf-8"))
    return {name: dict(methods) for name, methods in table.items()}


def needed(route: str, method: str) -> str | None:
    """The right that a request needs; None where the table does not allow it to anybody."""
    plain = "GET" if method in ("HEAD", "OPTIONS") else method
    return routes().get(route, {}).get(plain)
