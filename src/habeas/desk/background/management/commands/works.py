"""`django works`: does the long work that pages ask for, until it is told to stop or the desk is gone."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from typing import Any, Final

from django_tasks_db.management.commands import db_worker
from typing_extensions import override

from habeas.desk.background.keeping import LINE, end_with_the_desk

BEHIND: Final = 5
"""Whoever waits for a page comes before the long work, where both want the processor."""


class Command(db_worker.Command):
    """Does the long work of every queue."""

    help = "Reads, weighs and exports: all that pages ask for and do not wait for."

    @override
    def add_arguments(self, parser: ArgumentParser) -> None:
        """Its line to the desk, beside what the worker takes."""
        super().add_arguments(parser)
        parser.add_argument(LINE, action="store_true")

    @override
    def handle(self, **options: Any) -> None:
        """Until SIGTERM."""
        os.nice(BEHIND)
        if options.pop("line"):
            end_with_the_desk()
        super().handle(**{**options, "queue_name": "*"})
