"""Who is who in the derived tables: of what the index of people says, only what changed is read and written."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Sequence
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from habeas.desk.index.models import Mark, Pair, Person
from habeas.desk.worklists.models import Unweighed
from habeas.model.case import Join, Resolution
from habeas.people import what_changed
from habeas.resolving.index import Changes
from habeas.workspace import Workspace

_BROKEN_OFF = timedelta(minutes=2)
"""Whoever began to settle people so long ago will not end it."""
_AT_ONCE = 400
_TRIES = 5


def broken_off(mark: Mark) -> bool:
    """Whether somebody took in reports or decisions and did not come to who is who."""
    return mark.settling is not None and timezone.now() - mark.settling > _BROKEN_OFF


def begin(mark: Mark) -> None:
    """Notes, with what is taken in, that who is who must follow."""
    mark.settling = timezone.now()
    mark.save(update_fields=["settling"])


def settle_people(opened: Workspace, reports: Collection[str], *, whole: bool = False) -> None:
    """Notes who is who, and the pairs with their reasons. What is compared is read before anything is written.

    Args:
        opened: the workspace that the tables follow.
        reports: those that were put into the tables since people were settled last.
        whole: hold everything against the index, not only what changed.
    """
    for last in range(_TRIES):
        since = "" if whole else Mark.objects.get(pk=1).people
        found = what_changed(opened, since, reports)
        with transaction.atomic():
            mark = Mark.objects.select_for_update().get(pk=1)
            if mark.people != since and not whole and last < _TRIES - 1:
                continue  # somebody else wrote what is newer than what this is based on
            if found.changes is not None:
                _write_changes(found.changes)
            elif found.whole is not None:
                _write_whole(found.whole)
            mark.people, mark.settling = found.state, None
            mark.save(update_fields=["people", "settling"])
            return


def touch(reports: Iterable[str]) -> None:
    """Notes that reports, or who the people in them are, must be weighed again."""
    stamp = time.time_ns()
    rows = (Unweighed(report=one, stamp=stamp) for one in dict.fromkeys(reports))
    Unweighed.objects.bulk_create(
        rows, batch_size=_AT_ONCE, update_conflicts=True, unique_fields=["report"], update_fields=["stamp"]
    )


def _write_changes(changes: Changes) -> None:
    known: dict[str, str] = {}
    for some in _portions(sorted(changes.wholes)):
        known |= dict(Person.objects.filter(key__in=some).values_list("key", "whole"))
    _move({key: whole for key, whole in changes.wholes.items() if known.get(key, whole) != whole})
    old = {*changes.parted, *((join.left, join.right) for join in changes.joins)}
    gone: list[int] = []
    for some in _portions(sorted({left for left, _ in old})):
        rows = Pair.objects.filter(left__in=some).values_list("pk", "left_id", "right_id").order_by()
        gone += [pk for pk, left, right in rows if (left, right) in old]
    _replace(gone, changes.joins)


def _write_whole(found: Resolution) -> None:
    known = dict(Person.objects.values_list("key", "whole"))
    wholes = {person.key: min(one.key for one in cluster) for cluster in found.clusters for person in cluster}
    _move({key: whole for key, whole in wholes.items() if known.get(key, whole) != whole})
    _replace(*_pairs([join for join in found.joins if join.left in known and join.right in known]))


def _move(wholes: dict[str, str]) -> None:
    moved: dict[str, list[str]] = {}
    for key, whole in wholes.items():
        moved.setdefault(whole, []).append(key)
    for whole, keys in moved.items():
        Person.objects.filter(key__in=keys).update(whole=whole)
    for some in _portions(list(wholes)):
        touch(Person.objects.filter(key__in=some).values_list("report_id", flat=True))


def _replace(gone: Sequence[int], new: Sequence[Join]) -> None:
    for start in range(0, len(gone), _AT_ONCE):
        Pair.objects.filter(pk__in=gone[start : start + _AT_ONCE]).delete()
    here: set[str] = set()
    for some in _portions(sorted({key for one in new for key in (one.left, one.right)})):
        here |= set(Person.objects.filter(key__in=some).values_list("key", flat=True))
    Pair.objects.bulk_create((_pair(one) for one in new if {one.left, one.right} <= here), batch_size=_AT_ONCE)


def _portions(keys: Sequence[str]) -> Iterable[Sequence[str]]:
    return (keys[start : start + _AT_ONCE] for start in range(0, len(keys), _AT_ONCE))


def _pairs(joins: Iterable[Join]) -> tuple[list[int], list[Join]]:
    """The rows of pairs that are so no more, and the pairs that have no row."""
    before: dict[tuple[object, ...], int] = {
        (left, right, score, state, decision, tuple(reasons), tuple(against)): pk
        for pk, left, right, score, state, decision, reasons, against in Pair.objects.values_list("pk", *_OF_A_PAIR)
    }
    now = {
        (join.left, join.right, join.score, join.state, join.decision or "", join.reasons, join.against): join
        for join in joins
    }
    return [pk for row, pk in before.items() if row not in now], [now[row] for row in now if row not in before]


def _pair(join: Join) -> Pair:
    return Pair(
        left_id=join.left,
        right_id=join.right,
        score=join.score,
        state=join.state,
        decision=join.decision or "",
        reasons=list(join.reasons),
        against=list(join.against),
    )


_OF_A_PAIR = ("left_id", "right_id", "score", "state", "decision", "reasons", "against")
