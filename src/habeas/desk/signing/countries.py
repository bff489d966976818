"""Which country a network is in, by the operator's own table. Nobody else is asked; without one, nothing is known."""

from __future__ import annotations

import csv
import ipaddress
from functools import cache
from pathlib import Path

from django.conf import settings

Known = dict[tuple[int, int], dict[int, str]]
"""By version and length of the prefix: the prefix, as a number without what follows it, and the country's code."""


class TableError(ValueError):
    """A line of the table says no network and no country: the desk does not start with it. The message names it."""


@cache
def table(path: Path) -> Known:
    """The table of a CSV file with the columns `network` and `country`: such as 192.0.2.0/24 and a code of two letters.

    Raises:
        TableError: a line is something else.
        OSError: the file cannot be read.
    """
    found: Known = {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), 2):
            code = (row.get("country") or "").strip().upper()
            try:
                network = ipaddress.ip_network((row.get("network") or "").strip())
            except ValueError:
                raise TableError(f"{path.name}, line {number}: no network") from None
            if len(code) != 2 or not code.isascii() or not code.isalpha():
                raise TableError(f"{path.name}, line {number}: no country of two letters")
            prefix = int(network.network_address) >> (network.max_prefixlen - network.prefixlen)
            found.setdefault((network.version, network.prefixlen), {})[prefix] = code
    return found


def country_of(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> str:
    """The code of the narrowest network of the table that an address is in; empty where there is none."""
    path = settings.RUN.networks
    known = table(path) if path is not None else {}
    for version, length in sorted(known, reverse=True):
        if version == address.version:
            code = known[version, length].get(int(address) >> (address.max_prefixlen - length))
            if code is not None:
                return code
    return ""
