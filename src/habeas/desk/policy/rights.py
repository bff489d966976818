"""Roles and what each of them may do."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, Final

ANYONE: Final = "anyone"
"""The right that needs no account."""
SIGNED_IN: Final = "signed-in"
"""The right of everybody who has an account: their own account, and nothing of the work."""


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((files("habeas.desk.policy") / "rights.toml").read_text(encoding="utf-8"))


def roles() -> tuple[str, ...]:
    """All roles, the least first."""
    return tuple(_table()["roles"])


def rights() -> dict[str, str]:
    """All rights with what each allows, in words."""
    return {name: right["what"] for name, right in _table()["rights"].items()}


def has(role: str, right: str) -> bool:
    """Whether a role has a right.

    Raises:
        KeyError: there is no such right.
        ValueError: there is no such role.
    """
    if right in (ANYONE, SIGNED_IN):
        return True
    known = roles()
    return known.index(role) >= known.index(_table()["rights"][right]["least"])


def rights_of(role: str) -> frozenset[str]:
    """All rights of a role."""
    return frozenset(right for right in rights() if has(role, right))
