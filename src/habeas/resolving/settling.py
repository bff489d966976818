"""Who ends up as one, from the pairs that were weighed: people's decisions first, then what the machine proposes.

What comes of some people depends only on those whom offers, decisions or reports tie to them, however indirectly: a
part of all people that nothing ties to the rest can be settled by itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

import msgspec

from habeas.model.case import Join
from habeas.model.decision import Action, Decision
from habeas.resolving.beside import beside
from habeas.resolving.clusters import Clusters
from habeas.resolving.homes import DOUBTS, Homes
from habeas.resolving.joins import Outcome, outcome, share_a_name, weighed
from habeas.resolving.profile import Members, Profile
from habeas.resolving.same_day import same_day
from habeas.resolving.verdicts import Pair

_WHY_REFUSED = "joining them would bring together people who are told apart"
_NOT_JOINED = DOUBTS | {_WHY_REFUSED}


class Pairs(NamedTuple):
    """The pairs that matter to some people, by their keys in order: weighed by name, and those near on a day."""

    named: Mapping[Pair, Outcome]
    on_a_day: Iterable[Pair]


class Settled(NamedTuple):
    """The sets that people decided, those with the machine's proposals, and the joins that were made or refused.

    `named` are the pairs of the joins that follow from the two people alone, whoever else there is.
    """

    decided: Clusters
    working: Clusters
    joins: list[Join]
    named: set[Pair]


def weigh_pair(left: Profile, right: Profile) -> Outcome | None:
    """The pair weighed; None where it makes no difference."""
    if not share_a_name(left, right):
        return None
    found = outcome(left, right)
    return found if found.hard or found.offered else None


def settle(
    people: Members, pairs: Pairs, verdicts: Mapping[Pair, Decision], known: Mapping[Pair, Join] | None = None
) -> Settled:
    """Settles some people. The order of people and pairs does not matter.

    Of the proposals within one cluster only those are named that it takes to hold it together, the strongest first.

    Args:
        people: with nobody outside tied to them.
        pairs: only between them.
        verdicts: only on them.
        known: joins that were `named` before; they need not be weighed again.
    """
    reports = {key: people.refs[key].report for key in sorted(people.refs)}
    decisions = {pair: _decided(people, pair, verdicts[pair]) for pair in sorted(verdicts)}
    decided, working = Clusters(reports), Clusters(reports)
    joins = _decide(decided, decisions)
    _decide(working, decisions)
    proposed = _propose(working, people, pairs.named, (decisions, known or {}))
    named = {(join.left, join.right) for join in proposed if not _NOT_JOINED & set(join.against)}
    joins += proposed
    joins += same_day(working, people, pairs.on_a_day, verdicts)
    doubted = [(join.left, join.right) for join in proposed if DOUBTS & set(join.against)]
    joins += beside(working, people, verdicts, doubted)
    shown = [join for join in joins if not _overtaken(join, working)]
    return Settled(decided, working, shown, named)


def _overtaken(join: Join, clusters: Clusters) -> bool:
    """Whether the two, whom a proposal did not join, have become one by another."""
    undecided = join.state == "proposed" and not _NOT_JOINED.isdisjoint(join.against)
    return undecided and clusters.root(join.left) == clusters.root(join.right)


def decided_sets(reports: Mapping[str, str], verdicts: Mapping[Pair, Action]) -> Clusters:
    """The sets that people decided, of those whose reports are given; decisions in the order of their pairs."""
    clusters = Clusters(reports)
    for pair in sorted(verdicts):
        if verdicts[pair] == "different":
            clusters.keep_apart(*pair)
    for pair in sorted(verdicts):
        if verdicts[pair] == "same":
            clusters.join(*pair, decided=True)
    return clusters


def _decided(people: Members, pair: Pair, verdict: Decision) -> Join:
    join = weighed(people.profile(pair[0]), people.profile(pair[1]))
    return msgspec.structs.replace(join, state=verdict.action, decision=verdict.id)


def _decide(clusters: Clusters, joins: Mapping[Pair, Join]) -> list[Join]:
    """Does what people decided; the earlier of two keys first where decisions contradict each other."""
    for pair, join in joins.items():
        if join.state == "different":
            clusters.keep_apart(*pair)
    return [
        _refused(join) if join.state == "same" and not clusters.join(*pair, decided=True) else join
        for pair, join in joins.items()
    ]


def _propose(
    clusters: Clusters,
    people: Members,
    named: Mapping[Pair, Outcome],
    before: tuple[Mapping[Pair, Join], Mapping[Pair, Join]],
) -> list[Join]:
    """Joins what the machine proposes, the strongest first, where nobody and nothing speaks against it.

    `before` are what people decided and what is known of pairs.
    """
    decided, known = before
    for pair in sorted({*(p for p, join in decided.items() if join.state == "unsure"), *_apart(named, decided)}):
        clusters.keep_apart(*pair)
    offers = [(f.at_home, -f.score, pair) for pair, f in named.items() if f.offered and pair not in decided]
    homes = Homes(clusters, people, [pair for at_home, _, pair in offers if at_home])
    shown = []
    refused: set[Pair] = set()
    for at_home, _, pair in sorted(offers):
        sides = clusters.root(pair[0]), clusters.root(pair[1])
        if sides[0] == sides[1]:
            continue
        why = _WHY_REFUSED if clusters.kept_apart(*sides) else ""
        if not why and at_home:
            why = homes.doubt(*pair)
        joined = not why and clusters.join(*pair, decided=False)
        if joined or sides not in refused:
            join = known.get(pair) or weighed(people.profile(pair[0]), people.profile(pair[1]))
            shown.append(join if joined else _refused(join, why))
        if not joined:
            refused |= {sides, sides[::-1]}
    return shown


def _apart(named: Mapping[Pair, Outcome], decided: Collection[Pair]) -> list[Pair]:
    return [pair for pair, found in named.items() if found.hard and pair not in decided]


def _refused(join: Join, why: str = _WHY_REFUSED) -> Join:
    return msgspec.structs.replace(join, against=(*join.against, why))
