"""Finds statements and people, of those reports only that the member may see."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from habeas.desk.access.reads import hidden_from
from habeas.desk.index.models import NameWord, Person, PlaceWord, Statement
from habeas.desk.index.rows import folded_words, name_words
from habeas.desk.people.models import Member
from habeas.desk.search.holding import LISTED, denied, newest, one_by_one, query_of
from habeas.desk.search.query import Node, Words, leaves, parsed
from habeas.resolving.skeleton import alike, word

SPELLING = 0.85
"""From this likeness on two words may be spellings of one name (`resolving.skeleton.alike`)."""
_LONGEST = 400
FEW = 10_000
"""So many statements can be looked at one by one."""
_WORD = re.compile(r"\w+")


class Wanted(NamedTuple):
    """What is searched for; whatever is empty asks for nothing. All of it must hold together."""

    words: str = ""
    name: str = ""
    speaker: str = ""
    place: str = ""
    kind: str = ""
    state: str = ""
    risk: bool = False
    since: date | None = None
    until: date | None = None


def found(member: Member, wanted: Wanted, most: int = LISTED) -> QuerySet[Statement]:
    """The statements for which all that is wanted holds, the newest first; at least so many of them as `most` says."""
    hidden = hidden_from(member)
    some = Statement.objects.exclude(report__in=hidden).filter(**_plain(wanted))
    if wanted.risk:
        some = some.exclude(risk="")
    if wanted.name.strip():
        named = Statement.people.through.objects.filter(person__in=_called(NameWord, "person_id", wanted.name))
        some = some.filter(pk__in=named.values("statement_id"))
    if wanted.place.strip():
        there = Statement.places.through.objects.filter(place__in=_called(PlaceWord, "place_id", wanted.place))
        some = some.filter(pk__in=there.values("statement_id"))
    days = _days(wanted)
    rare = days is not None and _few(days)
    if days is not None:
        some = some.filter(pk__in=days.values("pk")) if rare else some.filter(**_dated(wanted))
    typed = {"folded": wanted.words[:_LONGEST], "speaker_folded": wanted.speaker[:_LONGEST]}
    trees = {field: tree for field, text in typed.items() if (tree := parsed(text)) is not None}
    if connection.vendor != "sqlite":
        for field, tree in trees.items():
            some = some.filter(pk__in=_matching(_postgresql(tree), field))
    elif trees:
        few = rare or wanted.name.strip() or wanted.place.strip()
        index = None if few else _by_index(wanted, trees, hidden, most)
        if index is not None:
            some = Statement.objects.filter(pk__in=index)
        else:
            for field, tree in trees.items():
                inner = None if few else denied(tree)
                some = some.exclude(pk__in=inner(field)) if inner else some.filter(one_by_one(typed[field], field))
    return some.select_related("report").order_by("-id")


def _plain(wanted: Wanted) -> dict[str, str]:
    return {field: value for field, value in (("kind", wanted.kind), ("state", wanted.state)) if value}


def _dated(wanted: Wanted) -> dict[str, date]:
    days = {"last__gte": wanted.since, "first__lte": wanted.until}
    return {field: day for field, day in days.items() if day is not None}


def _days(wanted: Wanted) -> QuerySet[Statement] | None:
    """The statements that tell of the days that are wanted; None where none are."""
    dated = _dated(wanted)
    return Statement.objects.filter(**dated) if dated else None


def _few(some: QuerySet[Statement]) -> bool:
    """Whether they are few enough to be looked at one by one."""
    return some.order_by()[: FEW + 1].count() <= FEW


def _by_index(wanted: Wanted, trees: dict[str, Node], hidden: Iterable[str], most: int) -> RawSQL | None:
    """What the index of words finds; None where it cannot be asked, as for words that must not be there alone."""
    queries = {field: query_of(tree) for field, tree in trees.items()}
    asked = [(field, query) for field, query in queries.items() if query is not None]
    if len(asked) < len(queries):
        return None
    asked += [(field, f'"{value}"') for field, value in _plain(wanted).items()]
    plain, values = "", []
    for field, day in _dated(wanted).items():
        plain += f" AND s.{field.partition('__')[0]} {'>=' if field == 'last__gte' else '<='} %s"
        values.append(day.isoformat())
    if wanted.risk:
        plain += " AND s.risk <> ''"
    if hidden:
        plain += " AND s.report_id NOT IN (SELECT value FROM json_each(%s))"
        values.append(json.dumps(sorted(hidden)))
    return newest(asked, plain, values, most)


def people(member: Member, name: str) -> QuerySet[Person]:
    """The people whose name every word of `name` may be a spelling of."""
    some = Person.objects.exclude(report__in=hidden_from(member)).select_related("report")
    return some.filter(pk__in=_called(NameWord, "person_id", name)).order_by("name", "key")


def _called(words: type[NameWord] | type[PlaceWord], of: str, name: str) -> Any:
    """Whose name (`of` whom its words are) has for every word of `name` one that it may be a spelling of."""
    parts = name_words(name[:_LONGEST])
    some = words.objects.values(of) if parts else words.objects.none().values(of)
    for number, (text, bones) in enumerate(parts):
        near = words.objects.filter(bones__in=bones)
        near = near.filter(word__in=_spelt(text, near.values_list("word", flat=True).distinct()))
        # Beside one another and not one in the other: SQLite's parser takes only so many levels.
        some = near.values(of) if number == 0 else some.filter(**{f"{of}__in": near.values(of)})
    return some


def _spelt(text: str, words: Iterable[str]) -> list[str]:
    wanted = word(text)
    return [one for one in words if alike(wanted, word(one)) >= SPELLING]


def _postgresql(node: Node) -> str:
    """The tree as to_tsquery takes it."""
    if isinstance(node, Words):
        return "(" + " <-> ".join((*node.words[:-1], node.words[-1] + (":*" if node.open else ""))) + ")"
    if node.how == "not":
        return f"!{_postgresql(node.parts[0])}"
    return "(" + (" | " if node.how == "any" else " & ").join(map(_postgresql, node.parts)) + ")"


def _matching(query: str, field: str) -> RawSQL:
    """The statements that PostgreSQL's own index of words finds."""
    sql = f"SELECT id FROM index_statement WHERE to_tsvector('simple', {field}) @@ to_tsquery('simple', %s)"
    return RawSQL(sql, (query,))


def highlighted(text: str, typed: str, names: str = "") -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it is a word that was looked for, or a spelling of one of the names."""
    wanted = [(each, one.open and each == one.words[-1]) for one in leaves(parsed(typed)) for each in one.words]
    spellings = [word(name) for name, _ in name_words(names[:_LONGEST])]
    pieces: list[tuple[str, bool]] = []
    at = 0
    for match in _WORD.finditer(text):
        here = folded_words(match.group())
        hit = any(here == each or (goes_on and here.startswith(each)) for each, goes_on in wanted)
        if hit or any(alike(one, word(match.group())) >= SPELLING for one in spellings):
            pieces += [(text[at : match.start()], False), (match.group(), True)]
            at = match.end()
    pieces.append((text[at:], False))
    return [piece for piece in pieces if piece[0]]
