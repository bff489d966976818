"""Limits against floods: over each of the last so many seconds, exact at the boundary."""

from __future__ import annotations

import ipaddress
import tomllib
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest

from habeas.desk.contacts.sealing import kept
from habeas.desk.signing.countries import country_of

Rule = tuple[int, int]


class LimitsError(ValueError):
    """The operator's file of limits says something else than limits: the desk does not start with it."""


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The table (`limits.toml`): each rule is how many, in how many seconds. `countries`: those with their own."""

    network: tuple[Rule, ...]
    address: tuple[Rule, ...]
    domain_per_hour: int
    domain_per_day: int
    country: tuple[Rule, ...]
    countries: dict[str, tuple[Rule, ...]] = {}


class Origin(NamedTuple):
    """Where a form came from, as keyed hashes: the network, and the country where the operator's table knows it."""

    network: str
    country: str = ""


def limits() -> Limits:
    """The table, and in its place what the operator's own file says.

    Raises:
        LimitsError: that file says something else.
        OSError: it cannot be read.
    """
    return _limits(settings.RUN.limits)


@cache
def _limits(own: Path | None) -> Limits:
    said = tomllib.loads((files("habeas.desk.signing") / "limits.toml").read_text(encoding="utf-8"))
    try:
        made = msgspec.convert(said | (tomllib.loads(own.read_text(encoding="utf-8")) if own else {}), Limits)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise LimitsError(f"{own}: {error}") from error
    rules = [*made.network, *made.address, *made.country, *chain(*made.countries.values())]
    if min(made.domain_per_hour, made.domain_per_day) < 1 or any(most < 1 or seconds < 1 for most, seconds in rules):
        raise LimitsError(f"{own}: a limit is how many, and in how many seconds, all at least 1")
    return made


@cache
def _own(own: Path | None) -> dict[str, tuple[Rule, ...]]:
    return {kept(code.upper(), "country"): rules for code, rules in _limits(own).countries.items()}


def flooded(rows: QuerySet[Any, Any], origin: Origin, now: datetime, waiting: Sequence[Origin] = ()) -> bool:
    """Whether one more of these rows would be too many of a network, or of a country. `waiting`: where those are from
    that are stored with it.
    """
    same = sum(one.network == origin.network for one in waiting)
    if reached(rows.filter(network=origin.network), limits().network, now, same):
        return True
    if not origin.country:
        return False
    rules = _own(settings.RUN.limits).get(origin.country, limits().country)
    same = sum(one.country == origin.country for one in waiting)
    return reached(rows.filter(country=origin.country), rules, now, same)


def reached(rows: QuerySet[Any, Any], rules: Sequence[Rule], now: datetime, more: int = 0) -> bool:
    """Whether one more of these rows (by when they were `made`), and of `more` that are made now, would be more than a
    rule allows.
    """
    for most, seconds in sorted(rules):
        if more >= most:
            return True
        before = next(iter(rows.order_by("-made").values_list("made", flat=True)[most - 1 - more : most - more]), None)
        if before is None:  # there are not so many, and none of the wider rules can be reached
            return False
        if before > now - timedelta(seconds=seconds):
            return True
    return False


def too_many(made: Sequence[datetime], rules: Sequence[Rule], now: datetime) -> bool:
    """The same of what was made then, where that is known."""
    return any(sum(one > now - timedelta(seconds=seconds) for one in made) >= most for most, seconds in rules)


def origin(request: HttpRequest) -> Origin:
    """Where a request comes from: a /24 of IPv4 or a /48 of IPv6, and its country.

    Behind the operator's proxy, it is the address that the proxy adds last.
    """
    given = str(request.META.get("REMOTE_ADDR", ""))
    if settings.SECURE_PROXY_SSL_HEADER is not None:
        given = str(request.META.get("HTTP_X_FORWARDED_FOR", given)).rsplit(",", 1)[-1].strip()
    try:
        found = ipaddress.ip_address(given)
    except ValueError:
        return Origin(kept(given, "network"))
    wide = ipaddress.ip_network((found, 24 if found.version == 4 else 48), strict=False)
    code = country_of(found)
    return Origin(kept(str(wide), "network"), kept(code, "country") if code else "")
