"""How long a backup and its restoring take: `python -m bench.durability.restore --reports 100000`.

The workspace is generated (bench.filling) and not measured. Backup and restore are what `habeas backup` and `habeas
restore` do: the one is read back, the other verified, before they return.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from bench.filling import WHO, filled
from habeas import keeping
from habeas.archive.verify import verify
from habeas.workspace import Workspace


def main() -> None:
    """Prints the table; ends with 1 where what was restored differs."""
    parser = argparse.ArgumentParser(prog="python -m bench.durability.restore", description=__doc__)
    parser.add_argument("--reports", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--in", dest="place", type=Path, default=None, help="the folder to work in")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=arguments.place) as name:
        _time(Path(name), arguments.reports, arguments.seed)


def _time(top: Path, reports: int, seed: int) -> None:
    statements, decisions = filled(top / "ws", reports, seed)
    print(f"{reports:,} reports, {statements:,} statements, {decisions:,} decisions, seed {seed}")
    with Workspace.open(top / "ws") as workspace:
        began = time.monotonic()
        path = keeping.backup(workspace, top / "backups", WHO)
        print(f"backed up in {time.monotonic() - began:,.0f} s: {path.stat().st_size / 1e6:,.0f} MB")
    began = time.monotonic()
    about = keeping.restore(path, top / "again", WHO)
    print(f"restored and verified in {time.monotonic() - began:,.0f} s: {about.entries:,} entries")
    began = time.monotonic()
    verdict = verify(top / "again")
    print(f"verified once more in {time.monotonic() - began:,.0f} s")
    if verdict.faults or verdict.reports != reports:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
