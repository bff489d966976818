"""The long work of publishing. Every task may run twice: what is done already is found done."""

from __future__ import annotations

from django_tasks import task

from habeas.desk.people.models import Member
from habeas.desk.release import writes
from habeas.desk.release.models import Release
from habeas.desk.store import workspace
from habeas.folder import FolderError


@task(queue_name="default")
def prepare(number: int) -> None:
    """Makes a release ready to be looked at."""
    writes.mend()
    release = Release.objects.get(pk=number)
    if release.state == Release.State.WAITING:
        with workspace() as opened:
            writes.prepare(opened, release)


@task(queue_name="default")
def publish(number: int) -> None:
    """Publishes a release that somebody looked at."""
    writes.mend()
    release = Release.objects.get(pk=number)
    if release.state != Release.State.GOING:
        return
    try:
        with workspace() as opened:
            writes.publish(opened, release)
    except (writes.StaleError, FolderError) as error:
        writes.failed(release, error)


@task(queue_name="default")
def take_away(member: int, words: str) -> None:
    """Takes down what must not be public any more. Run again, it finds nothing to take down.

    Raises:
        FolderError: the folder of the site cannot be written: it is tried again, and administrators are told.
    """
    writes.mend()
    by = Member.objects.get(pk=member)
    with workspace() as opened:
        writes.take_away(opened, by, words)
