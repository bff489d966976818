"""Numbers in folded text, in figures and in words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

_FIGURES = re.compile(r"(?<![\w.,])\d{1,3}(?:[,.٬'\s\u202f]\d{3})+(?!\d)|\d+(?:[.,٫]\d+)?")
_JOINED = re.compile(r"[\s-]+(?:and\s+|et\s+|y\s+|و\s*)?")
_WORD = re.compile(r"[^\W\d_]+")


def numbers_in(text: str) -> Iterator[tuple[int, int, str]]:
    """Where each number of a folded text stands, and the number in plain figures."""
    for hit in _FIGURES.finditer(text):
        yield hit.start(), hit.end(), _plain(hit[0])
    yield from _in_words(text)


def _plain(figures: str) -> str:
    if re.fullmatch(r"\d{1,3}(?:[,.٬'\s\u202f]\d{3})+", figures):
        return str(int(re.sub(r"\D", "", figures)))
    whole, _, rest = figures.replace("٫", ".").replace(",", ".").partition(".")
    return str(int(whole)) + (f".{rest}" if rest.strip("0") else "")


def _in_words(text: str) -> Iterator[tuple[int, int, str]]:
    words, scale = _table()
    start, end, total, part = -1, 0, 0, 0
    for hit in _WORD.finditer(text):
        value, times = words.get(hit[0]), scale.get(hit[0])
        joined = start >= 0 and _JOINED.fullmatch(text[end : hit.start()]) is not None
        if start >= 0 and not (joined and (value is not None or times is not None)):
            if _JOINED.match(text[end : hit.end()] + " ") and hit[0] in ("and", "et", "y") and joined:
                continue
            yield start, end, str(total + part)
            start, total, part = -1, 0, 0
        if value is None and (times is None or start < 0):
            continue
        start = hit.start() if start < 0 else start
        end = hit.end()
        if value is not None:
            part += value
        elif times is not None and times >= 1000:
            total, part = total + max(part, 1) * times, 0
        elif times is not None:
            part = max(part, 1) * times
    if start >= 0:
        yield start, end, str(total + part)


@cache
def _table() -> tuple[dict[str, int], dict[str, int]]:
    table = tomllib.loads((files("habeas.acting") / "numbers.toml").read_text(encoding="utf-8"))
    return table["words"], table["scale"]
