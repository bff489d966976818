"""Texts with other names in them, their marks moved along: what is learnt must not hang on who is named."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Final

from bench.entities.marked import Marked, Span
from bench.entities.names import Name, Namer

_OF_ONE_TRADITION: Final = 0.7
_CHANGED: Final = {"PERSON": 1.0, "GPE": 0.5, "ORG": 0.5, "FAC": 0.4}
_INVENTED: Final = 0.6
_COINED: Final = 0.5
"""How many of the names of one word get a word that could as well be a person's: the sentence must tell which it is."""
_LONGEST_ACRONYM: Final = 6
_ARTICLE: Final = "the "


class Swapper:
    """Puts names in the place of others: invented ones, or those of other texts."""

    def __init__(self, drawn: random.Random, texts: Iterable[Marked]) -> None:
        self._drawn = drawn
        self._namer = Namer(drawn)
        pools: defaultdict[tuple[str, bool, bool], set[str]] = defaultdict(set)
        for one in texts:
            for span in one.spans:
                if span.label in _CHANGED and span.label != "PERSON":
                    start = _start(one.text, span)
                    name = one.text[start : span.end]
                    pools[span.label, _acronym(name), start > span.start].add(name)
        self._pools = {key: sorted(names) for key, names in pools.items()}

    def swapped(self, one: Marked) -> Marked:
        """The text with other names; the same name gives way to the same everywhere."""
        new = self._people(one)
        edits = []
        for span in one.spans:
            start = _start(one.text, span)
            old = one.text[start : span.end]
            key = (span.label, old.casefold())
            if key not in new:
                new[key] = self._other(span.label, old, article=start > span.start)
            name = new[key].upper() if old.isupper() and len(old) > _LONGEST_ACRONYM else new[key]
            if new[key].casefold() != old.casefold():
                edits.append((start, span.end, name))
        return _edited(one, edits)

    def _people(self, one: Marked) -> dict[tuple[str, str], str]:
        """New names for all the people of a text; parts of names go with the whole ones."""
        told = {one.text[span.start : span.end].casefold() for span in one.spans if span.label == "PERSON"}
        first = self._namer.tradition()
        names: dict[str, Name] = {}
        for whole in sorted(name for name in told if " " in name):
            own = self._drawn.random() < _OF_ONE_TRADITION
            names[whole] = self._namer.person(first if own else self._namer.tradition())
        found = {("PERSON", whole): name.whole for whole, name in names.items()}
        for part in sorted(told - names.keys()):
            ending = next((name.family for whole, name in names.items() if whole.split()[-1] == part), None)
            beginning = next((name.given for whole, name in names.items() if whole.split()[0] == part), None)
            found["PERSON", part] = ending or beginning or self._namer.person(first).family
        return found

    def _other(self, label: str, old: str, *, article: bool) -> str:
        if self._drawn.random() >= _CHANGED.get(label, 0.0):
            return old
        one_word = " " not in old and not _acronym(old) and label in ("GPE", "ORG")
        if one_word and self._drawn.random() < _COINED:
            return self._namer.coined()
        pool = self._pools.get((label, _acronym(old), article), [])
        if pool and self._drawn.random() >= _INVENTED:
            return self._drawn.choice(pool)
        make: Callable[[], str] = {"GPE": self._namer.place, "FAC": self._namer.facility}.get(label, self._body)
        if _acronym(old):
            return self._namer.acronym() if label == "ORG" else old
        wanted = (name for name in (make() for _ in range(20)) if name.lower().startswith(_ARTICLE) == article)
        return next((name.removeprefix(_ARTICLE) for name in wanted), old)

    def _body(self) -> str:
        return self._drawn.choice((self._namer.body, self._namer.body, self._namer.paper))()


def _start(text: str, span: Span) -> int:
    """Where a name begins behind its article."""
    article = text[span.start : span.start + len(_ARTICLE)].lower() == _ARTICLE
    return span.start + len(_ARTICLE) if article else span.start


def _acronym(name: str) -> bool:
    return name.isupper() and len(name) <= _LONGEST_ACRONYM and " " not in name


def _edited(one: Marked, edits: list[tuple[int, int, str]]) -> Marked:
    parts, done, shift = [], 0, 0
    moves = []
    for start, end, name in edits:
        parts += [one.text[done:start], name]
        shift += len(name) - (end - start)
        moves.append((end, shift))
        done = end

    def moved(place: int) -> int:
        return place + next((by for at, by in reversed(moves) if at <= place), 0)

    spans = tuple(Span(moved(start), moved(end), label) for start, end, label in one.spans)
    unknown = tuple((moved(start), moved(end)) for start, end in one.unknown)
    return Marked(one.source, "".join([*parts, one.text[done:]]), spans, unknown)
