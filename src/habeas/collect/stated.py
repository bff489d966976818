"""What a person states of a report: checked on the way in, and how two statements of it go together."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

import msgspec

from habeas.model.reading import Described


def described(values: Mapping[str, str | None]) -> Described:
    """What is stated in `values` (fields of `Described`); empty ones state nothing.

    Raises:
        ValueError: `published` is not an EDTF date, or `url` is no address on the web.
    """
    said = {name: _utf8(value).strip() for name, value in values.items() if value is not None and value.strip()}
    published = said.get("published")
    if published is not None and not _is_date(published):
        raise ValueError(f"published {published!r} is not a date as 2024-05-02, 2024-05 or 2024")
    url = said.get("url")
    if url is not None and not _is_address(url):
        raise ValueError(f"url {url!r} is not an address that begins with http:// or https://")
    return Described(**said)


def _is_date(value: str) -> bool:
    # The grammar of dates takes a while to load, and most runs state none.
    from habeas.model.dates import is_edtf

    return is_edtf(value)


def _utf8(value: str) -> str:
    # Arguments of a process in another locale come with their bytes in disguise.
    return value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def begins_as_address(text: str) -> bool:
    """Whether what somebody gave is meant as an address on the web, and as no path."""
    return text.lower().startswith(("http://", "https://"))


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return begins_as_address(url) and bool(parts.netloc) and url.isprintable() and " " not in url


def outranked(below: Described, above: Described) -> Described:
    """What is stated by both: where `above` says something it counts, else `below`."""
    more = {name: value for name, value in msgspec.structs.asdict(above).items() if value is not None}
    return msgspec.structs.replace(below, **more)
