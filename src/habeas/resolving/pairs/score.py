"""Two names, one score, and what speaks for and against."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from habeas.resolving.pairs.alignment import Met
from habeas.resolving.pairs.combiner import combiner
from habeas.resolving.pairs.features import MET, SURE, Compared, compared, surely_two
from habeas.resolving.pairs.taken import FREQUENT, Taken, taken


class Scored(NamedTuple):
    """`score` is the probability, 0 to 1, that two names are one person's, among names that are hard to tell apart.

    `child`: one is a child's name, the other the parent's. `surely`: every part of each has met one that is surely its
    spelling. `two`: each has a part that met nothing, as names of brothers have. `turned`: parts stand in
    another order.
    """

    score: float
    reasons: tuple[str, ...]
    against: tuple[str, ...]
    child: bool = False
    surely: bool = False
    two: bool = False
    turned: bool = False


_NOTHING = Scored(0.0, (), ("one of the two holds no name",))


def score_names(left: str, right: str, least: float = 0.0) -> Scored:
    """The two names, as written in any script, held against each other; their order changes nothing.

    Below the score `least` the reasons, which take as long again, are left out.
    """
    one, two = taken(left), taken(right)
    return _scored(compared(one, two), least) if one.words and two.words else _NOTHING


def score_as_one(left: str, right: str, least: float = 0.0) -> Scored | None:
    """The same where the two may be one person's name; None where each has a part that met nothing, or one has none."""
    pair = _one(left, right)
    return None if pair is None else _scored(pair, least)


@lru_cache(maxsize=65536)
def _one(left: str, right: str) -> Compared | None:
    """Two names held against each other; None where each has a part that met nothing, or one has none."""
    one, two = taken(left), taken(right)
    if not one.words or not two.words or surely_two(one, two):
        return None
    pair = compared(one, two)
    return None if pair.two else pair


def _scored(pair: Compared, least: float) -> Scored:
    child = pair.child
    score = round(combiner().probability(pair.features, child=child), 4)
    surely = pair.left_over == ((), ()) and all(m.likeness >= SURE for m in pair.met)
    reasons, against = ((), ()) if score < least else (tuple(_for(pair)), tuple(_against(pair)))
    return Scored(score, reasons, against, child, surely, pair.two, bool(pair.features.turned))


def _for(pair: Compared) -> Iterator[str]:
    if pair.short.text == pair.long.text:
        yield "the names are written alike"
        return
    for met in pair.met:
        if met.likeness >= MET:
            yield _meeting(pair, met)
    if pair.features.turned:
        yield "the parts stand in another order"


def _meeting(pair: Compared, met: Met) -> str:
    left, right = _part(pair.short, met.left), _part(pair.long, met.right)
    if left == right:
        return f"both have “{left}”"
    if "initial" in (pair.short.kinds[met.left[0]], pair.long.kinds[met.right[0]]):
        return f"“{left}” and “{right}” begin alike"
    if len(met.left) != len(met.right):
        return f"“{left}” and “{right}” are one name, written apart or together"
    return f"“{left}” and “{right}” {'are' if met.likeness >= SURE else 'may be'} spellings of one name"


def _against(pair: Compared) -> Iterator[str]:
    loose, extra = pair.left_over
    if pair.child:
        first = _part(pair.long, extra)
        yield f"“{first}” stands before the whole other name: a child of the other is named so"
    elif loose and extra:
        yield f"where one has “{_part(pair.short, loose)}” the other has “{_part(pair.long, extra)}”"
    elif extra:
        yield f"“{_part(pair.long, extra)}” is given only in one"
    elif loose:
        yield f"“{_part(pair.short, loose)}” is given only in one"
    if pair.features.kunya:
        yield "“Abu X” is not “X”"
    if len(pair.short.words) == 1:
        yield "one of them is a single name"
    elif pair.met and not pair.features.rare and all(w <= FREQUENT for w in pair.short.weights):
        yield "very many people bear these names"


def _part(name: Taken, places: tuple[int, ...]) -> str:
    return " ".join(_BEFORE.get(name.kinds[p], "") + name.words[p].text for p in places)


_BEFORE = {"kunya": "abu ", "servant": "abd "}
