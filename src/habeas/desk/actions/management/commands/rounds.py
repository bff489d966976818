"""`django rounds`: makes the rounds until it is told to stop. `habeas desk` starts it beside the pages."""

from __future__ import annotations

import signal
import sys
import time
from argparse import ArgumentParser
from collections import Counter
from typing import Any, Final

from django.core.management.base import BaseCommand
from django.db import OperationalError, close_old_connections
from typing_extensions import override

from habeas.desk.actions import rounds
from habeas.desk.background.keeping import LINE, end_with_the_desk
from habeas.desk.signing import intake

PAUSE_S: Final = 1.0


class Command(BaseCommand):
    """Makes the rounds."""

    help = "Answers what came in, sends mail in portions, looks after campaigns and takes out what is too old."

    @override
    def add_arguments(self, parser: ArgumentParser) -> None:
        """Its line to the desk."""
        parser.add_argument(LINE, action="store_true")

    @override
    def handle(self, *args: Any, line: bool = False, **options: Any) -> None:
        """Until SIGTERM."""
        if line:
            end_with_the_desk()
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        signal.signal(signal.SIGINT, lambda *_: sys.exit(0))
        while True:
            close_old_connections()
            try:
                busy = rounds.once()
            except OperationalError as error:
                # The database is away and keeps no note: the next round finds all as it was.
                self.stderr.write(f"rounds: {type(error).__name__}")
                busy = Counter()
            if not busy["sent"] and busy["answered"] < intake.PORTION:
                time.sleep(PAUSE_S)
