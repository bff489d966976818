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
from habeas.resolving.blocking import candidates
from habeas.resolving.clusters import Clusters
from habeas.resolving.joins import THRESHOLD, contradicted, weighed
from habeas.resolving.profile import Profile, profiles

Pair = tuple[str, str]


def resolve(readings: Sequence[Reading], decisions: Sequence[Decision], *, proposed: bool) -> Resolution:
    """Every named person of every reading in exactly one cluster, and the joins that were proposed or
    decided.

    Args:
        readings: one per report, in any order; the order does not matter.
        decisions: all that people decided; what was undone counts for nothing.
        proposed: True joins what the machine proposes (the working copy); False only what people decided.
    """
    known = standings(decisions)
    people = sorted((p for r in readings for p in profiles(r, known)), key=lambda p: p.ref.key)
    people = list({p.ref.key: p for p in people}.values())
    verdicts = _verdicts(decisions, {p.ref.key for p in people})
    weighings = _weighings(people, verdicts)
    joins = {pair: _decided(join, verdicts.get(pair)) for pair, join in weighings.items()}
    clusters, refused = _clusters(people, joins, proposed=proposed)
    shown = [_with_refusal(join, pair in refused) for pair, join in sorted(joins.items()) if _shown(join)]
    return Resolution(clusters=clusters, joins=tuple(shown))


def _verdicts(decisions: Sequence[Decision], known: set[str]) -> Mapping[Pair, Decision]:
    """The latest decision in force on each pair of people who are there."""
    found: dict[Pair, Decision] = {}
    for decision in in_force(decisions):
        pair = pairs(decision.targets)
        if decision.action in ("same", "different", "unsure") and pair is not None and known >= set(pair):
            found.pop(pair, None)
            found[pair] = decision
    return found


def _weighings(people: Sequence[Profile], verdicts: Mapping[Pair, Decision]) -> dict[Pair, Join]:
    index = {person.ref.key: i for i, person in enumerate(people)}
    wanted = dict.fromkeys(candidates(people))
    wanted.update(dict.fromkeys((index[a], index[b]) for a, b in verdicts))
    weighings = (weighed(people[i], people[j]) for i, j in wanted)
    return {(join.left, join.right): join for join in weighings}


def _decided(join: Join, verdict: Decision | None) -> Join:
    if verdict is None:
        return join
    return msgspec.structs.replace(join, state=verdict.action, decision=verdict.id)


def _clusters(
    people: Sequence[Profile], joins: Mapping[Pair, Join], *, proposed: bool
) -> tuple[tuple[tuple[PersonRef, ...], ...], set[Pair]]:
    """The clusters, and the pairs whose join something else forbids."""
    refs = {p.ref.key: p.ref for p in people}
    clusters = Clusters({key: ref.report for key, ref in refs.items()})
    ordered = sorted(joins.items())
    _apart(clusters, ordered, "different")
    refused = {
        pair for pair, join in ordered if join.state == "same" and not clusters.join(*pair, decided=True)
    }
    if proposed:
        for pair, join in ordered:
            if join.state == "unsure" or (join.state == "proposed" and contradicted(join)):
                clusters.keep_apart(*pair)
        offers = [(pair, j) for pair, j in ordered if j.state == "proposed" and j.score >= THRESHOLD]
        for pair, _ in sorted(offers, key=lambda o: (-o[1].score, o[0])):
            if not clusters.join(*pair, decided=False):
                refused.add(pair)
    found = [tuple(refs[key] for key in sorted(members)) for members in clusters.members()]
    return tuple(sorted(found, key=lambda c: c[0].key)), refused


def _apart(clusters: Clusters, joins: Sequence[tuple[Pair, Join]], state: str) -> None:
    for pair, join in joins:
        if join.state == state:
            clusters.keep_apart(*pair)


def _shown(join: Join) -> bool:
    return join.state != "proposed" or join.score >= THRESHOLD


def _with_refusal(join: Join, refused: bool) -> Join:
    if not refused:
        return join
    why = "joining them would bring together people who are told apart"
    return msgspec.structs.replace(join, against=(*join.against, why))
