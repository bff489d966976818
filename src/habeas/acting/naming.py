"""Our own words in the languages of documents: terms of the vocabularies, and what filled forms add."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec

from habeas.documents.model import Language
from habeas.model.vocabulary import ACTS, EVENT_TYPES, MEASURES, PROPERTIES


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """One language of `words.toml`. `read_by` is empty where no person has read what a machine translated."""

    question: str
    answer: str
    gap: str
    annex: str
    denied: str
    disputed: str
    overtaken: str
    says_not: str
    planned: str
    reported_possible: str
    postponed: str
    as_of: str
    consent_given: str
    consent_not_needed: str
    translation: str
    machine: str
    draft: str
    left_out: str
    more: str
    female: str
    male: str
    read_by: str = ""


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((files("habeas.acting") / name).read_text(encoding="utf-8"))


@cache
def words(language: Language) -> Words:
    """Our own words in a language."""
    return msgspec.convert(_table("words.toml")[language], Words)


@cache
def _terms() -> dict[str, Any]:
    return _table("terms.toml")


def term_words(kind: str, term: str, language: Language) -> str:
    """A term of a vocabulary in a language."""
    english = {"event": EVENT_TYPES, "attribute": PROPERTIES, "figure": MEASURES, "claim": ACTS}
    if language == "en" and kind in english:
        return english[kind][term].label
    return str(_terms()[kind][term][language])
