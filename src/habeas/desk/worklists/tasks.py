"""Weighs all reports for the worklists. Run again, it comes to the same."""

from __future__ import annotations

from django.db import transaction
from django_tasks import task

from habeas import pipeline
from habeas.desk.access.reads import restricted
from habeas.desk.store import workspace
from habeas.desk.worklists.matters import matters
from habeas.desk.worklists.models import Matter, Weighed


@task(queue_name="default")
def weigh() -> None:
    """Makes the matters anew, as if there were no restricted reports."""
    Weighed.objects.update_or_create(pk=1, defaults={"asked": False})
    hidden = restricted()
    with workspace() as opened:
        position = opened.position()
        readings = [one for one in opened.readings() if one.report.id not in hidden]
        book = pipeline.working_copy(readings, opened.decisions(), opened.received())
    with transaction.atomic():
        found = list(matters(book))
        gone = sorted(set(Matter.objects.values_list("key", flat=True)) - {one.key for one in found})
        for start in range(0, len(gone), 500):
            Matter.objects.filter(key__in=gone[start : start + 500]).delete()
        # A matter keeps its number, and so its address, for as long as it is one.
        fields = ["kind", "person", "title", "text", "sides", "reports"]
        Matter.objects.bulk_create(
            found, batch_size=200, update_conflicts=True, unique_fields=["key"], update_fields=fields
        )
        Weighed.objects.filter(pk=1).update(position=position)


def ask(position: int) -> bool:
    """Has the reports weighed again where the log has gone on; whether it has."""
    with transaction.atomic():
        Weighed.objects.get_or_create(pk=1)
        state = Weighed.objects.select_for_update().get(pk=1)
        stale = state.position < position
        if stale and not state.asked:
            state.asked = True
            state.save(update_fields=["asked"])
            transaction.on_commit(weigh.enqueue)
    return stale
