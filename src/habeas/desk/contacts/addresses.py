"""E-mail addresses: as mail is sent to them, and as the disguises of one mailbox are known for the same."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

import idna
import msgspec

LONGEST: Final = 254
_LOCAL = re.compile(r"[^\s\x00-\x1f\x7f@\"(),:;<>\[\]\\]{1,64}")


class AddressError(ValueError):
    """This is no address that mail can be sent to: ask for another."""


class Address(NamedTuple):
    """An address. `written`: what mail is sent to; `same`: equal for all disguises of one mailbox."""

    written: str
    same: str
    domain: str


class Provider(msgspec.Struct, frozen=True):
    """What a provider passes over (`providers.toml`)."""

    domains: tuple[str, ...]
    passed_over: str
    tags: str


_PLAIN: Final = Provider(domains=(), passed_over="", tags="+")


@cache
def _providers() -> dict[str, Provider]:
    table = tomllib.loads((files("habeas.desk.contacts") / "providers.toml").read_text(encoding="utf-8"))
    found = msgspec.convert(table["provider"], list[Provider])
    return {domain: provider for provider in found for domain in provider.domains}


def visible(text: str) -> str:
    """A text in one form of Unicode, without characters that nobody sees."""
    return "".join(one for one in unicodedata.normalize("NFKC", text) if unicodedata.category(one) not in ("Cf", "Cc"))


def address(text: str) -> Address:
    """What somebody filled in as their address.

    Raises:
        AddressError: it is none.
    """
    local, at, host = visible(text).strip().rpartition("@")
    if not at or not _LOCAL.fullmatch(local) or local.startswith(".") or local.endswith(".") or ".." in local:
        raise AddressError(text)
    domain = _domain(host)
    written = f"{local}@{domain}"
    if len(written) > LONGEST:
        raise AddressError(text)
    provider = _providers().get(domain, _PLAIN)
    plain = _without_tag(visible(local.casefold()), provider.tags)
    kept = "".join(one for one in plain if one not in provider.passed_over) or plain
    home = provider.domains[0] if provider.domains else domain
    return Address(written, f"{kept}@{home}", home)


def _domain(host: str) -> str:
    try:
        domain = idna.encode(host.strip(".").casefold(), uts46=True).decode("ascii")
    except idna.IDNAError:
        raise AddressError(host) from None
    if "." not in domain or domain.rsplit(".", 1)[1].isdigit():
        raise AddressError(host)
    return domain


def _without_tag(local: str, signs: str) -> str:
    """The part before the first sign of a tag; all of it where nothing stands before."""
    found = [at for sign in signs if (at := local.find(sign)) > 0]
    return local[: min(found)] if found else local
