"""The long work of publishing. Every task may run twice: what is done already is found done."""

from __future__ import annotations

from django_tasks import task

from habeas.desk.release import writes
from habeas.desk.release.models import Release
from habeas.desk.store import workspace
from habeas.folder import FolderError


@task(queue_name="default")
def prepare(number: int) -> None:
    """Makes a release ready to be looked at."""
    release = Release.objects.get(pk=number)
    if release.state == Release.State.WAITING:
        with workspace() as opened:
            writes.prepare(opened, release)


@task(queue_name="default")
def publish(number: int) -> None:
    """Publishes a release that somebody looked at."""
    release = Release.objects.get(pk=number)
    if release.state != Release.State.GOING:
        return
    try:
        with workspace() as opened:
            writes.publish(opened, release)
    except (writes.StaleError, FolderError) as error:
        writes.failed(release, error)
