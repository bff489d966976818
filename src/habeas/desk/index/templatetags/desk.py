"""Filters of the desk's pages."""

from __future__ import annotations

from collections.abc import Mapping

from django import template
from django.utils.translation import get_language_bidi, pgettext

from habeas.desk.languages import said, translated
from habeas.desk.sentences import ENDS, LEFT, in_language
from habeas.model.vocabulary import ACTS, EVENT_TYPES, MEASURES, PROPERTIES, Term
from habeas.publishing.wording import WORDING

register = template.Library()


@register.filter
def digits(identifier: str) -> str:
    """An identifier without its prefix, as addresses have it."""
    return identifier.partition(":")[2]


@register.filter
def at(table: dict[str, str], key: str) -> str:
    """What a table has under a key; the key itself where it has nothing."""
    return table.get(key, key)


@register.filter
def firmness(standing: str) -> str:
    """How firmly a line stands, in words."""
    return translated(WORDING.firmness.get(standing, standing))


@register.filter
def term(words: str, table: str = "") -> str:
    """A word of the core in the reader's language; with a table, what its code means."""
    return said(table, words) if table else translated(words)


@register.filter
def sentence(words: str) -> str:
    """A sentence of the core, or several lines of them, in the reader's language."""
    return "\n".join(map(in_language, str(words).splitlines()))


@register.filter
def ltr(value: object) -> str:
    """A day, a time or another sign that is read from left to right, kept so among letters that run the other way."""
    return f"{LEFT}{value}{ENDS}" if value and get_language_bidi() else str(value or "")


@register.filter
def gist(words: str, kind: str) -> str:
    """What a statement says in a few words (`scoring.score.gist`), its codes in words of the reader's language."""
    head, colon, rest = words.partition(": ")
    if kind == "demand":
        return pgettext("gist", "by %(who)s") % {"who": _somebody(words.removeprefix("by "))}
    if kind == "attribute":
        what, _of, who = head.partition(" of ")
        label = translated(PROPERTIES[what].label) if what in PROPERTIES else what
        return pgettext("gist", "%(what)s of %(who)s: %(value)s") % {"what": label, "who": who, "value": rest}
    tables: dict[str, Mapping[str, Term]] = {"claim": ACTS, "event": EVENT_TYPES, "figure": MEASURES}
    terms = tables.get(kind, {})
    return f"{translated(terms[head].label)}: {_somebody(rest)}" if colon and head in terms else words


def _somebody(who: str) -> str:
    return pgettext("gist", "nobody named") if who == "nobody named" else who
