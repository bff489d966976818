"""Prints how well people, events, origins and findings come out on a generated collection.

`python -m bench.resolving --reports 2000 --seed 1` takes given readings; with `--read` the same reports are read
from their texts by the English reader. docs/resolving-measure.md says what each line means.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence

from bench.resolving import compare, wrong
from bench.resolving.align import Alignment
from bench.worlds.collection import World
from bench.worlds.truth import KINDS, Expected, Report, expected
from habeas.model.case import CaseBook, Resolution
from habeas.model.reading import Reading
from habeas.reading import load_reader, read_report
from habeas.resolving import resolve
from habeas.text import Extractor
from habeas.weighing import weigh


def main() -> None:
    """Prints the tables."""
    arguments = _arguments()
    begin = time.perf_counter()
    world = World(arguments.reports, arguments.seed, foreign=not arguments.read)
    reports = list(world.reports())
    print(f"{len(reports):,} reports of seed {arguments.seed}, made at {_rate(len(reports), begin)}")
    begin = time.perf_counter()
    readings = list(_read(reports)) if arguments.read else [report.reading for report in reports]
    if arguments.read:
        print(f"read by the English reader at {_rate(len(reports), begin)}")
    random.Random(arguments.seed).shuffle(readings)
    resolution, book = _timed(readings, say=True)
    _print(reports, readings, world, resolution, book)
    if arguments.growth:
        _growth(readings)
    print(f"peak memory {_peak():,.0f} MiB")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.resolving", description=__doc__)
    parser.add_argument("--reports", type=int, default=2_000, help="how many reports")
    parser.add_argument("--seed", type=int, default=1, help="another seed, another collection")
    parser.add_argument("--read", action="store_true", help="read the texts instead of taking given readings")
    parser.add_argument("--growth", action="store_true", help="also time 1,000 and 100 more reports, whole each time")
    return parser.parse_args()


def _rate(many: int, begin: float) -> str:
    return f"{many / (time.perf_counter() - begin):,.0f} a second"


def _peak() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def _read(reports: Sequence[Report]) -> Iterator[Reading]:
    """The reports as the reader reads them: nothing of the given readings goes in but who published them and when."""
    reader = load_reader()
    with Extractor() as extractor:
        for report in reports:
            info = report.reading.report
            extracted = extractor.extract(report.reading.text.encode(), info.source)
            yield read_report(info, extracted, reader)


def _timed(readings: Sequence[Reading], *, say: bool) -> tuple[Resolution, CaseBook]:
    begin = time.perf_counter()
    resolution = resolve(readings, (), proposed=True)
    middle = time.perf_counter()
    book = weigh(readings, resolution, (), {})
    end = time.perf_counter()
    if say:
        print(f"resolved in {middle - begin:.1f} s, weighed in {end - middle:.1f} s")
    return resolution, book


def _print(
    reports: Sequence[Report], readings: Sequence[Reading], world: World, resolution: Resolution, book: CaseBook
) -> None:
    alignment = Alignment(reports, readings)
    wanted = expected(list(reports))
    found = compare.findings(alignment, book, wanted)
    print(f"\n{'B-cubed':<34}{'precision':>10}{'recall':>8}{'F1':>8}{'of':>10}")
    for name, score in (
        ("people", compare.people(alignment, resolution)),
        ("  if one spelling were one person", compare.same_names(alignment)),
        ("tellings of events", compare.events(alignment, book)),
        ("reports by origin", compare.origins(alignment, book)),
    ):
        print(f"{name:<34}{score.precision:>10.3f}{score.recall:>8.3f}{score.f1:>8.3f}{score.elements:>10,}")
    for how, (together, pairs) in compare.found_together(alignment, book, readings).items():
        print(f"reports of one origin, {how}: {together:,} of {pairs:,} pairs together")
    for reason, (joined, pairs) in compare.joined(alignment, resolution, world.apart).items():
        print(f"joined though they are {_APART[reason]}: {joined} of {pairs} pairs")
    _print_independence(compare.independence(alignment, book))
    _print_findings(found, wanted)
    _print_wrong(alignment, resolution, found, wanted)


_APART = {"father": "father and child", "brothers": "brothers", "namesakes": "two people of one name"}


def _print_independence(counts: dict[str, compare.Counts]) -> None:
    print(f"\n{'independent sources':<34}{'right':>10}{'too many':>10}{'too few':>10}")
    for name, count in counts.items():
        print(f"{f'lines that rest on {name}':<34}{count.right:>10,}{count.high:>10,}{count.low:>10,}")


def _print_findings(found: Sequence[compare.Found], wanted: Sequence[Expected]) -> None:
    print(f"\n{'findings':<34}{'shown':>8}{'right':>8}{'precision':>11}{'expected':>10}{'met':>6}{'recall':>8}")
    for kind in ("conflict", "drift", "denial", "overtaken"):
        one = compare.rate(found, wanted, kind)
        print(
            f"{kind:<34}{one.shown:>8}{one.right:>8}{one.precision:>11.3f}{one.expected:>10}{one.met:>6}{one.recall:>8.3f}"
        )
        for about in [name for name, of in KINDS.items() if of == kind and kind in ("conflict", "drift")]:
            part = compare.rate(found, wanted, kind, about)
            print(f"  {about:<32}{'':>8}{'':>8}{'':>11}{part.expected:>10}{part.met:>6}{part.recall:>8.3f}")
    print(f"developments called conflicts: {compare.successions_called_conflicts(found, wanted)}")


def _print_wrong(
    alignment: Alignment, resolution: Resolution, found: Sequence[compare.Found], wanted: Sequence[Expected]
) -> None:
    joins = wrong.wrong_joins(alignment, resolution)
    print(f"\nwrong joins: {len(joins)}, the largest first")
    _few([words for _, words in joins])
    missed = wrong.missed_joins(alignment, resolution)
    print(f"missed joins: {len(missed)}, the largest first; by kind:")
    print("  " + "; ".join(f"{n} {what}" for what, n in wrong.why_missed(alignment, resolution).most_common()))
    _few([words for _, words in missed])
    bad = list(wrong.wrong_findings(alignment, found, wanted))
    print(f"wrong findings: {len(bad)}; by what they rest on:")
    print("  " + "; ".join(f"{n} {what}" for what, n in Counter(what for what, _ in bad).most_common(12)))
    _few([f"{what}: {text}" for what, text in bad])
    lost = wrong.missed_findings(found, wanted)
    print(f"missed findings: {len(lost)}")
    _few([f"{one.kind} {one.facet}" for one in lost])


def _few(lines: Sequence[str], most: int = 12) -> None:
    for line in lines[:most]:
        print(f"  {line}")


def _growth(readings: Sequence[Reading]) -> None:
    """Times whole runs: neither stage adds to what it has made, each makes everything anew."""
    print("\nwhole runs of resolving and weighing (there is no adding to an earlier run)")
    for few in sorted({min(1_000, len(readings) - 100), len(readings) - 100}):
        begin = time.perf_counter()
        _timed(readings[:few], say=False)
        middle = time.perf_counter()
        _timed(readings[: few + 100], say=False)
        end = time.perf_counter()
        print(f"  {few:>8,} reports: {middle - begin:.1f} s; with 100 more: {end - middle:.1f} s")


if __name__ == "__main__":
    main()
