"""Filters of the desk's pages."""

from __future__ import annotations

from django import template

from habeas.desk.languages import said, translated
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
