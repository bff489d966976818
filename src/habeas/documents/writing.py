"""What the writers share: text that no format stumbles over, its direction, addresses, and their few own words."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

import msgspec

from habeas.documents.model import RTL, Language, Run, Source

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# Marks that turn the direction of what follows; the writers set directions themselves.
_TURNING = re.compile("[\u202a-\u202e]")
_ISOLATES = re.compile("[\u2066-\u2069]")
_WEB = re.compile(r"https?://[^\s<>\"\x00-\x20]{1,1990}", re.IGNORECASE)
_LTR, _RTL = ("L",), ("R", "AL")
LRI, RLI, FSI, PDI = "\u2066", "\u2067", "\u2068", "\u2069"


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """The writers' own words in one language."""

    sources: str
    said_by: str
    published: str
    archived: str
    digest: str
    page: str
    of: str


@cache
def words(language: Language) -> Words:
    """The writers' own words in a language."""
    table = tomllib.loads((files("habeas.documents") / "words.toml").read_text(encoding="utf-8"))
    return msgspec.convert(table[language], Words)


def clean(text: str) -> str:
    """The text without what XML forbids and what turns its direction; isolates stay where they are closed."""
    plain = _CONTROL.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    plain = _TURNING.sub("", plain)
    return plain if all(_closed(line) for line in plain.split("\n")) else bare(plain)


def bare(text: str) -> str:
    """The text without isolates, for formats that show none."""
    return _ISOLATES.sub("", text)


def parts(text: str) -> list[str]:
    """The text where isolates begin and end: what is between two of them keeps its direction to itself."""
    return [part for part in _ISOLATES.split(text) if part]


def _closed(line: str) -> bool:
    depth = 0
    for letter in line:
        depth += (letter in (LRI, RLI, FSI)) - (letter == PDI)
        if depth < 0:
            return False
    return depth == 0


def web(address: str | None) -> str | None:
    """An address that a document may lead to: of the web, and whole; None for anything else."""
    return address if address is not None and _WEB.fullmatch(address) else None


def rtl(text: str) -> bool | None:
    """Whether the first letter of a text is of a script written from right to left; None where it has no letter."""
    kind = next((k for k in map(unicodedata.bidirectional, text) if k in _LTR + _RTL), None)
    return None if kind is None else kind in _RTL


def isolated(text: str) -> str:
    """The text in marks that keep the direction of each line to itself."""
    return "\n".join(f"{FSI}{line}{PDI}" if line else line for line in text.split("\n"))


def lines_in(runs: Iterable[Run]) -> list[tuple[Run, ...]]:
    """The runs by line: a run that is a line's end and nothing else ends one."""
    found: list[list[Run]] = [[]]
    for run in runs:
        if run.text == "\n":
            found.append([])
        else:
            found[-1].append(run)
    return [tuple(line) for line in found]


def line_rtl(runs: Iterable[Run], base: bool) -> bool:
    """The direction of a line: the document's, but where all its letters are of the other one."""
    kinds = {unicodedata.bidirectional(letter) for run in runs for letter in run.text}
    other = _LTR if base else _RTL
    return not base if kinds & set(other) and not kinds & set(_RTL if base else _LTR) else base


def directions(text: str, base: bool) -> Iterator[tuple[str, bool]]:
    """The text in pieces of one direction: each with whether it runs from right to left.

    Numbers go with the letters before them; signs and white space between two letters of one direction go with these,
    all others with `base`.
    """
    piece, now, waiting = "", base, ""
    for letter in text:
        kind = unicodedata.bidirectional(letter)
        turned = kind in _RTL if kind in _RTL + _LTR else now if kind == "EN" else None
        if turned is None:
            waiting += letter
        elif turned == now:
            piece, waiting = piece + waiting + letter, ""
        else:
            joins = now == base
            if piece or (joins and waiting):
                yield piece + (waiting if joins else ""), now
            piece, now, waiting = ("" if joins else waiting) + letter, turned, ""
    if now == base or not waiting:
        yield piece + waiting, now
    else:
        yield piece, now
        yield waiting, base


def about_source(source: Source, language: Language) -> list[tuple[str, str, str | None]]:
    """What the annex says of a source below its quotation: label, text, and the address it leads to."""
    own = words(language)
    lines: list[tuple[str, str, str | None]] = []
    if source.said_by:
        lines.append((own.said_by, source.said_by, None))
    parts = [part for part in (source.title, source.date) if part]
    where = ", ".join(isolated(part) if language in RTL and len(parts) > 1 else part for part in parts)
    if where or source.address:
        lines.append((own.published, where or source.address, web(source.address)))
        if where and source.address:
            lines.append(("", source.address, web(source.address)))
    if source.archived:
        lines.append((own.archived, source.archived, web(source.archived)))
    if source.sha256:
        lines.append((own.digest, source.sha256.removeprefix("sha256:"), None))
    return lines
