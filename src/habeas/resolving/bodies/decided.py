"""What people decided on organisations, facilities and places: it goes before what their names say.

"Different" holds for whole bodies: nothing that the machine finds brings two mentions together that people told apart,
directly or through a third.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from habeas.model.case import BodyRef
from habeas.model.decision import Decision
from habeas.resolving.bodies.groups import Group
from habeas.resolving.clusters import Clusters
from habeas.resolving.verdicts import Pair, verdicts_on

_WHY = {
    "same": "a person decided that “{}” and “{}” are one",
    "different": "a person decided that “{}” and “{}” are two",
    "unsure": "a person decided that it is not known whether “{}” and “{}” are one",
}


def settled(groups: Sequence[Group], decisions: Sequence[Decision]) -> list[Group]:
    """The groups of one kind as they are after what people decided on their mentions; untouched ones as they were."""
    refs = {ref.key: ref for group in groups for ref in group.members}
    verdicts = verdicts_on(decisions, refs.keys())
    if not verdicts:
        return list(groups)
    touched = {key for pair in verdicts for key in pair}
    changed = [group for group in groups if any(ref.key in touched for ref in group.members)]
    clusters = _decided([ref.key for group in changed for ref in group.members], verdicts)
    for group in changed:
        _as_the_machine_says(clusters, group, touched)
    apart = [group for group in groups if not any(ref.key in touched for ref in group.members)]
    return apart + _regrouped(changed, clusters, refs, verdicts)


def _decided(keys: Sequence[str], verdicts: Mapping[Pair, Decision]) -> Clusters:
    """What people say alone. What they are unsure of stays apart, as what they told apart does."""
    clusters = Clusters({key: key for key in keys})
    for pair in sorted(verdicts):
        if verdicts[pair].action == "different":
            clusters.keep_apart(*pair)
    for pair in sorted(verdicts):
        if verdicts[pair].action == "same":
            clusters.join(*pair, decided=True)
    for pair in sorted(verdicts):
        if verdicts[pair].action == "unsure":
            clusters.keep_apart(*pair)
    return clusters


def _as_the_machine_says(clusters: Clusters, group: Group, touched: set[str]) -> None:
    """Puts a group together again as far as people allow: each with those of its own name before any other."""
    members = sorted(group.members, key=lambda ref: (ref.key not in touched, ref.key))
    ahead: list[BodyRef] = []
    for ref in members:
        for other in sorted(ahead, key=lambda o: (o.name != ref.name, o.key)):
            if clusters.join(ref.key, other.key, decided=False):
                break
        ahead.append(ref)


def _regrouped(
    changed: Sequence[Group], clusters: Clusters, refs: Mapping[str, BodyRef], verdicts: Mapping[Pair, Decision]
) -> list[Group]:
    found: dict[str, Group] = defaultdict(Group)
    for group in changed:
        for ref in group.members:
            now = found[clusters.root(ref.key)]
            now.members.append(ref)
            now.homes |= group.homes
            now.reasons += [why for why in group.reasons if why not in now.reasons]
    for (one, other), decision in verdicts.items():
        why = _WHY[decision.action].format(*sorted((refs[one].name, refs[other].name)))
        for root in dict.fromkeys((clusters.root(one), clusters.root(other))):
            found[root].reasons.append(why)
            found[root].decisions.append(decision.id)
    return list(found.values())
