"""`django rounds`: makes the rounds until it is told to stop. `habeas desk` starts it beside the pages."""

from __future__ import annotations

import signal
import sys
import time
from collections import Counter
from typing import Any, Final

from django.core.management.base import BaseCommand
from django.db import OperationalError, close_old_connections
from typing_extensions import override

from habeas.desk.actions import rounds
from habeas.desk.signing import intake

PAUSE_S: Final = 1.0


class Command(BaseCommand):
    """Makes the rounds."""

    help = "Answers what came in, sends mail in portions, looks after campaigns and takes out what is too old."

    @override
    def handle(self, *args: Any, **options: Any) -> None:
        """Until SIGTERM."""
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        signal.signal(signal.SIGINT, lambda *_: sys.exit(0))
        while True:
            close_old_connections()
            try:
                busy = rounds.once()
            except OperationalError as error:  # the database is busy or away: the next round finds all as it was
                self.stderr.write(f"rounds: {error}")
                busy = Counter()
            if not busy["sent"] and busy["answered"] < intake.PORTION:
                time.sleep(PAUSE_S)
