"""What two names have in common and in what they differ, as numbers that the combiner weighs.

In general terms only: no feature knows a name, but for the small table of names that very many people bear.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from rapidfuzz.distance import Indel, JaroWinkler

from habeas.resolving.pairs.alignment import Met, Places, aligned, glued, may_meet, parts_alike
from habeas.resolving.pairs.taken import RARE, Taken

MET = 0.7
"""From this likeness on two parts count as one name's spellings."""
SURE = 0.85
"""From this likeness on they surely are."""


class Features(NamedTuple):
    """One pair of names in numbers; the order of the two changes nothing.

    covered: the share of the longer name's parts, by weight, that the shorter one has too, each as far as it is alike.
    weakest: how alike the shorter name's worst part is to what it met.
    nearest: how alike the likest parts are that met nothing; 1 where the shorter name has none left.
    rare: how many parts met that few people bear.
    thin: 1 / (1 + consonants that met): two short names that agree say little.
    parts: of the shorter name; what it has must all be accounted for.
    turned: the share of the parts that met that stand in another order.
    kunya: parts that met though "Abu X" is not "X".
    initials: parts of which one is only an initial.
    letters: Jaro-Winkler likeness of the whole names in Latin letters.
    ordered: likeness of their words in alphabetical order, for two names in one script; else 0.
    abjad: whether one of the two is in Arabic or Hebrew letters and the other is not.
    other: whether one is in a script that is neither Latin, Arabic nor Hebrew.
    """

    covered: float
    weakest: float
    nearest: float
    rare: float
    thin: float
    parts: float
    turned: float
    kunya: float
    initials: float
    letters: float
    ordered: float
    abjad: float
    other: float


@dataclass(frozen=True)
class Compared:
    """Two names held against each other, the one with fewer parts first, with the parts that met.

    `left_over` are the places in the shorter and in the longer name that met nothing.
    """

    short: Taken
    long: Taken
    met: tuple[Met, ...]
    left_over: tuple[Places, Places]

    @cached_property
    def features(self) -> Features:
        return _features(self.short, self.long, self.met, self.left_over)

    @property
    def two(self) -> bool:
        """Whether each has a part that met nothing, as names of brothers have."""
        return all(self.left_over)

    @property
    def child(self) -> bool:
        """Whether the longer name is a child's of the other: it begins with one more name, then the other whole.

        With two parts that is a second given name as often; then "son of" must stand between.
        """
        loose, extra = self.left_over
        places = [m.right[0] for m in self.met]
        if not self.met or loose or extra != tuple(range(min(places))) or not extra or places != sorted(places):
            return False
        if any(self.long.kinds[place] == "initial" for place in extra):
            return False
        return len(self.met) >= _CHAIN or self.long.child_of[min(places)]


_CHAIN = 3


def compared(left: Taken, right: Taken) -> Compared:
    """Two names held against each other. Each must have a part."""
    key = len(left.words), left.text
    short, long = (left, right) if key <= (len(right.words), right.text) else (right, left)
    met = aligned(short, long)
    left_over = _left_over(met, 0, len(short.words)), _left_over(met, 1, len(long.words))
    return Compared(short, long, met, left_over)


def surely_two(left: Taken, right: Taken) -> bool:
    """Whether each name surely has a part that meets none of the other's, seen before all parts are held against all:
    one of the shorter name's meets none, and no two that are written apart are one.
    """
    short, long = (left, right) if len(left.words) <= len(right.words) else (right, left)
    if all(any(may_meet(a, b, MET) and parts_alike(a, b) >= MET for b in long.forms) for a in short.forms):
        return False
    return next(glued(short, long), None) is None and next(glued(long, short), None) is None


def _features(short: Taken, long: Taken, met: tuple[Met, ...], left_over: tuple[Places, Places]) -> Features:
    good = [m for m in met if m.likeness >= MET]
    abjads = [side.script in ("Arab", "Hebr") for side in (short, long)]
    one_script = short.script == long.script
    return Features(
        covered=sum(long.weights[j] * m.likeness for m in met for j in m.right) / sum(long.weights),
        weakest=0.0 if len({i for m in met for i in m.left}) < len(short.words) else min(m.likeness for m in met),
        nearest=_nearest(short, long, *left_over),
        rare=sum(short.weights[i] == RARE for m in good if m.likeness >= SURE for i in m.left),
        thin=1 / (1 + sum(min(len(long.words[j].bones) for j in m.right) * m.likeness for m in good)),
        parts=len(short.words),
        turned=_turned([m.right[0] for m in good]),
        kunya=sum(_one_kunya(short.kinds[m.left[0]], long.kinds[m.right[0]]) for m in good),
        initials=sum("initial" in (short.kinds[m.left[0]], long.kinds[m.right[0]]) for m in good),
        letters=JaroWinkler.normalized_similarity(short.latin, long.latin),
        ordered=Indel.normalized_similarity(short.ordered, long.ordered) if one_script else 0.0,
        abjad=abjads[0] != abjads[1],
        other="else" in (short.script, long.script),
    )


def _left_over(met: tuple[Met, ...], side: int, count: int) -> Places:
    used = {place for one in met if one.likeness >= MET for place in (one.right if side else one.left)}
    return tuple(place for place in range(count) if place not in used)


def _nearest(short: Taken, long: Taken, loose: Places, extra: Places) -> float:
    if not loose:
        return 1.0
    return max((parts_alike(short.forms[i], long.forms[j]) for i in loose for j in extra), default=0.0)


def _turned(order: list[int]) -> float:
    count = len(order)
    turns = sum(order[a] > order[b] for a in range(count) for b in range(a + 1, count))
    return turns / (count * (count - 1) / 2) if count > 1 else 0.0


def _one_kunya(left: str, right: str) -> bool:
    return (left == "kunya") != (right == "kunya")
