"""Prints how even-handed the reader is: F1 by naming tradition and by side, and what changed with the names."""

from __future__ import annotations

import argparse
from collections import Counter

from bench.swaps.compare import Counts, total
from bench.swaps.names import traditions
from bench.swaps.run import SEED, Line, Ran, lines, run

GOAL_POINTS = 5.0


def main() -> None:
    """Prints the tables."""
    parser = argparse.ArgumentParser(prog="python -m bench.swaps", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="60 swaps instead of 1,000")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--changes", action="store_true", help="shows every statement that became something else")
    arguments = parser.parse_args()
    rounds = (60 if arguments.quick else 1000) // len(traditions())
    ran = run(rounds, arguments.seed)
    print("\n".join(report(ran)))
    if arguments.changes:
        for turn, one in ran.swaps:
            for change in one.changes:
                print(f"{turn.report} {turn.held} held by {turn.holders}: {change.what}: {change.words}")


def report(ran: Ran) -> list[str]:
    """What is printed."""
    rows = lines(ran)
    mean = total([one.counts for _, one in ran.swaps]).f1()
    return [*_table(ran, rows, mean), "", *_worst(rows, mean), "", *_kinds(ran)]


def worst(rows: list[Line], mean: float) -> tuple[float, str]:
    """The farthest that a tradition on a side lies from the mean, in points, and which that is."""
    sides = [(row.held, f"{row.tradition}, held") for row in rows]
    sides += [(row.holders, f"{row.tradition}, holding") for row in rows]
    far, name = max((abs(f1 - mean), name) for f1, name in sides)
    return far, name


def _table(ran: Ran, rows: list[Line], mean: float) -> list[str]:
    used = Counter(turn.report for turn, _ in ran.swaps)
    before = total([Counts(*(n * used[number] for n in counts)) for number, counts in ran.before.items()])
    head = f"{'F1 of all statements, percent':<34}{'held':>8}{'holding':>9}{'either':>8}{'from mean':>11}"
    body = [f"{r.tradition:<34}{r.held:>8.1f}{r.holders:>9.1f}{r.both:>8.1f}{r.both - mean:>+11.1f}" for r in rows]
    return [
        f"{len(ran.swaps):,} swaps of {len(used)} reports of the test part; every tradition equally often on each side "
        "of the same reports",
        "",
        head,
        *body,
        f"{'all swaps':<34}{'':>17}{mean:>8.1f}",
        f"{'the reports under their own names':<34}{'':>17}{before.f1():>8.1f}",
    ]


def _worst(rows: list[Line], mean: float) -> list[str]:
    far, name = worst(rows, mean)
    held, holding = (sum(getattr(row, side) for row in rows) / len(rows) for side in ("held", "holders"))
    apart = max(abs(row.held - row.holders) for row in rows)
    return [
        f"worst: {name}, {far:.1f} points from the mean (goal: within {GOAL_POINTS:.0f})",
        f"by side: the same names as those held {held:.1f}, as those who hold {holding:.1f} on the mean; "
        f"at most {apart:.1f} points apart within one tradition",
    ]


def _kinds(ran: Ran) -> list[str]:
    same = sum(one.same for _, one in ran.swaps)
    found = Counter(change.what for _, one in ran.swaps for change in one.changes)
    count = sum(found.values())
    more = sum(one.designations > ran.designations[turn.report] for turn, one in ran.swaps)
    return [
        f"claim or fact: of {same:,} statements read under both names {count:,} changed "
        f"({100 * count / max(1, same):.2f} %)",
        *(f"  {what:<40}{number:>6}" for what, number in found.most_common()),
        f"designations as facts: {sum(ran.designations.values())} under their own names; "
        f"more than under these in {more} of {len(ran.swaps):,} swaps",
    ]


if __name__ == "__main__":
    main()
