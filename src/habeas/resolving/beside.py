"""People known by whom they stand beside: who is named with one and the same person in two reports.

A father, a mother or a lawyer is told of with little but a name. Where the person beside them is taken for one, two
spellings of the name beside that person are proposed as one too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations, product

from habeas.model.case import Join
from habeas.resolving.clusters import Clusters
from habeas.resolving.evidence import of_their_own
from habeas.resolving.homes import Homes
from habeas.resolving.joins import BY_YEARS, SHARED_AT_HOME, THRESHOLD, namesake_beside
from habeas.resolving.naming import beside_one
from habeas.resolving.profile import AGES_DIFFER, Members, Profile, days_between

_ROUNDS = 3
_MANY = 40  # sets of people beside one person that are all held against each other; of more only neighbours
_REACH = 8
_SHOWN = 6  # spellings of a set, and people of it, that are looked at
_OF_ANOTHER = frozenset({"birth", "dead", "sex"})  # what speaks against and cannot be of one life


_Known = dict[tuple[tuple[str, str], int, int], Join | None]


def beside(
    clusters: Clusters, people: Members, decided: Collection[tuple[str, str]], doubted: Collection[tuple[str, str]]
) -> list[Join]:
    """Joins those who stand beside one person under one name, in a few rounds; what was joined, best first.

    `doubted` are pairs that what is shared at home did not join: whom they stand beside is shared at home too.
    """
    by_report: dict[str, list[str]] = defaultdict(list)
    for key in sorted(people.refs):
        by_report[people.refs[key].report].append(key)
    doubts: dict[str, list[str]] = defaultdict(list)
    for one, other in doubted:
        doubts[one].append(other)
        doubts[other].append(one)
    homes = Homes(clusters, people)
    shown: list[Join] = []
    known: _Known = {}
    for _ in range(_ROUNDS):
        offers = _offers(clusters, by_report, people, known)
        joined = [
            offer
            for offer in sorted(offers.values(), key=lambda j: (-j.score, j.left, j.right))
            if (offer.left, offer.right) not in decided
            and clusters.root(offer.left) != clusters.root(offer.right)
            and not homes.ambiguous(offer.left, offer.right)
            and not _is_doubted(clusters, offer, doubts)
            and clusters.join(offer.left, offer.right, decided=False)
        ]
        shown += joined
        if not joined:
            break
    return shown


def _is_doubted(clusters: Clusters, offer: Join, doubted: Mapping[str, Collection[str]]) -> bool:
    side = clusters.root(offer.right)
    return any(
        clusters.root(other) == side for key in clusters.members_of(offer.left) for other in doubted.get(key, ())
    )


def _offers(
    clusters: Clusters, by_report: Mapping[str, Sequence[str]], people: Members, known: _Known
) -> dict[tuple[str, str], Join]:
    """The proposals of one round, by pair of sets. `known` are those of pairs that the last round looked at."""
    members = {clusters.root(keys[0]): sorted(keys) for keys in clusters.members()}
    root_of = {key: root for root, keys in members.items() for key in keys}
    named = {report: {root_of[key] for key in keys} for report, keys in by_report.items()}
    found: dict[tuple[str, str], Join] = {}
    for root in sorted(members):
        reports = {people.refs[key].report for key in members[root]}
        if len(reports) < 2:
            continue
        others = {other for report in reports for other in named[report]} - {root}
        anchor = people.refs[members[root][0]].name
        for pair in _pairs(others, members, people):
            if pair in found or clusters.kept_apart(*pair):
                continue  # nothing that is told of two makes them one whom something keeps apart
            sets = (pair, len(members[pair[0]]), len(members[pair[1]]))  # a set only ever grows
            if sets not in known:
                known[sets] = _offer(members[pair[0]], members[pair[1]], people, anchor)
            if (join := known[sets]) is not None:
                found[pair] = join
    return found


def _pairs(others: Collection[str], members: Mapping[str, Sequence[str]], people: Members) -> Iterator[tuple[str, str]]:
    """The pairs of sets that are held against each other, the smaller root first."""
    if len(others) <= _MANY:
        yield from combinations(sorted(others), 2)
        return
    ordered = sorted(others, key=lambda root: _order(members[root][0], people))
    for i, one in enumerate(ordered):
        for other in ordered[i + 1 : i + 1 + _REACH]:
            yield (one, other) if one < other else (other, one)


def _order(key: str, people: Members) -> tuple[str, str]:
    names = people.profile(key).names
    return (" ".join(sorted(part.word.coarse for part in names[0].parts)) if names else "", key)


def _offer(left: Sequence[str], right: Sequence[str], people: Members, anchor: str) -> Join | None:
    """The proposal to take two sets of people for one, if their names allow it and nothing speaks against."""
    refs = people.refs
    names = [sorted({refs[key].name: key for key in side}.items())[:_SHOWN] for side in (left, right)]
    found = [(beside_one(a, b), one, other) for a, one in names[0] for b, other in names[1]]
    if any(match.against for match, _, _ in found):
        return None
    match, one, other = max(found, key=lambda f: (f[0].score, f[1], f[2]))
    if (match.initials or match.turned or not match.whole) and people.profile(one).detained != people.profile(
        other
    ).detained:
        return None  # a father of a like name is told of as free, a son as in custody
    if match.score == 0.0 or _two_lives([[people.profile(key) for key in side] for side in (left, right)]):
        return None
    a, b = sorted((one, other))
    score = round(THRESHOLD + 0.25 * match.score, 2)
    why = f"both are named beside “{anchor}”, taken for one person in both reports"
    return Join(left=a, right=b, score=score, reasons=(match.why, why), against=())


def _two_lives(sides: Sequence[Sequence[Profile]]) -> bool:
    """Whether ages, a death or what else is told of the two sets cannot be of one life, or is of father and son."""
    births = [[p.born for p in side if p.born is not None] for side in sides]
    if any(days_between(a, b) > AGES_DIFFER for a in births[0] for b in births[1]):
        return True
    if any(namesake_beside(a, b) for a, b in _some(sides)):
        return True
    strong: set[str] = set()
    elsewhere = False
    for a, b in _some(sides):
        for piece in of_their_own(a, b):  # company is shared at home
            if piece.strength == "strong":
                strong.add(piece.kind)
            elif piece.strength == "against":
                if piece.kind in _OF_ANOTHER:
                    return True
                elsewhere |= piece.kind == "residence"
    # Father and son have one lawyer; who is in custody, or lives elsewhere, must have more in common than that, and who
    # lives elsewhere more than the year of an arrest or an age.
    held = any(person.detained for side in sides for person in side)
    telling = strong - SHARED_AT_HOME
    return (held and not telling) or (elsewhere and telling <= BY_YEARS)


def _some(sides: Sequence[Sequence[Profile]]) -> Iterator[tuple[Profile, Profile]]:
    return product(sides[0][:_SHOWN], sides[1][:_SHOWN])
