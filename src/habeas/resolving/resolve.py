"""From readings and decisions to clusters of people. A pure function: rebuild it at any time, undo restores
it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from habeas.model.case import Join, PersonRef, Resolution
from habeas.model.decision import Decision
from habeas.model.reading import Reading
from habeas.model.standing import in_force, pairs, standings
from habeas.resolving.beside import beside
from habeas.resolving.blocking import candidates
from habeas.resolving.bodies import bodies
from habeas.resolving.clusters import Clusters
from habeas.resolving.joins import THRESHOLD, judged, share_a_name
from habeas.resolving.profile import Profile, profiles
from habeas.resolving.same_day import same_day

Pair = tuple[str, str]


def resolve(readings: Sequence[Reading], decisions: Sequence[Decision], *, proposed: bool) -> Resolution:
    """Every named person of every reading in exactly one cluster, and the joins that were proposed or decided.

    Of the proposals within one cluster only those are named that it takes to hold it together, the strongest first.

    Args:
        readings: one per report, in any order; the order does not matter.
        decisions: all that people decided; what was undone counts for nothing.
        proposed: True joins what the machine proposes (the working copy); False only what people decided.
    """
    known = standings(decisions)
    people = list({p.ref.key: p for r in readings for p in profiles(r, known)}.values())
    people.sort(key=lambda p: p.ref.key)
    verdicts = _verdicts(decisions, {p.ref.key for p in people})
    joins, apart = _weighings(people, verdicts)
    decided = Clusters({p.ref.key: p.ref.report for p in people})
    shown = _decide(decided, joins)
    working = Clusters({p.ref.key: p.ref.report for p in people})
    _decide(working, joins)
    shown += _propose(working, joins, apart)
    shown += same_day(working, people, verdicts)
    shown += beside(working, people, verdicts)
    clusters = _members(working if proposed else decided, people)
    ordered = tuple(sorted(shown, key=lambda j: (j.left, j.right)))
    return Resolution(clusters=clusters, joins=ordered, bodies=bodies(readings))


def _verdicts(decisions: Sequence[Decision], known: set[str]) -> Mapping[Pair, Decision]:
    """The latest decision in force on each pair of people who are there."""
    found: dict[Pair, Decision] = {}
    for decision in in_force(decisions):
        pair = pairs(decision.targets)
        if decision.action in ("same", "different", "unsure") and pair is not None and known >= set(pair):
            found.pop(pair, None)
            found[pair] = decision
    return found


def _weighings(
    people: Sequence[Profile], verdicts: Mapping[Pair, Decision]
) -> tuple[dict[Pair, Join], frozenset[Pair]]:
    """Every pair that shares a name, and every pair that people decided on, weighed; in the order of the keys.

    And the pairs that no third may bring together.
    """
    index = {person.ref.key: i for i, person in enumerate(people)}
    found: dict[Pair, Join] = {}
    apart: set[Pair] = set()
    for i, j in candidates(people):
        pair = (people[i].ref.key, people[j].ref.key)
        if pair not in verdicts and share_a_name(people[i], people[j]):
            found[pair], hard = judged(people[i], people[j])
            if hard:
                apart.add(pair)
    for pair, verdict in verdicts.items():
        join, _ = judged(people[index[pair[0]]], people[index[pair[1]]])
        found[pair] = msgspec.structs.replace(join, state=verdict.action, decision=verdict.id)
    return dict(sorted(found.items())), frozenset(apart)


def _decide(clusters: Clusters, joins: Mapping[Pair, Join]) -> list[Join]:
    """Does what people decided; the earlier of two keys first where decisions contradict each other."""
    for pair, join in joins.items():
        if join.state == "different":
            clusters.keep_apart(*pair)
    decided = [(pair, join) for pair, join in joins.items() if join.state != "proposed"]
    return [
        _refused(join) if join.state == "same" and not clusters.join(*pair, decided=True) else join
        for pair, join in decided
    ]


def _propose(clusters: Clusters, joins: Mapping[Pair, Join], apart: frozenset[Pair]) -> list[Join]:
    """Joins what the machine proposes, the strongest first, where nobody and nothing speaks against it."""
    for pair, join in joins.items():
        if join.state == "unsure" or pair in apart:
            clusters.keep_apart(*pair)
    offers = [(pair, j) for pair, j in joins.items() if j.state == "proposed" and j.score >= THRESHOLD]
    shown = []
    refused: set[Pair] = set()
    for pair, join in sorted(offers, key=lambda offer: (-offer[1].score, offer[0])):
        sides = clusters.root(pair[0]), clusters.root(pair[1])
        if sides[0] == sides[1]:
            continue
        if clusters.join(*pair, decided=False):
            shown.append(join)
        elif sides not in refused:
            shown.append(_refused(join))
            refused |= {sides, sides[::-1]}
    return shown


def _refused(join: Join) -> Join:
    why = "joining them would bring together people who are told apart"
    return msgspec.structs.replace(join, against=(*join.against, why))


def _members(clusters: Clusters, people: Sequence[Profile]) -> tuple[tuple[PersonRef, ...], ...]:
    refs = {p.ref.key: p.ref for p in people}
    found = [tuple(refs[key] for key in sorted(members)) for members in clusters.members()]
    return tuple(sorted(found, key=lambda cluster: cluster[0].key))
