"""Prints all that can be measured here of the reader, beside the peers' figures, our goals and the floors.

What lies beside the checkout (`../shared`) is measured where it is there; a section whose data is missing says so.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from bench.articles.marks import CORPORA
from bench.readers import TEST_PART
from bench.reading import corpora, own, running
from bench.reading.figures import Figure, below, lines, pin
from bench.swaps.__main__ import report, worst
from bench.swaps.compare import total
from bench.swaps.names import traditions
from bench.swaps.run import lines as sides
from bench.swaps.run import run

QUICK_WORDS = 10_000


class Section(NamedTuple):
    """A part of the output: its title, what it measures, and why it is skipped if it is."""

    title: str
    measure: Callable[[], tuple[list[Figure], list[str]]]
    missing: Callable[[], str | None]


def _figures(measure: Callable[[], list[Figure]]) -> Callable[[], tuple[list[Figure], list[str]]]:
    return lambda: (measure(), [])


def swaps(count: int) -> tuple[list[Figure], list[str]]:
    """So many swaps: the farthest from the mean, and what `python -m bench.swaps` prints."""
    ran = run(count // len(traditions()))
    mean = total([one.counts for _, one in ran.swaps]).f1()
    changed = sum(len(one.changes) for _, one in ran.swaps)
    share = 100 * changed / max(1, sum(one.same for _, one in ran.swaps))
    found = [
        Figure("swaps.mean F", mean),
        Figure("swaps.worst, points from the mean", worst(sides(ran), mean)[0]),
        Figure("swaps.claim or fact changed", share),
    ]
    return found, [f"  {line}".rstrip() for line in report(ran)]


def sections(*, quick: bool) -> dict[str, Section]:
    """All sections by the name that chooses them, in the order of the output."""
    beside = corpora.missing

    def chains_missing() -> str | None:
        return None if own.CHAINS.exists() else f"skipped: no {own.CHAINS.name} in the collection"

    def nothing() -> str | None:
        return None

    lengths = (5_000, 10_000) if quick else running.LENGTHS
    return {
        "own": Section(
            f"Our own test part (collection/{TEST_PART.name}), F1 per kind", _figures(own.test_part), nothing
        ),
        "chains": Section(
            "Chains of speakers, a wrong one at any level is an error", _figures(own.chains), chains_missing
        ),
        "polnear": Section("PolNeAR dev: who said what", _figures(corpora.polnear), lambda: beside(corpora.POLNEAR)),
        "hrds": Section(
            "HRDsAttack dev: who was harmed, how, when", _figures(corpora.hrds), lambda: beside(corpora.HRDS)
        ),
        "told": Section("HRDsAttack by careful people's whole readings", corpora.told, lambda: beside(*CORPORA)),
        "seeds": Section(
            "Five marked reports: a check, not a target", _figures(corpora.seeds), lambda: beside(corpora.SEEDS)
        ),
        "apart": Section("Real articles kept apart", _figures(corpora.apart), lambda: beside(*CORPORA)),
        "second": Section("A second annotator of some articles kept apart", corpora.second, lambda: beside(*CORPORA)),
        "swaps": Section("Even-handedness", lambda: swaps(60 if quick else 1000), nothing),
        "speed": Section(
            "Speed (more: python -m bench.speed)",
            _figures(lambda: running.speed(QUICK_WORDS if quick else 90_000)),
            nothing,
        ),
        "length": Section("One long report", lambda: running.length(lengths), nothing),
        "bytes": Section("Determinism", lambda: ([], running.determinism()), nothing),
    }


def main() -> int:
    """Prints the sections; 1 where a figure lies below its floor."""
    parser = argparse.ArgumentParser(prog="python -m bench.reading", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="60 swaps, fewer words for speed and length")
    parser.add_argument("--only", action="append", choices=list(sections(quick=True)), help="this section (repeatable)")
    parser.add_argument("--pin", action="store_true", help="raises the floors to a point under these figures")
    parser.add_argument("--doc", type=Path, help="puts what is printed into this document, between its marks")
    arguments = parser.parse_args()
    chosen = {n: s for n, s in sections(quick=arguments.quick).items() if n in (arguments.only or [n])}
    found = list(_print(chosen, arguments.doc))
    if arguments.pin:
        pin(found)
    low = below(found)
    for line in low:
        print(f"below the floor: {line}", file=sys.stderr)
    return 1 if low else 0


def _print(chosen: Mapping[str, Section], document: Path | None) -> Iterator[Figure]:
    """Prints the sections one by one and gives their figures."""
    print("Percent, unless said otherwise. Others: bench/reading/peers.toml; floors: bench/floors.toml.\n")
    for name, section in chosen.items():
        print(section.title)
        if why := section.missing():
            print(f"  {why}\n")
            continue
        found, words = section.measure()
        table = "\n".join([*(lines(found) if found else []), *words])
        print(f"{table}\n", flush=True)
        if document is not None:
            put(document, name, table)
        yield from found


def put(document: Path, name: str, table: str) -> None:
    """Puts a section's table between the marks "<!-- bench NAME -->" and "<!-- end -->" of a document."""
    marks = re.compile(rf"(<!-- bench {name} -->\n).*?(<!-- end -->)", re.S)
    plain = "\n".join(line.removeprefix("  ") for line in table.splitlines())
    text = document.read_text(encoding="utf-8")
    document.write_text(marks.sub(lambda m: f"{m[1]}```\n{plain}\n```\n{m[2]}", text), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
