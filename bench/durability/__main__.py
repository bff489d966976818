"""Whether a workspace loses nothing that it has acknowledged: `python -m bench.durability`."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from bench.durability.kills import kill


def main() -> int:
    """Prints what was tried and what came of it; 0 where nothing was lost."""
    arguments = _arguments()
    begin = time.perf_counter()
    with tempfile.TemporaryDirectory() as name:
        killed = kill(Path(name), arguments.kills, arguments.seed)
    print(
        f"sqlite: {killed.kills:,} kills, {killed.acknowledged:,} acknowledged, {len(killed.lost)} lost,"
        f" {len(killed.half)} half states (seed {arguments.seed}, {time.perf_counter() - begin:.0f} s)"
    )
    for line in (*killed.lost[:20], *killed.half[:20]):
        print(f"  {line}")
    return 0 if killed.sound else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.durability", description=__doc__)
    parser.add_argument("--kills", type=int, default=50, help="how many processes are killed")
    parser.add_argument("--seed", type=int, default=20240502, help="where the random choices start")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
