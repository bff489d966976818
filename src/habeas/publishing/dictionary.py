"""The data dictionary: what every table and column that is exported means, from `columns.toml`."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from types import MappingProxyType

import msgspec

TABLES = MappingProxyType(
    {
        "people": "One row a case file.",
        "register": "One row a case, under the headings of a register of prisoners: the table to bring in elsewhere.",
        "statements": "One row a statement of a report; everything else is made from these.",
        "events": "One row an event of a life line.",
        "properties": "One row a value of a property; values that differ stand in rows of their own.",
        "figures": "One row a figure, with the series it belongs to.",
        "demands": "One row a demand.",
        "sources": "One row a report.",
        "joins": "One row a pair of people of two reports who are, or may be, one.",
        "bodies": "One row an organisation, building or place, under all its names.",
        "findings": "One row a finding: what comes to light when reports are put side by side.",
    }
)
OTHER_FILES = MappingProxyType(
    {
        "casebook.json": "The whole case book as one JSON object, format habeas.casebook/1.",
        "readings.jsonl": "One reading a line, format habeas.reading/1.",
        "statements.jsonl": "The table of statements, one JSON object a line; its keys are the columns.",
    }
)


class Column(msgspec.Struct, frozen=True):
    """What one column holds."""

    type: str
    means: str


Columns = MappingProxyType[str, dict[str, Column]]


def _load() -> Columns:
    text = (files("habeas.publishing") / "columns.toml").read_text(encoding="utf-8")
    return MappingProxyType(msgspec.convert(tomllib.loads(text), dict[str, dict[str, Column]]))


COLUMNS = _load()


def entries() -> list[dict[str, str]]:
    """The dictionary as rows: table, column, type, means."""
    return [
        {"table": table, "column": name, "type": column.type, "means": column.means}
        for table, columns in COLUMNS.items()
        for name, column in columns.items()
    ]
