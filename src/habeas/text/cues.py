"""Words by which a line shows what it is: furniture, a header, a caption, a post. Facts are in `cues.toml`."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import msgspec

_EDGES = " \t\u00a0\n.,:;!?»«›‹→➔►▶>|•·-–—*#[]()…\"'“”‘’"
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,4000}>|<!--[^<>]{0,4000}-->|&lt;/?[a-z][^<>&]{0,200}&gt;")
_ADDRESS = re.compile(r"(?:https?://|www\.|pic\.\w{1,20}\.com/|\bt\.co/)[^\s<>]+")
_MOST_IN_A_ROW = 20
"""Words in a row of buttons."""
_LONGEST_BUTTON = 6
_SIGNS = ("<", "&lt;", "://", "www.", ".com/", "t.co/")
_OPENER = re.compile(r"^\s*\W{0,3}([^\W\d_][^:|>→»\n]{1,40}?)\s{0,9}(?:[:|→»]|>{1,2}|[–—-]\s)")
# What Twitter's own embed code leaves behind when a page is saved as text: "— Name (@handle) January 17, 2022".
_POST_END = re.compile(
    r"(?:—|–|(?<!-)--|&mdash;)\s{0,3}(?P<author>[^\n—–()]{1,60}\s?\(@\w{1,30}\))\s{0,3}"
    r"(?P<date>[^\W\d_]{3,12}\.? \d{1,2}, \d{4}|\d{1,2}\.? [^\W\d_]{3,12}\.?,? \d{4}|\d{4}-\d{2}-\d{2})\s*$"
)
_CREDIT = re.compile(r"^\s*[\[(](?:photo|image|picture|file photo|credit)\b[^\n\])]{0,200}[\])]\s*$", re.IGNORECASE)


class Furniture(msgspec.Struct, frozen=True):
    """The furniture table of `cues.toml`."""

    openers: frozenset[str]
    lines: frozenset[str]
    small_print: tuple[str, ...]
    classes: frozenset[str]
    caption_classes: frozenset[str]
    byline_classes: frozenset[str]
    dateline_classes: frozenset[str]
    nobody: frozenset[str]


class Captions(msgspec.Struct, frozen=True):
    """The caption table of `cues.toml`."""

    openers: frozenset[str]


class Cues(msgspec.Struct, frozen=True):
    """All of `cues.toml`."""

    furniture: Furniture
    headers: dict[str, frozenset[str]]
    captions: Captions
    months: dict[str, frozenset[str]]


class PostEnd(NamedTuple):
    """The signature of an embedded post: who wrote it, and the date as written."""

    author: str
    date: str


@cache
def cues() -> Cues:
    """The table, read once."""
    table = tomllib.loads((files("habeas.text") / "cues.toml").read_text(encoding="utf-8"))
    return msgspec.convert(table, Cues)


@cache
def months() -> dict[str, int]:
    """Every month's names, case folded, with its number."""
    return {name.casefold(): int(number) for number, names in cues().months.items() for name in names}


@cache
def header_fields() -> dict[str, str]:
    """The words of header lines and the field that each fills."""
    return {word: field for field, words in cues().headers.items() for word in words}


def is_furniture(line: str) -> bool:
    """Whether a line or short block is furniture by its own words: a pointer elsewhere, a button, residue of markup."""
    if len(line) > 20_000:
        return False
    if is_residue(line):
        return True
    if "<" in line:
        line = _TAG.sub(" ", line)
    bare = line.strip(_EDGES).casefold().replace("’", "'")
    table = cues().furniture
    if bare in table.lines or not any(map(str.isalnum, bare)) or _row_of_buttons(bare, table.lines):
        return True
    return len(line) < 400 and (_points_elsewhere(line, table) or bare_start(line).startswith(table.small_print))


def _row_of_buttons(bare: str, lines: frozenset[str]) -> bool:
    """Whether a line is several of those of the table in a row: "Share this WhatsApp Print"."""
    words = bare.split()
    if not 2 <= len(words) <= _MOST_IN_A_ROW:
        return False
    at = 0
    while at < len(words):
        ends = range(min(len(words), at + _LONGEST_BUTTON), at, -1)
        end = next((end for end in ends if " ".join(words[at:end]) in lines), None)
        if end is None:
            return False
        at = end
    return True


def is_residue(line: str) -> bool:
    """Whether nothing but markup and addresses stands in a line: what a page's trackers and pictures leave behind."""
    if len(line) > 20_000 or not any(sign in line for sign in _SIGNS):
        return False
    rest = _ADDRESS.sub(" ", _TAG.sub(" ", line))
    return len(rest) < len(line) and re.search(r"\w{2}", rest.replace("amp", " ")) is None


def bare_start(line: str) -> str:
    """The line, case folded, from its first word on."""
    return line.lstrip(_EDGES.replace("(", "")).casefold()


def _points_elsewhere(line: str, table: Furniture) -> bool:
    match = _OPENER.match(line)
    return match is not None and match.group(1).strip(_EDGES).casefold().replace("’", "'") in table.openers


def is_caption(line: str) -> bool:
    """Whether a line calls itself a caption: "Photo: …", "[Image credit: …]"."""
    if len(line) > 600:
        return False
    match = _OPENER.match(line)
    opened = match is not None and match.group(1).strip(_EDGES).casefold() in cues().captions.openers
    return opened or _CREDIT.match(line) is not None


def is_nobody(name: str) -> bool:
    """Whether an author's name is only what a program puts there."""
    return name.strip(_EDGES + "()").casefold() in cues().furniture.nobody


def post_end(text: str) -> PostEnd | None:
    """The signature that an embedded post left at the end of `text`, if it did."""
    match = _POST_END.search(text[-200:])
    return PostEnd(match["author"].strip(), match["date"]) if match else None
