"""Finds statements and people, of those reports only that the member may see."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
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
    some = Statement.objects.exclude(report__in=hidden_from(member)).select_related("report").order_by("-id")
    tree = parsed(wanted.words[:_LONGEST])
    if tree is not None:
        some = some.filter(_holds(tree, "folded"))
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


def _holds(node: Node, field: str) -> Q:
    if isinstance(node, Words):
        return Q(pk__in=_matching([node], field))
    if node.how == "not":
        return ~_holds(node.parts[0], field)
    if node.how == "any":
        whole = Q()
        for part in node.parts:
            whole |= _holds(part, field)
        return whole
    return _all(node, field)


def _all(node: Group, field: str) -> Q:
    plain = [part for part in node.parts if isinstance(part, Words)]
    whole = Q(pk__in=_matching(plain, field)) if plain else Q()
    for part in node.parts:
        if not isinstance(part, Words):
            whole &= _holds(part, field)
    return whole


def _matching(some: Sequence[Words], field: str) -> RawSQL:
    """The statements whose field has all of these words, from the database's own index of words."""
    if connection.vendor == "sqlite":
        phrases = (f'"{" ".join(one.words)}"{"*" if one.open else ""}' for one in some)
        query = f"{{{field}}} : ({' AND '.join(phrases)})"
        return RawSQL("SELECT rowid FROM index_words WHERE index_words MATCH %s", (query,))
    each = (" <-> ".join((*one.words[:-1], one.words[-1] + (":*" if one.open else ""))) for one in some)
    query = " & ".join(f"({one})" for one in each)
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
