"""People known by whom they stand beside: who is named with one and the same person in two reports.

A father, a mother or a lawyer is told of with little but a name. Where the person beside them is taken for one, two
spellings of the name beside that person are proposed as one too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations

from habeas.model.case import Join
from habeas.resolving.clusters import Clusters
from habeas.resolving.evidence import evidence
from habeas.resolving.joins import THRESHOLD
from habeas.resolving.naming import beside_one
from habeas.resolving.profile import Profile

_ROUNDS = 3
_MANY = 40  # sets of people beside one person that are all held against each other; of more only neighbours
_REACH = 8
_SHOWN = 6  # spellings of a set, and people of it, that are looked at
_ONE_LIFE = 3700  # days: ages of one person are often told a few years off


def beside(clusters: Clusters, people: Sequence[Profile], decided: Collection[tuple[str, str]]) -> list[Join]:
    """Joins those who stand beside one person under one name, in a few rounds; what was joined, best first."""
    by_report: dict[str, list[Profile]] = defaultdict(list)
    for person in people:
        by_report[person.ref.report].append(person)
    by_key = {person.ref.key: person for person in people}
    shown: list[Join] = []
    for _ in range(_ROUNDS):
        offers = _offers(clusters, by_report, by_key)
        joined = [
            offer
            for offer in sorted(offers.values(), key=lambda j: (-j.score, j.left, j.right))
            if (offer.left, offer.right) not in decided
            and clusters.root(offer.left) != clusters.root(offer.right)
            and clusters.join(offer.left, offer.right, decided=False)
        ]
        shown += joined
        if not joined:
            break
    return shown


def _offers(
    clusters: Clusters, by_report: Mapping[str, Sequence[Profile]], by_key: Mapping[str, Profile]
) -> dict[tuple[str, str], Join]:
    """The proposals of one round, by pair of sets."""
    members = {clusters.root(keys[0]): sorted(keys) for keys in clusters.members()}
    found: dict[tuple[str, str], Join] = {}
    for root in sorted(members):
        if len(members[root]) < 2:
            continue
        reports = sorted({by_key[key].ref.report for key in members[root]})
        others = {clusters.root(p.ref.key) for report in reports for p in by_report[report]} - {root}
        anchor = by_key[members[root][0]].ref.name
        for a, b in _pairs(sorted(others, key=lambda other: _order(members[other], by_key))):
            pair = (a, b) if a < b else (b, a)
            sides = [[by_key[key] for key in members[side]] for side in pair]
            if pair not in found and (join := _offer(sides[0], sides[1], anchor)) is not None:
                found[pair] = join
    return found


def _order(keys: Sequence[str], by_key: Mapping[str, Profile]) -> tuple[str, str]:
    names = by_key[keys[0]].names
    return (" ".join(sorted(part.word.coarse for part in names[0].parts)) if names else "", keys[0])


def _pairs(roots: Sequence[str]) -> Iterator[tuple[str, str]]:
    if len(roots) <= _MANY:
        return combinations(roots, 2)
    return ((a, b) for i, a in enumerate(roots) for b in roots[i + 1 : i + 1 + _REACH])


def _offer(left: Sequence[Profile], right: Sequence[Profile], anchor: str) -> Join | None:
    """The proposal to take two sets of people for one, if their names allow it and nothing speaks against."""
    if {p.ref.report for p in left} & {p.ref.report for p in right}:
        return None
    names = [sorted({p.ref.name: p for p in side}.items())[:_SHOWN] for side in (left, right)]
    found = [(beside_one(a, b), one, other) for a, one in names[0] for b, other in names[1]]
    if any(match.against for match, _, _ in found):
        return None
    match, one, other = max(found, key=lambda f: (f[0].score, f[1].ref.key, f[2].ref.key))
    if match.score == 0.0 or _two_lives(left, right):
        return None
    a, b = sorted((one.ref.key, other.ref.key))
    score = round(THRESHOLD + 0.25 * match.score, 2)
    why = f"both are named beside “{anchor}”, taken for one person in both reports"
    return Join(left=a, right=b, score=score, reasons=(match.why, why), against=())


def _two_lives(left: Sequence[Profile], right: Sequence[Profile]) -> bool:
    """Whether ages, a death or what else is told of the two sets cannot be of one life."""
    births = [[p.born for p in side if p.born is not None] for side in (left, right)]
    if any(_years_apart(a, b) for a in births[0] for b in births[1]):
        return True
    kinds = ("birth", "dead", "sex")
    return any(
        piece.strength == "against" and piece.kind in kinds
        for a in left[:_SHOWN]
        for b in right[:_SHOWN]
        for piece in evidence(a, b)
    )


def _years_apart(a: tuple[date, date], b: tuple[date, date]) -> bool:
    return (max(a[0], b[0]) - min(a[1], b[1])).days > _ONE_LIFE
