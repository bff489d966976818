"""Near copies: whether what came in says nearly the same as something that was here."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from habeas.desk.inbox.models import Band, Sketch
from habeas.desk.index.models import Report
from habeas.model.reading import Reading
from habeas.weighing.copies import NEAR, bands, runs, share, sketch
from habeas.workspace import Workspace

AT_ONCE = 500
"""So many reports that came by another way are taken in before one that has come is compared."""
COMPARED = 20


def near(opened: Workspace, reading: Reading) -> list[tuple[str, int]]:
    """The reports that share at least half of its words in a row with a report, and how much, of 100; nearest first."""
    _catch_up(opened)
    mine = runs(reading)
    if not mine:
        return []
    values = bands(sketch(mine))
    some = Sketch.objects.filter(bands__value__in=values).exclude(report=reading.report.id).distinct()
    found: list[tuple[str, int]] = []
    for other in some.values_list("report", flat=True)[:COMPARED]:
        theirs = opened.reading(other)
        like = 0.0 if theirs is None else share(mine, runs(theirs))
        if like >= NEAR:
            found.append((other, round(100 * like)))
    return sorted(found, key=lambda one: (-one[1], one[0]))


def _catch_up(opened: Workspace) -> None:
    known = Sketch.objects.values("report")
    for report in Report.objects.exclude(pk__in=known).order_by("-order").values_list("pk", flat=True)[:AT_ONCE]:
        reading = opened.reading(report)
        if reading is not None:
            _keep(report, bands(sketch(runs(reading))))


@transaction.atomic
def _keep(report: str, values: Iterable[str]) -> None:
    made, new = Sketch.objects.get_or_create(report=report)
    if new:
        Band.objects.bulk_create(Band(sketch=made, value=value) for value in values)
