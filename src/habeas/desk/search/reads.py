"""Finds statements and people, of those reports only that the member may see."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from habeas.desk.access.reads import hidden_from
from habeas.desk.index.models import NameWord, Person, Place, PlaceWord, Statement
from habeas.desk.index.rows import folded_words, name_words
from habeas.desk.people.models import Member
from habeas.desk.search.query import Group, Node, Words, leaves, parsed
from habeas.resolving.skeleton import alike, word

SPELLING = 0.85
"""From this likeness on two words may be spellings of one name (`resolving.skeleton.alike`)."""
_LONGEST = 400
LISTED = 10_000
"""So many results can be looked through, or exported."""
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


def found(member: Member, wanted: Wanted) -> QuerySet[Statement]:
    """The statements for which all that is wanted holds, the newest first."""
    hidden = hidden_from(member)
    some = Statement.objects.exclude(report__in=hidden).select_related("report").order_by("-id")
    tree = parsed(wanted.words[:_LONGEST])
    if tree is not None:
        # Where nothing else is asked, the newest are all that anybody can be shown.
        alone = not hidden and not any(wanted._replace(words=""))
        some = some.filter(_holds(tree, "folded", LISTED if alone else None))
    said = parsed(wanted.speaker[:_LONGEST])
    if said is not None:
        some = some.filter(_holds(said, "speaker_folded"))
    if wanted.name.strip():
        some = some.filter(pk__in=_about(wanted.name))
    if wanted.place.strip():
        some = some.filter(pk__in=_there(wanted.place))
    plain = {"kind": wanted.kind, "state": wanted.state}
    some = some.filter(**{field: value for field, value in plain.items() if value})
    if wanted.risk:
        some = some.exclude(risk="")
    if wanted.since:
        some = some.filter(Q(last__gte=wanted.since) | Q(last=None, first__isnull=False))
    if wanted.until:
        some = some.filter(Q(first__lte=wanted.until) | Q(first=None, last__isnull=False))
    return some


def people(member: Member, name: str) -> QuerySet[Person]:
    """The people whose name every word of `name` may be a spelling of."""
    some = Person.objects.exclude(report__in=hidden_from(member)).select_related("report")
    return some.filter(pk__in=_named(name)).order_by("name", "key")


def _about(name: str) -> QuerySet[Statement]:
    through = Statement.people.through
    return through.objects.filter(person__in=_named(name)).values("statement_id")  # type: ignore[return-value]


def _named(name: str) -> QuerySet[Person]:
    some: QuerySet[Person] = Person.objects.all()
    parts = name_words(name[:_LONGEST])
    for text, bones in parts:
        near = NameWord.objects.filter(bones__in=bones)
        spelt = _spelt(text, near.values_list("word", flat=True).distinct())
        some = some.filter(pk__in=near.filter(word__in=spelt).values("person_id"))
    return some.values("pk") if parts else Person.objects.none()  # type: ignore[return-value]


def _there(name: str) -> QuerySet[Statement]:
    """The statements that speak of a place every word of whose name may be a spelling of these."""
    some: QuerySet[Place] = Place.objects.all()
    parts = name_words(name[:_LONGEST])
    for text, bones in parts:
        near = PlaceWord.objects.filter(bones__in=bones)
        spelt = _spelt(text, near.values_list("word", flat=True).distinct())
        some = some.filter(pk__in=near.filter(word__in=spelt).values("place_id"))
    through = Statement.places.through
    there = through.objects.filter(place__in=some.values("pk")) if parts else through.objects.none()
    return there.values("statement_id")  # type: ignore[return-value]


def _spelt(text: str, words: Iterable[str]) -> list[str]:
    wanted = word(text)
    return [one for one in words if alike(wanted, word(one)) >= SPELLING]


def _holds(node: Node, field: str, newest: int | None = None) -> Q:
    """The statements for whose field the tree holds; with `newest`, so many of them may do.

    What the index of words can answer by itself is asked of it at once, all else is put together here.
    """
    query = _lite(node) if connection.vendor == "sqlite" else _postgresql(node)
    if query is not None:
        return Q(pk__in=_matching(query, field, newest))
    assert isinstance(node, Group)  # words are always asked of the index
    if node.how == "not":
        return ~_holds(node.parts[0], field)
    whole = Q()
    for part in node.parts:
        whole = whole | _holds(part, field) if node.how == "any" else whole & _holds(part, field)
    return whole


def _lite(node: Node) -> str | None:
    """The tree as FTS5 takes it; None where it only says what must not be there."""
    if isinstance(node, Words):
        return f'"{" ".join(node.words)}"{"*" if node.open else ""}'
    denied = [part.parts[0] for part in node.parts if isinstance(part, Group) and part.how == "not"]
    stated = [part for part in node.parts if not (isinstance(part, Group) and part.how == "not")]
    if node.how == "not" or not stated or (denied and node.how == "any"):
        return None
    yes, no = [_lite(part) for part in stated], [_lite(part) for part in denied]
    if None in yes or None in no:
        return None
    whole = "(" + (" OR " if node.how == "any" else " AND ").join(map(str, yes)) + ")"
    for part in no:
        whole = f"({whole} NOT {part})"
    return whole


def _postgresql(node: Node) -> str:
    """The tree as to_tsquery takes it."""
    if isinstance(node, Words):
        return "(" + " <-> ".join((*node.words[:-1], node.words[-1] + (":*" if node.open else ""))) + ")"
    if node.how == "not":
        return f"!{_postgresql(node.parts[0])}"
    return "(" + (" | " if node.how == "any" else " & ").join(map(_postgresql, node.parts)) + ")"


def _matching(query: str, field: str, newest: int | None) -> RawSQL:
    """The statements that the database's own index of words finds; with `newest`, only so many."""
    if connection.vendor == "sqlite":
        last = "" if newest is None else f" ORDER BY rowid DESC LIMIT {newest:d}"
        sql = f"SELECT rowid FROM index_words WHERE index_words MATCH %s{last}"
        return RawSQL(sql, (f"{{{field}}} : ({query})",))
    last = "" if newest is None else f" ORDER BY id DESC LIMIT {newest:d}"
    sql = f"SELECT id FROM index_statement WHERE to_tsvector('simple', {field}) @@ to_tsquery('simple', %s){last}"
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
