"""Limits against floods: over each of the last so many seconds, exact at the boundary."""

from __future__ import annotations

import ipaddress
import tomllib
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec
from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest

from habeas.desk.contacts.sealing import kept

Rule = tuple[int, int]


class Limits(msgspec.Struct, frozen=True):
    """The table (`limits.toml`): each rule is how many, in how many seconds."""

    network: tuple[Rule, ...]
    address: tuple[Rule, ...]
    domain_per_hour: int


@cache
def limits() -> Limits:
    """The table."""
    text = (files("habeas.desk.signing") / "limits.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), Limits)


def reached(rows: QuerySet[Any, Any], rules: Sequence[Rule], now: datetime) -> bool:
    """Whether one more of these rows (by when they were `made`) would be more than a rule allows."""
    for most, seconds in sorted(rules):
        before = next(iter(rows.order_by("-made").values_list("made", flat=True)[most - 1 : most]), None)
        if before is None:  # there are not so many, and none of the wider rules can be reached
            return False
        if before > now - timedelta(seconds=seconds):
            return True
    return False


def too_many(made: Sequence[datetime], rules: Sequence[Rule], now: datetime) -> bool:
    """The same of what was made then, where that is known."""
    return any(sum(one > now - timedelta(seconds=seconds) for one in made) >= most for most, seconds in rules)


def network(request: HttpRequest) -> str:
    """The keyed hash of the network that a request comes from: a /24 of IPv4, a /48 of IPv6.

    Behind the operator's proxy, it is the address that the proxy adds last.
    """
    given = str(request.META.get("REMOTE_ADDR", ""))
    if settings.SECURE_PROXY_SSL_HEADER is not None:
        given = str(request.META.get("HTTP_X_FORWARDED_FOR", given)).rsplit(",", 1)[-1].strip()
    try:
        found = ipaddress.ip_address(given)
    except ValueError:
        return kept(given, "network")
    wide = ipaddress.ip_network((found, 24 if found.version == 4 else 48), strict=False)
    return kept(str(wide), "network")
