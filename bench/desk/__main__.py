"""How soon the desk answers at many reports, while several people work and reports come in.

`python -m bench.desk --reports 100000` generates a workspace (bench.filling; not measured), lets the desk make its own
tables of it, starts `habeas desk` as a user does, and has five people ask for cases, reading screens and searches, each
some time after the last answer came (`--pause`). Meanwhile a sixth pastes a report in every few seconds, which the
desk's worker reads, indexes and weighs. Prints percentiles, with and without reports coming in.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from pathlib import Path

from bench.desk import running, targets
from bench.desk.asking import Answer, crowd
from bench.desk.talk import longer
from bench.filling import filled

GOAL_S = 0.2


def main() -> None:
    """Prints the tables; ends with 1 where the goal is missed."""
    arguments = _arguments()
    with tempfile.TemporaryDirectory() as name:
        folder = arguments.folder or Path(name) / "ws"
        _made(folder, arguments.reports, arguments.seed)
        running.prepared(folder)
        chosen = targets.chosen(arguments.seed)
        users = running.signed_in(arguments.users + 1)
        met = True
        with running.desk(folder) as address:
            for adding in (False, True):
                answers = crowd(address, users, chosen, arguments.seconds, arguments.pause, adding=adding)
                met = _print(answers, adding=adding) and met
    raise SystemExit(0 if met else 1)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.desk", description=__doc__)
    add = parser.add_argument
    add("--reports", type=int, default=10_000)
    add("--seed", type=int, default=1)
    add("--users", type=int, default=5)
    add("--seconds", type=float, default=60.0, help="how long they work, once without and once with adding")
    add("--pause", type=float, default=1.0, help="seconds between an answer and the next question")
    add("--folder", type=Path, default=None, help="keep the workspace here, or take the one that is here")
    return parser.parse_args()


def _made(folder: Path, reports: int, seed: int) -> None:
    if folder.exists():
        print(f"the workspace in {folder}")
        return
    began = time.monotonic()
    statements, decisions = filled(folder, reports, seed, longer)
    print(f"{reports:,} reports, {statements:,} statements, {decisions:,} decisions, seed {seed}")
    print(f"made in {time.monotonic() - began:,.0f} s")


def _print(answers: list[Answer], *, adding: bool) -> bool:
    """Prints how long answers took; whether 95 of 100 of each kind came in time, and all came."""
    when = "while reports come in" if adding else "while nothing comes in"
    print(f"\n{when:<28}{'asked':>7}{'50 %':>9}{'95 %':>9}{'most':>9}")
    met = True
    for kind in dict.fromkeys(one.kind for one in answers):
        took = sorted(one.seconds for one in answers if one.kind == kind)
        high = statistics.quantiles(took, n=20, method="inclusive")[-1] if len(took) > 1 else took[0]
        print(f"{kind:<28}{len(took):>7,}{statistics.median(took):>7.3f} s{high:>7.3f} s{took[-1]:>7.3f} s")
        met = met and (high <= GOAL_S or kind == "report pasted in")
    failed = [one for one in answers if one.status not in (200, 302)]
    for one in failed[:5]:
        print(f"  {one.status} for {one.address}")
    return met and not failed


if __name__ == "__main__":
    main()
