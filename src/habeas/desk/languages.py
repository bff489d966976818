"""The words of the core in the languages of the desk, and how far people have read the translations.

The core speaks English. Its terms (vocabularies, states, kinds, what stands on a case page) are translated here, the
sentences that it composes in `sentences`; what a report says stays as it is.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Final

import msgspec
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import get_language, get_language_bidi, pgettext
from django.utils.translation import gettext_lazy as _

from habeas.desk.policy.rights import rights, roles
from habeas.desk.settings import LOCALE_PATHS
from habeas.model.vocabulary import ACTS, EVENT_TYPES, MEASURES, PROPERTIES
from habeas.publishing.wording import WORDING
from habeas.spreadsheets import FIELDS as COLUMNS

CONTEXT: Final = "term"
STATE: Final = LOCALE_PATHS[0] / "state.toml"


ACTIONS: Final = {
    "accept": _("accepted"),
    "correct": _("corrected"),
    "reject": _("rejected"),
    "permit": _("permitted to be public"),
    "withhold": _("withheld from the public"),
    "same": _("the same"),
    "different": _("different"),
    "unsure": _("unsure"),
    "add": _("added"),
    "mean": _("said who is meant"),
    "undo": _("undone"),
}
FIELDS: Final = {
    "speaker": _("said by"),
    "act": _("act"),
    "manner": _("manner"),
    "medium": _("medium"),
    "when": _("when"),
    "until": _("until"),
    "as_of": _("as of"),
    "since": _("since"),
    "status": _("status"),
    "property": _("property"),
    "value": _("value"),
    "type": _("type"),
    "measure": _("measure"),
    "of": _("of"),
    "low": _("at least"),
    "high": _("at most"),
    "method": _("method"),
    "place": _("place"),
    "deadline": _("deadline"),
}
ENTITIES: Final = {"person": _("person"), "group": _("group"), "organisation": _("organisation")}


class Progress(msgspec.Struct, frozen=True):
    """How many texts of a language there are, and how many were made by a machine and read by nobody yet."""

    texts: int
    unread: int


def terms() -> tuple[str, ...]:
    """Every word of the core that the desk shows in the reader's language, once."""
    labels = [term.label for table in (EVENT_TYPES, PROPERTIES, MEASURES, ACTS) for term in table.values()]
    labels += [field.label for field in COLUMNS.values()]
    labels += [*roles(), *rights().values()]
    tables = (table for table in msgspec.structs.asdict(WORDING).values() if isinstance(table, dict))
    said = [words for table in tables for words in table.values() if words]
    return tuple(dict.fromkeys([*labels, *said]))


def translated(term: str) -> str:
    """A term of the core in the language in use; anything else unchanged."""
    return pgettext(CONTEXT, term) if term else term


def said(table: str, code: str) -> str:
    """A code of the core in words: of a table of `wording.toml`, of "actions" or of "fields"."""
    own: Mapping[str, str | Promise] | None = {
        "actions": ACTIONS,
        "fields": FIELDS,
        "entity_kinds": ENTITIES,
    }.get(table)
    if own is not None:
        return str(own.get(code, code))
    words: Mapping[str, str] = getattr(WORDING, table)
    return translated(words.get(code, code))


@cache
def progress() -> dict[str, Progress]:
    """By language, from `locale/state.toml`, which `make messages` writes."""
    return msgspec.convert(tomllib.loads(STATE.read_text(encoding="utf-8")), dict[str, Progress])


def notice(_request: HttpRequest) -> dict[str, Progress | str | None]:
    """For every page: what of its language nobody has read, if anything, and the arrow that points onwards."""
    found = progress().get((get_language() or "").partition("-")[0])
    unread = found if found is not None and found.unread else None
    return {"unread_translation": unread, "arrow": "←" if get_language_bidi() else "→"}
