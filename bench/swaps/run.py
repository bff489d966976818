"""The swaps made, read and compared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bench.readers import annotated, read_again
from bench.swaps.casts import Cast, casts, words_for
from bench.swaps.compare import Compared, Counts, compared, designated, total
from bench.swaps.names import traditions
from bench.swaps.plan import Turn, plan
from bench.swaps.rewrite import Swap
from habeas.model.reading import Reading
from habeas.reading import load_reader

SEED = 1


class Ran(NamedTuple):
    """`before`: the counts of the reports themselves; `designations`: how many of theirs stand as facts."""

    before: dict[str, Counts]
    designations: dict[str, int]
    swaps: list[tuple[Turn, Compared]]


def run(rounds: int, seed: int = SEED) -> Ran:
    """Makes `rounds` times as many swaps as there are traditions, and reads each."""
    gold = {reading.report.source[:3]: reading for reading in annotated()}
    known = casts()
    turns = list(plan([number for number in gold if number in known], list(traditions()), rounds, seed))
    used = sorted({turn.report for turn in turns})
    own = dict(zip(used, read_again(gold[number] for number in used), strict=True))
    before = {number: compared(own[number], gold[number], own[number]) for number in used}
    swaps = list(_swaps(turns, known, gold, own))
    return Ran(
        {number: one.counts for number, one in before.items()},
        {number: len(list(designated(own[number]))) for number in used},
        swaps,
    )


def swapped(turn: Turn, cast: Cast, reading: Reading) -> Swap:
    """The swap of one turn."""
    return Swap(words_for(cast, turn.held, turn.holders, turn.seed, reading.text))


def _swaps(
    turns: Sequence[Turn], known: dict[str, Cast], gold: dict[str, Reading], own: dict[str, Reading]
) -> Iterator[tuple[Turn, Compared]]:
    made = [(turn, swapped(turn, known[turn.report], gold[turn.report])) for turn in turns]
    right = [swap.reading(gold[turn.report]) for turn, swap in made]
    for (turn, swap), wanted, found in zip(made, right, read_again(right, load_reader()), strict=True):
        yield turn, compared(found, wanted, swap.reading(own[turn.report]))


class Line(NamedTuple):
    """F1 in percent of one tradition: as that of those held, of those who hold them, and of both."""

    tradition: str
    held: float
    holders: float
    both: float


def lines(ran: Ran) -> list[Line]:
    """One line for each tradition, in the order of the table."""
    found = []
    for name in traditions():
        held = total([one.counts for turn, one in ran.swaps if turn.held == name])
        holders = total([one.counts for turn, one in ran.swaps if turn.holders == name])
        if held.gold or holders.gold:
            found.append(Line(name, held.f1(), holders.f1(), held.plus(holders).f1()))
    return found
