"""Whether a workspace keeps what it promises: `python -m bench.durability kills|faults|tamper`."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench.durability import server
from bench.durability.faults import MODES, Tried, fail_everywhere, possible
from bench.durability.kills import Killed, kill
from bench.durability.record import Count, record
from bench.durability.tamper import WAYS, Sample, Tampered, flip, roll_back, tamper
from habeas.archive.postgresql import CHOSEN


def main() -> int:
    """Prints what was tried and what came of it; 0 where nothing was lost, half there or unseen."""
    arguments = _arguments()
    begin = time.perf_counter()
    failed = 0
    with tempfile.TemporaryDirectory() as name:
        for count, more, lines in TRIALS[arguments.trial](arguments, Path(name)):
            seconds = time.perf_counter() - begin
            seed = "" if count.seed is None else f", seed {count.seed}"
            print(
                f"{count.what}: {count.tried:,} tried, {count.failed} failed{more} ({seconds:.0f} s{seed})", flush=True
            )
            for line in lines[:20]:
                print(f"  {line}", flush=True)
            failed += count.failed
            if arguments.record:
                record(count)
    return 1 if failed else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.durability", description=__doc__)
    parser.add_argument("trial", choices=sorted(TRIALS))
    parser.add_argument("--kills", type=int, default=50, help="how many processes are killed")
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--every", type=int, default=1, help="every so-manieth operation fails")
    parser.add_argument("--flips", type=int, default=500, help="how many single bytes are changed")
    parser.add_argument("--each", type=int, default=25, help="how often each other way of tampering is tried")
    parser.add_argument("--seed", type=int, default=20240502, help="where the random choices start")
    parser.add_argument("--record", action="store_true", help="keep the counts in docs/promises.toml")
    return parser.parse_args()


Told = Iterator[tuple[Count, str, list[str]]]
"""Each count, what else there is to say of it, and what failed, a line each."""


def _kills(arguments: argparse.Namespace, folder: Path) -> Told:
    if arguments.database == "sqlite":
        yield _counted("SQLite", kill(folder, arguments.kills, arguments.seed), arguments)
    elif not server.possible():
        print("no PostgreSQL server is installed here: not tried")
    else:
        with server.running() as started:
            os.environ[CHOSEN] = started.address
            yield _counted("PostgreSQL", kill(folder, arguments.kills, arguments.seed, started), arguments)


def _counted(database: str, killed: Killed, arguments: argparse.Namespace) -> tuple[Count, str, list[str]]:
    count = Count(
        what=f"processes killed at random moments ({database})",
        promises=("A1",),
        command=f"make durability KILLS={arguments.kills * (5 if database == 'PostgreSQL' else 1)}",
        tried=killed.kills,
        failed=len(killed.lost) + len(killed.half),
        seed=arguments.seed,
    )
    more = f": {killed.acknowledged:,} acknowledged, {len(killed.lost)} lost, {len(killed.half)} half states"
    more += f", the server stopped dead {killed.struck} times" if killed.struck else ""
    return count, more, [*killed.lost, *killed.half]


def _faults(arguments: argparse.Namespace, folder: Path) -> Told:
    if not possible():
        print("failing operations can be tried only on Linux with gcc: not tried")
        return
    tried = fail_everywhere(folder, arguments.every)
    for mode in MODES:
        of_mode = [one for one in tried if one.mode == mode]
        count = Count(
            what=f"every operation on a file: {mode}",
            promises=("A1",) if mode.startswith("killed") else ("A3",),
            command="make durability",
            tried=sum(one.operations for one in of_mode),
            failed=sum(len(one.lost) + len(one.half) for one in of_mode),
        )
        yield count, _in_acts(of_mode), [line for one in of_mode for line in (*one.lost, *one.half)]


def _in_acts(tried: list[Tried]) -> str:
    acknowledged, stopped = sum(one.acknowledged for one in tried), sum(one.stopped for one in tried)
    acts = ", ".join(f"{one.act} {one.operations}" for one in tried)
    return f": {acts}; {acknowledged:,} acts acknowledged, {stopped:,} refused or stopped"


def _tamper(arguments: argparse.Namespace, folder: Path) -> Told:
    sample = Sample(folder / "ws", arguments.seed)
    command = f"make tamper FLIPS={arguments.flips} EACH={arguments.each}"
    for result in _tampered(sample, arguments.flips, arguments.each):
        count = Count(
            what=f"verify: {result.way}",
            promises=("B1",) if result.way == "one changed byte" else ("B2",),
            command=command,
            tried=result.tried,
            failed=len(result.unseen),
            seed=arguments.seed,
        )
        yield count, "", result.unseen


def _tampered(sample: Sample, flips: int, each: int) -> Iterator[Tampered]:
    yield flip(sample, flips)
    for way in WAYS:
        yield tamper(sample, way, each)
    yield roll_back(sample, each)


TRIALS = {"kills": _kills, "faults": _faults, "tamper": _tamper}


if __name__ == "__main__":
    sys.exit(main())
