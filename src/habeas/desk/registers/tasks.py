"""The long work on registers. Every task may run twice: what is done already is found done."""

from __future__ import annotations

from django_tasks import task

from habeas.desk.registers import writes
from habeas.desk.registers.models import Upload
from habeas.desk.store import workspace


@task(queue_name="default")
def check(number: int) -> None:
    """Tries a register out."""
    upload = Upload.objects.get(pk=number)
    if upload.state == Upload.State.CHECKING:
        with workspace() as opened:
            writes.check(opened, upload)


@task(queue_name="default")
def take_in(number: int) -> None:
    """Imports a register that somebody tried out."""
    upload = Upload.objects.get(pk=number)
    if upload.state == Upload.State.IMPORTING:
        with workspace() as opened:
            writes.take_in(opened, upload)
