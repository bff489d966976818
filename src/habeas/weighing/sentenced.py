"""Sentences told apart by the day on which they were passed: two lengths of one sentence are a conflict, two sentences
of different times are none.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from itertools import combinations

from habeas.model import dates
from habeas.model.reading import Event
from habeas.weighing.ground import Told
from habeas.weighing.values import Group

_ANOTHER = frozenset({"appeal", "commutation", "acquittal"})  # after which one sentence has another length
_MISTOLD = timedelta(days=31)  # between two days on which one sentence is said to have been passed


def of_one_sentence(groups: Sequence[Group], events: Sequence[Told]) -> list[Group]:
    """The lengths that reports give of one sentence, known by its day, where none tells that it was changed."""
    if any(event.type in _ANOTHER and event.status == "asserted" for event in map(_event, events) if event is not None):
        return []
    passed = [_passed(group, events) for group in groups]
    found: list[Group] = []
    for i, j in combinations(range(len(groups)), 2):
        if any(_one_day(a, b) for a in passed[i] for b in passed[j]) and _reports(groups[i]) != _reports(groups[j]):
            found += [groups[n] for n in (i, j) if not any(groups[n] is known for known in found)]
    return found


def of_several(groups: Sequence[Group], events: Sequence[Told]) -> bool:
    """Whether each length is known to be of a sentence of another time than the others."""
    passed = [_passed(group, events) for group in groups]
    return all(
        ours and theirs and not any(_one_day(a, b) for a in ours for b in theirs)
        for ours, theirs in combinations(passed, 2)
    )


def _reports(group: Group) -> set[str]:
    return {told.ground.report for told in group.asserted}


def _passed(group: Group, events: Sequence[Told]) -> list[str]:
    """When a sentence of this length was passed, as the events say that stand in the same words."""
    found: set[str] = set()
    for told in group.asserted:
        beside = [event for other in events if _same_words(told, other) and (event := _event(other)) is not None]
        if not any(event.type in _ANOTHER for event in beside):
            found |= {event.when for event in beside if event.type == "sentence" and event.when is not None}
    return sorted(found)


def _event(told: Told) -> Event | None:
    return told.statement if isinstance(told.statement, Event) else None


def _same_words(left: Told, right: Told) -> bool:
    if left.ground.report != right.ground.report:
        return False
    return any(a[0] < b[1] and b[0] < a[1] for a in left.source.spans for b in right.source.spans)


def _one_day(left: str, right: str) -> bool:
    """Whether two dates may be of one day, or of two that reports take for each other."""
    if dates.compatible(left, right):
        return True
    a, b = dates.interval(left), dates.interval(right)
    if a.earliest is None or a.latest is None or b.earliest is None or b.latest is None:
        return False
    return max(a.earliest, b.earliest) - min(a.latest, b.latest) <= _MISTOLD
