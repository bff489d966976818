"""The JSON Schema of a reading, made from its types and the vocabularies.

`python -m habeas.model.schema` writes it anew. The file is published with the package; a test compares it
with the types.
"""

from __future__ import annotations

import inspect
import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec

from habeas.model.reading import FORMAT, Reading
from habeas.model.vocabulary import EVENT_TYPES, MEASURES, PROPERTIES

NAME = "reading.schema.json"
_TERMS = (
    ("Event", "type", EVENT_TYPES),
    ("Attribute", "property", PROPERTIES),
    ("Figure", "measure", MEASURES),
)


def reading_schema() -> dict[str, Any]:
    """The schema (JSON Schema 2020-12) that every line of `habeas read --format jsonl` fits."""
    (schema,), definitions = msgspec.json.schema_components([Reading], ref_template="#/$defs/{name}")
    for definition in definitions.values():
        # Python 3.13 takes a docstring's indentation away by itself, earlier versions do not.
        definition["description"] = inspect.cleandoc(definition["description"])
    for name, field, terms in _TERMS:
        definitions[name]["properties"][field]["enum"] = list(terms)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:{FORMAT.replace('/', ':')}",
        "title": "A reading of a report by Habeas",
        **schema,
        "$defs": definitions,
    }


def published() -> str:
    """The schema as it is published: indented, with a line end at its close."""
    return json.dumps(reading_schema(), indent=2, ensure_ascii=False) + "\n"


def main() -> None:
    """Writes the schema into the package."""
    path = Path(str(files("habeas.model") / NAME))
    path.write_text(published(), encoding="utf-8")
    print(path)


if __name__ == "__main__":
    main()
