"""The field's vocabularies as data: event types, properties of a person, measures, acts of speech.

Each is a TOML file in `vocabularies/` with definitions and examples of ours; codes are cross-references to
the HURIDOCS micro-thesauri (number of the list: code).
"""

from __future__ import annotations

import tomllib
from importlib.resources import files
from types import MappingProxyType

import msgspec


class Term(msgspec.Struct, frozen=True, kw_only=True):
    """One word of a vocabulary. `high_risk` terms are never decided in bulk and never public by default."""

    id: str
    label: str
    definition: str
    example: str
    huridocs: tuple[str, ...] = ()
    high_risk: bool = False


Vocabulary = MappingProxyType[str, Term]


def load(name: str) -> Vocabulary:
    """The vocabulary `name`, its terms in the order of the file.

    Raises:
        FileNotFoundError: there is no such vocabulary.
        msgspec.ValidationError: a term lacks a field.
    """
    text = (files("habeas.model") / "vocabularies" / f"{name}.toml").read_text(encoding="utf-8")
    terms = {key: {"id": key, **fields} for key, fields in tomllib.loads(text).items()}
    return MappingProxyType(msgspec.convert(terms, dict[str, Term], strict=False))


EVENT_TYPES = load("event_types")
PROPERTIES = load("properties")
MEASURES = load("measures")
ACTS = load("acts")
