"""What resolving many reports costs, and what 100 more cost: `python -m bench.people --reports 100000 --seed 7`.

Seconds are of the processor, so that whatever else the machine does falls on nobody. `--peer nomenklatura` also runs
its cross-referencing on the same people (`--peer-people` of them at most), where it is installed; `--weigh` also
weighs, and holds it against the truth, as `bench.resolving` does. docs/resolving-measure.md says what each line means.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import msgspec

from bench.people.added import added_by_turns, added_copy, nobody, timed
from bench.people.peer import cross_referenced
from bench.resolving import compare
from bench.resolving.align import Alignment
from bench.worlds.collection import World
from bench.worlds.truth import Report, expected
from habeas.model.case import Resolution
from habeas.model.reading import Reading
from habeas.resolving import resolve
from habeas.resolving.bodies import bodies
from habeas.resolving.index import Index
from habeas.weighing import weigh

MORE = 100
FEW = 1_000


def main() -> None:
    """Prints the figures."""
    arguments = _arguments()
    few = [report.reading for report in World(FEW + MORE, arguments.seed).reports()]
    more = random.Random(arguments.seed).sample(few, MORE)
    world = World(arguments.reports + MORE, arguments.seed)
    reports = list(world.reports())
    readings = [report.reading for report in reports]
    with tempfile.TemporaryDirectory() as folder:
        resolution = _grown(Path(folder), few, readings, more)
    # The index holds no bodies; they are looked for as the program looks for them.
    seconds, known = timed(lambda: bodies(readings, ()))
    print(f"{len(known):,} organisations, facilities and places put together in {seconds:.1f} s")
    resolution = msgspec.structs.replace(resolution, bodies=known)
    _print_people(Alignment(reports, readings), resolution, world)
    print(f"peak memory, the truth and all readings with it: {_peak():,.0f} MiB", flush=True)
    if arguments.weigh:
        _weigh(reports, readings, resolution)
    if arguments.peer:
        _peer(readings, arguments.peer, arguments.peer_people)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.people", description=__doc__)
    parser.add_argument("--reports", type=int, default=10_000, help="how many reports")
    parser.add_argument("--seed", type=int, default=1, help="another seed, another collection")
    parser.add_argument(
        "--weigh", action="store_true", help="also weigh, and compare events and origins with the truth"
    )
    parser.add_argument("--peer", metavar="COMMAND", help="also run this nomenklatura on the same people")
    parser.add_argument("--peer-people", type=int, default=5_000, help="how many people it is given at most")
    return parser.parse_args()


def _grown(folder: Path, few: Sequence[Reading], many: Sequence[Reading], more: Sequence[Reading]) -> Resolution:
    """Takes some reports into one index and all into another, both without those to come, and adds these to both; who
    is who of all.
    """
    small, large = folder / "small.sqlite", folder / "large.sqlite"
    _filled(small, few, more)
    seconds = _filled(large, many, more)
    size = large.stat().st_size / 2**20
    print(f"{len(many) - len(more):,} reports resolved and kept in {seconds:.0f} s, index of {size:,.0f} MiB")
    beside_few, beside_many = added_by_turns((small, large), more)
    for reports, added in ((len(few), beside_few), (len(many), beside_many)):
        rounds = " ".join(f"{second:.2f}" for second in sorted(added.seconds))
        print(f"{len(more)} more beside {reports - len(more):,}: {rounds} s; {added.taken.settled:,} people settled")
    least = min(beside_many.seconds) / min(beside_few.seconds)
    middle = beside_many.middle / beside_few.middle
    print(f"  {middle:.2f} times as long by the middle of each, {least:.2f} by the least", flush=True)
    with Index(added_copy(large)) as index:
        read, resolution = timed(lambda: index.resolution(proposed=True))
    print(f"{sum(map(len, resolution.clusters)):,} people, read out in {read:.1f} s")
    return resolution


def _filled(path: Path, all_of_them: Sequence[Reading], but: Sequence[Reading]) -> float:
    """Takes all reports but some into an index, in any order; the seconds that it took."""
    last = {reading.report.id for reading in but}
    readings = [reading for reading in all_of_them if reading.report.id not in last]
    random.Random(len(readings)).shuffle(readings)
    with Index(path) as index:
        return timed(lambda: index.update(readings, (), nobody))[0]


def _forget_names() -> None:
    """Empties what this process remembers of names: a later run would not remember either."""
    for name, module in sorted(sys.modules.items()):
        if name.startswith("habeas.resolving"):
            for value in vars(module).values():
                clear = getattr(value, "cache_clear", None)
                if clear is not None:
                    clear()


def _print_people(alignment: Alignment, resolution: Resolution, world: World) -> None:
    score = compare.people(alignment, resolution)
    print(f"people: B-cubed precision {score.precision:.3f}, recall {score.recall:.3f}, F1 {score.f1:.3f}")
    for reason, (joined, pairs) in compare.joined(alignment, resolution, world.apart).items():
        print(f"  {reason}: {joined} of {pairs} pairs joined")
    within: defaultdict[str, set[int]] = defaultdict(set)
    for key, number in compare.clusters(alignment, resolution).items():
        within[alignment.seen[key].person].add(number)
    for left, right, reason in sorted(set(world.apart)):
        if within[left] & within[right]:
            print(f"    {reason}: {left}, {right}")


def _weigh(reports: Sequence[Report], readings: Sequence[Reading], resolution: Resolution) -> None:
    seconds, book = timed(lambda: weigh(readings, resolution, (), {}))
    print(f"weighed in {seconds:.0f} s")
    alignment = Alignment(reports, readings)
    for name, score in (
        ("tellings of events", compare.events(alignment, book)),
        ("reports by origin", compare.origins(alignment, book)),
    ):
        print(f"{name}: B-cubed precision {score.precision:.3f}, recall {score.recall:.3f}, F1 {score.f1:.3f}")
    wanted = expected(list(reports))
    found = compare.findings(alignment, book, wanted)
    for kind in ("conflict", "drift"):
        rate = compare.rate(found, wanted, kind)
        print(f"{kind}: precision {rate.precision:.2f} of {rate.shown}, recall {rate.recall:.2f} of {rate.expected}")
    print(f"peak memory {_peak():,.0f} MiB", flush=True)


def _peer(readings: Sequence[Reading], command: str, most: int) -> None:
    some: list[Reading] = []
    people = 0
    for reading in readings:
        people += sum(entity.kind == "person" and entity.named for entity in reading.entities)
        if people > most:
            break
        some.append(reading)
    _forget_names()
    ours, _ = timed(lambda: resolve(some, (), proposed=True))
    found = cross_referenced(some, command)
    print(
        f"{found.people:,} people of {len(some):,} reports: resolved in {ours:.1f} s, cross-referenced by nomenklatura"
    )
    print(f"  in {found.seconds:.1f} s ({found.pairs:,} pairs scored): {found.seconds / ours:.1f} times as long")


def _peak() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    main()
