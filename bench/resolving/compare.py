"""Compares a resolution and a case book with the truth of the collection."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from rapidfuzz import fuzz

from bench.resolving.align import Alignment
from bench.resolving.bcubed import Score, bcubed
from bench.worlds.truth import Expected
from habeas.model.case import CaseBook, Finding, Resolution, Source
from habeas.model.reading import Reading


def people(alignment: Alignment, resolution: Resolution) -> Score:
    """B-cubed of the named people of the reports."""
    return bcubed({key: seen.person for key, seen in alignment.seen.items()}, clusters(alignment, resolution))


def clusters(alignment: Alignment, resolution: Resolution) -> dict[str, int]:
    """For each true person's key the number of the cluster it is in."""
    return {
        alignment.persons[ref.key]: number
        for number, cluster in enumerate(resolution.clusters)
        for ref in cluster
        if ref.key in alignment.persons
    }


def same_names(alignment: Alignment) -> Score:
    """The same if all people of one spelling were one: what the program has to be better than."""
    truth = {key: seen.person for key, seen in alignment.seen.items()}
    return bcubed(truth, {key: seen.name.casefold() for key, seen in alignment.seen.items()})


def joined(
    alignment: Alignment, resolution: Resolution, apart: Iterable[tuple[str, str, str]]
) -> dict[str, tuple[int, int]]:
    """By reason ("father", "brothers", "namesakes"): how many of how many pairs that must stay apart are joined."""
    within: defaultdict[str, set[int]] = defaultdict(set)
    for key, number in clusters(alignment, resolution).items():
        within[alignment.seen[key].person].add(number)
    found: dict[str, tuple[int, int]] = {}
    for left, right, reason in sorted(set(apart)):
        if left in within and right in within:
            wrong, all_ = found.get(reason, (0, 0))
            found[reason] = (wrong + bool(within[left] & within[right]), all_ + 1)
    return found


def events(alignment: Alignment, book: CaseBook) -> Score:
    """B-cubed of the tellings of events, each with the person it is about: an arrest of two brothers is two."""
    truth = {
        (told.key, person): (told.event, alignment.seen[person].person)
        for told in alignment.told.values()
        if told.event is not None
        for person in told.people
    }
    return bcubed(truth, dict(_placed(alignment, book)))


def _placed(alignment: Alignment, book: CaseBook) -> Iterator[tuple[tuple[str, str], tuple[str, int]]]:
    for case in book.cases:
        mine = {alignment.persons[ref.key] for ref in case.people if ref.key in alignment.persons}
        for number, event in enumerate(case.life):
            for source in event.sources:
                told = alignment.statement(source, event.type) if source.kind == "event" else None
                for person in told.people if told else ():
                    if person in mine:
                        yield (told.key, person), (case.id, number)  # type: ignore[union-attr]


def origins(alignment: Alignment, book: CaseBook) -> Score:
    """B-cubed of reports by common origin; a report without a group is its own."""
    return bcubed(alignment.origins, {line.id: line.copy_group for line in book.reports if line.copy_group is not None})


def found_together(alignment: Alignment, book: CaseBook, readings: Iterable[Reading]) -> dict[str, tuple[int, int]]:
    """Of pairs of reports of one origin, by how the two differ: how many the program has together, and how many there
    are. Near copies have most of their words in common; what has not is in other words, or in another language.
    """
    groups = {line.id: line.copy_group for line in book.reports if line.copy_group is not None}
    by_origin: defaultdict[str, list[Reading]] = defaultdict(list)
    for reading in sorted(readings, key=lambda r: r.report.id):
        by_origin[alignment.origins[reading.report.id]].append(reading)
    counts: Counter[tuple[str, bool]] = Counter()
    for members in by_origin.values():
        for one, other in combinations(members, 2):
            group = groups.get(one.report.id)
            counts[_differ(one, other), group is not None and group == groups.get(other.report.id)] += 1
    return {how: (counts[how, True], counts[how, True] + counts[how, False]) for how in _HOW}


_HOW = ("near copies", "in other words", "in two languages")
_NEAR = 60  # likeness of two texts, 0 to 100, from which they are near copies


def _differ(one: Reading, other: Reading) -> str:
    if one.report.language != other.report.language:
        return _HOW[2]
    return _HOW[0] if fuzz.ratio(one.text, other.text) >= _NEAR else _HOW[1]


