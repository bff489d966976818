"""What a column may be, from `fields.toml`, and which field its heading suggests."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal

import msgspec

How = Literal[
    "name", "given", "family", "other-name", "father", "attribute", "event", "status", "source", "source-url",
    "source-date", "record", "words",
]  # fmt: skip
Slot = Literal["when", "where", "actor", "authority", "authority-person", "cause", "words"]


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """A field of a register; `fields.toml` says what each part means."""

    id: str
    label: str
    how: How
    cues: tuple[str, ...]
    property: str = ""
    event: str = ""
    slot: Slot = "words"
    read: Literal["words", "date", "age"] = "words"
    many: bool = False
    alone: bool = True
    later: bool = False
    planned: bool = False
    then: bool = False


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((files("habeas.spreadsheets") / name).read_text(encoding="utf-8"))


def _fields() -> Mapping[str, Field]:
    rows = {key: {"id": key, **row} for key, row in _toml("fields.toml").items()}
    return MappingProxyType(msgspec.convert(rows, dict[str, Field]))


FIELDS = _fields()


def heading(words: str) -> str:
    """A heading as headings are compared: letters and digits only, without case and marks."""
    plain = unicodedata.normalize("NFKD", words.replace("_", " ")).casefold()
    bare = (char for char in plain if not unicodedata.combining(char))
    return " ".join("".join(char if char.isalnum() or char == "°" else " " for char in bare).split())


@cache
def _by_heading() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for field in FIELDS.values():
        for cue in (field.id, field.label, *field.cues):
            found.setdefault(heading(cue), field.id)
    return found


@cache
def statuses() -> Mapping[str, str]:
    """What each word for a status comes to: "held", or a type of event."""
    return {heading(word): kind for kind, some in _toml("statuses.toml").items() for word in some}


_NAMED = frozenset({"name", "given_name", "family_name"})


def guessed(headings: Sequence[str]) -> tuple[str, ...]:
    """The field that each heading suggests, "" where none does; no field is suggested twice unless it may hold many."""
    found: list[str] = []
    for words in headings:
        field = _by_heading().get(heading(words), "")
        once = bool(field) and not FIELDS[field].many
        found.append("" if once and field in found else field)
    if not _NAMED.intersection(found) and "other_name" in found:
        found[found.index("other_name")] = "name"
    return tuple(found)
