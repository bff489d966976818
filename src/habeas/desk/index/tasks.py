"""The long work of the index."""

from __future__ import annotations

from django_tasks import task

from habeas.desk.access.writes import extend
from habeas.desk.index import following
from habeas.desk.store import workspace
from habeas.desk.worklists.tasks import ask


@task(queue_name="default")
def catch_up() -> None:
    """Takes in what others (the command line, another desk) stored in the workspace. Run again, it does nothing."""
    with workspace() as opened:
        position = following.follow(opened)
    extend()
    ask(position)
