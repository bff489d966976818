"""Which part of one name is which part of the other: in any order, each used once, two written apart as one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from habeas.resolving import chinese
from habeas.resolving.pairs.taken import Forms, Taken
from habeas.resolving.skeleton import Word, alike, may_be_alike, may_be_together, word

FAINTEST = 0.5
_GLUED = 0.86
_INITIAL = 0.8
_SAME = 0.97
_CLASH = 0.85
_KUNYA = 0.75
_OPEN = "ahwy"  # first sounds that spellings drop or exchange

Places = tuple[int, ...]


class Met(NamedTuple):
    """Parts that met: places in the left and the right name (two where written apart), and their likeness."""

    left: Places
    right: Places
    likeness: float


def aligned(left: Taken, right: Taken) -> tuple[Met, ...]:
    """The parts of two names that met, in the order of the left name; the likest are taken first."""
    found: list[tuple[float, int, Places, Places]] = [
        (-likeness, abs(i - j), (i,), (j,))
        for i, a in enumerate(left.forms)
        for j, b in enumerate(right.forms)
        if (likeness := parts_alike(a, b)) >= FAINTEST
    ]
    found += [(-s, abs(i[0] - j[0]), i, j) for s, i, j in glued(left, right)]
    found += [(-s, abs(i[0] - j[0]), i, j) for s, j, i in glued(right, left)]
    met: list[Met] = []
    ours: set[int] = set()
    theirs: set[int] = set()
    for minus, _, places, others in sorted(found):
        if ours.isdisjoint(places) and theirs.isdisjoint(others):
            met.append(Met(places, others, -minus))
            ours.update(places)
            theirs.update(others)
    return tuple(sorted(met))


def parts_alike(left: Forms, right: Forms) -> float:
    """How alike two parts are, 0 to 1, in the forms that are likest; "Abu X" is only a little like "X"."""
    if len(left.plain) == len(right.plain) == 1:
        likeness = _words_alike(left.plain[0], right.plain[0])
        if left.mandarin is not None and right.mandarin is not None:
            return max(likeness, chinese.likeness(left.mandarin, right.mandarin))
    else:
        likeness = max(_words_alike(a, b) for a in left.plain for b in right.plain)
    if left.kunya != right.kunya:
        likeness *= _KUNYA
    if left.whole is not None and right.whole is None:
        likeness = max(likeness, *(_words_alike(left.whole, b) for b in right.plain))
    elif right.whole is not None and left.whole is None:
        likeness = max(likeness, *(_words_alike(a, right.whole) for a in left.plain))
    return likeness


def may_meet(left: Forms, right: Forms, least: float) -> bool:
    """Whether two parts may be alike by `least`, seen at a glance: False is certain."""
    if left.whole is not None or right.whole is not None or len(left.plain) > 1 or len(right.plain) > 1:
        return True
    a, b = left.plain[0], right.plain[0]
    initial = len(a.text) == 1 or len(b.text) == 1
    read = left.mandarin is not None and right.mandarin is not None
    return initial or read or may_be_alike(a, b, least)


def _words_alike(a: Word, b: Word) -> float:
    """0 to 1; an initial is as alike as it can be to what begins with it."""
    if len(a.text) == 1 or len(b.text) == 1:
        if a.text[:1] == b.text[:1]:
            return _INITIAL
        return _INITIAL - 0.1 if a.bones[:1] == b.bones[:1] and a.bones else 0.0
    likeness = alike(a, b)
    return likeness * _CLASH if FAINTEST <= likeness < _SAME and _clash(a, b) else likeness


def _clash(a: Word, b: Word) -> bool:
    """Whether the words begin with consonants that no spelling exchanges (Malik, Khalik)."""
    first, other = a.coarse[:1], b.coarse[:1]
    if first == other or not first or not other or first in _OPEN or other in _OPEN:
        return False
    return not any(x[:1] == y[:1] for x in (a.bones, *a.readings) for y in (b.bones, *b.readings))


def glued(one: Taken, two: Taken) -> Iterator[tuple[float, Places, Places]]:
    """Neighbours of `two` that together are one part of `one`: likeness, places in one, places in two."""
    for j in range(len(two.words) - 1):
        first, second = two.words[j], two.words[j + 1]
        if len(first.text) == 1 or len(second.text) == 1:
            continue
        longest = max(len(first.bones), len(second.bones))
        articles = ("", "al") if first.sound and second.sound else ("", "ال")
        for i, part in enumerate(one.words):
            if len(part.bones) <= longest:
                continue
            likeness = max(_joined_alike(part, first.text + article + second.text) for article in articles)
            if likeness >= _GLUED:
                yield min(1.0, likeness + 0.01), (i,), (j, j + 1)


def _joined_alike(part: Word, letters: str) -> float:
    """How alike a part is to two written together; 0 where it is surely not enough."""
    return alike(part, word(letters)) if may_be_together(part, letters, _GLUED) else 0.0
