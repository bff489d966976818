"""The long work of exports. Every task may run twice: what is done already is found done."""

from __future__ import annotations

from django_tasks import task

from habeas.desk.exports import writes
from habeas.desk.exports.models import Export
from habeas.desk.store import workspace


@task(queue_name="default")
def make(number: int) -> None:
    """Makes an export."""
    export = Export.objects.get(pk=number)
    if export.state == Export.State.WAITING:
        with workspace() as opened:
            writes.make(opened, export)
