"""Which addresses of the public network may be reached, and what an address on the web must look like to be asked.

Ranges: the IANA registries of special-purpose addresses (RFC 6890 and its successors), as Python's `ipaddress` holds
them, and the forms of IPv6 that carry an IPv4 address within (RFC 3056, 4380, 5214, 6052, 7343), whatever it says.
"""

from __future__ import annotations

import ipaddress
import re
from typing import Final, NamedTuple
from urllib.parse import quote, urlsplit

from typing_extensions import override

LONGEST_ADDRESS: Final = 4_000
_PORTS: Final = {"http": 80, "https": 443}
_UNICAST = ipaddress.IPv6Network("2000::/3")
_REFUSED_V6 = tuple(
    map(ipaddress.IPv6Network, ("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20"))
)
_REFUSED_V4 = tuple(
    map(
        ipaddress.IPv4Network,
        ("0.0.0.0/8", "192.0.0.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.175.48.0/24",
         "240.0.0.0/4"),
    )
)  # fmt: skip
# ISATAP (RFC 5214): the last 64 bits are 0000:5efe or 0200:5efe and an IPv4 address.
_ISATAP = frozenset((0x00005EFE, 0x02005EFE))
# Names that no public server has: RFC 6761, 6762, 7686, 8375, 9476, and what networks use within.
_LOCAL_NAMES = frozenset(
    ("localhost", "local", "internal", "intranet", "lan", "home", "corp", "private", "arpa", "onion", "invalid",
     "test", "alt")
)  # fmt: skip
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_PATH_SAFE = "/%:@!$&'()*+,;=~-._?[]|^"


class AddressError(ValueError):
    """This is no address that is fetched; the message says why, without a name or key that stood in it."""


class Address(NamedTuple):
    """An address in the form in which it is asked: lower case, ASCII only, no fragment."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def origin(self) -> str:
        """ "https://news.example", with the port where it is not the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if self.port == _PORTS[self.scheme] else f":{self.port}")

    @override
    def __str__(self) -> str:
        return self.origin + self.target


def why_not_public(address: str) -> str | None:
    """Why a numeric address is none that anybody on the Internet can reach by itself; None where it is one."""
    try:
        where = ipaddress.ip_address(address)
    except ValueError:
        return f"{address!r} is no numeric address"
    if isinstance(where, ipaddress.IPv4Address):
        inside = not where.is_global or where.is_multicast or any(where in net for net in _REFUSED_V4)
    else:
        carried = int(where) >> 32 & 0xFFFFFFFF in _ISATAP
        inside = (
            where not in _UNICAST
            or where.scope_id is not None
            or carried
            or not where.is_global
            or any(where in net for net in _REFUSED_V6)
        )
    return f"{address} is not an address of the public network" if inside else None


def parsed(text: str) -> Address:
    """An address as it is asked; a fragment is left out.

    Raises:
        AddressError: it is not http or https, holds a name or a password, or names a host that is none.
    """
    if len(text) > LONGEST_ADDRESS:
        raise AddressError(f"an address of {len(text):,} characters, over the limit of {LONGEST_ADDRESS:,}")
    if any(not char.isprintable() or char.isspace() or char == "\\" for char in text):
        raise AddressError("the address holds a space, a control character or a backslash")
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise AddressError(f"no address: {error}") from error
    if parts.scheme not in _PORTS:
        raise AddressError(f"{parts.scheme or 'no scheme'}: only http and https are fetched")
    if parts.username is not None or parts.password is not None or "@" in parts.netloc:
        raise AddressError("the address holds a name or a password, which would be sent and stored")
    port = _PORTS[parts.scheme] if port is None else port
    if port != _PORTS[parts.scheme] and port < 1024:
        raise AddressError(f"port {port} is not one of the web")
    path = quote(parts.path or "/", safe=_PATH_SAFE) + (
        f"?{quote(parts.query, safe=_PATH_SAFE)}" if parts.query else ""
    )
    return Address(parts.scheme, _host(host, bracketed="[" in parts.netloc), port, path)


def _host(host: str, *, bracketed: bool) -> str:
    """A host as it is looked up. What only looks like a number is refused: programs disagree on what it means."""
    if bracketed:
        try:
            return str(ipaddress.IPv6Address(host))
        except ValueError as error:
            raise AddressError(f"[{host}] is no address") from error
    try:
        return str(ipaddress.IPv4Address(host))
    except ValueError:
        name = _ascii(host)
    labels = name.removesuffix(".").split(".")
    if _NUMBER.fullmatch(labels[-1]):
        raise AddressError(f"{host} is a number, and none in the usual form")
    if len(name) > 253 or not all(map(_LABEL.fullmatch, labels)):
        raise AddressError(f"{host!r} is no name of a host")
    if len(labels) == 1 or labels[-1] in _LOCAL_NAMES:
        raise AddressError(f"{host} is a name of the network within, not of a public server")
    return ".".join(labels)


def _ascii(host: str) -> str:
    try:
        return host.lower().encode("idna").decode("ascii").lower()
    except UnicodeError as error:
        raise AddressError(f"{host!r} is no name of a host") from error
