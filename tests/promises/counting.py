"""How long a trial is and where its chance starts, and keeping its count when that is asked for."""

from __future__ import annotations

import os

from bench.durability.record import Count, record

SEED = int(os.environ.get("HABEAS_SEED", "20240504"))


def so_many(name: str, here: int) -> int:
    """How often something is tried: as the environment says, or `here` where it says nothing."""
    return int(os.environ.get(name, str(here)))


def told(what: str, promise: str, command: str, tried: int, failed: int, seed: int | None = SEED) -> None:
    """Prints a count, and keeps it where HABEAS_RECORD is set. `seed`: None where nothing hangs on chance."""
    print(f"{what}: {tried:,} tried, {failed} failed" + ("" if seed is None else f", seed {seed}"))
    if "HABEAS_RECORD" in os.environ:
        record(Count(what=what, promises=(promise,), command=command, tried=tried, failed=failed, seed=seed))
