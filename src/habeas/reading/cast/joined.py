"""Names that the model found in pieces, put together: "Ada "Fox" Lund", "Commission for the Absent"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from habeas.reading.cast.mention import NameMention, apart, is_capital, tokens_of
from habeas.reading.cast.missed import HEADS, TITLES
from habeas.reading.tables import words

_BODY = words("people", "body")
_OF_NATIONS = frozenset({"un", "u.n.", "eu", "au", "nations", "osce", "asean"})
_MATTERS = words("people", "matters")
_LONGEST_NICKNAME = 3
_LONGEST_MATTER = 4
_BODIES = frozenset({"organisation", "facility"})


def joined(doc: Doc, found: list[NameMention]) -> list[NameMention]:
    """The mentions, with one in the place of those that are its pieces."""
    at = {i: m for m in found for i in range(m.first, m.last + 1)}
    whole = [*_with_nicknames(doc, at), *_of_something(doc, at), *_offices(doc, found)]
    return apart(found, whole) + whole


def _with_nicknames(doc: Doc, at: dict[int, NameMention]) -> Iterator[NameMention]:
    """'Ada "Fox" Lund': a nickname in quotation marks between two words of a name."""
    for opening in (t.i for t in tokens_of(doc)[1:-3] if t.text == '"' and is_capital(doc[t.i + 1])):
        near = range(opening + 2, min(opening + 2 + _LONGEST_NICKNAME, len(doc) - 1))
        closing = next((i for i in near if doc[i].text == '"'), None)
        if closing is None or not is_capital(doc[closing + 1]) or not doc[opening - 1].text[:1].isupper():
            continue
        if not all(t.text[:1].isupper() for t in doc[opening + 1 : closing]) or doc[opening - 1].lower_ in TITLES:
            continue
        before, after = at.get(opening - 1), at.get(closing + 1)
        kinds = {m.kind for m in (before, after) if m is not None}
        if kinds & {"place", "law"} or not kinds or ("person" not in kinds and _bodily(doc, opening, closing)):
            continue
        yield NameMention(before.first if before else opening - 1, _last(doc, at, closing + 1), "person")


def _bodily(doc: Doc, opening: int, closing: int) -> bool:
    """Whether the words round a word in quotation marks may be a body's: 'the Korda "Echo" Centre'."""
    near = (doc[opening - 1], doc[closing + 1])
    led = opening > 1 and doc[opening - 2].lower_ in ("the", "a", "an")
    return led or any(t.text in HEADS or t.text.isupper() or not t.text.istitle() for t in near)


def _last(doc: Doc, at: dict[int, NameMention], first: int) -> int:
    """The end of the surnames from `first` on: of two, the model often knows one."""
    last = at[first].last if first in at else first
    more = at.get(last + 1)
    if more is not None and more.kind == "person" and more.first == last + 1 and not doc[last + 1].is_sent_start:
        return more.last
    return last


def _of_something(doc: Doc, at: dict[int, NameMention]) -> Iterator[NameMention]:
    """ "Commission for the Absent", "Mothers of the Quarry", of which the model found the last words alone."""
    for head in tokens_of(doc)[:-2]:
        if head.text not in HEADS or head.i in at or doc[head.i + 1].lower_ not in ("of", "for"):
            continue
        first = head.i + 2 + (doc[head.i + 2].lower_ == "the" and head.i + 3 < len(doc))
        named = at.get(first)
        if named is None or named.first != first or named.kind == "place" or doc[first].ent_type_ in ("GPE", "NORP"):
            continue
        start = head.i
        while start > 0 and is_capital(doc[start - 1]) and start - 1 not in at:
            start -= 1
        yield NameMention(start, named.last, "organisation")


def _offices(doc: Doc, found: list[NameMention]) -> Iterator[NameMention]:
    """ "the UN human rights office": a body of nations told by what it is for, in small letters."""
    for mention in found:
        if mention.kind not in _BODIES or doc[mention.last].lower_ not in _OF_NATIONS:
            continue
        i = mention.last + 1
        while i < len(doc) and doc[i].lower_ in _MATTERS and i - mention.last <= _LONGEST_MATTER:
            i += 1
        if mention.last + 1 < i < len(doc) and doc[i].lower_ in _BODY and doc[i].tag_ == "NN":
            yield NameMention(mention.first, i, "organisation")
