"""The mark-up of the sources: a head of `Key: value` lines, an empty line, then blocks parted by empty lines.

`# ` heading, `## ` sub-heading, `- ` or `1. ` list item, `| a | b |` table rows, `[^1]` a reference to a footnote and
`[^1]: words` the footnote, `---page---` a new page. Anything else is a paragraph; its lines are joined.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Kind = Literal["heading", "subheading", "item", "table", "paragraph", "note", "page"]

NOTE_REFERENCE = re.compile(r"\[\^(\d+)\]")
_NOTE = re.compile(r"\[\^(\d+)\]:\s+")
_ITEM = re.compile(r"(-|\d+\.)\s+")


@dataclass(frozen=True)
class Block:
    """One block of a source. `mark` is a list item's bullet or number, or a footnote's number."""

    kind: Kind
    text: str = ""
    mark: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Source:
    """A source's head and blocks."""

    head: dict[str, str]
    blocks: tuple[Block, ...]


def split_head(text: str) -> tuple[dict[str, str], str]:
    """The `Key: value` lines before the first empty line, and what follows it."""
    head, _, body = text.partition("\n\n")
    pairs = (line.partition(": ") for line in head.splitlines())
    return {key: value for key, _, value in pairs}, body


def load(path: Path) -> Source:
    """The source at `path`."""
    head, body = split_head(path.read_text(encoding="utf-8"))
    return Source(head, tuple(_block(part) for part in re.split(r"\n\s*\n", body.strip())))


def _block(part: str) -> Block:
    if part.strip() == "---page---":
        return Block("page")
    if part.startswith("|"):
        return Block("table", rows=tuple(_cells(line) for line in part.splitlines()))
    text = " ".join(line.strip() for line in part.splitlines())
    if text.startswith("## "):
        return Block("subheading", text[3:])
    if text.startswith("# "):
        return Block("heading", text[2:])
    if note := _NOTE.match(text):
        return Block("note", text[note.end() :], note.group(1))
    if item := _ITEM.match(text):
        return Block("item", text[item.end() :], item.group(1).replace("-", "•"))
    return Block("paragraph", text)


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.strip().strip("|").split("|"))
