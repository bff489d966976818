"""From readings and decisions to clusters of people. A pure function: rebuild it at any time, undo restores
it.
"""

from __future__ import annotations

from collections.abc import Sequence

from habeas.model.case import PersonRef, Resolution
from habeas.model.decision import Decision
from habeas.model.reading import Reading
from habeas.model.standing import standings
from habeas.resolving.blocking import near
from habeas.resolving.bodies import bodies
from habeas.resolving.clusters import Clusters
from habeas.resolving.joins import Outcome
from habeas.resolving.profile import Members, Profile, profiles
from habeas.resolving.settling import Pairs, settle, weigh_pair
from habeas.resolving.verdicts import verdicts_on


def resolve(readings: Sequence[Reading], decisions: Sequence[Decision], *, proposed: bool) -> Resolution:
    """Every named person of every reading in exactly one cluster, and the joins that were proposed or decided.

    Of the proposals within one cluster only those are named that it takes to hold it together, the strongest first.

    Args:
        readings: one per report, in any order; the order does not matter.
        decisions: all that people decided; what was undone counts for nothing.
        proposed: True joins what the machine proposes (the working copy); False only what people decided.
    """
    known = standings(decisions)
    found = {p.ref.key: p for r in readings for p in profiles(r, known)}
    people = [found[key] for key in sorted(found)]
    members = Members({key: person.ref for key, person in found.items()}, found.__getitem__)
    settled = settle(members, weighed_pairs(people), verdicts_on(decisions, found.keys()))
    clusters = _members(settled.working if proposed else settled.decided, people)
    ordered = tuple(sorted(settled.joins, key=lambda j: (j.left, j.right)))
    return Resolution(clusters=clusters, joins=ordered, bodies=bodies(readings, decisions))


def weighed_pairs(people: Sequence[Profile]) -> Pairs:
    """All pairs of people who stand near each other, weighed where they share a name."""
    people = sorted(people, key=lambda p: p.ref.name)  # pairs of the same two names follow each other: compared once
    found = near(people)
    named: dict[tuple[str, str], Outcome] = {}
    for code in sorted(found.names):
        one, other = _in_order(people, found.many, code)
        weighed = weigh_pair(one, other)
        if weighed is not None:
            named[one.ref.key, other.ref.key] = weighed
    on_a_day = (_in_order(people, found.many, code) for code in found.days)
    return Pairs(named, ((one.ref.key, other.ref.key) for one, other in on_a_day))


def _in_order(people: Sequence[Profile], many: int, code: int) -> tuple[Profile, Profile]:
    one, other = (people[index] for index in divmod(code, many))
    return (one, other) if one.ref.key < other.ref.key else (other, one)


def _members(clusters: Clusters, people: Sequence[Profile]) -> tuple[tuple[PersonRef, ...], ...]:
    refs = {p.ref.key: p.ref for p in people}
    found = [tuple(refs[key] for key in sorted(members)) for members in clusters.members()]
    return tuple(sorted(found, key=lambda cluster: cluster[0].key))