class Counts(NamedTuple):
    """How often the number of independent sources is right, too high or too low."""

    right: int
    high: int
    low: int


def independence(alignment: Alignment, book: CaseBook) -> dict[str, Counts]:
    """For what truly rests on one source, and on several: how the case book counts them.

    The truth is counted over the sources that the line itself gathers, so that a wrong join is not counted twice. Lines
    with a source that stands for no true statement are left out.
    """
    found: dict[str, Counter[str]] = {"one": Counter(), "several": Counter()}
    for sources, count in _counted(book):
        told = [alignment.statement(source) for source in sources]
        if told and all(one is not None for one in told):
            true = len({one.source for one in told if one is not None})
            how = "right" if count == true else "high" if count > true else "low"
            found["one" if true == 1 else "several"][how] += 1
    return {name: Counts(c["right"], c["high"], c["low"]) for name, c in found.items()}


def _counted(book: CaseBook) -> Iterator[tuple[Sequence[Source], int]]:
    for case in book.cases:
        for event in case.life:
            yield event.sources, event.independent
        for prop in case.properties:
            for value in prop.values:
                yield value.sources, value.independent


class Found(NamedTuple):
    """A finding of the program with the true ones it states (numbers into the list of the expected)."""

    finding: Finding
    keys: tuple[str, ...]
    states: tuple[int, ...]


def findings(alignment: Alignment, book: CaseBook, expected: Sequence[Expected]) -> list[Found]:
    """Every finding of a kind that is expected, once, with what it states.

    It states a true finding of its kind where the statements it rests on give at least two of that one's answers.
    """
    sides: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, one in enumerate(expected):
        for side, keys in enumerate(one.sides):
            for key in keys:
                sides[key].append((number, side))
    kinds = {one.kind for one in expected} | {"conflict", "drift"}
    every = {f.id: f for f in _findings(book) if f.kind in kinds}
    return [_stated(alignment, finding, expected, sides) for finding in every.values()]


def _findings(book: CaseBook) -> Iterator[Finding]:
    yield from book.findings
    for case in book.cases:
        yield from case.findings
    for series in book.figures:
        yield from series.findings


def _stated(
    alignment: Alignment,
    finding: Finding,
    expected: Sequence[Expected],
    sides: dict[str, list[tuple[int, int]]],
) -> Found:
    told = [one for one in map(alignment.statement, finding.sources) if one is not None]
    touched: defaultdict[int, set[int]] = defaultdict(set)
    for one in told:
        for number, side in sides.get(one.key, ()):
            touched[number].add(side)
    states = tuple(n for n, hit in sorted(touched.items()) if len(hit) > 1)
    return Found(finding, tuple(one.key for one in told), states)


class Rate(NamedTuple):
    """Findings of one kind: how many the program has, how many of them are true, how many are expected and found."""

    shown: int
    right: int
    expected: int
    met: int

    @property
    def precision(self) -> float:
        """The share of the shown ones that are true; 1 where none is shown."""
        return self.right / self.shown if self.shown else 1.0

    @property
    def recall(self) -> float:
        """The share of the expected ones that are shown; 1 where none is expected."""
        return self.met / self.expected if self.expected else 1.0


def rate(found: Sequence[Found], expected: Sequence[Expected], kind: str, about: str | None = None) -> Rate:
    """How the findings of a kind do; with `about`, only those about one question ("age", "lost") are expected."""
    wanted = {n for n, one in enumerate(expected) if one.kind == kind and about in (None, one.facet.partition(":")[0])}
    mine = [one for one in found if one.finding.kind == kind]
    right = [one for one in mine if any(n in wanted for n in one.states)]
    met = {n for one in right for n in one.states if n in wanted}
    return Rate(len(mine), len(right), len(wanted), len(met))


def successions_called_conflicts(found: Sequence[Found], expected: Sequence[Expected]) -> int:
    """Findings of conflict that state no conflict but rest on a development: coma and death, two prisons in turn."""
    conflicts = [one for one in found if one.finding.kind == "conflict"]
    return sum(
        any(expected[n].kind == "succession" for n in one.states)
        and not any(expected[n].kind == "conflict" for n in one.states)
        for one in conflicts
    )
