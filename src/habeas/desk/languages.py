"""The words of the core in the languages of the desk, and how far people have read the translations.

The core speaks English. Its terms (vocabularies, states, kinds, what stands on a case page) are translated here; what a
report says, and the sentences that give reasons, stay as they are.
"""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Final

import msgspec
from django.http import HttpRequest
from django.utils.translation import get_language, pgettext

from habeas.desk.settings import LOCALE_PATHS
from habeas.model.vocabulary import ACTS, EVENT_TYPES, MEASURES, PROPERTIES
from habeas.publishing.wording import WORDING

CONTEXT: Final = "term"
STATE: Final = LOCALE_PATHS[0] / "state.toml"


class Progress(msgspec.Struct, frozen=True):
    """How many texts of a language there are, and how many were made by a machine and read by nobody yet."""

    texts: int
    unread: int


def terms() -> tuple[str, ...]:
    """Every word of the core that the desk shows in the reader's language, once."""
    labels = [term.label for table in (EVENT_TYPES, PROPERTIES, MEASURES, ACTS) for term in table.values()]
    tables = (table for table in msgspec.structs.asdict(WORDING).values() if isinstance(table, dict))
    said = [words for table in tables for words in table.values() if words]
    return tuple(dict.fromkeys([*labels, *said]))


def translated(term: str) -> str:
    """A term of the core in the language in use; anything else unchanged."""
    return pgettext(CONTEXT, term) if term else term


@cache
def progress() -> dict[str, Progress]:
    """By language, from `locale/state.toml`, which `make messages` writes."""
    return msgspec.convert(tomllib.loads(STATE.read_text(encoding="utf-8")), dict[str, Progress])


def notice(_request: HttpRequest) -> dict[str, Progress | None]:
    """For every page: what of its language nobody has read; nothing where all was read."""
    found = progress().get((get_language() or "").partition("-")[0])
    return {"unread_translation": found if found is not None and found.unread else None}
