"""Words of ours: dates, lists and numbers in plain English, and the content words of a source's."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from anyascii import anyascii

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_IDLE = frozenset(
    [
        "a", "an", "the", "of", "in", "at", "on", "to", "for", "from", "with", "and", "or", "his", "her",
        "its", "their", "by", "as", "is", "was", "were", "are", "be", "been", "has", "have", "had", "that",
        "this", "he", "she", "they", "it", "not", "no", "him", "them", "who", "which", "said", "s",
    ]
)  # fmt: skip


def date_words(value: str | None) -> str:
    """An EDTF date in words: "17 January 2022", "about May 2019", "2019 to 2021", "before 2008"."""
    if value is None:
        return "undated"
    if "/" in value:
        first, _, last = value.partition("/")
        if first in ("", ".."):
            return f"until {date_words(last)}"
        return f"from {date_words(first)} on" if last in ("", "..") else f"{date_words(first)} to {date_words(last)}"
    about = "about " if re.search(r"[~%]", value) else "perhaps " if "?" in value else ""
    parts = re.sub(r"[~?%]", "", value).split("-")
    if len(parts) > 3 or not parts[0].isdigit() or not all(p.isdigit() for p in parts[1:]):
        return about + value
    named = [
        parts[i].lstrip("0") if i == 2 else _MONTHS[int(parts[i]) - 1]
        for i in range(1, len(parts))
        if _real(i, parts[i])
    ]
    return about + " ".join([*reversed(named), parts[0]])


def _real(place: int, part: str) -> bool:
    return place != 1 or 1 <= int(part) <= 12


def listed(items: Sequence[str], limit: int = 3) -> str:
    """ "a", "a and b", "a, b and c", "a, b, c and 4 others"."""
    if len(items) > limit:
        more = len(items) - limit
        return f"{', '.join(items[:limit])} and {more} other{'s' if more > 1 else ''}"
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}" if items else ""


def quoted(text: str, limit: int = 240) -> str:
    """The words in quotation marks, cut at a word where they are long, on one line."""
    text = " ".join(text.split())
    if len(text) > limit:
        text = text[:limit].rsplit(" ", 1)[0] + " …"
    return f"“{text}”"


def unique(items: Iterable[str]) -> tuple[str, ...]:
    """The items once each, in the order of their first appearance."""
    return tuple(dict.fromkeys(items))


@lru_cache(maxsize=65536)
def folded(text: str) -> str:
    """Lower-case ASCII without marks, for comparing; never for showing."""
    plain = unicodedata.normalize("NFKC", text)
    return " ".join(re.findall(r"[a-z0-9]+", anyascii(plain).casefold().replace("'", "")))


@lru_cache(maxsize=65536)
def content(text: str) -> frozenset[str]:
    """The words of `text` that carry meaning, folded, without a plural's s."""
    return frozenset(stem(w) for w in folded(text).split() if w not in _IDLE)


def stem(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def slug(text: str) -> str:
    """The words of `text` for an address: lower-case ASCII letters and digits with hyphens."""
    return folded(text).replace(" ", "-")
