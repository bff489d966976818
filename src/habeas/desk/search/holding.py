"""How SQLite finds statements by their words: newest first, and without going through all that have a common word.

The index of words (FTS5) has the words of statements and speakers, and their kind and state, so that it puts these
together by itself. Where something else leaves few statements, their words are looked at one by one instead.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Final

from django.db.models import BooleanField, Func, Value
from django.db.models.expressions import Combinable, F, RawSQL

from habeas.desk.search.query import Group, Node, Words, parsed

LISTED: Final = 10_000
"""So many results can be looked through, or exported."""
_FUNCTION: Final = "habeas_holds"
_WORD: Final = re.compile(r"[^\W_]+")


def add_function(sender: object, connection: object, **_: object) -> None:
    """Lets a new connection to SQLite call `holds`."""
    if getattr(connection, "vendor", "") == "sqlite":
        connection.connection.create_function(_FUNCTION, 2, holds, deterministic=True)  # type: ignore[attr-defined]


def one_by_one(typed: str, field: str) -> Combinable:
    """A condition: what was typed holds for a field of the row."""
    return Func(Value(typed), F(field), function=_FUNCTION, output_field=BooleanField())


def holds(typed: str, text: str) -> bool:
    """Whether what was typed holds for words that are folded."""
    tree = _tree(typed)
    return tree is None or _holds(tree, _WORD.findall(text))


_tree = lru_cache(64)(parsed)


def _holds(node: Node, words: list[str]) -> bool:
    if isinstance(node, Words):
        return any(_stands(node, words, at) for at, word in enumerate(words) if word.startswith(node.words[0]))
    if node.how == "not":
        return not _holds(node.parts[0], words)
    return (any if node.how == "any" else all)(_holds(part, words) for part in node.parts)


def _stands(node: Words, words: list[str], at: int) -> bool:
    here = words[at : at + len(node.words)]
    if not node.open or len(here) < len(node.words):
        return tuple(here) == node.words
    return tuple(here[:-1]) == node.words[:-1] and here[-1].startswith(node.words[-1])


def newest(asked: Iterable[tuple[str, str]], plain: str, values: Iterable[object], most: int) -> RawSQL:
    """The newest statements, so many, for whose columns of the index what is asked holds, and `plain`, a condition on
    "s".
    """
    match = " AND ".join(f"{{{column}}} : ({query})" for column, query in asked)
    sql = (
        "SELECT s.id FROM index_words w CROSS JOIN index_statement s ON s.id = w.rowid"
        f" WHERE w.index_words MATCH %s{plain} ORDER BY w.rowid DESC LIMIT {most:d}"
    )
    return RawSQL(sql, (match, *values))


def denied(node: Node) -> Callable[[str], RawSQL] | None:
    """All statements whose field has what the tree does not want, where it says no more than that."""
    query = query_of(node.parts[0]) if isinstance(node, Group) and node.how == "not" else None
    if query is None:
        return None
    sql = "SELECT rowid FROM index_words WHERE index_words MATCH %s"
    return lambda field: RawSQL(sql, (f"{{{field}}} : ({query})",))


def query_of(node: Node) -> str | None:
    """A tree as FTS5 takes it; None where it only says what must not be there."""
    if isinstance(node, Words):
        return f'"{" ".join(node.words)}"{"*" if node.open else ""}'
    denied = [part.parts[0] for part in node.parts if isinstance(part, Group) and part.how == "not"]
    stated = [part for part in node.parts if not (isinstance(part, Group) and part.how == "not")]
    if node.how == "not" or not stated or (denied and node.how == "any"):
        return None
    yes, no = [query_of(part) for part in stated], [query_of(part) for part in denied]
    if None in yes or None in no:
        return None
    whole = "(" + (" OR " if node.how == "any" else " AND ").join(map(str, yes)) + ")"
    for part in no:
        whole = f"({whole} NOT {part})"
    return whole
